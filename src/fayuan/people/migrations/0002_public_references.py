"""Accounts and posts get random references, so that addresses carry neither ids nor names."""

from django.db import migrations, models

import fayuan.core.refs

BATCH = 1000


def fill(apps, schema_editor):
    """Give each row that was there before a reference of its own, a batch at a time."""
    for name in ("Account", "Post"):
        rows = apps.get_model("people", name).objects.filter(ref=None)
        while batch := list(rows.only("pk")[:BATCH]):
            for row in batch:
                row.ref = fayuan.core.refs.new_ref()
            rows.model.objects.bulk_update(batch, ["ref"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField("account", "ref", models.CharField(max_length=9, null=True)),
        migrations.AddField("post", "ref", models.CharField(max_length=9, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "account", "ref", models.CharField(default=fayuan.core.refs.new_ref, max_length=9, unique=True)
        ),
        migrations.AlterField(
            "post", "ref", models.CharField(default=fayuan.core.refs.new_ref, max_length=9, unique=True)
        ),
    ]
