"""Who asks and about what, for the access matrix: the standing persons, and one object of each kind on either side."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import partial

import pictures
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from fayuan.assignment import operations as assignment
from fayuan.cases.operations import terminate_aid
from fayuan.core import clock
from fayuan.core.actor import system
from fayuan.dossier import store
from fayuan.dossier.jobs import make_edition
from fayuan.dossier.operations import hand_in_file, propose_motion, seal_volume
from fayuan.intake import operations as intake
from fayuan.matters.models import RuleTrial
from fayuan.matters.rulemaking import propose_rule_entry
from fayuan.messaging.jobs import send
from fayuan.messaging.labels import propose_lowering, raise_label
from fayuan.network.models import Institution
from fayuan.people.models import ApiToken, Lawyer, Person
from fayuan.people.operations import make_token, name_stand_in, save_view
from fayuan.people.queries import actor_of

import steps
from cast import NOW, Cast, build_abroad

SOON = NOW + timedelta(minutes=10)
LATER = NOW + timedelta(hours=1)  # when everybody asks
PERSONS = (
    *("applicant", "other_applicant", "lawyer", "other_lawyer", "firm_head", "duty_lawyer", "hotline_agent"),
    *("clerk", "examiner", "approver", "assigner", "closing_reviewer", "finance", "far_clerk"),
    *("bureau_officer", "court_officer", "police_officer", "administrator", "security", "auditor"),
)
SIGNED_OUT = "signed_out"
SYSTEMS = {"court_system": "court", "police_system": "police"}  # machines with a token of that institution
OUTSIDE = frozenset({SIGNED_OUT, *SYSTEMS})  # who has not signed in at a page
EVERYONE = (*PERSONS, SIGNED_OUT, *SYSTEMS)
OBJECTION = {"reason": "家里确实困难"}
SENT = {"get": {}, "post": {"csrfmiddlewaretoken": ""}}  # an empty form, as a browser sends it
OWN, FOREIGN = "own", "foreign"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\xdac\xf8\x0f\x00\x01\x01\x01\x00\xf7\xb9\xa1\xe7\x00\x00\x00\x00IEND\xaeB`\x82"
)

Build = Callable[[Cast], str]


def _matter(stage: str, cast: Cast) -> str:
    return str(getattr(steps, stage)(cast).ref)


def _asked(cast: Cast) -> str:
    matter = steps.received(cast)
    until = NOW.date() + timedelta(days=5)
    given = {"ref": matter.ref, "missing": ("case_papers",), "until": until, "by": cast.clerk}
    return intake.ask_supplement(**given, now=SOON).ref


def _objected(cast: Cast) -> str:
    return intake.object_to_decision(
        ref=steps.refused(cast).ref, **OBJECTION, by=cast.applicant, now=SOON
    ).ref


def _corrected(cast: Cast) -> str:
    ended = terminate_aid(ref=steps.handling(cast).ref, ground="asked", by=cast.approver, now=SOON)
    intake.object_to_decision(ref=ended.ref, **OBJECTION, by=cast.applicant, now=SOON)
    answer = {"outcome": "correct", "reason": "受援人没有提出过"}
    return intake.decide_objection(ref=ended.ref, **answer, by=cast.bureau_officer, now=SOON).ref


def _wanting_another(cast: Cast) -> str:
    ref = steps.handling(cast).ref
    return assignment.ask_replacement(ref=ref, reason="联系不上", by=cast.applicant, now=SOON).ref


def _choosing(cast: Cast) -> str:
    ref = steps.granted(cast).ref
    return assignment.offer_choice(ref=ref, by=cast.assigner, now=SOON).ref


def _given_to_firm(cast: Cast) -> str:
    firm = cast.people["lawyer"].lawyer.unit_id
    return assignment.assign_unit(ref=steps.granted(cast).ref, unit=firm, by=cast.assigner, now=SOON).ref


def _paper(cast: Cast) -> str:
    return str(steps.handling(cast).papers.get(form="grant_decision").ref)


def _file(cast: Cast) -> str:
    ref = steps.handling(cast).ref
    given = {"kind": "id_card", "file_name": "身份证.png", "content": PICTURE}
    return steps.examined_file(hand_in_file(ref=ref, **given, by=cast.applicant, now=SOON)).ref


def _pdf(cast: Cast) -> str:
    given = {"kind": "case_papers", "file_name": "合同.pdf", "content": pictures.pdf()}
    return steps.examined_file(
        hand_in_file(ref=steps.handling(cast).ref, **given, by=cast.applicant, now=SOON)
    ).ref


def _edition(cast: Cast) -> str:
    """The lawyer's volume of a closed case, sealed."""
    matter = steps.closed(cast)
    matter.papers.update(pdf=store.put(pictures.pdf(), SOON))
    by = cast.closing_reviewer
    edition = seal_volume(ref=matter.ref, volume="handling", by=by, now=SOON)
    make_edition(edition.pk)
    return edition.ref


