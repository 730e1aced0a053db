"""On which grounds aid ends early (法律援助法 48), may be suspended, or the assignee is replaced (55)."""

from datetime import date

from fayuan.law.grounds import Ground, grounds
from fayuan.law.places import NATION
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook, national


def termination_grounds(
    on: date, region: str = NATION, *, notified: bool = False, book: RuleBook | None = None
) -> dict[str, Ground]:
    """The grounds to terminate, by key; for notified cases without those that rest on means."""
    found = grounds("termination", on, region, book or national())
    return {key: ground for key, ground in found.items() if ground.for_notified or not notified}


def may_terminate(
    ground: str, on: date, region: str = NATION, *, notified: bool = False, book: RuleBook | None = None
) -> Step:
    """Whether aid may be terminated on a ground, with its article."""
    every = termination_grounds(on, region, book=book)
    if ground not in every:
        return Step("termination", "法律援助法 48", "法律没有规定这一终止情形。", {"ground": ground}, False)
    found = every[ground]
    if notified and not found.for_notified:
        says = f"办案机关通知的案件不审查经济状况，不适用“{found.chinese}”。"
        return Step(f"termination.{ground}", found.article, says, {"ground": ground}, False)
    return Step(
        f"termination.{ground}", found.article, f"{found.chinese}：应当终止法律援助。", {"ground": ground}
    )


def replacement_grounds(on: date, region: str = NATION, book: RuleBook | None = None) -> dict[str, Ground]:
    """The grounds to replace an assignee, by key."""
    return grounds("replacement", on, region, book or national())


def replacement_asked(evidence: bool, on: date, region: str = NATION, book: RuleBook | None = None) -> Step:
    """What the aided person's wish to replace the assignee leads to: a right only with evidence (法律援助法
    55)."""
    ground = replacement_grounds(on, region, book)["asked"]
    if evidence:
        says = f"{ground.chinese}的，可以请求更换；经核实的，应当更换。"
        return Step("replacement.asked", ground.article, says, {"evidence": True})
    says = "没有证据证明法律援助人员不依法履行职责，可以不更换；应当向受援人说明。"
    return Step("replacement.asked", ground.article, says, {"evidence": False}, False)


def suspension_grounds(on: date, region: str, book: RuleBook | None = None) -> dict[str, Ground]:
    """The grounds to suspend aid, by key; empty where the region has none, and then nothing may be
    suspended."""
    return grounds("suspension", on, region, book or national())
