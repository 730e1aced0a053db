"""Which path an application claims: no means test (article 32), exempt from the check (article 42), or
means-tested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from fayuan.law.facts import Application, Person
from fayuan.law.reasons import Step
from fayuan.law.rules import Parameter, RuleBook

Path = Literal["notice", "no_means_test", "exempt", "means_tested"]


@dataclass(frozen=True, slots=True)
class Claim:
    """The path claimed, and a step for every rule that opens it."""

    path: Path
    steps: tuple[Step, ...]


def claimed(application: Application, on: date, book: RuleBook) -> Claim:
    """The path an application claims by its matter and the applicant's groups; proof is looked at elsewhere."""
    paths: tuple[Path, ...] = ("no_means_test", "exempt")
    for path in paths:
        entries = book.under(path, on, application.agency_place)
        if fitting := [entry for entry in entries if _fits(entry.value, application, on)]:
            return Claim(path, tuple(_step(entry, application) for entry in _stated(fitting)))
    if application.matter == "criminal_defence" and (
        ground := mandatory_ground(application.applicant, on, book)
    ):
        says = f"属于应当通知辩护的情形（{ground.value['name']}），不审查经济状况；同时应当告知办案机关。"
        return Claim("no_means_test", (Step(ground.key, ground.value["article"], says),))
    says = "以经济困难为由申请，须如实说明经济困难状况，按当地标准审查。"
    return Claim("means_tested", (Step("means", "法律援助法 41", says),))


def _stated(fitting: Sequence[Parameter]) -> Sequence[Parameter]:
    """The rules that rest on what was stated; presumptions only where there is no other."""
    return [entry for entry in fitting if not entry.value.get("no_means_declared")] or fitting[:1]


def mandatory_ground(person: Person, on: date, book: RuleBook) -> Parameter | None:
    """The article 25 ground that follows from a suspect's age or disability alone, if any."""
    for entry in book.under("notice", on, "000000"):
        young = "below_age" in entry.value and person.under(entry.value["below_age"], on)
        kind = person.disability.kind if person.disability else None
        if young or kind in entry.value.get("disabilities", ()):
            return entry
    return None


def _fits(rule: Mapping[str, Any], application: Application, on: date) -> bool:
    """Whether every condition that the rule names holds; a rule without a matter holds for all."""
    groups = application.applicant.all_groups(on)
    age = application.applicant.age(on)
    conditions = (
        "matters" not in rule or application.matter in rule["matters"],
        "any_group" not in rule or not groups.isdisjoint(rule["any_group"]),
        groups.issuperset(rule.get("all_groups", ())),
        "min_age" not in rule or (age is not None and age >= rule["min_age"]),
        "below_age" not in rule or (age is not None and age < rule["below_age"]),
        application.member_count >= rule.get("members_from", 0),
        "disabilities" not in rule or _is_disabled(application.applicant, rule),
        "hardships" not in rule or _struck(application, rule["hardships"]),
        not rule.get("proof_handed_in") or _hands_in_proof(application),
        not rule.get("no_means_declared") or not _declares_means(application),
    )
    return all(conditions)


def _is_disabled(person: Person, rule: Mapping[str, Any]) -> bool:
    """Whether the disability is of a kind that the rule names, and grave enough: level 1 is the gravest."""
    found = person.disability
    if found is None or found.kind not in rule["disabilities"]:
        return False
    return "level_to" not in rule or (found.level is not None and found.level <= rule["level_to"])


def _hands_in_proof(application: Application) -> bool:
    return application.materials is not None and "group_proof" in application.materials


def _struck(application: Application, hardships: Sequence[str]) -> bool:
    return application.means is not None and not application.means.hardships.isdisjoint(hardships)


def _declares_means(application: Application) -> bool:
    stated = application.materials is not None and "means_statement" in application.materials
    return application.means is not None or stated


def _step(entry: Parameter, application: Application) -> Step:
    relief = "不受经济困难条件的限制" if entry.key.startswith("no_means_test") else "免予核查经济困难状况"
    groups = sorted(application.applicant.groups)
    says = f"{entry.value['name']}：{relief}。"
    return Step(entry.key, entry.value["article"], says, {"matter": application.matter, "groups": groups})
