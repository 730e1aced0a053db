"""Transitions are only added to: the app can neither change nor delete what has happened."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON matters_transition FROM fayuan_app",
            "GRANT UPDATE, DELETE ON matters_transition TO fayuan_app",
        )
    ]
