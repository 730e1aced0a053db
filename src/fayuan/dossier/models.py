"""Issued papers and the signatures under them, uploads, and the blobs that hold their bytes."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedJSONField, EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Blob(models.Model):
    """Bytes in the store, by the digest of their content; encrypted at rest."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Paper(models.Model):
    """One issued paper: its form, number and data as they were; never changed afterwards. The PDF follows in a job.

    What happens to it later stands beside: that it was withdrawn, or that an edition with a signature took its place.
    """

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    issuer = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # the agency, or the bureau
    form = models.CharField(max_length=40)  # the key in the catalogue of forms
    name = models.CharField(max_length=60)  # the form's official name
    number = models.CharField(max_length=40, blank=True)
    data = EncryptedJSONField()
    issued_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    for_applicant = models.BooleanField(default=True)  # may the applicant read it?
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    fault = models.CharField(max_length=200, blank=True)  # why it could not be drawn
    check_token = models.CharField(max_length=22, unique=True, null=True)  # in its check code
    edition = models.PositiveSmallIntegerField(default=1)
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")  # of a later edition
    replaced_at = models.DateTimeField(null=True)  # by a later edition
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "issued_at"], name="paper_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "edition"],
                condition=~models.Q(number=""),
                name="paper_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "paper", self.ref, self.matter.agency_id

    @property
    def stands(self) -> bool:
        """Whether it is in force: neither withdrawn nor replaced by a later edition."""
        return self.withdrawn_at is None and self.replaced_at is None


class SignatureRequest(models.Model):
    """Somebody is asked to sign a paper from afar: by a link that works once, and a code to their telephone.

    Of link and code only digests are kept. Once signed, it says what was signed (the hash of the PDF), when, by what
    means, and how the signer was known; the signature stands on the next edition of the paper.
    """

    class Role(models.TextChoices):
        RECIPIENT = "recipient", _("受援人")
        LAWYER = "lawyer", _("承办人员")

    class Means(models.TextChoices):
        DRAWN = "drawn", _("在屏幕上手写签名")
        PHOTO = "photo", _("签名或者指印的照片")
        CODE = "code", _("以验证码确认签署")

    class Known(models.TextChoices):
        TEXT_CODE = "text_code", _("短信验证码")
        ACCOUNT = "account", _("本人账户登录")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signature_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signature_requests")
    role = models.CharField(max_length=9, choices=Role)
    token_digest = models.BinaryField(max_length=16, unique=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    good_until = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    code_digest = models.BinaryField(max_length=16, null=True)
    code_sent_at = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # wrong or right, of the code sent last
    opened_at = models.DateTimeField(null=True)  # the signer was known and the paper shown
    known_by = models.CharField(max_length=9, choices=Known, blank=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    signed_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=5, choices=Means, blank=True)
    picture = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    paper_sha256 = models.CharField(max_length=64, blank=True)
    signed_paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "person"],
                condition=models.Q(signed_at=None, cancelled_at=None),
                name="signature_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.ref}"

    @property
    def how(self) -> str:
        """By what means it was signed, in words; who confirmed in their own account had no code."""
        if self.means == self.Means.CODE and self.known_by == self.Known.ACCOUNT:
            return gettext("以本人账户确认签署")
        return str(self.get_means_display())

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row: the paper."""
        return self.paper.audit_subject()

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be signed."""
        return self.signed_at is None and self.cancelled_at is None and now < self.good_until


class Service(models.Model):
    """One try to bring a paper to the applicant, and what became of it; once it was served, the receipt says so."""

    class Way(models.TextChoices):
        INBOX = "inbox", _("网上送达")
        POST = "post", _("邮寄送达")
        IN_PERSON = "in_person", _("直接送达")

    class State(models.TextChoices):
        SENT = "sent", _("已寄出")
        SERVED = "served", _("已送达")
        RETURNED = "returned", _("退回")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services")
    way = models.CharField(max_length=9, choices=Way)
    state = models.CharField(max_length=8, choices=State)
    address = EncryptedTextField(default="")
    receiver = EncryptedTextField(default="")
    relation = models.CharField(max_length=30, blank=True)
    batch = models.CharField(max_length=9, blank=True)  # what was printed together
    at = models.DateTimeField()  # handed over, posted, or opened
    settled_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=80)
    remark = EncryptedTextField(default="")
    receipt = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")  # 送达回证

    class Meta:
        indexes = [models.Index(fields=["batch"], condition=~models.Q(batch=""), name="service_batch")]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=~models.Q(state="returned"), name="service_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row: the paper."""
        return self.paper.audit_subject()


