"""One-time codes by text message: how citizens sign in without a password.

Nothing here asks whether a number is known before its holder has proved to hold it, so nobody can find that out.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Locked, NotAllowed
from fayuan.core.keys import ring
from fayuan.core.operation import operation
from fayuan.people.identity import is_mobile, mask_phone, phone_plain
from fayuan.people.models import Account, Person, PhoneCode
from fayuan.people.queries import by_phone, posts_of

GOOD_FOR = timedelta(minutes=10)
BETWEEN = timedelta(minutes=1)
MOST_A_DAY = 10  # codes for one number
MOST_TRIES = 5  # of one code


@dataclass(frozen=True)
class FreshCode:
    """A code that was just made. In the database stands its digest alone."""

    code: str
    row: PhoneCode


def new_code(phone: str, now: datetime) -> FreshCode:
    """A new code for the number (part of an operation); codes made before no longer count.

    Raises `BadInput` for what is no mobile number, `Locked` within a minute of the last code or after ten in a day.
    """
    if not is_mobile(phone):
        raise BadInput({"phone": _("请填写11位手机号，例如13800001234")})
    digest = _phone_digest(phone)
    _one_at_a_time(digest)
    sent = PhoneCode.objects.filter(phone_digest=digest)
    if sent.filter(sent_at__gt=now - BETWEEN).exists():
        raise Locked(_("验证码刚刚发过。请等1分钟，没收到再要一次。"))
    if sent.filter(sent_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Locked(_("今天要的验证码太多了。请明天再试，或者打12348。"))
    code = f"{secrets.randbelow(1_000_000):06}"
    row = PhoneCode.objects.create(
        phone_digest=digest, code_digest=_code_digest(phone, code), sent_at=now, good_until=now + GOOD_FOR
    )
    return FreshCode(code, row)


def sign_in_by_code(*, phone: str, code: str, by: Actor, now: datetime) -> Account:
    """The account of whoever holds the number, when the code is right; a first sign-in makes person and account.

    Each try counts, right or wrong, and is kept even when it is refused. Raises `BadInput` for a wrong code and for one
    that is older than ten minutes, used, or tried five times: the sentence is the same for all.
    """
    row = _take_try(phone, now)
    right = _code_digest(phone, code)
    if row is None or not hmac.compare_digest(bytes(row.code_digest), right):
        audit.record(
            by,
            now,
            "sign_in_by_code",
            result="refused",
            reason="bad_code",
            details={"phone": audit.digest(phone)},
        )
        raise BadInput({"code": _("验证码不对，或者已经过期。请核对，或者重新要一个。")})
    return use_code(row=row.pk, phone=phone, by=by, now=now)


def _take_try(phone: str, now: datetime) -> PhoneCode | None:
    """The last code of the number with one more try counted, before anything is compared; None when none is left."""
    row = PhoneCode.objects.filter(phone_digest=_phone_digest(phone)).order_by("-sent_at", "-id").first()
    if row is None:
        return None
    usable = PhoneCode.objects.filter(pk=row.pk, used_at=None, good_until__gt=now, tries__lt=MOST_TRIES)
    return row if usable.update(tries=F("tries") + 1) else None


@operation
def use_code(*, row: int, phone: str, by: Actor, now: datetime) -> Account:
    """Spend the code, once, and give the account that its number opens."""
    if not PhoneCode.objects.filter(pk=row, used_at=None).update(used_at=now):
        raise BadInput({"code": _("这个验证码已经用过。请重新要一个。")})
    return account_of_number(phone_plain(phone), now)


def account_of_number(phone: str, now: datetime) -> Account:
    """The number's own account, else that of the one person known by it, else a new person's (part of an operation, for
    whoever has proved to hold the number; two at once wait for each other).

    A person who must not be texted is not found by a number that others may read; staff sign in as staff.
    """
    _one_at_a_time(_phone_digest(phone))
    username = f"phone-{_phone_digest(phone).hex()}"
    own = Account.objects.filter(username=username, is_active=True).select_related("person").first()
    if own is not None:
        return own
    known = [person for person in by_phone(phone).order_by("id") if person.may_text]
    citizens = require_citizens(known, now)
    if len(citizens) == 1:
        return open_for(citizens[0], username, now)
    return open_for(Person.objects.create(name=mask_phone(phone), phone=phone, made_at=now), username, now)


def require_citizens(known: Sequence[Person], now: datetime) -> list[Person]:
    """Those among the people known who hold no post; `NotAllowed` when all of them do: staff sign in as staff."""
    citizens = [person for person in known if not posts_of(person, now).exists()]
    if known and not citizens:
        raise NotAllowed(_("这里登记的是工作人员。请用工作账号登录。"))
    return citizens


def open_for(person: Person, username: str, now: datetime) -> Account:
    """The person's account, opened where there is none; nobody knows a password for it."""
    account, _made = Account.objects.get_or_create(
        person=person, defaults={"username": username, "password": "!", "made_at": now}
    )
    if not account.is_active:
        raise NotAllowed(_("这个账户已经停用。请打12348，或者到窗口办理。"))
    return account


def _phone_digest(phone: str) -> bytes:
    return ring().blind(phone_plain(phone), "people_phonecode.phone")


def _code_digest(phone: str, code: str) -> bytes:
    """The code bound to its number, so that no table of a million digests opens it for all."""
    return ring().blind(f"{phone_plain(phone)}:{code}", "people_phonecode.code")


def _one_at_a_time(digest: bytes) -> None:
    """Until the transaction ends, nobody else asks for a code of this number or opens its account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])
