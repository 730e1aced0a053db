"""One agency asks another to verify or collect something (法律援助协作函); the days to decide wait for the answer."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.intake.access import fetch_letter, require_asked_agency, require_asking_cooperation
from fayuan.intake.models import CooperationLetter
from fayuan.matters import access, timers
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note, touch
from fayuan.messaging.operations import tell
from fayuan.messaging.texts import day
from fayuan.network.models import Institution

MOST_ITEMS = 20
LONGEST_ITEM = 1000


@operation
def send_cooperation_letter(
    *,
    ref: str,
    agency: int,
    items: Sequence[str],
    reply_by: date,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> CooperationLetter:
    """Ask another agency (id of the institution) for help until a day; the days to decide wait (程序规定 about 16, 17).

    The agency asked sees the letter and answers it; it does not see the matter.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_asking_cooperation(by, matter)
    check_step(matter, "ask_cooperation")
    asked = Institution.objects.filter(pk=agency, kind=Institution.Kind.AGENCY, valid_to=None).first()
    wanted = [item.strip() for item in items if item.strip()]
    _check(matter, asked, wanted, reply_by, now)
    assert asked is not None  # as checked
    advance(matter, "ask_cooperation", by=by, now=now)
    letter = _write(matter, asked, wanted, reply_by, by, now)
    timers.pause(matter, "decide", now=now, reason="cooperation")
    _watch(matter, now)
    data = {"agency": asked.name, "until": reply_by.isoformat(), "letter": letter.ref}
    note(matter, "cooperation_asked", by=by, now=now, audience=Entry.Audience.HANDLING, data=data)
    tell(matter, asked, "cooperation_asked", now=now, data={"date": day(reply_by)})
    return letter


def _check(
    matter: Matter, asked: Institution | None, items: Sequence[str], reply_by: date, now: datetime
) -> None:
    faults: dict[str, str] = {}
    if asked is None or asked.pk == matter.agency_id:
        faults["agency"] = _("请选择另一家法律援助机构。")
    if not items:
        faults["items"] = _("请写明请求协助的事项，一行一件。")
    elif len(items) > MOST_ITEMS or max(map(len, items)) > LONGEST_ITEM:
        faults["items"] = _("最多写20件，每件不超过1000字。")
    if reply_by <= now.astimezone(SHANGHAI).date():
        faults["reply_by"] = _("函复期限要在今天以后。")
    if faults:
        raise BadInput(faults)


def _write(
    matter: Matter, asked: Institution, items: Sequence[str], reply_by: date, by: Actor, now: datetime
) -> CooperationLetter:
    data = {"addressee": asked.name, "items": list(items), "reply_by": reply_by}
    paper = issue(matter, "cooperation_letter", by=by, now=now, data=data, for_applicant=False)
    return CooperationLetter.objects.create(
        matter=matter,
        asked=asked,
        items=list(items),
        reply_by=reply_by,
        paper=paper,
        sent_at=now,
        by_name=by.name,
    )


def _watch(matter: Matter, now: datetime) -> None:
    """The clock of the letters stands at the earliest answer that is awaited; one that has passed stays in sight."""
    awaited = matter.cooperation_letters.filter(answered_at=None).order_by("reply_by", "id").first()
    if awaited is None:
        timers.stop(matter, "cooperation", now)
    elif awaited.reply_by >= now.astimezone(SHANGHAI).date():
        timers.start(matter, "cooperation", "T23", now=awaited.sent_at, until=awaited.reply_by)


def resume_decision(matter: Matter, now: datetime) -> None:
    """The days to decide count on, unless the applicant's papers or another agency's answer are still awaited."""
    awaits_papers = matter.state == "awaiting_supplement"
    if not awaits_papers and not matter.cooperation_letters.filter(answered_at=None).exists():
        timers.resume(matter, "decide", now=now)


@operation
def answer_cooperation_letter(
    *, ref: str, outcome: str, answer: str, by: Actor, now: datetime
) -> CooperationLetter:
    """The agency asked answers the letter (`ref` is the letter's own): `helped`, or `cannot` with the reasons."""
    letter = fetch_letter(ref, by, now)
    require_asked_agency(by, letter)
    return _answer(letter, outcome, answer, by, now, is_recorded=False)


@operation
def record_cooperation_answer(
    *, ref: str, outcome: str, answer: str, by: Actor, now: datetime
) -> CooperationLetter:
    """The asking office writes down an answer that came on paper or by telephone (`ref` is the letter's own)."""
    letter = fetch_letter(ref, by, now)
    require_asking_cooperation(by, letter.matter)
    return _answer(letter, outcome, answer, by, now, is_recorded=True)


def _answer(
    letter: CooperationLetter, outcome: str, answer: str, by: Actor, now: datetime, *, is_recorded: bool
) -> CooperationLetter:
    """Keep the answer; the matter's days count on from today."""
    if letter.answered_at is not None:
        raise WrongState(_("这份协作函已经函复。"))
    _check_answer(outcome, answer)
    matter = letter.matter
    letter.outcome, letter.answer = outcome, answer.strip()
    letter.answered_at, letter.answered_by_id, letter.is_recorded = now, by.person_id, is_recorded
    letter.save()
    _watch(matter, now)
    resume_decision(matter, now)
    touch(matter, now)
    data = {"agency": letter.asked.name, "outcome": outcome, "letter": letter.ref}
    note(
        matter,
        "cooperation_answered",
        by=by,
        now=now,
        audience=Entry.Audience.HANDLING,
        data=data,
        body=answer,
    )
    if not is_recorded:
        tell(matter, matter.agency, "cooperation_answered", now=now)
    return letter


def _check_answer(outcome: str, answer: str) -> None:
    faults: dict[str, str] = {}
    if outcome not in CooperationLetter.Outcome.values:
        faults["outcome"] = _("请选择已经协助办理，还是客观上不能办理。")
    if not answer.strip():
        faults["answer"] = _("请写明办理的结果；不能办理的，写明理由。")
    if faults:
        raise BadInput(faults)
