"""Accounts of staff say who opened them; those of citizens, who open theirs themselves, say nobody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_public_references")]
    operations = [
        migrations.AddField(
            "account",
            "opened_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
    ]
