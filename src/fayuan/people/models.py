"""Persons, their accounts, posts and professional profiles."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.clock import SHANGHAI
from fayuan.core.fields import BlindIndexField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.network.models import AUTHORITIES, Institution


class Person(models.Model):
    """A human being: applicant, staff member, lawyer, somebody's child. Numbers and addresses stand encrypted."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("女")
        MALE = "m", _("男")
        UNKNOWN = "", _("未说明")

    class Capacity(models.TextChoices):
        FULL = "full", _("完全民事行为能力")
        LIMITED = "limited", _("限制民事行为能力")
        NONE = "none", _("无民事行为能力")

    name = models.CharField(max_length=80)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    born = models.DateField(null=True)
    id_kind = models.CharField(max_length=20, default="identity_card")
    id_number = EncryptedTextField(default="")
    id_number_index = BlindIndexField(of="id_number")
    phone = EncryptedTextField(default="")
    phone_index = BlindIndexField(of="phone")
    address = EncryptedTextField(default="")
    bank_account = EncryptedTextField(default="")
    groups = ArrayField(models.CharField(max_length=30), default=list)  # keys of the story format
    disability_kind = models.CharField(max_length=20, blank=True)
    disability_level = models.PositiveSmallIntegerField(null=True)
    capacity = models.CharField(max_length=8, choices=Capacity, default=Capacity.FULL)
    languages = ArrayField(models.CharField(max_length=20), default=list)
    may_call = models.BooleanField(default=True)
    may_text = models.BooleanField(default=True)
    contact_note = EncryptedTextField(default="")
    made_at = models.DateTimeField()
    is_fictional = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id_number_index"], name="person_id_number"),
            models.Index(fields=["phone_index"], name="person_phone"),
            models.Index(fields=["name"], name="person_name"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def holder(self) -> str:
        """The name under which grants to this person stand."""
        return f"p{self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "person", str(self.pk), None


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name. There is no superuser to make."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """What a person signs in with. Rights come from posts, never from the account."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # null: by its own owner
    left_at = models.DateTimeField(null=True)

    first_password = ""  # of an account just opened, for whoever opened it; no column

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "account", self.ref, None


class Role(models.TextChoices):
    """What a post may be. Citizens hold no post: their grants are their rights."""

    CLERK = "clerk", _("接待岗")
    EXAMINER = "examiner", _("审查岗")
    APPROVER = "approver", _("审批岗")
    ASSIGNER = "assigner", _("指派岗")
    CLOSING_REVIEWER = "closing_reviewer", _("结案审核岗")
    FINANCE = "finance", _("财务岗")
    HOTLINE_AGENT = "hotline_agent", _("热线坐席")
    REVIEWER = "reviewer", _("质量评估员")
    LAWYER = "lawyer", _("法律援助人员")
    DUTY_LAWYER = "duty_lawyer", _("值班律师")
    FIRM_HEAD = "firm_head", _("律所负责人")
    BUREAU = "bureau", _("司法局承办人")
    AUTHORITY = "authority", _("办案机关承办人")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


DESK_ROLES = frozenset({"clerk", "examiner", "approver", "assigner", "closing_reviewer", "finance"})
SCOPED_ROLES = DESK_ROLES | {"firm_head", "bureau", "authority"}  # see what their institution was granted
DUTIES_APART = frozenset({"administrator", "security", "auditor"})  # nobody holds two (三权分立)

_UNITS = frozenset({Institution.Kind.FIRM, Institution.Kind.OFFICE})
_AGENCY = frozenset({Institution.Kind.AGENCY})
_SERVICE = _AGENCY | {Institution.Kind.STATION}
_PUBLIC = _AGENCY | {Institution.Kind.BUREAU}
POSTS_AT: Mapping[Role, frozenset[Institution.Kind]] = {  # the kinds of institution that have the post
    **{Role(role): _AGENCY for role in DESK_ROLES},
    Role.HOTLINE_AGENT: _PUBLIC,
    Role.REVIEWER: _PUBLIC,
    Role.DUTY_LAWYER: _SERVICE,
    Role.LAWYER: _UNITS | _AGENCY,
    Role.FIRM_HEAD: _UNITS,
    Role.BUREAU: frozenset({Institution.Kind.BUREAU}),
    Role.AUTHORITY: AUTHORITIES,
    **{Role(role): _PUBLIC for role in DUTIES_APART},
}


class Post(models.Model):
    """A person's post at an institution, from a moment until another.

    One that `stands_in_for` another was lent by whoever is absent, until a day fixed from the first.
    """

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="posts")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="stand_ins")
    named_by = models.CharField(max_length=80, blank=True)  # of a stand-in: who named them

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "institution"], condition=models.Q(until=None), name="post_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stands_in_for=None) | models.Q(until__isnull=False),
                name="post_stand_in_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.institution_id}"

    @property
    def last_day(self) -> date | None:
        """The last local day on which it is held; None where no end is fixed."""
        return (self.until - timedelta(microseconds=1)).astimezone(SHANGHAI).date() if self.until else None

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "post", self.ref, None


