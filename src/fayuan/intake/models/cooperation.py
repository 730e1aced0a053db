"""Letters by which one agency asks another for help."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.dossier.models import Paper
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class CooperationLetter(models.Model):
    """What another agency is asked to verify or collect, by when, and what it answered (程序规定 about art 16).

    The letter, not the matter, is what the asked agency sees: who the case is about and what is asked, no more.
    """

    class Outcome(models.TextChoices):
        HELPED = "helped", _("已协助办理")
        CANNOT = "cannot", _("因客观原因不能办理")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="cooperation_letters")
    asked = models.ForeignKey(Institution, models.PROTECT, related_name="letters_received")
    items = EncryptedJSONField()  # one text for each thing asked
    reply_by = models.DateField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="cooperation_letter")
    sent_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = EncryptedTextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_recorded = models.BooleanField(
        default=False
    )  # the answer came on paper, the asking office wrote it down

    class Meta:
        indexes = [
            models.Index(
                fields=["asked", "reply_by"],
                condition=models.Q(answered_at=None),
                name="cooperation_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="") ^ models.Q(answered_at__isnull=False),
                name="cooperation_answer_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} until {self.reply_by}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "cooperation_letter", self.ref, self.matter.agency_id
