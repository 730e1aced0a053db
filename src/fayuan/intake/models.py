"""Consultations, drafts, applications, what the law said of them, decisions, objections, notices."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
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
    appointment_at = models.DateTimeField(null=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="consultations")

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"], name="consultation_agency")]

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

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "draft", self.ref, self.agency_id


class Application(models.Model):
    """What the applicant said and handed in; whose case and what it is about stands on the matter."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="application")
    channel = models.CharField(max_length=8, choices=Channel)
    means = EncryptedJSONField(null=True)  # {"household": [{"relation", "income_fen"}], "assets": {...}}
    pledge = models.BooleanField(default=False)
    materials = ArrayField(models.CharField(max_length=30), default=list)
    agent_relation = models.CharField(max_length=20, blank=True)
    limitation = models.DateField(null=True)
    urgent = models.CharField(max_length=24, blank=True)
    detained = models.BooleanField(default=False)
    passed_on_by = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField(null=True)
    filled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # staff who wrote it down

    def __str__(self) -> str:
        return f"application {self.matter_id}"


class Notice(models.Model):
    """An authority's letter that asks for a lawyer."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="notice")
    letter_number = models.CharField(max_length=60, blank=True)
    hearing_on = models.DateField(null=True)
    contact = EncryptedTextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notice {self.matter_id}"


class Assessment(models.Model):
    """What the law said of the matter at a step: path, citations, every step with its workings, and the rules' hash."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    step = models.CharField(max_length=24)
    outcome = models.CharField(max_length=16)
    path = models.CharField(max_length=16)
    reason = models.CharField(max_length=24, blank=True)
    citations = ArrayField(models.CharField(max_length=60), default=list)
    missing = ArrayField(models.CharField(max_length=30), default=list)
    workings = EncryptedJSONField(default=list)  # [{"rule", "article", "inputs", "says", "passed", "mark"}]
    rules_hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["matter", "id"], name="assessment_matter")]

    def __str__(self) -> str:
        return f"{self.step} {self.outcome}"


class SupplementNotice(models.Model):
    """The one notice that names everything missing."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="supplement_notice")
    missing = ArrayField(models.CharField(max_length=30))
    until = models.DateField()
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"supplement {self.matter_id}"


class Examination(models.Model):
    """The examiner's opinion; it binds nobody."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="examinations")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    means_check = models.CharField(max_length=12, blank=True)  # shared_data, pledge, exempt
    result = models.CharField(max_length=8)  # grant, refuse
    opinion = EncryptedTextField(default="")

    def __str__(self) -> str:
        return f"{self.result} {self.matter_id}"


class Decision(models.Model):
    """What the approver decided, why, and on which assessment."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12)  # grant, grant_first, refuse
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    code = models.CharField(max_length=24, blank=True)
    reason = EncryptedTextField(default="")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_id}"


class Objection(models.Model):
    """An objection to a refusal or a termination, and the bureau's answer."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="objections")
    against = models.CharField(max_length=12)  # refused, terminated
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = EncryptedTextField()
    at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    bureau = models.ForeignKey(Institution, models.PROTECT, related_name="objections")
    outcome = models.CharField(max_length=8, blank=True)  # uphold, correct
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(default="")

    def __str__(self) -> str:
        return f"objection {self.matter_id}"
