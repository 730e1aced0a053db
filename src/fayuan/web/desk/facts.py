"""The people and facts beside the timeline: masked, each number with the way to see it whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.dossier.facts import forum_words
from fayuan.intake import facts as law
from fayuan.intake.models import Application, Notice
from fayuan.law.words import FORMS, GROUPS, RELATIONS, STAGES
from fayuan.matters.models import Matter, Party
from fayuan.people.identity import mask_id_number, mask_phone
from fayuan.people.models import Person
from fayuan.web.shared.dates import day, full_day, local_day
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.pieces import Fact

THEIRS = frozenset({Party.Role.OPPONENT, Party.Role.CO_DEFENDANT})


@dataclass(frozen=True, slots=True)
class Side:
    """One person of the matter: what they are in it, how they may be reached, what is known."""

    title: str
    contact: str
    facts: Sequence[Fact]


def ours(matter: Matter, parties: Mapping[int, Party], today: date) -> list[Side]:
    """The applicant, who applied for them, and whoever speaks for a group, with their places in the list."""
    found = ((place, party) for place, party in parties.items() if party.role not in THEIRS)
    return [_side(matter, place, party, today) for place, party in found]


def _side(matter: Matter, place: int, party: Party, today: date) -> Side:
    person = party.person
    notified = matter.origin == Matter.Origin.NOTICE and party.role == Party.Role.APPLICANT
    title = _("受援人") if notified else str(party.get_role_display())
    if party.is_representative:
        title = _("%(role)s，代表人") % {"role": title}
    if person is None:
        return Side(title, "", [Fact(_("姓名"), _named(party))])
    return Side(title, contact(person), list(_known(matter, place, party, person, today)))


def _named(party: Party) -> str:
    relation = RELATIONS.get(party.relation, party.relation)
    return f"{party.name}（{relation}）" if relation else party.name


def _known(matter: Matter, place: int, party: Party, person: Person, today: date) -> Iterator[Fact]:
    age = law.person(person).age(today)
    about = [
        str(person.get_sex_display()) if person.sex else "",
        _("%(age)d岁") % {"age": age} if age else "",
    ]
    yield Fact(_("姓名"), _("，").join(part for part in (_named(party), *about) if part))
    masked = (
        ("id_number", _("身份证"), mask_id_number(person.id_number)),
        ("phone", _("手机"), mask_phone(person.phone)),
        ("address", _("住址"), _("已登记") if person.address else ""),
    )
    for field, words, value in masked:
        if value:
            yield Fact(words, value, reverse("desk:unmask", args=[matter.ref, place, field]))
    groups = [GROUPS.get(group, group) for group in person.groups]
    if groups:
        yield Fact(_("人员"), _("、").join(groups))


def contact(person: Person) -> str:
    """How the person may be reached without danger to them."""
    if person.may_call and person.may_text:
        return _("可打电话、发短信")
    if person.may_call:
        return _("只打电话，不发短信")
    return _("只发短信，不打电话") if person.may_text else _("不打电话，不发短信")


def theirs(parties: Iterable[Party]) -> list[Fact]:
    """The other side, and others accused in the same case."""
    return [Fact(str(party.get_role_display()), _named(party)) for party in parties if party.role in THEIRS]


def case(matter: Matter, application: Application | None, today: date) -> list[Fact]:
    """What is asked for, before whom, until when."""
    limitation = application.limitation if application else None
    notice: Notice | None = getattr(matter, "notice", None)
    known = (
        (_("请求"), _("%(sum)s元") % {"sum": yuan(matter.claim_fen)} if matter.claim_fen else ""),
        (_("程序"), FORMS.get(matter.form, "")),
        (_("阶段"), STAGES.get(matter.stage, "")),
        (_("机关"), forum_words(matter)),
        (_("案号"), matter.case_number),
        (_("羁押"), matter.detained_at),
        (_("时效"), _("%(day)s止") % {"day": day(limitation, today)} if limitation else ""),
        (_("转交"), application.passed_on_by if application else ""),
        (_("来函"), notice.letter_number if notice else ""),
        (_("开庭"), day(notice.hearing_on, today) if notice and notice.hearing_on else ""),
        (_("联系"), notice.contact if notice else ""),
        (_("收到"), full_day(local_day(matter.opened_at), today)),
        (_("前案"), matter.previous.number if matter.previous else ""),
    )
    return [Fact(words, value) for words, value in known if value]
