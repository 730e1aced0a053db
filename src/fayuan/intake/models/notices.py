"""Authorities' notices, and what authorities say afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedTextField
from fayuan.matters.models import Matter


class Notice(models.Model):
    """An authority's letter that asks for a lawyer."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="notice")
    letter_number = models.CharField(max_length=60, blank=True)
    hearing_on = models.DateField(null=True)
    contact = EncryptedTextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notice {self.matter_id}"


class NoticeChange(models.Model):
    """Something that the authority says has changed since its notice (实施办法2023: hearing, detention, measure)."""

    class What(models.TextChoices):
        HEARING = "hearing", _("开庭时间")
        DETENTION_PLACE = "detention_place", _("羁押地点")
        COERCIVE_MEASURE = "coercive_measure", _("强制措施")

    class Measure(models.TextChoices):
        SUMMONS = "summons", _("拘传")
        BAIL = "bail", _("取保候审")
        RESIDENTIAL_SURVEILLANCE = "residential_surveillance", _("监视居住")
        DETENTION = "detention", _("拘留")
        ARREST = "arrest", _("逮捕")
        RELEASED = "released", _("释放")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notice_changes")
    what = models.CharField(max_length=16, choices=What)
    value = EncryptedTextField(default="")  # the new place, the measure's key, the court room
    on = models.DateField()  # from this day; of a hearing its day
    hearing_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["matter", "told_at"], name="notice_change_matter")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"

    @property
    def words(self) -> str:
        """What is new as people read it: a measure by its name, else the place or the court room."""
        is_measure = self.what == self.What.COERCIVE_MEASURE
        return str(self.Measure(self.value).label) if is_measure else self.value


class CounselReport(models.Model):
    """The authority says that the person hired a lawyer of their own, or refuses the one who was assigned.

    Open until the office has replaced the lawyer or ended the aid, which the transitions tell.
    """

    class Kind(models.TextChoices):
        OWN_LAWYER = "own_lawyer", _("自行委托律师")
        REFUSED = "refused", _("拒绝指派的律师")

    class LeadsTo(models.TextChoices):
        TERMINATION = "termination", _("终止援助")
        REPLACEMENT = "replacement", _("另行指派")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="counsel_reports")
    kind = models.CharField(max_length=12, choices=Kind)
    leads_to = models.CharField(max_length=12, choices=LeadsTo)
    words = EncryptedTextField()  # the lawyer's name, or the reason of the refusal
    on = models.DateField()  # when the person did it
    told_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["matter", "told_at"], name="counsel_report_matter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
