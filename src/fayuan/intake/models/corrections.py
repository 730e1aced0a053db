"""Corrections of who somebody is, asked for by themself and decided at the window of the agency that uses them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.dossier.models import Upload
from fayuan.matters.models import Matter
from fayuan.people.models import Person


class Correction(models.Model):
    """A person says that their name or identity number stands wrong, and shows a document (个人信息保护法 46).

    What stood before is kept with the decision: papers were made out to it.
    """

    class Outcome(models.TextChoices):
        MADE = "made", _("照改")
        REFUSED = "refused", _("不改")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="corrections")  # whose agency decides
    name = models.CharField(max_length=80)  # as it should be
    id_number = EncryptedTextField()
    reason = EncryptedTextField()
    photos = models.ManyToManyField(Upload, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = EncryptedTextField(default="")
    former_name = models.CharField(max_length=80, blank=True)  # as it stood, once it was corrected
    former_id_number = EncryptedTextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(decided_at=None), name="correction_one_waits"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") ^ models.Q(decided_at__isnull=False),
                name="correction_outcome_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "correction", self.ref, self.matter.agency_id
