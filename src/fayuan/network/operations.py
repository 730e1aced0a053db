"""What is on record of an institution: how it is reached, when it is open, where its door is."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, NotFound
from fayuan.core.operation import operation
from fayuan.network.models import Institution
from fayuan.network.positions import check_position

LONGEST = {"phone": 40, "address": 200, "hours": 100}


def require_keeping(by: Actor) -> None:
    """The register of institutions is kept by the system administrator (403)."""
    if not by.is_system and not by.has("administrator"):
        raise NotAllowed(_("单位资料由系统管理员登记。"))


@operation
def describe_institution(
    *,
    institution: int,
    phone: str,
    address: str,
    hours: str,
    accessible: bool | None,
    latitude: Decimal | None,
    longitude: Decimal | None,
    by: Actor,
    now: datetime,
) -> Institution:
    """Say anew how an institution (by id) is reached, when it is open, whether one gets in without steps (None: nobody
    has said), and where its door is, in degrees (WGS-84).

    Raises `BadInput` for a position outside the country or far from the institution's county.
    """
    require_keeping(by)
    found = Institution.objects.select_for_update(of=("self",)).select_related("division")
    office = found.filter(pk=institution, valid_to=None).first()
    if office is None:
        raise NotFound
    check_position(latitude, longitude, office.division)
    for name, value in (("phone", phone), ("address", address), ("hours", hours)):
        if len(value) > LONGEST[name]:
            raise BadInput({name: _("这里最多写%(most)d个字。") % {"most": LONGEST[name]}})
        setattr(office, name, value.strip())
    office.accessible, office.latitude, office.longitude = accessible, latitude, longitude
    office.save()
    return office
