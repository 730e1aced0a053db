"""Pledges about means that were found to be false."""

from django.db import models

from fayuan.core.fields import EncryptedTextField
from fayuan.matters.models import Matter
from fayuan.people.models import Person


class PledgeFinding(models.Model):
    """A person pledged what was not so (法律援助法 41, 64): who found it, in which matter, and what."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="pledge_finding")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pledge_findings")
    finding = EncryptedTextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"false pledge {self.matter_id}"
