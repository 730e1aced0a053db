"""The matter and what hangs directly on it: parties, grants, transitions, timers, moments, the timeline.

And the entries of the rules that this room's rule book takes beside files.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.law.lifecycles import STATES
from fayuan.network.models import Institution
from fayuan.people.identity import mask_name
from fayuan.people.models import Person


class Matter(models.Model):
    """One matter, from its first draft to the archive.

    `state` is moved by `operations.advance` alone. `version` grows with every change, so that a stale form is noticed.
    The vocabulary of `subject`, `form`, `stage`, `reason` and `forum_kind` is that of the law (and of the stories).
    """

    class Origin(models.TextChoices):
        APPLICATION = "application", _("申请")
        NOTICE = "notice", _("通知")

    class Label(models.TextChoices):
        NORMAL = "normal", _("普通")
        SENSITIVE = "sensitive", _("敏感")
        SEALED = "sealed", _("封存")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    number = models.CharField(max_length=40, blank=True)  # 卫援申字〔2026〕第12号, once submitted
    agency = models.ForeignKey(Institution, models.PROTECT, related_name="matters")
    origin = models.CharField(max_length=12, choices=Origin)
    state = models.CharField(max_length=24, choices=[(key, state.chinese) for key, state in STATES.items()])
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    label = models.CharField(max_length=10, choices=Label, default=Label.NORMAL)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    title_name = models.CharField(max_length=80)  # whose matter it is, as lists show it

    subject = models.CharField(max_length=40)  # work_injury, criminal_defence …
    form = models.CharField(max_length=20)  # litigation, arbitration, non_litigation, defence
    stage = models.CharField(max_length=28, blank=True)
    reason = models.CharField(max_length=40, blank=True)  # of a notice: the article 25 key
    offence = models.CharField(max_length=100, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    detained_at = models.CharField(max_length=100, blank=True)
    forum_kind = models.CharField(max_length=20, blank=True)
    forum_place = models.CharField(max_length=12, blank=True)
    cause_place = models.CharField(max_length=12, blank=True)
    facts = EncryptedTextField(default="")
    claim_fen = models.BigIntegerField(null=True)
    member_count = models.PositiveSmallIntegerField(default=1)
    means_test = models.CharField(max_length=16, blank=True)  # required, exempt, not_applicable

    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="handled"
    )  # the lawyer in charge
    unit = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="unit_matters")
    authority = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="notified_matters")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="following")
    link = models.CharField(max_length=16, blank=True)  # why `previous`: redirected, next_stage, re_notice

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state", "id"], name="matter_agency_state"),
            models.Index(fields=["number"], name="matter_number"),
            models.Index(fields=["handler", "state"], name="matter_handler"),
            models.Index(fields=["case_number"], name="matter_case_number"),
            models.Index(
                fields=["authority", "-opened_at", "-id"],
                condition=models.Q(authority__isnull=False),
                name="matter_authority_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.ref

    @property
    def listed_name(self) -> str:
        """Whose matter it is, as a list says it: the surname alone of a sensitive or sealed one."""
        return self.title_name if self.label == self.Label.NORMAL else mask_name(self.title_name)

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "matter", self.ref, self.agency_id


class Party(models.Model):
    """Somebody in the matter: the applicant (recipient), members of a group, agents, opponents."""

    class Role(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        MEMBER = "member", _("共同申请人")
        AGENT = "agent", _("代为申请人")
        OPPONENT = "opponent", _("对方")
        CO_DEFENDANT = "co_defendant", _("同案人")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=Role)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="parties")
    name = models.CharField(max_length=100)
    relation = models.CharField(max_length=30, blank=True)
    same_household = models.BooleanField(null=True)
    is_representative = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["name"], name="party_name", opclasses=["varchar_pattern_ops"])]
        ordering: ClassVar[list[str]] = ["matter", "order", "id"]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class LabelChange(models.Model):
    """A change of a matter's label: raised at once, with a ground and a reason; lowered once a second person agrees.

    Never changed after it was settled. The label of a matter is that of its last settled change, if it has any.
    """

    class Ground(models.TextChoices):
        LAW = "law", _("依照法律规定")
        MINOR = "minor", _("涉及未成年人")
        SEXUAL = "sexual", _("涉及性侵害")
        VIOLENCE = "violence", _("涉及家庭暴力，或者有人身危险")
        PRIVACY = "privacy", _("涉及其他个人隐私")
        STATE_SECRET = "state_secret", _("涉及国家秘密")
        LOWERED = "lowered", _("情形已经不在")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("等待另一人同意")
        DONE = "done", _("已改")
        DECLINED = "declined", _("没有同意")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="label_changes")
    before = models.CharField(max_length=10, choices=Matter.Label)
    after = models.CharField(max_length=10, choices=Matter.Label)
    ground = models.CharField(max_length=12, choices=Ground)
    reason = EncryptedTextField(default="")
    status = models.CharField(max_length=10, choices=Status)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # null: the law, by itself
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_name = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(status="proposed"), name="label_change_one_proposed"
            ),
            models.CheckConstraint(
                condition=~models.Q(second=models.F("by")) | models.Q(second=None),
                name="label_change_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row: the matter."""
        return self.matter.audit_subject()


