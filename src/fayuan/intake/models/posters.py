"""Posters with a code that opens the application at an agency."""

from django.db import models

from fayuan.core.refs import new_ref
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Poster(models.Model):
    """A poster at a station or elsewhere: whose agency its code names, how often it was opened, until it is revoked."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    agency = models.ForeignKey(Institution, models.PROTECT, related_name="posters")
    place = models.CharField(max_length=60)  # where it hangs, as the office calls it
    opened = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="poster_agency")]

    def __str__(self) -> str:
        return f"{self.place} {self.ref}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "poster", self.ref, self.agency_id
