"""Questions and their answers, and applications that are still being written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.intake.models.posters import Poster
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Channel(models.TextChoices):
    """How somebody reached us."""

    WINDOW = "window", _("窗口")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("网上")
    STATION = "station", _("工作站")
    VISIT = "visit", _("上门")
    VIDEO = "video", _("视频")


class Consultation(models.Model):
    """A question and its answer. It may become an application without retyping."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    agency = models.ForeignKey(Institution, models.PROTECT, related_name="consultations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="consultations")
    channel = models.CharField(max_length=8, choices=Channel)
    subject = models.CharField(max_length=40, blank=True)
    question = EncryptedTextField()
    answer = EncryptedTextField(default="")
    advise_to_apply = models.BooleanField(default=False)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="answered")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    appointment_at = models.DateTimeField(null=True)  # when they come again
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="consultations")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-at"], name="consultation_agency"),
            models.Index(
                fields=["agency", "at"], condition=models.Q(answered_at=None), name="consultation_waiting"
            ),
            models.Index(fields=["agency", "appointment_at"], name="consultation_appointment"),
            models.Index(fields=["person", "-at"], name="consultation_person"),
        ]

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "consultation", self.ref, self.agency_id


class Draft(models.Model):
    """An application that is still being written: the answers so far, page by page, kept for thirty days."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="drafts")
    agency = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, related_name="drafts")
    answers = EncryptedJSONField(default=dict)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")  # once submitted
    poster = models.ForeignKey(
        Poster, models.PROTECT, null=True, related_name="drafts"
    )  # by whose code it began

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], condition=models.Q(matter=None), name="draft_open"),
            models.Index(fields=["person", "-changed_at"], name="draft_person"),
        ]

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "draft", self.ref, self.agency_id
