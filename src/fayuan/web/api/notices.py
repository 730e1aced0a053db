"""Notices by machine: the same operations and the same scope as the authority's own pages."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Status

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.dossier import store
from fayuan.dossier.queries import paper, papers_of
from fayuan.intake import queries
from fayuan.intake.inputs import NoticeInput, PersonInput
from fayuan.intake.operations import change_notice, file_notice
from fayuan.matters.models import Matter
from fayuan.matters.queries import open_timers
from fayuan.matters.rules import book
from fayuan.people.identity import born_of, sex_of
from fayuan.web.api.problems import Problem
from fayuan.web.api.schemas import (
    ChangeIn,
    LawyerOut,
    LetterOut,
    NoticeIn,
    NoticeLine,
    NoticeMade,
    NoticeOut,
    NoticesOut,
    PersonIn,
)
from fayuan.web.shared.request import Request

router = Router(tags=["notices"])
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=40,
        description="The caller's own name for this act: sent again, it acts once and is answered the same.",
    ),
]
Mark = Annotated[
    str, Query(max_length=9, pattern="^[0-9A-Za-z]*$", description="The `after` of the page before.")
]
READING = {401: Problem, 404: Problem, 429: Problem}
WRITING = {**READING, 400: Problem, 403: Problem, 409: Problem, 422: Problem}


def caller(request: Request) -> Actor:
    """The authority that calls, as its token told."""
    actor: Actor = vars(request)["auth"]
    return actor


def acting(request: Request, key: str) -> Actor:
    """The caller, making an act that happens once for the key; keys of two authorities never meet."""
    actor = caller(request)
    return actor.with_key(f"{authority(actor)}:{key}")


def authority(actor: Actor) -> int:
    """The institution whose token it is."""
    return next(place for _role, place in actor.posts)


@router.post(
    "/notices",
    response={201: NoticeMade, **WRITING},
    summary="Ask for a lawyer",
    url_name="notices",
    operation_id="file_notice",
)
def file(request: Request, body: NoticeIn, idempotency_key: Key) -> Status[NoticeMade]:
    """The notice is with the legal aid agency of the authority's place at once; three days run."""
    actor, today = acting(request, idempotency_key), request.now.astimezone(SHANGHAI).date()
    check(body, today)
    made = file_notice(notice=notice_of(body, authority(actor)), by=actor, now=request.now)
    return Status(201, arrived(made))


def check(body: NoticeIn, today: date) -> None:
    """What only this day's law and calendar know to be wrong (422)."""
    known = {entry.key.rpartition(".")[2] for entry in book().under("notice", today, "000000")}
    if body.reason and body.reason not in known:
        raise BadInput({"reason": _("应当通知的情形只能是：%(known)s") % {"known": "、".join(sorted(known))}})
    if body.person.born is not None and body.person.born > today:
        raise BadInput({"person.born": _("出生日期不能晚于今天。")})


def notice_of(body: NoticeIn, sender: int) -> NoticeInput:
    """The body as the operation wants it."""
    told = body.model_dump(exclude={"person", "co_defendants"})
    names = tuple(body.co_defendants)
    return NoticeInput(
        authority=sender, person=PersonInput(details=person_of(body.person)), co_defendants=names, **told
    )


def person_of(told: PersonIn) -> dict[str, object]:
    """The columns of a person; an identity number tells birth date and sex."""
    number = told.id_number.upper()
    if not number:
        return {"name": told.name, "sex": told.sex, "born": told.born}
    return {"name": told.name, "sex": sex_of(number), "born": born_of(number), "id_number": number}


def local(moment: datetime) -> datetime:
    """The moment in Beijing time: written the same whether it was just made or read again."""
    return moment.astimezone(SHANGHAI)


def arrived(matter: Matter) -> NoticeMade:
    """What stays the same however often it is asked."""
    return NoticeMade(ref=matter.ref, number=matter.number, received_at=local(matter.opened_at))


