"""Complaints about a lawyer's work, which the agency handles, and about the agency, which the bureau handles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedTextField
from fayuan.core.refs import new_ref
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Complaint(models.Model):
    """One complaint, from its filing to its answer (法律援助投诉处理办法).

    It stands apart from the matter's timeline: whom it is about does not read it.
    """

    class About(models.TextChoices):
        LAWYER = "lawyer", _("律师")
        AGENCY = "agency", _("法律援助机构或者工作人员")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("属实")
        PARTLY = "partly", _("部分属实")
        UNFOUNDED = "unfounded", _("不属实")
        NOT_ACCEPTED = "not_accepted", _("不予受理")

    ref = models.CharField(max_length=9, unique=True, default=new_ref)
    number = models.CharField(max_length=40)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="complaints")
    about = models.CharField(max_length=8, choices=About)
    against = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # the lawyer
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="complaints")  # who handles it
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = EncryptedTextField()
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = EncryptedTextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["institution", "at"],
                condition=models.Q(answered_at=None),
                name="complaint_waiting",
            ),
            models.Index(fields=["institution", "-answered_at"], name="complaint_answered"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="") ^ models.Q(answered_at__isnull=False),
                name="complaint_answer_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row; the agency reads of those that it handles."""
        return "complaint", self.ref, self.institution_id if self.about == self.About.LAWYER else None
