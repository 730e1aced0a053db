"""Somebody's name or identity number stands wrong: they ask for the correction, the agency's window decides."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.fields import plain
from fayuan.core.operation import operation
from fayuan.dossier.operations import hand_in_file
from fayuan.intake.access import fetch_correction
from fayuan.intake.models import Correction
from fayuan.matters import access
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import note, touch
from fayuan.messaging.operations import tell
from fayuan.people.arrivals import is_vouched
from fayuan.people.identity import born_of, is_id_number, sex_of
from fayuan.people.models import Person
from fayuan.people.operations import correct_person
from fayuan.people.queries import by_id_number

LONGEST, MOST_PHOTOS = 500, 4
SIDE = (Party.Role.APPLICANT, Party.Role.MEMBER, Party.Role.AGENT)
FILED = "archived"  # what is in the archive stays as it was


@operation
def correct_identity(*, name: str, id_number: str, by: Actor, now: datetime) -> Person:
    """Whoever has not applied yet corrects by themself who they are: no office relies on it so far.

    Of staff the administrator keeps the name, and whom a trusted system has vouched for is who they are (409).
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    if Party.objects.filter(person=person).exists():
        raise WrongState(_("您已经交过申请，更正要由法律援助机构核对证件。"))
    if by.posts or is_vouched(person):
        raise WrongState(_("您的身份是核实过的，不能在这里改。请带身份证到窗口，或者打12348。"))
    if faults := _faults(person, name, id_number):
        raise BadInput(faults)
    _write(person, name.strip(), plain(id_number))
    return person


@operation
def ask_correction(
    *,
    name: str,
    id_number: str,
    reason: str,
    photos: Sequence[tuple[str, bytes]],
    by: Actor,
    now: datetime,
) -> Correction:
    """Ask that one's own name and identity number stand as said, with photographs of the document (name, content).

    The agency of the person's newest matter decides. The photographs come into that matter's papers.
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    matter = access.own(by, now).exclude(state=FILED).order_by("-opened_at", "-id").first()
    if matter is None:
        raise WrongState(_("没有正在办的申请。请带身份证到窗口更正，或者打12348。"))
    if person.corrections.filter(decided_at=None).exists():
        raise WrongState(_("您的更正请求已经收到，工作人员正在核对。"))
    faults = _faults(person, name, id_number)
    if not reason.strip() or len(reason) > LONGEST:
        faults["reason"] = _("请写为什么要改，最多%(most)d个字。") % {"most": LONGEST}
    if not 1 <= len(photos) <= MOST_PHOTOS:
        faults["photos"] = _("请交上证件的照片，最多%(most)d张。") % {"most": MOST_PHOTOS}
    if faults:
        raise BadInput(faults)
    correction = Correction.objects.create(
        person=person,
        matter=matter,
        name=name.strip(),
        id_number=plain(id_number),
        reason=reason.strip(),
        at=now,
    )
    for file_name, content in photos:
        photo = hand_in_file(
            ref=matter.ref,
            kind="id_card",
            file_name=file_name,
            content=content,
            by=by.with_key(None),
            now=now,
        )
        correction.photos.add(photo)
    tell(matter, matter.agency, "correction_asked", now=now)
    return correction


@operation
def decide_correction(*, ref: str, outcome: str, answer: str, by: Actor, now: datetime) -> Correction:
    """Correct the person's record as they asked, after a look at the document, or say why not; they are told.

    Their matters that are not in the archive carry the new name from now on.
    """
    correction = fetch_correction(ref, by)
    access.refuse_own(by, correction.matter)
    if correction.decided_at is not None:
        raise WrongState(_("这个更正请求已经处理。"))
    if outcome not in Correction.Outcome.values:
        raise BadInput({"outcome": _("请选一项：照改或者不改。")})
    if outcome == Correction.Outcome.REFUSED and not answer.strip():
        raise BadInput({"answer": _("不改的，请写明理由，本人会看到。")})
    if outcome == Correction.Outcome.MADE:
        _make(correction, by, now)
    correction.outcome, correction.answer = outcome, answer.strip()
    correction.decided_at, correction.decided_by_id = now, by.person_id
    correction.save()
    tell(correction.matter, correction.person, "correction_decided", now=now)
    return correction


def of_another(correction: Correction) -> bool:
    """Whether the number that is asked for belongs to somebody of another name."""
    known = by_id_number(correction.id_number).exclude(pk=correction.person_id)
    return known.exclude(name=correction.name).exists()


def _make(correction: Correction, by: Actor, now: datetime) -> None:
    if of_another(correction):
        raise BadInput({"outcome": _("这个身份证号登记在另一个姓名下，不能照改。请和本人当面核对。")})
    person = Person.objects.select_for_update().get(pk=correction.person_id)
    correction.former_name, correction.former_id_number = person.name, person.id_number
    _write(person, correction.name, correction.id_number)
    standing = Party.objects.filter(person=person, role__in=SIDE).exclude(matter__state=FILED)
    matters = Matter.objects.select_for_update(of=("self",)).filter(parties__in=standing)
    for matter in matters.order_by("pk"):
        parties = matter.parties.filter(person=person, role__in=SIDE)
        if parties.filter(role=Party.Role.APPLICANT).exists():
            matter.title_name = person.name
        parties.update(name=person.name)
        touch(matter, now)
        note(matter, "identity_corrected", by=by, now=now)


def _faults(person: Person, name: str, id_number: str) -> dict[str, str]:
    """What can be nobody's name and number, or stands already, each fault by its field."""
    faults: dict[str, str] = {}
    if not name.strip():
        faults["name"] = _("请填写姓名，和身份证上一样")
    if not is_id_number(id_number):
        faults["id_number"] = _("请输入18位身份证号，最后一位可以是X")
    if not faults and (name.strip(), plain(id_number)) == (person.name, person.id_number):
        faults["name"] = _("和现在登记的一样，不用改")
    return faults


def _write(person: Person, name: str, number: str) -> None:
    """Birth date and sex follow from the number."""
    about = {"name": name, "id_number": number, "born": born_of(number), "sex": sex_of(number)}
    correct_person(person, about)