def _motion(cast: Cast) -> str:
    why = {"act": "reopen", "reason": "补充材料"}
    return propose_motion(ref=_edition(cast), **why, by=cast.clerk, now=SOON).ref


def _draft(cast: Cast) -> str:
    return intake.save_draft(ref=None, answers={"matter": "wages"}, by=cast.applicant, now=NOW).ref


def _consultation(cast: Cast) -> str:
    asked = {"agency": cast.agency.pk, "channel": "window", "subject": "work_injury", "question": "手指轧伤"}
    return intake.register_consultation(
        **asked, person=steps.application(cast).applicant, by=cast.clerk, now=NOW
    ).ref


def _open_question(cast: Cast) -> str:
    person = cast.people["applicant"].pk
    asked = {"agency": cast.agency.pk, "channel": "phone", "question": "怎么申请"}
    return intake.register_consultation(
        **asked, person=steps.PersonInput(id=person), by=cast.clerk, now=NOW
    ).ref


def _complaint(cast: Cast) -> str:
    about = {"about": "lawyer", "text": "一直联系不上"}
    return intake.file_complaint(ref=steps.handling(cast).ref, **about, by=cast.applicant, now=SOON).ref


def _correction(cast: Cast) -> str:
    person = Person.objects.create(name="周某", phone="13955550077", made_at=NOW)
    steps.received(cast, applicant=steps.PersonInput(id=person.pk))
    told = {"name": "周改某", "id_number": "970102198504201333", "reason": "改了名"}
    photos = [("身份证.png", PICTURE)]
    return intake.ask_correction(**told, photos=photos, by=actor_of(person, SOON), now=SOON).ref


def _poster(cast: Cast) -> str:
    return intake.make_poster(agency=cast.agency.pk, place="城关镇工作站", by=cast.clerk, now=SOON).ref


def _letter(cast: Cast) -> str:
    asked = {
        "agency": cast.other_agency.pk,
        "items": ("核实住房",),
        "reply_by": NOW.date() + timedelta(days=9),
    }
    return intake.send_cooperation_letter(ref=steps.received(cast).ref, **asked, by=cast.clerk, now=SOON).ref


def _raised(to: str, cast: Cast) -> str:
    why = {"ground": "privacy", "reason": "对方多次打听"}
    return raise_label(ref=steps.handling(cast).ref, to=to, **why, by=cast.approver, now=SOON).ref


def _lowering(cast: Cast) -> str:
    ref, why = _raised("sensitive", cast), {"to": "normal", "reason": "已经不需要"}
    return propose_lowering(ref=ref, **why, by=cast.clerk, now=SOON).ref


def _pledged(cast: Cast) -> str:
    return str(steps.received(cast, pledge=True).ref)


def _office(cast: Cast) -> str:
    return str(cast.agency.pk)


def _firm(cast: Cast) -> str:
    return str(next(iter(cast.firms.values())).pk)


def _account(cast: Cast) -> str:
    return cast.account("clerk").ref


def _post(cast: Cast) -> str:
    return str(cast.people["clerk"].posts.get().ref)


def _token(cast: Cast) -> str:
    return token_of(cast.court).ref


def token_of(authority: Institution) -> ApiToken:
    """A fresh token of the authority, with its secret."""
    given = {"name": "办案系统", "until": NOW.date() + timedelta(days=90)}
    return make_token(institution=authority.pk, **given, by=system("matrix"), now=NOW)


def _dead_job(cast: Cast) -> str:
    """Work that failed for good."""
    job = send.defer(message_id=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job])
    return str(job)


def _reply(cast: Cast) -> str:
    matter = steps.notified(cast)
    lawyer = cast.people.get("defender", cast.people["lawyer"])
    assignment.assign_lawyer(ref=matter.ref, lawyer=lawyer.pk, by=cast.assigner, now=SOON)
    return str(matter.papers.get(form="official_letter").ref)


