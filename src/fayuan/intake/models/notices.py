"""Authorities' notices."""

from django.db import models

from fayuan.core.fields import EncryptedTextField
from fayuan.matters.models import Matter


class Notice(models.Model):
    """An authority's letter that asks for a lawyer."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="notice")
    letter_number = models.CharField(max_length=60, blank=True)
    hearing_on = models.DateField(null=True)
    contact = EncryptedTextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notice {self.matter_id}"
