"""Divisions of the country and the institutions that stand in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Division(models.Model):
    """A province, city or county by its GB/T 2260 code. Codes are never used again, so rows carry their validity."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        COUNTY = "county", _("县级")

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    is_fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """An office that people work in or that sends notices: one table, told apart by `kind`."""

    class Kind(models.TextChoices):
        BUREAU = "bureau", _("司法局")
        AGENCY = "agency", _("法律援助机构")
        STATION = "station", _("工作站")
        LIAISON_POINT = "liaison_point", _("联络点")
        FIRM = "firm", _("律师事务所")
        OFFICE = "office", _("基层法律服务所")
        COURT = "court", _("人民法院")
        PROCURATORATE = "procuratorate", _("人民检察院")
        POLICE = "police", _("公安机关")
        STATE_SECURITY = "state_security", _("国家安全机关")
        DETENTION_CENTRE = "detention_centre", _("看守所")
        PRISON = "prison", _("监狱")
        DRUG_REHABILITATION = "drug_rehabilitation", _("强制隔离戒毒所")
        LABOUR_ARBITRATION = "labour_arbitration", _("劳动人事争议仲裁委员会")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=100)
    division = models.ForeignKey(Division, models.PROTECT, related_name="institutions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")  # who set it up
    number_prefix = models.CharField(max_length=12, blank=True)  # 卫援, in 卫援申字〔2026〕第12号
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    accessible = models.BooleanField(null=True)  # an entrance without steps; None where nobody has said
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)  # of its door, by GPS (WGS-84)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    choice_hours = models.PositiveSmallIntegerField(
        default=24
    )  # how long an applicant has to choose a lawyer
    valid_to = models.DateField(null=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division"], condition=models.Q(kind="agency"), name="one_agency_a_division"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="institution_position_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "division"], name="institution_kind_place"),
            models.Index(
                fields=["latitude"], condition=models.Q(latitude__isnull=False), name="institution_latitude"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holder(self) -> str:
        """The name under which grants to this institution stand."""
        return f"i{self.pk}"

    @property
    def heads(self) -> str:
        """The name under which grants to its heads alone stand."""
        return f"h{self.pk}"

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row."""
        return "institution", str(self.pk), self.pk if self.kind == self.Kind.AGENCY else None


AUTHORITIES = frozenset(
    {
        Institution.Kind.COURT,
        Institution.Kind.PROCURATORATE,
        Institution.Kind.POLICE,
        Institution.Kind.STATE_SECURITY,
        Institution.Kind.DETENTION_CENTRE,
        Institution.Kind.PRISON,
        Institution.Kind.DRUG_REHABILITATION,
    }
)