class Presence(models.Model):
    """A sign of life: somebody has the matter open, and is about to do something with it (or only reads)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    doing = models.CharField(max_length=30, blank=True)  # the act whose form is open
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.matter_id}"


class Unsent(models.Model):
    """Long texts that somebody has typed into a form of the matter and not yet sent (`matters.unsent`)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="unsent")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    doing = models.CharField(max_length=30)  # the act whose form it is
    texts = EncryptedJSONField()  # by field
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person", "doing"], name="unsent_once")]
        indexes = [models.Index(fields=["kept_at"], name="unsent_kept")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.matter_id}, {self.doing}"


class Grant(models.Model):
    """Why a holder may see a matter, from when until when. `state` and `due_at` are copies kept for worklists."""

    holder = models.CharField(max_length=24)  # p12, i3, h3, n12@3: as in `Actor.holders`
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="grants")
    reason = models.CharField(
        max_length=24
    )  # applicant, agent, member, agency, handler, unit, authority, bureau …
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=24)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "matter", "reason"], condition=models.Q(until=None), name="grant_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder", "state", "due_at", "matter"],
                condition=models.Q(until=None),
                name="grant_worklist",
            ),
            models.Index(
                fields=["holder", "due_at", "matter"], condition=models.Q(until=None), name="grant_holder_due"
            ),
            models.Index(fields=["holder", "matter"], name="grant_holder_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.reason}"


class Transition(models.Model):
    """One step that the matter took. Never changed, never deleted: states and dates are read from here."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="transitions")
    order = models.PositiveIntegerField()
    step = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    by_account = models.BigIntegerField(null=True)
    by_person = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "order"], name="transition_order")]
        indexes = [models.Index(fields=["step", "at"], name="transition_step_at")]

    def __str__(self) -> str:
        return f"{self.step}: {self.from_state} → {self.to_state}"


class Timer(models.Model):
    """A clock of the law on a matter: its rule, start, pauses, last day and what became of it."""

    class Status(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("停算")
        MET = "met", _("已完成")
        RUN_OUT = "run_out", _("已超期")
        CANCELLED = "cancelled", _("不再适用")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="timers")
    name = models.CharField(max_length=24)  # decide, assign, sign_agreement …
    rule = models.CharField(max_length=12)  # T01 …, the clock table's id
    started_at = models.DateTimeField()
    until = models.DateField(null=True)  # a date fixed in a notice
    due_on = models.DateField(null=True)  # the last day
    due_at = models.DateTimeField()  # the moment after which it has run out
    provisional = models.BooleanField(default=False)  # the year's days off are not published yet
    basis = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    ended_at = models.DateTimeField(null=True)
    run_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"], condition=models.Q(ended_at=None), name="timer_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(status="running"), name="timer_running"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_on}"


class Pause(models.Model):
    """A stretch that does not count for a timer: from the day of the notice to the day of the return."""

    timer = models.ForeignKey(Timer, models.PROTECT, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30)

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class Moment(models.Model):
    """A moment that an office set for itself on a matter: the end of a choice, half of the days to assign.

    No clock of the law: it has no rule and no article, and worklists do not show it.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="moments")
    name = models.CharField(max_length=24)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"], condition=models.Q(ended_at=None), name="moment_once"
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], condition=models.Q(ended_at=None), name="moment_open")]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """One line of the timeline that people read. `kind` picks the sentence; `body` holds what somebody wrote."""

    class Audience(models.TextChoices):
        ALL = "all", _("各方可见")
        OFFICE = "office", _("内部")  # the agency's staff
        HANDLING = "handling", _("机构和承办人")
        LAWYER = "lawyer", _("承办人和受援人")  # what they write to each other

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    by_name = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)  # dates, numbers, codes; never a personal value
    body = EncryptedTextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["matter", "at", "id"], name="entry_matter_at"),
            models.Index(fields=["at", "id"], condition=models.Q(kind="message"), name="entry_message"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Words(models.Model):
    """Keyed digests of the words in a matter's facts and notes, by which its office finds it (see `words`)."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="words")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="matter_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.matter_id}"


class DayOff(models.Model):
    """A day whose rest or work is decided here before (or against) the published calendar, with its source."""

    day = models.DateField(unique=True)
    is_rest = models.BooleanField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.day}"


class RuleEntry(models.Model):
    """A dated rule entered in the product: proposed by one person, approved by another, never changed afterwards.

    An entry with the same key, place and first day as an earlier one replaces it. `order` counts approvals.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待核准")
        APPROVED = "approved", _("已施行")
        REPLACED = "replaced", _("已更正")
        WITHDRAWN = "withdrawn", _("已撤回")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    key = models.CharField(max_length=80)
    region = models.CharField(max_length=6)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=200)
    mark = models.CharField(max_length=4)
    note = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # approved or withdrew it
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # of a withdrawal
    order = models.PositiveIntegerField(null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "region", "valid_from"],
                condition=models.Q(status="approved"),
                name="rule_entry_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=("approved", "replaced"), closed_by=models.F("proposed_by")),
                name="rule_entry_two_people",
            ),
        ]
        indexes = [models.Index(fields=["-proposed_at", "-id"], name="rule_entry_newest")]

    def __str__(self) -> str:
        return f"{self.key} {self.region} {self.valid_from}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "rule_entry", self.ref, None


class RuleSet(models.Model):
    """A whole rule set under its hash, kept when something is first decided by it: however the rules change, what was
    decided then can be asked again by the rules of then."""

    hash = models.CharField(max_length=64, primary_key=True)
    kept_at = models.DateTimeField()
    entries = models.JSONField()  # as `law.keeping` writes them

    def __str__(self) -> str:
        return self.hash[:16]


class RuleTrial(models.Model):
    """A question about other rules that takes a while: what was asked, how far it has come, what came of it."""

    class Kind(models.TextChoices):
        REPLAY = "replay", _("过去的决定")
        WHAT_IF = "what_if", _("合成的家庭")

    class Status(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("推算中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("不能推算")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    kind = models.CharField(max_length=8, choices=Kind)
    entry = models.ForeignKey(RuleEntry, models.PROTECT, null=True, related_name="trials")
    asked = models.JSONField(default=dict)  # region, on, changes, households
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    says = models.CharField(max_length=200, blank=True)  # why it cannot be answered
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entry", "kind", "-id"], name="rule_trial_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "rule_trial", self.ref, None