def _stand_in(cast: Cast) -> str:
    """The finance clerk is to stand in for the examiner from tomorrow, as the approver said."""
    post = cast.people["examiner"].posts.get().ref
    days = {"first_day": NOW.date() + timedelta(days=1), "last_day": NOW.date() + timedelta(days=5)}
    return name_stand_in(post=post, person=cast.people["finance"].pk, **days, by=cast.approver, now=NOW).ref


def _saved_view(cast: Cast) -> str:
    return save_view(name="欠薪", query={"subject": "labour_remuneration"}, by=cast.clerk, now=NOW).ref


def _rule_entry(cast: Cast) -> str:
    value = {"name": "校园欺凌", "article": "云岭省法律援助条例 5", "field": "civil"}
    days = {"valid_from": NOW.date(), "valid_to": None}
    told = {"basis": "云岭省法律援助条例 5", "mark": "✔"}
    rule = {"key": "scope.school_bullying", "region": "970000", "value": value}
    return propose_rule_entry(**rule, **days, **told, by=cast.law_officer, now=NOW).ref


def _trial(cast: Cast) -> str:
    asked = {"region": "970000", "on": "2026-06-12", "changes": ["hardship.multiple=2"], "households": 10_000}
    person = cast.people["law_officer"]
    return RuleTrial.objects.create(kind=RuleTrial.Kind.WHAT_IF, asked=asked, by=person, at=NOW).ref


MATTERS = "submitted received examined granted refused assigned handling closing closed archived notified"
OBJECTS: Mapping[str, Build] = {
    **{f"matter {stage}": partial(_matter, stage) for stage in MATTERS.split()},
    "matter asked": _asked,
    "matter objected": _objected,
    "matter corrected": _corrected,
    "matter wanting another": _wanting_another,
    "matter choosing": _choosing,
    "matter given": _given_to_firm,
    "reply": _reply,
    "paper": _paper,
    "file": _file,
    "pdf": _pdf,
    "edition": _edition,
    "motion": _motion,
    "draft": _draft,
    "consultation": _consultation,
    "consultation open": _open_question,
    "letter": _letter,
    "complaint": _complaint,
    "correction": _correction,
    "poster": _poster,
    "matter pledged": _pledged,
    "office": _office,
    "firm": _firm,
    "matter sealed": partial(_raised, "sealed"),
    "matter lowering": _lowering,
    "account": _account,
    "post": _post,
    "token": _token,
    "dead job": _dead_job,
    "stand in": _stand_in,
    "saved view": _saved_view,
    "rule entry": _rule_entry,
    "trial": _trial,
}


class World:
    """The cast at home and abroad, a signed-in browser for each person, and the objects that rows are about."""

    def __init__(self, home: Cast) -> None:
        self.sides = {OWN: home, FOREIGN: build_abroad()}
        Lawyer.objects.update(weekly_capacity=99)  # few lawyers, and many matters in one morning
        self.clients = {person: self._client(person) for person in EVERYONE}
        self._refs: dict[tuple[str, str], str] = {}

    def _client(self, person: str) -> Client:
        home, client = self.sides[OWN], Client()
        if person in SYSTEMS:
            client.defaults["HTTP_AUTHORIZATION"] = (
                f"Bearer {token_of(getattr(home, SYSTEMS[person])).secret}"
            )
        if person in PERSONS:
            client.force_login(home.account(person))
            session = client.session
            session["seen_at"] = LATER.timestamp()  # else each answer, taken back, would write it again
            session.save()
        return client

    def ref(self, about: str, side: str) -> str:
        """The reference of the object of that kind: of the home county's people, or of those abroad."""
        if (about, side) not in self._refs:
            with transaction.atomic():
                self._refs[about, side] = OBJECTS[about](self.sides[side])
        return self._refs[about, side]

    def ask(self, person: str, method: str, address: str) -> int | str:
        """The status that the person gets, or what broke; whatever the answer changed is taken back."""
        client = self.clients[person]
        cookies = deepcopy(client.cookies)
        try:
            with transaction.atomic():
                status: int = getattr(client, method)(address, SENT[method]).status_code
                transaction.set_rollback(True)
        except Exception as error:  # whatever it is, the matrix goes on and names it
            return f"{type(error).__name__}: {error}"
        finally:
            client.cookies = cookies
        return status


@contextmanager
def world(home: Cast) -> Iterator[World]:
    """The world for a block; afterwards nothing of it is left. Staff need no second factor in it."""
    with override_settings(STAFF_NEED_TOTP=False), clock.at(LATER), transaction.atomic():
        yield World(home)
        transaction.set_rollback(True)
