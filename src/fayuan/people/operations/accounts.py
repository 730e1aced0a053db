"""Accounts: opened for those who join, closed for those who leave, with passwords that are seen once."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, NotFound
from fayuan.core.operation import operation
from fayuan.core.refs import ALPHABET
from fayuan.people.identity import is_mobile
from fayuan.people.models import Account, Person, Post, Role
from fayuan.people.registers import running

GROUPS, LETTERS = 4, 4  # of a one-time password: 80 bits


@operation
def open_account(
    *, person: int, username: str, password: str | None, by: Actor, now: datetime, must_change: bool = True
) -> Account:
    """Give the person an account (joiner). Without a password they sign in by code or by the province's identity."""
    require_administrator(by)
    _check_username(username)
    return Account.objects.create(
        person_id=person,
        username=username,
        password=make_password(password),
        must_change_password=must_change and password is not None,
        made_at=now,
        opened_by_id=by.person_id,
    )


@operation
def open_staff_account(*, name: str, username: str, phone: str = "", by: Actor, now: datetime) -> Account:
    """A new member of staff or lawyer with an account; `first_password` of the row given is shown once, kept nowhere.

    They can do nothing yet: posts are given by the security administrator. Raises `BadInput` by field.
    """
    require_administrator(by)
    if phone and not is_mobile(phone):
        raise BadInput({"phone": _("请填写11位手机号，例如13800001234")})
    _check_username(username)
    person = Person.objects.create(name=name, phone=phone, made_at=now)
    account = Account(person=person, username=username, made_at=now, opened_by_id=by.person_id)
    return _with_one_time_password(account)


@operation
def renew_password(*, ref: str, by: Actor, now: datetime) -> Account:
    """A new one-time password for somebody who lost theirs; whoever is signed in under the old one is out."""
    require_administrator(by)
    account = _open_account_of(ref)
    if account.person_id == by.person_id:
        raise NotAllowed(_("自己的密码在“修改密码”里改。"))
    return _with_one_time_password(account)


@operation
def change_password(*, old: str, new: str, by: Actor, now: datetime) -> Account:
    """One's own password, by one who knows the present one. Raises `BadInput` for a wrong old or a weak new one."""
    account = Account.objects.select_for_update().get(person_id=by.person)
    if not account.check_password(old):
        raise BadInput({"old": _("现在的密码不对")})
    if new == old:
        raise BadInput({"new": _("新密码不能和现在的一样")})
    try:
        validate_password(new, account)
    except ValidationError as weak:
        raise BadInput({"new": "".join(weak.messages)}) from weak
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    return account


@operation
def close_account(*, ref: str, by: Actor, now: datetime) -> Account:
    """The person leaves: the account closes and all posts end, at the next request at the latest (leaver)."""
    require_administrator(by)
    account = _open_account_of(ref)
    if account.person_id == by.person_id:
        raise NotAllowed(_("自己的账户请由另一位系统管理员停用。"))
    account.is_active, account.left_at = False, now
    account.save(update_fields=["is_active", "left_at"])
    account.person.posts.filter(running(now)).update(until=now)
    Post.objects.filter(running(now), stands_in_for__person=account.person).update(until=now)
    return account


def require_administrator(by: Actor) -> None:
    """Accounts are opened and closed by the system administrator (403)."""
    if not by.is_system and not by.has(Role.ADMINISTRATOR):
        raise NotAllowed(_("账户由系统管理员开设和停用。"))


def _check_username(username: str) -> None:
    if Account.objects.filter(username=username).exists():
        raise BadInput({"username": _("这个登录名已经有人用了。请换一个。")})


def _open_account_of(ref: str) -> Account:
    """The account of that reference, locked, unless its owner has left."""
    account = Account.objects.select_for_update().filter(ref=ref, left_at=None).first()
    if account is None:
        raise NotFound
    return account


def _with_one_time_password(account: Account) -> Account:
    """Save the account with a fresh password that must be changed, and hold that password for the one who asked."""
    account.first_password = "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS)
    )
    account.set_password(account.first_password)
    account.must_change_password = True
    account.save()
    return account
