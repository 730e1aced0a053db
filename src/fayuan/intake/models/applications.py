"""Applications, what the law said of them, what was missing, decisions, objections."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.intake.models.consultations import Channel
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Application(models.Model):
    """What the applicant said and handed in; whose case and what it is about stands on the matter."""

    class PassedOn(models.TextChoices):
        AUTHORITY = "authority", _("办案机关或者羁押场所")
        DUTY_LAWYER = "duty_lawyer", _("值班律师")

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
    passed_on_as = models.CharField(max_length=12, choices=PassedOn, blank=True)
    handed_at = models.DateTimeField(null=True)  # when whoever passed it on had received it
    received_at = models.DateTimeField(null=True)
    filled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # staff who wrote it down

    def __str__(self) -> str:
        return f"application {self.matter_id}"


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
