"""Coming from a mini-program in whose web-view the portal opens: its server has verified who somebody is.

It tells a telephone number it has verified, and where it knows it the name and number of the identity card.
"""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, NotFound
from fayuan.core.fields import plain
from fayuan.core.keys import ring
from fayuan.core.operation import operation
from fayuan.people.codes import account_of_number, open_for, require_citizens
from fayuan.people.identity import born_of, is_id_number, is_mobile, phone_plain, sex_of
from fayuan.people.models import Account, Person, Ticket
from fayuan.people.operations.persons import correct_person
from fayuan.people.queries import GATEWAY, by_id_number

GOOD_FOR = timedelta(minutes=2)
BYTES = 32
VOUCHED = "id-"  # begins the sign-in name of whoever was told with an identity number


@operation
def issue_ticket(*, phone: str, by: Actor, now: datetime, name: str = "", id_number: str = "") -> Ticket:
    """A ticket that signs in once, within two minutes, whoever the calling system has verified; `secret` of the row
    given is told to that system alone. A first arrival makes person and account.

    Raises `BadInput` for what is no mobile number or no identity number, `NotAllowed` for staff and for systems that
    hand nobody over.
    """
    if not by.has(GATEWAY):
        raise NotAllowed(_("这个令牌不能交接登录。"))
    account = _account(phone_plain(phone), name.strip(), plain(id_number).upper(), now)
    secret = secrets.token_urlsafe(BYTES)
    ticket = Ticket.objects.create(
        digest=_digest(secret), account=account, made_at=now, good_until=now + GOOD_FOR
    )
    ticket.secret = secret
    return ticket


@operation
def use_ticket(*, secret: str, by: Actor, now: datetime) -> Account:
    """Spend a ticket, once. Of one that is old, used or invented the answer is the same: `NotFound`."""
    open_ones = Ticket.objects.filter(digest=_digest(secret), used_at=None, good_until__gt=now)
    ticket = open_ones.select_related("account__person").first()
    if ticket is None or not ticket.account.is_active or not open_ones.update(used_at=now):
        raise NotFound(_("这个登录链接已经用过，或者过期了。请回到小程序再点一次。"))
    audit.record(by, now, "arrive_by_ticket", subject=ticket.account)
    return ticket.account


def _account(phone: str, name: str, id_number: str, now: datetime) -> Account:
    """By the identity number where it is told and known, else by the telephone, whose holder may have changed."""
    _check(phone, name, id_number)
    if id_number:
        username = f"{VOUCHED}{_digest(id_number).hex()}"
        own = Account.objects.filter(username=username, is_active=True).select_related("person").first()
        if own is not None:
            return own
        found = [each for each in by_id_number(id_number).order_by("id") if _is_theirs(each, phone, name)]
        known = require_citizens(found, now)
        if len(known) == 1:
            return open_for(known[0], username, now)
    account = account_of_number(phone, now)
    if not id_number or plain(account.person.id_number) == id_number:
        return account
    told = {"name": name, "id_number": id_number, "born": born_of(id_number), "sex": sex_of(id_number)}
    if not account.person.id_number:
        correct_person(account.person, told)
        return account
    person = Person.objects.create(phone=phone, made_at=now, **told)
    return open_for(person, username, now)


def _is_theirs(known: Person, phone: str, name: str) -> bool:
    """Whether a record with the number is of whoever was told. Anybody may have typed a stranger's number beside a
    telephone of their own: a record that somebody opens already is taken only by the same telephone."""
    is_opened = Account.objects.filter(person=known).exists()
    return known.name == name and (known.phone == phone or not is_opened)


def is_vouched(person: Person) -> bool:
    """Whether a trusted system has said who the person is."""
    return Account.objects.filter(person=person, username__startswith=VOUCHED).exists()


def _check(phone: str, name: str, id_number: str) -> None:
    faults: dict[str, str] = {}
    if not is_mobile(phone):
        faults["phone"] = _("请填写11位手机号，例如13800001234")
    if id_number and not is_id_number(id_number):
        faults["id_number"] = _("请输入18位身份证号，最后一位可以是X")
    if id_number and not name:
        faults["name"] = _("请填写姓名，和身份证上一样")
    if faults:
        raise BadInput(faults)


def _digest(secret: str) -> bytes:
    return ring().blind(secret, "people_ticket.secret")
