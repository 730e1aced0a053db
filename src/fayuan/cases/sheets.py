"""The sheets of a granted case, filled from its own rows: handling record, closing report, letters, follow-up."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from fayuan.cases.models import Closing, FollowUp
from fayuan.cases.papers import is_defence
from fayuan.dossier.facts import forum_words, subject_words
from fayuan.law.words import CRIMINAL_MATTERS
from fayuan.matters.models import Matter

Data = dict[str, object]
ASSIGNED = ("assign_unit", "assign", "choose", "accept", "name_lawyer")
MANNERS = {"arbitration": "labour", "litigation": "civil_litigation", "defence": "criminal_defence"}


def handling_record(matter: Matter) -> Data | None:
    """What the lawyer wrote down, line by line; None before the first line."""
    rows = [
        {
            "at": line.on.isoformat(),
            "way": str(line.get_what_display()),
            "content": line.note or str(line.get_what_display()),
        }
        for line in matter.log.order_by("on", "id")
    ]
    return {**_who(matter), "entries": rows} if rows else None


def closing_report(matter: Matter) -> Data | None:
    """The closing as it was handed in last; None before."""
    closing: Closing | None = matter.closings.order_by("-id").first()
    if closing is None:
        return None
    begun = matter.transitions.filter(to_state__in=("assigned", "handling")).order_by("order").first()
    done = "；".join(dict.fromkeys(str(line.get_what_display()) for line in matter.log.order_by("on", "id")))
    return {
        **_who(matter),
        "assigned_on": begun.at if begun else matter.opened_at,
        "closed_on": closing.received_on,
        "manner": _manner(matter),
        "work_done": done or _("见承办情况记录"),
        "facts": matter.facts or subject_words(matter),
        "opinion": closing.summary or _("见结案材料"),
        "outcome": closing.outcome,
        "document": closing.document,
        "recovered": closing.recovered_fen,
    }


def introduction_letter(matter: Matter) -> Data | None:
    """The lawyer is introduced to the body that handles the case."""
    if matter.handler is None or matter.unit is None or not forum_words(matter):
        return None
    purpose = _("会见、阅卷和调查取证") if is_defence(matter) else _("立案、调查取证和代为办理有关手续")
    person = {"name": matter.handler.name, "unit": matter.unit.name}
    return {"persons": [person], "purpose": purpose}


def opinion_request(matter: Matter) -> Data | None:
    """The body that handled the case is asked how the lawyer worked."""
    if matter.handler is None or not forum_words(matter):
        return None
    return {
        **_who(matter),
        "questions": [
            _("承办人员是否按时到庭或者到场，是否遵守纪律？"),
            _("辩护、代理意见是否有理有据？"),
            _("对法律援助工作有什么意见和建议？"),
        ],
    }


def follow_up_record(matter: Matter) -> Data | None:
    """What the recipient said when asked afterwards."""
    last: FollowUp | None = matter.follow_ups.order_by("-id").first()
    if last is None:
        return None
    return {
        **_who(matter),
        "visited_on": last.at,
        "satisfied": str(last.satisfied),
        "evaluation": last.note or _("没有补充意见。"),
        "visitor": last.by_name,
    }


def _manner(matter: Matter) -> str:
    """The manner of aid as the report's choices have it."""
    if matter.subject in CRIMINAL_MATTERS and matter.form == "litigation":
        return "criminal_representation"
    return MANNERS.get(matter.form, "other")


def _who(matter: Matter) -> Data:
    known = {
        "unit": matter.unit.name if matter.unit else "",
        "handler": matter.handler.name if matter.handler else "",
    }
    return {name: value for name, value in known.items() if value}


SHEETS: Mapping[str, Callable[[Matter], Data | None]] = {
    "handling_record": handling_record,
    "closing_report": closing_report,
    "introduction_letter": introduction_letter,
    "opinion_request": opinion_request,
    "follow_up_record": follow_up_record,
}
