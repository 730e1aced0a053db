"""What one citizen sees, and what one authority sent, is found from an index that begins with them."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # people go on working while the indexes are built
    dependencies = [("matters", "0009_words")]
    operations = [
        AddIndexConcurrently(
            "grant", models.Index(fields=["holder", "matter"], name="grant_holder_matter")
        ),
        RemoveIndexConcurrently("grant", "grant_matter_holder"),
        AddIndexConcurrently(
            "matter",
            models.Index(
                fields=["authority", "-opened_at", "-id"],
                condition=models.Q(authority__isnull=False),
                name="matter_authority_opened",
            ),
        ),
    ]
