"""Tables that know no other room: audit rows, counters for numbers, idempotency keys, effects of jobs."""

from django.db import models

from fayuan.core.fields import EncryptedTextField


class AuditRow(models.Model):
    """One thing that somebody did or tried. Append-only, partitioned by month; nothing refers to it.

    `details` never holds a personal value in clear; search terms stand as keyed digests, and so do the name and network
    address of an actor who is no member of staff (`core.pseudonyms`).
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8)
    actor_name = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=8)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    action = models.CharField(max_length=60)
    result = models.CharField(max_length=8)  # done, refused
    reason = models.CharField(max_length=32, blank=True)  # the code of a refusal
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    agency_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        managed = False  # the table is partitioned; its migration is SQL
        db_table = "core_auditrow"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.result}"


class TrailKey(models.Model):
    """The key under which one person's name and address stand in the audit trail; without one they were forgotten."""

    person_id = models.BigIntegerField(primary_key=True)
    key = EncryptedTextField(null=True)

    def __str__(self) -> str:
        return f"trail key {self.person_id}"


class Counter(models.Model):
    """The last number given out for an office, a document word and a year."""

    office = models.CharField(max_length=20)
    word = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "word", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.office} {self.word} {self.year}: {self.last}"


class OnceKey(models.Model):
    """An act that must happen once for this key of this account, and what came of it."""

    account = models.CharField(max_length=24)
    key = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    fingerprint = models.BinaryField(max_length=32)
    result_model = models.CharField(max_length=60, blank=True)
    result_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="once_key")]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M:%S}"


class Effect(models.Model):
    """Something a job has done outside the database; the unique name keeps it from happening twice."""

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