@router.get(
    "/notices",
    response={200: NoticesOut, 422: Problem, **READING},
    summary="The authority's notices",
    url_name="notices",
    operation_id="list_notices",
)
def listed(request: Request, after: Mark = "") -> NoticesOut:
    """Twenty-five at a time, the last first; `after` of one answer asks for the next."""
    found, mark = queries.notices_page(caller(request), request.now, after=after)
    audit.record(caller(request), request.now, "list_notices", details={"shown": len(found)})
    return NoticesOut(notices=[line(each) for each in found], after=mark)


def line(matter: Matter) -> NoticeLine:
    """One notice in the list."""
    return NoticeLine(
        ref=matter.ref,
        number=matter.number,
        state=matter.state,
        case_number=matter.case_number,
        received_at=local(matter.opened_at),
    )


@router.get(
    "/notices/{ref}",
    response={200: NoticeOut, **READING},
    summary="How far a notice has come",
    url_name="notice",
    operation_id="show_notice",
)
def shown(request: Request, ref: str) -> NoticeOut:
    """State, the lawyer and how to reach them, and the letters to the authority."""
    matter = queries.notice(ref, caller(request), request.now)
    audit.record(caller(request), request.now, "view_notice", subject=matter)
    reply = open_timers(matter).filter(name="reply_authority").first()
    return NoticeOut(
        **line(matter).model_dump(),
        state_words=matter.get_state_display(),
        label=matter.label,
        person=matter.title_name,
        offence=matter.offence,
        stage=matter.stage,
        letter_number=matter.notice.letter_number,
        reply_by=reply.due_on if reply else None,
        lawyer=lawyer(matter),
        letters=letters(matter, caller(request)),
    )


def lawyer(matter: Matter) -> LawyerOut | None:
    """The lawyer in charge; None before the assignment."""
    if matter.handler is None:
        return None
    profile = getattr(matter.handler, "lawyer", None)
    return LawyerOut(
        name=matter.handler.name,
        unit=matter.unit.name if matter.unit else "",
        phone=matter.handler.phone or (matter.unit.phone if matter.unit else ""),
        licence_number=profile.licence_number if profile else "",
    )


def letters(matter: Matter, by: Actor) -> list[LetterOut]:
    """The papers addressed to the authority, the oldest first."""
    return [
        LetterOut(ref=each.ref, name=each.name, number=each.number, issued_at=local(each.issued_at))
        for each in papers_of(matter, by)
    ]


@router.post(
    "/notices/{ref}/changes",
    response={201: NoticeMade, **WRITING},
    summary="Tell what has changed",
    url_name="changes",
    operation_id="change_notice",
)
def change(request: Request, ref: str, body: ChangeIn, idempotency_key: Key) -> Status[NoticeMade]:
    """Another hearing, another place of detention, another coercive measure: the lawyer is told at once."""
    if body.hearing_at is not None and body.hearing_at.tzinfo is None:
        raise BadInput({"hearing_at": _("请写明时区，例如2026-07-01T09:00:00+08:00")})
    told = body.model_dump()
    return Status(
        201, arrived(change_notice(ref=ref, by=acting(request, idempotency_key), now=request.now, **told))
    )


@router.get(
    "/letters/{ref}",
    response={200: None, 409: Problem, 503: Problem, **READING},
    summary="A letter as PDF",
    url_name="letter",
    operation_id="get_letter",
)
def letter(request: Request, ref: str) -> HttpResponse:
    """The PDF of a letter to the authority; 409 for the moments until it is drawn, 503 while it is out of reach."""
    found = paper(ref, caller(request), request.now)
    if found.pdf is None:
        raise WrongState(_("这份文书正在生成，请过一会儿再取。"))
    audit.record(caller(request), request.now, "download_paper", subject=found)
    return HttpResponse(store.read(found.pdf), content_type="application/pdf")
