"""Which papers an application needs, by the path it claims, and which are missing."""

from datetime import date

from fayuan.law.claims import Path
from fayuan.law.facts import Application
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook
from fayuan.law.words import MATERIALS

BY_PATH = {
    "means_tested": ("application_form", "id_card", "means_statement", "case_papers"),
    "exempt": ("application_form", "id_card", "group_proof", "case_papers"),
    "no_means_test": ("application_form", "id_card", "category_proof", "case_papers"),
    "notice": (),
}
"""The papers of each path, as keys of ``words.MATERIALS``; more may follow from who applies and how many."""


def needed(application: Application, path: Path, on: date, book: RuleBook) -> tuple[str, ...]:
    """The papers that this application needs, as keys of ``words.MATERIALS``."""
    papers = list(BY_PATH[path])
    if application.agent or application.applicant.capacity_on(on) == "none":
        papers.append("agent_proof")
    if application.member_count > 1:
        papers.append("member_list")
    threshold = book.value("group_case.threshold", on, application.agency_place).value["count"]
    if application.member_count >= threshold:
        papers.append("representative_choice")
    return tuple(papers)


def missing(application: Application, path: Path, on: date, book: RuleBook) -> tuple[str, ...]:
    """The papers still missing; where materials are not stated, only what the application itself shows to
    be."""
    unstated = path == "means_tested" and application.means is None
    if application.materials is None:
        return ("means_statement",) if unstated else ()
    return tuple(paper for paper in needed(application, path, on, book) if paper not in application.materials)


def materials_step(lacking: tuple[str, ...]) -> Step:
    """Says whether the papers are complete, naming every one that is missing at once (法律援助法 43)."""
    if not lacking:
        return Step("materials", "法律援助法 43", "申请材料齐全。")
    named = "、".join(MATERIALS[paper] for paper in lacking)
    says = f"申请材料不齐，应当一次告知需要补充：{named}。"
    return Step("materials", "法律援助法 43", says, {"missing": list(lacking)}, False)
