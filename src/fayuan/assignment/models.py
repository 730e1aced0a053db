"""How an agency assigns; proposals, assignments, choices offered to applicants, requests for another lawyer, and
lawyers' leave."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.matters.models import Matter, Party
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Policy(models.Model):
    """How an agency finds the lawyer for a granted matter. Without a row the office assigns by hand.

    How long an applicant may choose stands in the agency's `choice_hours`.
    """

    class Mode(models.TextChoices):
        MANUAL = "manual", _("由指派人员逐件指派")
        PROPOSAL = "proposal", _("系统列出推荐名单，指派人员确定")
        CHOICE = "choice", _("先请受援人点选")
        ROTATION = "rotation", _("律所轮流承办")
        CALL = "call", _("向合适的律师征集，先接先得")
        BATCH = "batch", _("每夜统一推荐，次日确认")

    class After(models.TextChoices):
        PROPOSAL = "proposal", _("列出推荐名单，由指派人员确定")
        ROTATION = "rotation", _("交给轮到的律所")
        CALL = "call", _("向合适的律师征集")

    agency = models.OneToOneField(Institution, models.PROTECT, related_name="assignment_policy")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.MANUAL)
    after = models.CharField(
        max_length=8, choices=After, default=After.PROPOSAL
    )  # when a choice comes to nothing
    shortlist = models.PositiveSmallIntegerField(default=12)  # among how many an applicant chooses
    invited = models.PositiveSmallIntegerField(default=10)  # how many are asked by a call
    answer_hours = models.PositiveSmallIntegerField(default=24)  # for a lawyer or a firm
    fair_share = models.PositiveSmallIntegerField(
        default=0
    )  # per cent of the mean load; who has more in hand stands behind; 0: the order alone
    changed_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.mode

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return self.agency.audit_subject()


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
        CALL = "call", _("公开征集")
        BATCH = "batch", _("夜间统一推荐")

    class Status(models.TextChoices):
        OFFERED = "offered", _("待答复")  # chosen by the applicant or asked by a call, not yet in charge
        GIVEN = "given", _("已指派")
        ACCEPTED = "accepted", _("已接受")
        DECLINED = "declined", _("已谢绝")
        LAPSED = "lapsed", _("到时没有答复")
        ENDED = "ended", _("已结束")

    class Reason(models.TextChoices):
        CONFLICT = "conflict", _("有利害关系")
        TIME = "time", _("时间冲突")
        UNFAMILIAR = "unfamiliar", _("不熟悉这类事")
        OTHER = "other", _("其他原因")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assignments")
    unit = models.ForeignKey(Institution, models.PROTECT, related_name="assignments")
    mode = models.CharField(max_length=8, choices=Mode)
    status = models.CharField(max_length=8, choices=Status)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="assignments")
    seed = models.BigIntegerField(null=True)  # of a turn: decided between units whose turn it could have been
    reason = EncryptedTextField(default="")  # why this one, where somebody gave a reason
    by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # afterwards somebody else is asked
    invited = ArrayField(
        models.BigIntegerField(), default=list
    )  # by a call: ids of persons who may still answer
    answered_at = models.DateTimeField(null=True)
    answer_code = models.CharField(max_length=10, choices=Reason, blank=True)  # why it was declined
    answer = EncryptedTextField(default="")  # the same in words
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(ended_at=None), name="assignment_one_runs"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["declined", "lapsed", "ended"]) ^ models.Q(ended_at=None),
                name="assignment_end_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "made_at"], name="assignment_person"),
            models.Index(
                fields=["mode"], condition=models.Q(status="offered"), name="assignment_offered_mode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.status}"


class Pass(models.Model):
    """Somebody asked by a call does not take the matter; the others may."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="passes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, choices=Assignment.Reason)
    reason = EncryptedTextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d}"


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


class Wish(models.Model):
    """What the recipient wishes of whoever takes the matter: a woman or a man, or somebody by name.

    It counts in the order of candidates. A wish for a woman or a man that the office found justified is a hard rule; in
    matters of violence it is one anyway.
    """

    class Sex(models.TextChoices):
        ANY = "", _("都可以")
        WOMAN = "f", _("女律师")
        MAN = "m", _("男律师")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="wish")
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    lawyer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = EncryptedTextField(default="")
    is_justified = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.sex or 'any'} {self.said_at:%Y-%m-%d}"


class PartyKey(models.Model):
    """A word under which a party is found when conflicts are sought: the keyed digest of a name, of how it sounds, of a
    firm's core. No name can be read from it."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "party"], name="party_key")]

    def __str__(self) -> str:
        return f"party {self.party_id}"


class Night(models.Model):
    """One run of the batch for an agency: its waiting matters and everybody who may be asked, at once.

    `levels` holds {name, cost, bound} in the order in which they count, `left` {matter, says} of what nobody can take.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("推算中")
        READY = "ready", _("待确认")
        DONE = "done", _("已确认")
        FAILED = "failed", _("没有算成")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    agency = models.ForeignKey(Institution, models.PROTECT, related_name="nights")
    asked_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    done = models.PositiveSmallIntegerField(default=0)  # levels
    stopping = models.BooleanField(default=False)  # give the best so far
    levels = models.JSONField(default=list)
    left = models.JSONField(default=list)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(status__in=["waiting", "running", "ready"]),
                name="night_one_open",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="night_newest")]

    def __str__(self) -> str:
        return f"{self.ref} {self.status}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "night", self.ref, self.agency_id


class NightLine(models.Model):
    """Whom the batch proposes for one matter, why, and what became of it."""

    class Outcome(models.TextChoices):
        OPEN = "", _("待确认")
        ASSIGNED = "assigned", _("已指派")
        SKIPPED = "skipped", _("没有指派")

    night = models.ForeignKey(Night, models.CASCADE, related_name="lines")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    says = models.CharField(max_length=300, blank=True)  # why it was not assigned after all

    class Meta:
        constraints = [models.UniqueConstraint(fields=["night", "matter"], name="night_line_once")]

    def __str__(self) -> str:
        return f"{self.outcome or 'open'}"


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


class ConflictDeclaration(models.Model):
    """Whoever accepted looked for ties and declared that neither they nor their unit has any to those named then."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="declaration")
    others = EncryptedJSONField(default=list)  # the other side as it was on record: names
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
