"""The subjects under which people look rules up, what is in force under each, and what a place has not on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fayuan.law.means import BASES, base_entry
from fayuan.law.places import NATION
from fayuan.law.rules import Parameter, RuleBook
from fayuan.law.shapes import SHAPES, kind_of
from fayuan.law.words import SERVICES


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: its name in addresses, its title, a line that says what stands there, and the kinds of rules in
    it (a kind is the beginning of a key)."""

    name: str
    title: str
    says: str
    kinds: tuple[str, ...]

    def holds(self, key: str) -> bool:
        """Whether a rule belongs here."""
        return any(f"{key}.".startswith(f"{kind}.") for kind in self.kinds)


SUBJECTS: tuple[Subject, ...] = (
    Subject("scope", "援助范围", "哪些事可以申请法律援助", ("scope",)),
    Subject("standing", "谁可以申请", "本人、法定代理人、近亲属，办案机关通知的情形", ("standing", "notice")),
    Subject(
        "exempt",
        "不看或者不查经济状况",
        "哪些人、哪些事不看经济状况",
        ("no_means_test", "exempt", "pledge"),
    ),
    Subject("hardship", "经济困难标准", "收入、财产到多少算经济困难", ("hardship", "base")),
    Subject("jurisdiction", "归哪里管", "由哪个法律援助机构办理", ("jurisdiction", "group_case")),
    Subject("deadlines", "期限", "谁要在几天之内做什么", ("clock",)),
    Subject(
        "urgency",
        "先行援助和优先办理",
        "情况紧急时先安排律师，再补手续；哪些事优先办",
        ("urgency", "priority"),
    ),
    Subject(
        "assignment", "谁可以承办", "律师的条件、更换和中止", ("qualification", "replacement", "suspension")
    ),
    Subject("refusal", "不予和终止援助", "机构可以拒绝、可以终止的理由", ("refusal", "termination")),
    Subject("closing", "结案和案卷", "以哪一天结案，交哪些材料，案卷怎样排、保管多久", ("closing", "filing")),
    Subject("subsidy", "补贴和费用", "付给承办人的补贴，受援人免交的费用", ("subsidy", "fees")),
)


def subject(name: str) -> Subject | None:
    """The subject of this name, None where there is none."""
    return next((each for each in SUBJECTS if each.name == name), None)


def subject_of(key: str) -> Subject:
    """The subject to which a rule belongs; raises KeyError for a key that nothing reads."""
    found = next((each for each in SUBJECTS if each.holds(key)), None)
    if found is None:
        raise KeyError(key)
    return found


def in_force(within: Subject, on: date, region: str, book: RuleBook) -> tuple[Parameter, ...]:
    """Every rule of a subject in force on a day in a place, kind after kind, in the order of the files."""
    found = (entry for kind in within.kinds for entry in book.under(kind, on, region))
    return tuple(sorted(found, key=lambda entry: _ORDER[kind_of(entry.key)]))


def gaps(on: date, region: str, book: RuleBook) -> tuple[str, ...]:
    """What would be needed to decide in a place and is not on record there, as sentences; nothing for the nation
    itself, which sets no amounts."""
    return () if region == NATION else tuple(_gaps(on, region, book))


def _gaps(on: date, region: str, book: RuleBook) -> Iterator[str]:
    formula = book.find("hardship.formula", on, region)
    if formula is None or formula.value["base"] == "unknown":
        yield "经济困难标准：本地标准未录入，由工作人员按当地标准认定。"
    elif formula.value["base"] not in _NO_AMOUNT and base_entry(formula, on, region, book) is None:
        yield f"{BASES[formula.value['base']]}的金额：本地标准未录入，由工作人员按当地标准认定。"
    lacking = [name for key, name in _PAID.items() if book.find(f"subsidy.rate.{key}", on, region) is None]
    if lacking:
        of = "" if len(lacking) == len(_PAID) else f"（{'、'.join(lacking)}）"
        yield f"办案补贴标准{of}：本地标准未录入，补贴由工作人员按当地标准计算。"


_PAID = {
    service: words
    for service, words in SERVICES.items()
    if service not in ("drafting", "duty", "consultation")
}
"""The services of cases, each paid by a rate of its own."""

_NO_AMOUNT = ("fixed", "status")
"""What a standard may rest on without an amount beside it."""


_ORDER = {kind: place for place, kind in enumerate(SHAPES)}


def kinds() -> tuple[str, ...]:
    """Every kind of rule that something reads, in the order of the subjects."""
    return tuple(kind for each in SUBJECTS for kind in SHAPES if each.holds(kind))
