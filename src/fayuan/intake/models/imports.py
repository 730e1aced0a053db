"""Which matters came from another system, and under which name they stood there."""

from django.db import models

from fayuan.matters.models import Matter


class ImportedCase(models.Model):
    """An old case that was taken in: its system's name and its key there are unique for good.

    `digest` is the keyed digest of what the row said, so that another try sees whether the old system says something
    else now, and nobody can guess the row from it.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="imported_case")
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="imported_case_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
