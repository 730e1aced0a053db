"""The sheets of an application, filled from its own rows: consultation, application, means, examination."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.cases.sheets import SHEETS as OF_CASES
from fayuan.cases.sheets import Data
from fayuan.intake import facts
from fayuan.intake.models import Application, Assessment, Consultation, Decision, Examination
from fayuan.law.words import GROUPS, MATERIALS
from fayuan.matters.models import Matter, Party
from fayuan.matters.queries import parties
from fayuan.people.identity import born_of
from fayuan.people.models import Person

MEMBERS = {
    "self": gettext_lazy("本人"),
    "spouse": gettext_lazy("配偶"),
    "child": gettext_lazy("子女"),
    "parent": gettext_lazy("父母"),
    "father": gettext_lazy("父亲"),
    "mother": gettext_lazy("母亲"),
    "son": gettext_lazy("儿子"),
    "daughter": gettext_lazy("女儿"),
    "sibling": gettext_lazy("兄弟姐妹"),
    "grandparent": gettext_lazy("祖父母"),
    "grandchild": gettext_lazy("孙子女"),
}


def consultation_sheet(matter: Matter) -> Data | None:
    """The consultation that the application came from."""
    asked: Consultation | None = matter.consultations.order_by("-id").first()
    if asked is None:
        return None
    person = asked.person
    known = {"visitor": person.name, "phone": person.phone, "id_number": person.id_number} if person else {}
    return {
        **{name: value for name, value in known.items() if value},
        "consulted_at": asked.at,
        "way": str(asked.get_channel_display()),
        "content": asked.question,
        "answer": asked.answer or _("当场说明申请法律援助的条件和材料。"),
        "handling": "apply" if asked.advise_to_apply or asked.matter_id else "answered",
        "became_application": asked.matter_id is not None,
        "recorder": asked.answered_by.name if asked.answered_by else matter.agency.name,
    }


def application_form(matter: Matter) -> Data | None:
    """What the applicant said of themselves and of what happened."""
    given, person = _given(matter), _applicant(matter)
    if given is None or person is None:
        return None
    agent = parties(matter, Party.Role.AGENT).select_related("person").first()
    data: dict[str, Any] = {
        "sex": str(person.get_sex_display()),
        "born": person.born or born_of(person.id_number),
        "residence": person.address,
        "groups": [GROUPS.get(key, key) for key in person.groups],
        "facts": matter.facts,
        "materials": [MATERIALS.get(key, key) for key in given.materials],
        "filled_by": given.filled_by.name if given.filled_by else "",
    }
    if agent is not None:
        data["agent"] = agent.name
        data["agent_kind"] = "entrusted" if given.agent_relation == "entrusted" else "legal"
    return data


def means_statement(matter: Matter) -> Data | None:
    """The household and what it has, as stated."""
    given, person = _given(matter), _applicant(matter)
    stated = facts.means(given.means) if given else None
    if given is None or person is None or stated is None or not stated.household:
        return None
    total = sum(member.monthly_income_fen for member in stated.household if not member.is_opponent)
    counted = [member for member in stated.household if not member.is_opponent]
    rows = [
        {
            "name": person.name if member.relation == "self" else _("（同住）"),
            "relation": _relation(member.relation),
            "wages": member.monthly_income_fen,
        }
        for member in stated.household
    ]
    return {
        "address": person.address,
        "household": rows,
        "monthly_income": total,
        "per_head_income": total // len(counted) if counted else 0,
        "verification": "pledge" if given.pledge else "shared_data",
    }


def examination_sheet(matter: Matter) -> Data | None:
    """What the law said step by step, the examiner's opinion, the decision."""
    given = _given(matter)
    looked: Examination | None = matter.examinations.order_by("-id").select_related("by").first()
    assessed: Assessment | None = matter.assessments.order_by("-id").first()
    if given is None or looked is None or assessed is None:
        return None
    said = [str(step["says"]) for step in assessed.workings]
    means = [
        str(step["says"]) for step in assessed.workings if str(step["rule"]).startswith(("means", "hardship"))
    ]
    decided: Decision | None = matter.decisions.order_by("-id").select_related("by").first()
    data: Data = {
        "received_on": given.received_at or matter.opened_at,
        "summary": matter.facts or matter.subject,
        "means_review": "\n".join(means) or _("见个人诚信承诺或者信息共享查询结果。"),
        "legal_review": "\n".join(line for line in said if line not in means) or "\n".join(said),
        "basis": list(assessed.citations),
        "opinion": looked.opinion
        or (_("建议给予法律援助。") if looked.result == "grant" else _("建议不予法律援助。")),
        "examiner": looked.by.name,
        "examined_on": looked.at,
    }
    if decided is not None:
        data["approval"] = decided.reason or (
            _("不予援助。") if decided.kind == "refuse" else _("同意给予援助。")
        )
        data["approver"], data["approved_on"] = decided.by.name, decided.at
    return data


def _given(matter: Matter) -> Application | None:
    return Application.objects.filter(matter=matter).select_related("filled_by").first()


def _applicant(matter: Matter) -> Person | None:
    party = parties(matter, Party.Role.APPLICANT).select_related("person").first()
    return party.person if party else None


SHEETS: Mapping[str, Callable[[Matter], Data | None]] = {
    "consultation_sheet": consultation_sheet,
    "application_form": application_form,
    "means_statement": means_statement,
    "examination_sheet": examination_sheet,
    **OF_CASES,
}


def _relation(said: str) -> str:
    """How a member of the household stands to the applicant, in words; what people wrote themselves stays as it is."""
    return str(MEMBERS.get(said, _("家庭成员") if said.isascii() else said))