class Knock(models.Model):
    """How often one address came to a door that is open to anybody within a minute, counted for all processes."""

    digest = models.BinaryField(max_length=16)  # of the door and the address
    minute = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "minute"], name="knock_once_a_minute")]
        indexes = [models.Index(fields=["minute"], name="knock_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} {self.times}"


class Upload(models.Model):
    """A file that somebody handed in. It waits in quarantine until it was looked through; then its content is in the
    store. What was refused leaves its name and the reason, no bytes.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("正在检查")
        CLEAN = "clean", _("可查看")
        REFUSED = "refused", _("未通过检查")
        DESTROYED = "destroyed", _("到期销毁")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=40)  # what it is: id_card, case_papers, or the name of a closing paper
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="uploads")  # once it is clean
    held = models.CharField(max_length=32, blank=True)  # its name in quarantine
    fault = models.CharField(max_length=20, blank=True)  # why it was refused: a key of `checks.SENTENCES`
    pages = models.PositiveIntegerField(default=0)  # 0: nothing to count
    scanner = models.CharField(
        max_length=60, blank=True
    )  # by which it was found clean; blank: none is set up
    checked_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="uploads")
    at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter", "at"], name="upload_matter"),
            models.Index(fields=["at"], condition=models.Q(status="waiting"), name="upload_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="clean") | models.Q(blob__isnull=False),
                name="upload_clean_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "upload", self.ref, self.matter.agency_id


class CardReading(models.Model):
    """The photograph of an identity card that fills a form in: it waits to be read, then what was read stands here for
    a day, for the person who handed it in and nobody else. The photograph itself is not kept.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("正在认字")
        READ = "read", _("认出来了")
        FAILED = "failed", _("没有认出来")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    held = models.CharField(max_length=32)  # its name in quarantine, until it was read
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    fault = models.CharField(max_length=20, blank=True)  # a key of `checks.SENTENCES`
    says = EncryptedJSONField(null=True)  # name, id_number, address
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="card_reading_at")]

    def __str__(self) -> str:
        return f"card {self.ref}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "card_reading", self.ref, None


class Sending(models.Model):
    """A file that is being sent in pieces, kept a day: who sends it, how many bytes have come, and their pieces in
    quarantine."""

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    modified = (
        models.BigIntegerField()
    )  # milliseconds, as the sender's machine says: the same file, or another
    got = models.PositiveIntegerField(default=0)
    pieces = models.JSONField(default=list)  # their names in quarantine
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="sending_by")]

    def __str__(self) -> str:
        return f"{self.got} / {self.size}"


class Volume(models.TextChoices):
    """The two files of a case: how the agency came to help, and how the lawyer handled it."""

    APPROVAL = "approval", _("审批卷")
    HANDLING = "handling", _("承办卷")


class Placement(models.Model):
    """Where somebody put a paper or a file in a volume by hand; all others fall into place by the catalogue."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="placements")
    volume = models.CharField(max_length=8, choices=Volume)
    document = models.CharField(max_length=9)  # the reference of the paper or upload
    item = models.CharField(max_length=60)  # the catalogue's name for the place
    order = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "volume", "document"], name="placement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.item}"


class Edition(models.Model):
    """A volume as it was sealed: one PDF, the originals with a manifest of digests; never changed afterwards.

    A volume that is opened again keeps this edition, and the next sealing makes another.
    """

    class State(models.TextChoices):
        MAKING = "making", _("正在制作")
        SEALED = "sealed", _("已封存")
        FAILED = "failed", _("没有做成")
        REOPENED = "reopened", _("已启封")
        DESTROYED = "destroyed", _("已销毁")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="editions")
    volume = models.CharField(max_length=8, choices=Volume)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.MAKING)
    done = models.PositiveSmallIntegerField(default=0)  # documents taken in so far
    total = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    originals = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    manifest = EncryptedJSONField(null=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    retention = models.CharField(
        max_length=20, blank=True
    )  # 永久, 长期, 短期, as the catalogue of that day says
    keep_until = models.DateField(null=True)  # none: for ever, or no number of years is on record

    class Meta:
        indexes = [
            models.Index(fields=["keep_until"], condition=models.Q(state="sealed"), name="edition_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "volume", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["matter", "volume"],
                condition=models.Q(state__in=("making", "sealed")),
                name="edition_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volume} {self.number}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "edition", self.ref, self.matter.agency_id


class Motion(models.Model):
    """What two people do to a sealed volume: one proposes it with a reason, another seconds it."""

    class Act(models.TextChoices):
        REOPEN = "reopen", _("启封")
        DESTROY = "destroy", _("销毁")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="motions")
    act = models.CharField(max_length=8, choices=Act)
    reason = EncryptedTextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seconded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(seconded_at=None), name="motion_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by=None) | ~models.Q(seconded_by=models.F("by")),
                name="motion_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.ref}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "motion", self.ref, self.edition.matter.agency_id


class StoreCheck(models.Model):
    """What a check of the store found: digests without bytes, with other bytes; names that nobody knows, and names of
    what is to be removed because its change was never committed (`leftovers`), which is no fault."""

    at = models.DateTimeField()
    checked = models.PositiveIntegerField()
    missing = models.JSONField()
    altered = models.JSONField()
    extra = models.JSONField()
    leftover = models.JSONField(db_default=[])

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.checked}"

    @property
    def is_clean(self) -> bool:
        """Whether every file is there as it was put, and no other."""
        return not (self.missing or self.altered or self.extra)


class Leftover(models.Model):
    """A file on the shelf that no row names, and when that was first seen; it is taken away a week later."""

    name = models.CharField(max_length=80, unique=True)  # on the shelf, with its folders
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
