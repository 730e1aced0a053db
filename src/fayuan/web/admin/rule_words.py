"""What the pages of who makes rules say: of an entry, and of what other rules would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from fayuan.law.money import yuan
from fayuan.law.replay import rule_words
from fayuan.law.rules import RuleBook
from fayuan.law.words import GROUPS
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.web.shared.dates import moment
from fayuan.web.shared.pieces import Fact
from fayuan.web.shared.rules import place_names, validity


def about(entry: RuleEntry, names: Mapping[str, str], today: date) -> list[Fact]:
    """For which place and days, by whom and when, and what became of it."""
    told = [
        Fact(_("地方"), names[entry.region], strong=True),
        Fact(_("有效"), validity(entry.valid_from, entry.valid_to)),
        Fact(_("状态"), str(entry.get_status_display())),
        Fact(_("提出"), f"{entry.proposed_by.name}　{moment(entry.proposed_at, today)}"),
    ]
    if entry.closed_by is not None and entry.closed_at is not None:
        words = _("撤回") if entry.status == RuleEntry.Status.WITHDRAWN else _("核准")
        told.append(Fact(words, f"{entry.closed_by.name}　{moment(entry.closed_at, today)}"))
    if entry.reason:
        told.append(Fact(_("为什么"), entry.reason))
    return told


@dataclass(frozen=True, slots=True)
class Effect:
    """How a trial stands, in words: its headline, and once it is answered the figures and what was assumed."""

    ref: str
    title: str
    says: str
    is_running: bool = False
    tables: list[tuple[str, list[Fact]]] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)


def effects(entry: RuleEntry, book: RuleBook) -> list[Effect]:
    """The newest trial of each kind of an entry."""
    newest: dict[str, RuleTrial] = {}
    for trial in entry.trials.order_by("-pk"):
        newest.setdefault(trial.kind, trial)
    return [effect(newest[kind], book) for kind in RuleTrial.Kind.values if kind in newest]


def effect(trial: RuleTrial, book: RuleBook) -> Effect:
    """One trial in words."""
    heading = str(trial.get_kind_display())
    if trial.status == RuleTrial.Status.FAILED:
        return Effect(trial.ref, heading, _("不能推算：%(why)s") % {"why": trial.says})
    if trial.result is None:
        return Effect(trial.ref, heading, _progress(trial), is_running=True)
    told = _replayed if trial.kind == RuleTrial.Kind.REPLAY else _compared
    return told(trial, trial.result, book)


def _progress(trial: RuleTrial) -> str:
    if trial.status == RuleTrial.Status.WAITING or not trial.total:
        return _("排队中")
    share = 100 * trial.done // trial.total
    return _("推算中，已完成%(share)d%%（%(done)s / %(total)s）") % {
        "share": share,
        "done": f"{trial.done:,}",
        "total": f"{trial.total:,}",
    }


def _replayed(trial: RuleTrial, found: Mapping[str, Any], book: RuleBook) -> Effect:
    says = _("看了%(all)s件已经作出的决定，结论会不同的有%(n)s件。") % {
        "all": f"{found['looked_at']:,}",
        "n": f"{found['otherwise']:,}",
    }
    by_rule = [Fact(rule_words(rule, book), _pieces(count)) for rule, count in found["by_rule"].items()]
    by_group = [Fact(GROUPS.get(group, group), _pieces(count)) for group, count in found["by_group"].items()]
    tables = [(_("按规则"), by_rule), (_("按人群"), by_group)] if found["otherwise"] else []
    assumed = [
        _("事实取自现在的案卷，每件按决定那一天算；只看不改，也不重新决定。"),
        _("截至%(day)s。") % {"day": moment(trial.at, date.min)},
    ]
    return Effect(trial.ref, str(trial.get_kind_display()), says, tables=tables, assumptions=assumed)


def _pieces(count: int) -> str:
    return _("%(n)s件") % {"n": f"{count:,}"}


def _compared(trial: RuleTrial, found: Mapping[str, Any], book: RuleBook) -> Effect:
    more = found["qualify_after"] - found["qualify_before"]
    says = _(
        "标准由每人每月%(before)s变为%(after)s；%(all)s户里，符合的由%(was)s户变为%(now)s户（%(more)s户）。"
    ) % {
        "before": yuan(Fraction(found["line_before_fen"])),
        "after": yuan(Fraction(found["line_after_fen"])),
        "all": f"{found['households']:,}",
        "was": f"{found['qualify_before']:,}",
        "now": f"{found['qualify_after']:,}",
        "more": f"{more:+,}",
    }
    names = place_names(found["more_by_county"])
    by_group = [Fact(GROUPS[group], _households(count)) for group, count in found["more_by_group"].items()]
    by_county = [Fact(names[code], _households(count)) for code, count in found["more_by_county"].items()]
    return Effect(
        trial.ref,
        str(trial.get_kind_display()),
        says,
        tables=[(_("按人群"), by_group), (_("按县（市、区）"), by_county)],
        assumptions=list(found["assumptions"]),
    )


def _households(count: int) -> str:
    return _("%(n)s户") % {"n": f"{count:+,}"}


def asked_about(trial: RuleTrial, today: date) -> list[Fact]:
    """What a trial asked."""
    region = trial.asked["region"]
    return [
        Fact(_("地方"), place_names([region])[region], strong=True),
        Fact(_("改成"), "；".join(_change(text) for text in trial.asked.get("changes", []))),
        Fact(_("提出"), moment(trial.at, today)),
    ]


def _change(text: str) -> str:
    name, _equals, value = text.partition("=")
    words = {"hardship.multiple": _("%(n)s倍"), "hardship.amount": _("每人每月%(n)s元")}
    return words.get(name, _("所依的金额每月%(n)s元")) % {"n": value}
