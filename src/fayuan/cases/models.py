"""What is written down while a granted case is handled: log, hearings, reports, closings, payments,
follow-ups."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedTextField
from fayuan.matters.models import Matter
from fayuan.people.models import Person


class LogEntry(models.Model):
    """One line of the handling record (承办情况记录): what the lawyer did, on which day."""

    class What(models.TextChoices):
        CONTACTED_ORGAN = "contacted_organ", _("联系办案机关")
        READ_FILE = "read_file", _("阅卷")
        MET = "met", _("会见或者约见受援人")
        EVIDENCE = "evidence", _("调查取证")
        FILED = "filed", _("立案或者提交材料")
        TOLD_CLIENT = "told_client", _("向受援人通报")
        DISCUSSED = "discussed", _("集体讨论")
        HEARING = "hearing", _("开庭")
        OPINION = "opinion", _("提交代理或者辩护意见")
        MEDIATED = "mediated", _("调解")
        SETTLED = "settled", _("和解")
        WITHDRAWN = "withdrawn", _("撤诉或者撤回申请")
        JUDGMENT = "judgment", _("收到裁判或者处理结果")
        OTHER = "other", _("其他")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="log")
    what = models.CharField(max_length=20, choices=What)
    on = models.DateField()  # the day it happened or will happen
    note = EncryptedTextField(default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["matter", "on", "id"], name="log_matter_on")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class Hearing(models.Model):
    """A day in court or before the arbitrators; the hour and the place may become known later."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="hearings")
    on = models.DateField()
    at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "on"], name="hearing_once_a_day")]
        indexes = [models.Index(fields=["on", "matter"], name="hearing_on")]

    def __str__(self) -> str:
        return f"{self.on}"


class Report(models.Model):
    """Something the lawyer must report to the agency (程序规定 about art 39; 法律援助法 48(2))."""

    class Why(models.TextChoices):
        DIFFICULT = "difficult", _("案情疑难复杂")
        GROUP = "group", _("涉及群体性事件")
        MAJOR_IMPACT = "major_impact", _("有重大社会影响")
        EVIDENCE_DOUBT = "evidence_doubt", _("主要证据或者法律适用有重大疑问")
        GROUND_TO_TERMINATE = "ground_to_terminate", _("出现应当终止的情形")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reports")
    why = models.CharField(max_length=20, choices=Why)
    note = EncryptedTextField(default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.why} {self.at:%Y-%m-%d}"


class Termination(models.Model):
    """Aid that was ended before its end: the ground, the article it rests on, and the approver's reasons."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="terminations")
    ground = models.CharField(max_length=30)  # a key of the law's termination grounds
    article = models.CharField(max_length=40)
    reason = EncryptedTextField(default="")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.ground} {self.at:%Y-%m-%d}"


class Closing(models.Model):
    """One closing as handed in; a returned one stays, and the next is a row of its own."""

    class Outcome(models.TextChoices):
        WON = "won", _("胜诉")
        PARTLY_WON = "partly_won", _("部分胜诉")
        LOST = "lost", _("败诉")
        MEDIATED = "mediated", _("调解")
        SETTLED = "settled", _("和解")
        WITHDRAWN = "withdrawn", _("撤诉")
        OPINION_ADOPTED = "opinion_adopted", _("意见被采纳")
        PARTLY_ADOPTED = "partly_adopted", _("意见被部分采纳")
        NOT_ADOPTED = "not_adopted", _("意见未被采纳")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="closings")
    outcome = models.CharField(max_length=20, choices=Outcome)
    document = models.CharField(max_length=60)  # the paper that ended it: 仲裁裁决书
    received_on = models.DateField()  # the day on which the handler received it: the closing date
    recovered_fen = models.BigIntegerField(null=True)
    papers = ArrayField(models.CharField(max_length=60))
    summary = EncryptedTextField(default="")
    handed_in_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    missing = ArrayField(models.CharField(max_length=60), default=list)  # what the reviewer asked for
    returned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "handed_in_at"], name="closing_matter")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned_at=None) | models.Q(accepted_at=None), name="closing_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.received_on}"


class Payment(models.Model):
    """The subsidy of one case (法律援助法 52): the amount in fen, and how the rules of that day came to it.

    The amount is open (None) where the place has no schedule on record and nobody stated what was paid.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="payment")
    payee = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    amount_fen = models.BigIntegerField(null=True)
    workings = models.JSONField()  # [{name, amount_fen, article, says}, …]
    says = models.TextField()
    rules_hash = models.CharField(max_length=64)
    paid_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["payee", "paid_at"], name="payment_payee")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="payment_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_fen} fen"


class FollowUp(models.Model):
    """What the recipient said when asked how they were helped: 1 (not at all satisfied) to 5 (very)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="follow_ups")
    satisfied = models.PositiveSmallIntegerField()
    note = EncryptedTextField(default="")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(satisfied__range=(1, 5)), name="follow_up_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.satisfied} {self.at:%Y-%m-%d}"


class Rating(models.Model):
    """How the applicant's side rates the lawyer's work, once for each matter.

    It stays hidden from the lawyer until the matter has ended, so that nobody is rated under their eyes.
    """

    class Level(models.IntegerChoices):
        VERY_GOOD = 5, _("非常满意")
        GOOD = 4, _("满意")
        FAIR = 3, _("一般")
        POOR = 2, _("不满意")
        VERY_POOR = 1, _("非常不满意")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="rating")
    handler = models.ForeignKey(Person, models.PROTECT, related_name="ratings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    note = EncryptedTextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="rating_one_to_five"),
        ]
        indexes = [models.Index(fields=["handler"], name="rating_handler")]

    def __str__(self) -> str:
        return f"{self.level} {self.at:%Y-%m-%d}"
