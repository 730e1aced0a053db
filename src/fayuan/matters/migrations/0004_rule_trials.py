"""Questions about other rules that take a while to answer."""

import django.db.models.deletion
import fayuan.core.refs
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0003_rule_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleTrial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=fayuan.core.refs.new_ref, max_length=9, unique=True)),
                ('kind', models.CharField(choices=[('replay', '过去的决定'), ('what_if', '合成的家庭')], max_length=8)),
                ('asked', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('waiting', '排队中'), ('running', '推算中'), ('done', '已完成'), ('failed', '不能推算')], default='waiting', max_length=8)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('result', models.JSONField(null=True)),
                ('says', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='matters.ruleentry')),
            ],
        ),
        migrations.AddIndex(
            model_name='ruletrial',
            index=models.Index(fields=['entry', 'kind', '-id'], name='rule_trial_newest'),
        ),
    ]
