"""Which fees of courts, arbitration bodies and notaries fall away, and on which article."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from fayuan.law.facts import Application
from fayuan.law.rules import RuleBook, national

Relief = Literal["waive", "reduce", "defer"]


FREE_OF_CHARGE, NO_GIFTS = "法律援助法 2", "法律援助法 20"
"""That legal aid costs nothing, and that who gives it takes nothing: no rules that a place may change."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One relief from fees: what kind, its article, and the sentence for people."""

    relief: Relief
    article: str
    says: str
    rule: str


def entitlements(
    application: Application, on: date, *, recipient: bool, book: RuleBook | None = None
) -> tuple[Entitlement, ...]:
    """Every relief that the facts give; ``recipient``: legal aid has been granted."""
    found = (book or national()).under("fees", on, application.agency_place)
    return tuple(
        Entitlement(entry.value["relief"], entry.value["article"], f"{entry.value['name']}。", entry.key)
        for entry in found
        if _holds(entry.value, application, on, recipient)
    )


def _struck(application: Application, hardships: Collection[str]) -> bool:
    return application.means is not None and not application.means.hardships.isdisjoint(hardships)


def _holds(rule: Mapping[str, Any], application: Application, on: date, recipient: bool) -> bool:
    groups = application.applicant.all_groups(on)
    return all(
        (
            recipient or not rule.get("recipient"),
            "matters" not in rule or application.matter in rule["matters"],
            "forms" not in rule or application.form in rule["forms"],
            "any_group" not in rule or not groups.isdisjoint(rule["any_group"]),
            groups.issuperset(rule.get("all_groups", ())),
            "hardships" not in rule or _struck(application, rule["hardships"]),
        )
    )
