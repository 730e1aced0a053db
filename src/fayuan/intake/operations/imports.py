"""An old case of another system becomes a matter: its people, its number, and its life as named steps.

What happened then is written down, not done again: no message goes out, no paper is issued. Clocks run only for what is
still to be done.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment
from fayuan.cases.models import Closing, Payment, Termination
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed
from fayuan.core.numbers import go_on_after
from fayuan.core.operation import operation
from fayuan.dossier import store
from fayuan.dossier.checks import Checked
from fayuan.dossier.operations import attach
from fayuan.intake.imports.cases import OldCase
from fayuan.intake.models import Application, Channel, ImportedCase, Notice
from fayuan.law import lifecycles
from fayuan.law.rules import NotCovered
from fayuan.law.termination import termination_grounds
from fayuan.matters import labels, timers
from fayuan.matters.models import Entry, Matter, Party
from fayuan.matters.operations import advance, note, number, open_matter, see
from fayuan.matters.rules import book
from fayuan.network.models import Institution
from fayuan.people.identity import born_of, sex_of
from fayuan.people.models import Lawyer, Person
from fayuan.people.operations import add_person
from fayuan.people.queries import by_id_number

OWN_NUMBER = re.compile(r"(?P<prefix>.+)(?P<word>申|通)字〔(?P<year>\d{4})〕第(?P<count>\d+)号")
TOLD_AS = {
    "submit": "submitted", "notify": "notified", "withdraw": "withdrawn", "grant": "grant", "refuse": "refuse",
    "assign": "assigned", "sign_agreement": "agreement_signed", "close": "closing_handed_in",
    "accept_closing": "closed", "terminate": "terminated", "pay": "paid", "archive": "archived",
}  # fmt: skip
CLOCKS: Mapping[str, tuple[str, str, str]] = {
    "received": ("decide", "T01", "submit"),
    "awaiting_assignment": ("assign", "T04", "grant"),
    "assigned": ("sign_agreement", "T12", "assign"),
}
"""For a state, the clock that must run in it, its rule, and the step from which it counts."""


@operation
def import_case(
    *, case: OldCase, source: str, digest: bytes, by: Actor, now: datetime, files: Sequence[Checked] = ()
) -> Matter:
    """Take in one old case with the transitions of its life; `source` and the case's key name it for good.

    `files` were checked before. Raises `BadInput` where the agency, the lawyer or the authority is not on record here,
    or the number is taken.
    """
    if not by.is_system:
        raise NotAllowed(_("旧案由导入命令整批导入。"))
    agency, authority, profile = _agency(case), _authority(case), _profile(case)
    _check_number(case, agency)
    ground = _ground(case, agency)
    matter = _matter(case, agency, authority, now)
    moments = dict(_live(matter, case, profile, by))
    _add_people(matter, case, moments)
    _add_papers_of_entry(matter, case, moments)
    _add_handling(matter, case, profile, ground, moments, by)
    _start_clock(matter, moments)
    ImportedCase.objects.create(matter=matter, source=source, key=case.key, digest=digest, at=now)
    for file in files:
        attach(
            matter,
            "case_papers",
            file.file_name,
            file.media_type,
            store.hold(file.content),
            by=by,
            now=now,
        )
    data = {"source": source, "key": case.key}
    note(matter, "imported", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
    labels.settle(matter, by, now)
    return matter


def _agency(case: OldCase) -> Institution:
    found = Institution.objects.filter(kind=Institution.Kind.AGENCY, division_id=case.agency).first()
    if found is None:
        raise BadInput({"agency": _("区划%(code)s没有登记法律援助机构。") % {"code": case.agency}})
    return found


def _authority(case: OldCase) -> Institution | None:
    if not case.by_notice:
        return None
    found = Institution.objects.filter(name=case.authority, valid_to=None).first()
    if found is None:
        raise BadInput({"authority": _("没有登记名为“%(name)s”的办案机关。") % {"name": case.authority}})
    return found


def _profile(case: OldCase) -> Lawyer | None:
    if not case.lawyer:
        return None
    found = Lawyer.objects.filter(licence_number=case.lawyer).select_related("person", "unit").first()
    if found is None:
        raise BadInput({"lawyer": _("没有登记执业证号为%(number)s的人员。") % {"number": case.lawyer}})
    return found


def _check_number(case: OldCase, agency: Institution) -> None:
    if case.number and Matter.objects.filter(agency=agency, number=case.number).exists():
        raise BadInput({"number": _("编号%(number)s在本机构已经有了。") % {"number": case.number}})


def _ground(case: OldCase, agency: Institution) -> tuple[str, str] | None:
    """The ground of a termination with its article."""
    if case.state != "terminated":
        return None
    on = case.ended_on or case.applied_on
    grounds = termination_grounds(on, agency.division_id, notified=case.by_notice, book=book())
    found = grounds.get(case.ground or "other")
    if found is None:
        raise BadInput({"ground": _("“%(ground)s”不是法律规定的终止情形。") % {"ground": case.ground}})
    return found.key, found.article


def _matter(case: OldCase, agency: Institution, authority: Institution | None, now: datetime) -> Matter:
    matter = Matter(
        agency=agency,
        authority=authority,
        origin=Matter.Origin.NOTICE if case.by_notice else Matter.Origin.APPLICATION,
        title_name=case.name,
        subject=case.subject,
        form=case.form,
        stage=case.stage,
        reason=case.reason,
        offence=case.offence,
        case_number=case.case_number,
        forum_kind=case.forum_kind or (authority.kind if authority else ""),
        forum_place=case.forum_place or (authority.division_id if authority else ""),
        facts=case.facts,
        claim_fen=case.claim_fen,
    )
    matter.number = case.number or number(matter, _word(case), next(case.moments())[1])
    _go_on_after(matter)
    return matter


def _word(case: OldCase) -> str:
    return "通" if case.by_notice else "申"


def _go_on_after(matter: Matter) -> None:
    """A number of the agency's own kind is never given out again."""
    found = OWN_NUMBER.fullmatch(matter.number)
    if found and found["prefix"] == matter.agency.number_prefix:
        go_on_after(str(matter.agency_id), found["word"], int(found["year"]), int(found["count"]))