class Lawyer(models.Model):
    """The professional profile of a lawyer, legal service worker or agency staff member who takes cases."""

    class Kind(models.TextChoices):
        LAWYER = "lawyer", _("律师")
        LEGAL_WORKER = "legal_worker", _("基层法律服务工作者")
        STAFF = "staff", _("法律援助机构人员")
        VOLUNTEER = "volunteer", _("法律援助志愿者")

    class Team(models.TextChoices):
        MINORS = "minors", _("未成年人")
        WOMEN = "women", _("妇女")
        MILITARY = "military", _("军人军属")
        DEATH_REVIEW = "death_review", _("死刑复核")

    person = models.OneToOneField(Person, models.PROTECT, related_name="lawyer")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LAWYER)
    licence_number = models.CharField(max_length=20, blank=True)
    practice_since = models.DateField(null=True)
    defence_since = models.DateField(null=True)
    specialities = ArrayField(models.CharField(max_length=20), default=list)
    unit = models.ForeignKey(Institution, models.PROTECT, related_name="lawyers")
    open_to_choice = models.BooleanField(default=False)
    weekly_capacity = models.PositiveSmallIntegerField(default=3)
    suspended = models.BooleanField(default=False)
    profile = models.TextField(blank=True)  # their own words, as applicants read them
    words = models.TextField(blank=True)  # their own words, which nobody has approved yet
    evidence = models.JSONField(default=dict)  # by speciality: what proves it
    teams = ArrayField(models.CharField(max_length=12, choices=Team), default=list)

    def __str__(self) -> str:
        return f"lawyer {self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return self.person.audit_subject()


class Caution(models.Model):
    """A warning to somebody who takes cases, their removal from the panel, or their return to it. Never changed."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("警示")
        REMOVAL = "removal", _("移出名册")
        RETURN = "return", _("恢复接案")

    lawyer = models.ForeignKey(Lawyer, models.PROTECT, related_name="cautions")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = EncryptedTextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class SignInTry(models.Model):
    """A failed sign-in, kept so that all processes count together; the name tried stands as a digest."""

    name_digest = models.BinaryField(max_length=16)
    ip = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "at"], name="try_name_at"),
            models.Index(fields=["ip", "at"], name="try_ip_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class PhoneCode(models.Model):
    """A one-time code sent to a citizen's phone; only digests are kept."""

    phone_digest = models.BinaryField(max_length=16)
    code_digest = models.BinaryField(max_length=16)
    sent_at = models.DateTimeField()
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["phone_digest", "sent_at"], name="code_phone_sent")]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M:%S}"


class Ticket(models.Model):
    """Signs in once whom a trusted system has verified and hands over to the portal; only its digest is kept."""

    digest = models.BinaryField(max_length=16, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tickets")
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    secret = ""  # of a ticket just made, for the system that asked for it; no column

    def __str__(self) -> str:
        return f"ticket {self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return self.account.audit_subject()


class ApiToken(models.Model):
    """What a system of an authority, or of a bureau that hands people over to the portal, shows to the machine
    interface instead of signing in; only its digest is kept."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)  # which system, as its office calls it
    digest = models.BinaryField(max_length=16, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    used_on = models.DateField(null=True)  # the last day it was shown

    secret = ""  # of a token just made, for whoever made it; no column

    class Meta:
        indexes = [models.Index(fields=["until", "id"], name="token_until")]

    def __str__(self) -> str:
        return f"token {self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "token", self.ref, None


class SavedView(models.Model):
    """A way to look at the worklist that a person keeps under a name: the filters as they stand in its address."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=20)
    query = models.JSONField()  # filter → value; never a search term
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_name")]
        ordering: ClassVar[list[str]] = ["person", "made_at", "id"]

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "saved_view", self.ref, None


class Consent(models.Model):
    """What a person agreed to beyond what the law asks of them, until they took it back (个人信息保护法 13–15, 31).

    A row is a stretch of time; agreeing again makes another. `by` agreed for them: a guardian for a child.
    """

    class Purpose(models.TextChoices):
        FOLLOW_UP = "follow_up", _("办完后打电话问我满意不满意")
        CHECK = "check", _("请民政等部门核对家里的情况")
        CHILD = "child", _("处理未满14岁孩子的信息")

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "person", str(self.person_id), None
