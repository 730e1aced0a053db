"""Proposals, assignments, choices offered to applicants, requests for another lawyer, and lawyers' leave."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Proposal(models.Model):
    """Whom the product proposed and why; kept as it was, whatever the assigner then did.

    `ranked` holds {person, why} from the first to the last, `excluded` {person, reasons: [{code, article,
    says}]}.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals")
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    seed = models.BigIntegerField()  # decides between equals; the same seed gives the same list
    ranked = models.JSONField()
    excluded = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["matter", "made_at"], name="proposal_matter")]

    def __str__(self) -> str:
        return f"{len(self.ranked)} of {len(self.ranked) + len(self.excluded)}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return self.matter.audit_subject()

    @property
    def first(self) -> int | None:
        """The id of the person proposed first; None when nobody can take the case."""
        return self.ranked[0]["person"] if self.ranked else None

    @property
    def persons(self) -> list[int]:
        """The ids of the ranked persons, the first one first."""
        return [line["person"] for line in self.ranked]


class Assignment(models.Model):
    """A matter put into the hands of a lawyer, or of a unit whose head names one, from its offer to its
    end."""

    class Mode(models.TextChoices):
        MANUAL = "manual", _("直接指派")
        PROPOSE = "propose", _("按推荐指派")
        CHOICE = "choice", _("申请人点选")
        UNIT = "unit", _("指派单位")
        REPLACE = "replace", _("更换")

    class Status(models.TextChoices):
        OFFERED = "offered", _("待答复")  # chosen by the applicant, not yet in charge
        GIVEN = "given", _("已指派")
        ACCEPTED = "accepted", _("已接受")
        DECLINED = "declined", _("已谢绝")
        ENDED = "ended", _("已结束")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assignments")
    unit = models.ForeignKey(Institution, models.PROTECT, related_name="assignments")
    mode = models.CharField(max_length=8, choices=Mode)
    status = models.CharField(max_length=8, choices=Status)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="assignments")
    reason = EncryptedTextField(default="")  # why this one, where somebody gave a reason
    by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(default="")  # the reason for declining
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(ended_at=None), name="assignment_one_runs"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["declined", "ended"]) ^ models.Q(ended_at=None),
                name="assignment_end_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["person", "made_at"], name="assignment_person")]

    def __str__(self) -> str:
        return f"{self.mode} {self.status}"


class Choice(models.Model):
    """The applicant's chance to choose among lawyers who are open to it; open until somebody takes the
    matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="choices")
    shortlist = ArrayField(models.BigIntegerField())  # ids of persons, the best match first
    offered_at = models.DateTimeField()
    until = models.DateTimeField()  # afterwards the office is asked to assign somebody itself
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(closed_at=None), name="choice_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{len(self.shortlist)} until {self.until:%Y-%m-%d %H:%M}"


class ReplacementRequest(models.Model):
    """The recipient asks for another lawyer (法律援助法 55), with or without evidence, and what was
    decided."""

    class Outcome(models.TextChoices):
        REPLACED = "replaced", _("已更换")
        KEPT = "kept", _("不予更换")
        LAPSED = "lapsed", _("不再需要决定")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="replacement_requests")
    about = models.ForeignKey(Assignment, models.PROTECT, related_name="replacement_requests")
    reason = EncryptedTextField()
    evidence = EncryptedJSONField(default=list)  # what the pieces are called
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    decision = EncryptedTextField(default="")  # the assigner's reasons
    decided_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=80, blank=True)  # who decided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(decided_at=None), name="replacement_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome or 'open'} {self.asked_at:%Y-%m-%d}"


class Leave(models.Model):
    """Days on which a lawyer takes no new cases."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    first_day = models.DateField()
    last_day = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="leave_days"
            ),
        ]
        indexes = [models.Index(fields=["person", "last_day"], name="leave_person")]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "person", str(self.person_id), None