def _live(matter: Matter, case: OldCase, profile: Lawyer | None, by: Actor) -> Iterator[tuple[str, datetime]]:
    """Take the steps of its life, each at its own moment; gives them."""
    for step, moment in case.moments():
        if step == "assign" and profile is not None:
            matter.handler, matter.unit = profile.person, profile.unit
        if matter._state.adding:
            state = lifecycles.after(step, lifecycles.NEW)
            open_matter(matter, step=step, state=state, by=by, now=moment)
        else:
            advance(matter, step, by=by, now=moment)
        if step in TOLD_AS:
            note(matter, TOLD_AS[step], by=by, now=moment, audience=Entry.Audience.OFFICE)
        yield step, moment


def _add_people(matter: Matter, case: OldCase, moments: Mapping[str, datetime]) -> None:
    """The applicant, found by the identity number or added, and the other side by name."""
    begun = moments[case.steps[0][0]]
    person = by_id_number(case.id_number).order_by("id").first() if case.id_number else None
    person = person or _new_person(case, begun)
    Party.objects.create(matter=matter, role=Party.Role.APPLICANT, person=person, name=case.name)
    if not case.by_notice:  # who was notified of has not asked
        see(matter, person.holder, "applicant", begun)
    for order, name in enumerate(case.opponents):
        Party.objects.create(matter=matter, role=Party.Role.OPPONENT, name=name, order=order)


def _new_person(case: OldCase, begun: datetime) -> Person:
    details: dict[str, object] = {"name": case.name, "phone": case.phone, "address": case.address}
    if case.id_number:
        details |= {
            "id_number": case.id_number,
            "born": born_of(case.id_number),
            "sex": sex_of(case.id_number),
        }
    return add_person(details, begun)


def _add_papers_of_entry(matter: Matter, case: OldCase, moments: Mapping[str, datetime]) -> None:
    """What stands beside a matter that came by application, or by notice."""
    if case.by_notice:
        assert matter.authority is not None
        Notice.objects.create(matter=matter, at=moments["notify"])
        see(matter, matter.authority.holder, "authority", moments["notify"])
    else:
        Application.objects.create(matter=matter, channel=Channel.WINDOW, received_at=moments["receive"])


def _add_handling(
    matter: Matter,
    case: OldCase,
    profile: Lawyer | None,
    ground: tuple[str, str] | None,
    moments: Mapping[str, datetime],
    by: Actor,
) -> None:
    """Who had the case, how it ended, and what was paid."""
    if ground is not None:
        key, article = ground
        Termination.objects.create(
            matter=matter, ground=key, article=article, at=moments["terminate"], by_name=by.name
        )
    if profile is None or "assign" not in moments:
        return
    _assign(matter, profile, moments["assign"], by)
    if case.outcome and "close" in moments:
        _close(matter, case, profile, moments)
    if case.subsidy_fen is not None:
        _pay(matter, case.subsidy_fen, profile, moments["pay"], by)


def _assign(matter: Matter, profile: Lawyer, moment: datetime, by: Actor) -> None:
    Assignment.objects.create(
        matter=matter,
        person=profile.person,
        unit=profile.unit,
        mode=Assignment.Mode.MANUAL,
        status=Assignment.Status.ACCEPTED,
        by_name=by.name,
        made_at=moment,
        answered_at=moment,
    )
    see(matter, profile.person.holder, "handler", moment)
    if profile.unit.kind != Institution.Kind.AGENCY:
        see(matter, profile.unit.holder, "unit", moment)


def _close(matter: Matter, case: OldCase, profile: Lawyer, moments: Mapping[str, datetime]) -> None:
    Closing.objects.create(
        matter=matter,
        outcome=case.outcome,
        document=case.document or _("旧系统未记载"),
        received_on=moments["close"].astimezone(SHANGHAI).date(),
        recovered_fen=case.recovered_fen,
        papers=[],
        handed_in_at=moments["close"],
        accepted_at=moments["accept_closing"],
        by=profile.person,
    )


def _pay(matter: Matter, amount: int, profile: Lawyer, moment: datetime, by: Actor) -> None:
    """What the old system paid, not what today's rules would come to."""
    Payment.objects.create(
        matter=matter,
        payee=profile.person,
        amount_fen=amount,
        workings=[],
        says=_("旧系统记载的金额。"),
        rules_hash="",
        paid_at=moment,
        by_name=by.name,
    )


def _start_clock(matter: Matter, moments: Mapping[str, datetime]) -> None:
    """The clock of what is still to be done, counted from when it began."""
    if matter.state not in CLOCKS:
        return
    name, rule, step = CLOCKS[matter.state]
    by_notice = matter.origin == Matter.Origin.NOTICE
    if by_notice and name == "assign":
        rule, step = "T07", "notify"
    try:
        timers.start(matter, name, rule, now=moments[step])
        if by_notice and name == "assign":
            timers.start(matter, "reply_authority", rule, now=moments[step])
    except NotCovered as missing:
        raise BadInput({"state": missing.says}) from missing
