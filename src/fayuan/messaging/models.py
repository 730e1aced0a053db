"""One row for each message to somebody outside, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fayuan.core.fields import EncryptedTextField
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Person


class Message(models.Model):
    """A message about a matter to a person or an authority.

    A text message names neither person nor case. `withheld` means that the person asked not to be contacted this way:
    the office sees it as work (call them), and nothing is sent.
    """

    class Channel(models.TextChoices):
        SMS = "sms", _("短信")
        INBOX = "inbox", _("站内信")

    class Status(models.TextChoices):
        QUEUED = "queued", _("待发")
        SENT = "sent", _("已发")
        FAILED = "failed", _("未送达")
        UNKNOWN = "unknown", _("结果不明")
        WITHHELD = "withheld", _("按本人意愿不发，待当面或电话告知")
        HANDED = "handed", _("已当面或电话告知")

    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="messages")
    channel = models.CharField(max_length=6, choices=Channel)
    template = models.CharField(max_length=40)
    text = EncryptedTextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-made_at"], name="message_person"),
            models.Index(fields=["institution", "-made_at"], name="message_institution"),
            models.Index(fields=["matter", "made_at"], name="message_matter"),
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=["queued", "failed", "unknown"]),
                name="message_unsettled",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(institution=None), name="message_one_receiver"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.status}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "message", str(self.pk), self.matter.agency_id if self.matter else None
