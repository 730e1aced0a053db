"""Changes to persons, accounts and posts: joiners, movers, leavers; signing in, and being locked out."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import VISITOR, Actor
from fayuan.core.errors import BadInput, Locked, NotAllowed, NotFound, WrongState
from fayuan.core.fields import plain
from fayuan.core.operation import operation
from fayuan.core.keys import ring
from fayuan.people.identity import born_of, is_id_number, sex_of
from fayuan.people.models import DUTIES_APART, Account, Lawyer, Person, Post, Role, SignInTry

PERSON_FIELDS = (
    "name",
    "sex",
    "born",
    "id_kind",
    "id_number",
    "phone",
    "address",
    "bank_account",
    "groups",
    "disability_kind",
    "disability_level",
    "capacity",
    "languages",
    "may_call",
    "may_text",
    "contact_note",
    "is_fictional",
)


def add_person(given: Mapping[str, object], now: datetime) -> Person:
    """A new person from the given fields (part of an operation). Unknown fields raise `KeyError`."""
    _check_fields(given)
    return Person.objects.create(**given, made_at=now)


def correct_person(person: Person, given: Mapping[str, object]) -> None:
    """Write what the person now tells of themself (part of an operation). Unknown fields raise `KeyError`."""
    _check_fields(given)
    for name, value in given.items():
        setattr(person, name, value)
    person.save()


def _check_fields(given: Mapping[str, object]) -> None:
    unknown = set(given) - set(PERSON_FIELDS)
    if unknown:
        raise KeyError(f"a person has no {', '.join(sorted(unknown))}")


@operation
def introduce_self(*, name: str, id_number: str, by: Actor, now: datetime) -> Person:
    """Whoever signed in by telephone says who they are, once; birth date and sex follow from the identity number.

    Raises `BadInput` for an impossible number, `WrongState` when they are known already: offices correct names.
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    if person.id_number:
        raise WrongState(_("您的身份信息已经登记。要更正，请带身份证到窗口，或者打12348。"))
    faults: dict[str, str] = {}
    if not name.strip():
        faults["name"] = _("请填写姓名，和身份证上一样")
    if not is_id_number(id_number):
        faults["id_number"] = _("请输入18位身份证号，最后一位可以是X")
    if faults:
        raise BadInput(faults)
    number = plain(id_number)
    details = {"name": name.strip(), "id_number": number, "born": born_of(number), "sex": sex_of(number)}
    correct_person(person, details)
    return person


@operation
def open_account(
    *, person: int, username: str, password: str | None, by: Actor, now: datetime, must_change: bool = True
) -> Account:
    """Give the person an account (joiner). Without a password they sign in by code or by the province's identity."""
    _require_administrator(by)
    if Account.objects.filter(username=username).exists():
        raise BadInput({"username": _("这个登录名已经有人用了。请换一个。")})
    return Account.objects.create(
        person_id=person,
        username=username,
        password=make_password(password),
        must_change_password=must_change and password is not None,
        made_at=now,
    )


@operation
def give_post(*, person: int, role: str, institution: int, by: Actor, now: datetime) -> Post:
    """Let the person hold a post from now on. System, security and audit duties are never in one hand."""
    _require_security(by)
    held = set(
        Post.objects.filter(Q(until=None) | Q(until__gt=now), person_id=person).values_list("role", flat=True)
    )
    if role in DUTIES_APART and (held & DUTIES_APART) - {role}:
        raise BadInput({"role": _("系统、安全、审计三种管理员必须由不同的人担任。")})
    post, _made = Post.objects.get_or_create(
        person_id=person, role=role, institution_id=institution, until=None, defaults={"since": now}
    )
    return post


@operation
def end_post(*, post: int, by: Actor, now: datetime) -> Post:
    """End one post (mover): rights that came with it are gone at the next request."""
    _require_security(by)
    found = Post.objects.select_for_update().filter(pk=post, until=None).first()
    if found is None:
        raise NotFound
    found.until = now
    found.save()
    return found


@operation
def close_account(*, account: int, by: Actor, now: datetime) -> Account:
    """The person leaves: the account closes and all posts end (leaver)."""
    _require_administrator(by)
    found = Account.objects.select_for_update().filter(pk=account, left_at=None).first()
    if found is None:
        raise NotFound
    found.is_active, found.left_at = False, now
    found.save()
    found.person.posts.filter(until=None).update(until=now)
    return found


def _require_administrator(by: Actor) -> None:
    if not by.is_system and not by.has(Role.ADMINISTRATOR):
        raise NotAllowed(_("账户由系统管理员开设和停用。"))


def _require_security(by: Actor) -> None:
    if not by.is_system and not by.has(Role.SECURITY):
        raise NotAllowed(_("岗位由安全管理员授予和收回。"))


@operation
def enrol_lawyer(
    *, person: int, unit: int, profile: Mapping[str, object], by: Actor, now: datetime
) -> Lawyer:
    """Put a person on the panel of those who take cases, with the profile's fields."""
    _require_administrator(by)
    lawyer, _made = Lawyer.objects.update_or_create(person_id=person, defaults={"unit_id": unit, **profile})
    return lawyer


def check_not_locked(username: str, ip: str, now: datetime) -> None:
    """Raise `Locked` when the name or the address has failed too often lately; counted for all processes together."""
    since = now - timedelta(minutes=settings.LOCK_OUT_MINUTES)
    tries = SignInTry.objects.filter(at__gt=since)
    by_name = tries.filter(name_digest=_name_digest(username)).count()
    by_ip = tries.filter(ip=ip).count() if ip else 0
    if by_name >= settings.LOCK_OUT_AFTER or by_ip >= settings.LOCK_OUT_AFTER * 10:
        raise Locked(
            _("登录失败次数太多。请%(minutes)d分钟后再试，或联系管理员。")
            % {"minutes": settings.LOCK_OUT_MINUTES}
        )


def record_failed_sign_in(username: str, now: datetime, *, actor: Actor = VISITOR) -> None:
    """Keep a failed try, for the lock-out and for the auditor; the name stands as a digest."""
    SignInTry.objects.create(name_digest=_name_digest(username), ip=actor.ip, at=now)
    audit.record(
        actor,
        now,
        "sign_in",
        result="refused",
        reason="bad_credentials",
        details={"name": audit.digest(username)},
    )


def record_sign_in(account: Account, now: datetime, *, actor: Actor) -> None:
    """Keep a successful sign-in; failures of this name are forgotten."""
    SignInTry.objects.filter(name_digest=_name_digest(account.username)).delete()
    audit.record(actor, now, "sign_in", subject=account)


def _name_digest(username: str) -> bytes:
    return ring().blind(username.strip().lower(), "people_signintry.name")
