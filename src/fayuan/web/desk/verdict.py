"""What the law said of a matter, as findings: title, outcome, sentence, arithmetic, article and mark."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.dossier.papers.citations import cited
from fayuan.intake.models import Assessment
from fayuan.law.reasons import MARK_MEANS
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.pieces import Cite, Finding
from fayuan.web.shared.rules import rule_url

STEMS = (  # the beginning of a rule's key, and what the finding is about; the first that fits decides
    ("scope", gettext_lazy("事项在范围内")),
    ("standing", gettext_lazy("申请资格")),
    ("jurisdiction", gettext_lazy("归本中心办")),
    ("urgency", gettext_lazy("情况紧急")),
    ("means.check", gettext_lazy("怎样核查")),
    ("pledge", gettext_lazy("怎样核查")),
    ("means", gettext_lazy("经济状况")),
    ("exempt", gettext_lazy("经济状况")),
    ("no_means_test", gettext_lazy("经济状况")),
    ("hardship.household", gettext_lazy("家庭收入")),
    ("hardship.assets", gettext_lazy("家庭资产")),
    ("hardship", gettext_lazy("经济困难")),
    ("base", gettext_lazy("标准线")),
    ("materials", gettext_lazy("材料齐全")),
    ("notice.reply", gettext_lazy("回复办案机关")),
    ("notice", gettext_lazy("通知的情形")),
)
SAYS = (  # where a plain yes would mislead
    ("urgency", gettext_lazy("可以先行援助")),
    ("means.check", gettext_lazy("可以")),
    ("means", gettext_lazy("要核查")),
    ("exempt", gettext_lazy("免予核查")),
    ("no_means_test", gettext_lazy("不受限制")),
    ("hardship.household", gettext_lazy("算出")),
    ("base", gettext_lazy("算出")),
)
OUTCOMES: Mapping[str, Any] = {
    "eligible": gettext_lazy("可以给予"),
    "not_eligible": gettext_lazy("不符合条件"),
    "incomplete": gettext_lazy("还不能下结论"),
    "not_competent": gettext_lazy("不归本中心办"),
}
UNVERIFIED = "待核实"


def outcome(assessment: Assessment) -> str:
    """The verdict in a few words."""
    return str(OUTCOMES.get(assessment.outcome, assessment.outcome))


def findings(assessment: Assessment, *, full: bool = False) -> list[Finding]:
    """The steps of an assessment; `full` writes the articles out as papers do."""
    return [_finding(step, assessment, full) for step in assessment.workings]


def _finding(step: Mapping[str, Any], assessment: Assessment, full: bool) -> Finding:
    passed, mark = step["passed"], step["mark"]
    return Finding(
        title=_words(step["rule"], STEMS, step["rule"]),
        outcome="yes" if passed else "no" if passed is False else "open",
        says=_words(step["rule"], SAYS, _("是")) if passed else _("否") if passed is False else _("待认定"),
        why=[step["says"]],
        cites=list(_cites(step, assessment, full)),
        unchecked=_("规则") if mark == UNVERIFIED else "",
    )


def _words(rule: str, stems: Sequence[tuple[str, Any]], otherwise: str) -> str:
    """The words of the first stem with which the rule's key begins."""
    return next((str(words) for stem, words in stems if f"{rule}.".startswith(f"{stem}.")), otherwise)


def _cites(step: Mapping[str, Any], assessment: Assessment, full: bool) -> Iterator[Cite]:
    """The article, leading to the rule as it stood then where the step rests on one: only those have a mark."""
    article, mark = step["article"], step["mark"]
    if not article:
        return
    on, place = local_day(assessment.at), assessment.matter.agency.division_id
    yield Cite(cited([article]) if full else article, rule_url(step["rule"], place, on) if mark else "")
    if mark == "○":
        yield Cite(MARK_MEANS["○"])


def articles(assessment: Assessment) -> Sequence[str]:
    """Every article the verdict rests on, as papers write them."""
    return [cited([each]) for each in assessment.citations]
