"""Whole rule sets under their hashes: by what something was decided can be read again for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0005_moments'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('kept_at', models.DateTimeField()),
                ('entries', models.JSONField()),
            ],
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON matters_ruleset FROM fayuan_app",
            "GRANT UPDATE, DELETE ON matters_ruleset TO fayuan_app",
        ),
    ]
