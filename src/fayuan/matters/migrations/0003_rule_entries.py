"""Rules entered in the product by two people; what an entry says can never be changed by the app."""

import django.db.models.deletion
import fayuan.core.refs
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0002_history_stays'),
        ('people', '0004_api_tokens'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=fayuan.core.refs.new_ref, max_length=9, unique=True)),
                ('key', models.CharField(max_length=80)),
                ('region', models.CharField(max_length=6)),
                ('value', models.JSONField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('basis', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=4)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('status', models.CharField(choices=[('proposed', '待核准'), ('approved', '已施行'), ('replaced', '已更正'), ('withdrawn', '已撤回')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('order', models.PositiveIntegerField(null=True, unique=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='ruleentry',
            index=models.Index(fields=['-proposed_at', '-id'], name='rule_entry_newest'),
        ),
        migrations.AddConstraint(
            model_name='ruleentry',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('key', 'region', 'valid_from'), name='rule_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleentry',
            constraint=models.CheckConstraint(condition=models.Q(('closed_by', models.F('proposed_by')), ('status__in', ('approved', 'replaced')), _negated=True), name='rule_entry_two_people'),
        ),
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE, TRUNCATE ON matters_ruleentry FROM fayuan_app;
            GRANT UPDATE (status, closed_by_id, closed_at, reason, "order") ON matters_ruleentry TO fayuan_app;
            """,
            "GRANT UPDATE, DELETE ON matters_ruleentry TO fayuan_app",
        ),
    ]
