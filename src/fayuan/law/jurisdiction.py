"""Which legal-aid agency is competent (法律援助法 36, 38), and which one is, when this one is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fayuan.law.facts import Application, Forum, Notice
from fayuan.law.places import LEVEL_NAMES, common_superior, level, lies_in, plain, upwards
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook
from fayuan.law.words import AUTHORITIES, CRIMINAL_MATTERS

_STATE_ORGANS = frozenset({"court", "procuratorate", "police", "state_security"})


@dataclass(frozen=True, slots=True)
class Competence:
    """Whether an agency is competent (None: what was stated does not tell), the places whose agencies are,
    and why.

    ``body`` names the competent body where it is no agency of a place.
    """

    competent: bool | None
    places: tuple[str, ...]
    step: Step
    body: str = ""


def competent(application: Application, on: date, book: RuleBook) -> Competence:
    """Whether the agency of ``application.agency_place`` is competent for the application."""
    litigious = application.form in ("litigation", "defence") or application.matter in CRIMINAL_MATTERS
    forum = application.forum
    if reserved := _reserved(application.stage, application.agency_place, on, book):
        return reserved
    if kept := _kept_by_province(application, on, book):
        return kept
    rule = f"jurisdiction.principle.{'litigation' if litigious else 'non_litigation'}"
    places = [forum] if forum else []
    if application.cause_place and not litigious:
        places.append(Forum("cause", application.cause_place))
    return _judge(rule, places, application.agency_place, on, book)


def competent_for_notice(notice: Notice, on: date, book: RuleBook) -> Competence:
    """Whether the agency notified is the one where the notifying authority is."""
    if reserved := _reserved(notice.stage, notice.agency_place, on, book):
        return reserved
    authority = Forum(notice.authority_kind, notice.authority_place)
    return _judge("jurisdiction.principle.notice", [authority], notice.agency_place, on, book)


def first_receiver(receipts: Sequence[tuple[str, datetime]]) -> str:
    """Of several competent agencies that received the same matter, the place of the first to receive it."""
    return min(receipts, key=lambda receipt: receipt[1])[0]


def settled_by(one: str, other: str, on: date, book: RuleBook) -> Competence:
    """Whose justice bureau names the competent one of two agencies that disagree: the lowest above both."""
    superior = common_superior(one, other)
    entry = book.value("jurisdiction.principle.common_superior", on, superior)
    says = f"{entry.value['name']}：由区划 {superior} 的司法行政部门指定。"
    step = Step(entry.key, entry.value["article"], says, {"agencies": [one, other]}, None)
    return Competence(None, (superior,), step)


def _reserved(stage: str | None, place: str, on: date, book: RuleBook) -> Competence | None:
    entry = book.find(f"jurisdiction.reserved.{stage}", on, place) if stage else None
    if entry is None:
        return None
    says = f"{entry.value['name']}，由{entry.value['body']}办理，地方机构不受理。"
    return Competence(
        False, (), Step(entry.key, entry.value["article"], says, {}, False), entry.value["body"]
    )


def _kept_by_province(application: Application, on: date, book: RuleBook) -> Competence | None:
    """Where a province keeps this kind of matter for its own agency: that agency and no other of the province."""
    agency, forum = application.agency_place, application.forum
    entry = book.find(f"jurisdiction.province_level.{application.matter}", on, agency)
    province = upwards(agency)[-2] if entry else agency
    if entry is None or (forum and not lies_in(forum.place, province)):
        return None
    inputs = {"agency": agency, "places": [province]}
    if plain(agency) == province:
        says = f"{entry.value['name']}：本机构有管辖权。"
        return Competence(True, (province,), Step(entry.key, entry.value["article"], says, inputs))
    says = f"{entry.value['name']}：由区划 {province} 的法律援助机构办理。"
    return Competence(False, (province,), Step(entry.key, entry.value["article"], says, inputs, False))


def _judge(rule: str, places: Sequence[Forum], agency: str, on: date, book: RuleBook) -> Competence:
    article = book.value(rule, on, agency).value["article"]
    name = book.value(rule, on, agency).value["name"]
    inputs = {"agency": agency, "places": [place.place for place in places]}
    if not places:
        says = f"{name}。申请中没有写明地点，须由工作人员查明。"
        return Competence(None, (), Step(rule, article, says, inputs, None))
    match = book.value("jurisdiction.level", on, agency)
    answers = [_fits(agency, place, match.value["match"]) for place in places]
    if any(answer for answer in answers):
        return Competence(True, (plain(agency),), Step(rule, article, f"{name}：本机构有管辖权。", inputs))
    right = tuple(dict.fromkeys(plain(place.place) for place in places))
    if None in answers:
        says = f"{name}。办案机关的级别高于本机构，须查明其驻地。"
        return Competence(None, right, Step(rule, article, says, inputs, None))
    named = "、".join(f"{place}（{LEVEL_NAMES[level(place)]}）" for place in right)
    says = f"{name}：本机构没有管辖权，应由区划 {named} 的法律援助机构办理。"
    return Competence(False, right, Step(rule, article, says, inputs, False))


def _fits(agency: str, forum: Forum, match: str) -> bool | None:
    """Whether an agency is the one for a place, given how its region matches levels."""
    if plain(agency) == plain(forum.place):
        return True
    if lies_in(forum.place, agency):
        return not (match == "same_level" and forum.kind == "court")
    if not lies_in(agency, forum.place):
        return False
    if match != "place" and forum.kind in _STATE_ORGANS:
        return False
    return plain(agency) == plain(forum.seat) if forum.seat else None


def fits_stage(kind: str, stage: str | None) -> bool:
    """Whether an authority of this kind conducts this stage of a criminal case."""
    conducts = {
        "police": ("investigation",),
        "state_security": ("investigation",),
        "procuratorate": ("investigation", "prosecution"),
        "court": (
            "first_instance",
            "second_instance",
            "retrial",
            "death_review_high_court",
            "death_review_spc",
        ),
    }
    return stage is None or kind not in AUTHORITIES or stage in conducts.get(kind, ())
