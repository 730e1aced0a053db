"""Cases that came to their end, or nearly."""

from collections.abc import Callable

from fayuan.demo.case import MEANS_TESTED, Case, apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.scripts.assigning import ARBITRATION
from fayuan.demo.scripts.ways import granted, taken_up
from fayuan.demo.stage import Stage

AWARD = ("仲裁申请书", "证据材料", "庭审笔录", "仲裁裁决书", "结案报告表")
JUDGMENT = ("起诉状", "证据材料", "庭审笔录", "民事判决书", "结案报告表")


def _wages(stage: Stage, who: str, facts: str, opponent: str, claim: int) -> Case:
    return apply(stage, who, "labour_remuneration", facts, opponent=opponent, claim=claim, **ARBITRATION)


def _heard(case: Case, lawyer: str, *, filed: str, result: str) -> Script:
    """Granted, taken up, filed, heard, ended by a paper. Twenty-four working days."""
    yield from granted(case, "材料齐全，事项属于法律援助范围，建议给予援助。")
    yield from taken_up(case, lawyer)
    yield 2
    case.log("met", "会见受援人，核对证据，告知诉讼风险和权利义务。")
    yield 3
    case.log("filed", filed)
    yield 7
    case.log("hearing", "到庭参加审理，发表代理意见。")
    yield 7
    case.log("judgment", result)


def waits_for_review(stage: Stage) -> Script:
    """The closing set was handed in; the reviewer has it."""
    case = _wages(
        stage, "tian", "给养殖场挖鱼塘，三个月工钱没有结，老板说等卖了鱼再给。", "石桥县某水产公司", 15_600
    )
    yield from _heard(case, "shi", filed="仲裁申请已受理。", result="裁决支持全部工资，金额15600元。")
    yield 2
    case.close("won", "仲裁裁决书", AWARD, recovered=15_600, summary="全部支持，对方已表示不起诉。")


def closing_sent_back(stage: Stage) -> Script:
    """The closing set lacked papers and was sent back."""
    case = _wages(
        stage, "lan", "在家政公司做保姆，中介扣了两个月工资做“保证金”，不退。", "白石某家政公司", 9_200
    )
    yield from _heard(case, "gao", filed="仲裁申请已受理。", result="裁决支持8000元。")
    yield 2
    case.close("partly_won", "仲裁裁决书", ("仲裁申请书", "仲裁裁决书"), recovered=8_000)
    yield 3
    case.return_closing(["证据材料", "庭审笔录", "结案报告表"])


def may_go_to_court(stage: Stage) -> Script:
    """Closed, paid; the recipient asks for aid to go to court with the rest."""
    case = apply(
        stage,
        "peng",
        "work_injury",
        "在食品厂切菜，左手拇指被切伤，评了十级伤残。",
        opponent="石桥县某食品公司",
        claim=64_000,
        **ARBITRATION,
    )
    yield from _heard(
        case, "gao", filed="仲裁申请已受理。", result="裁决支持一次性伤残补助金，停工留薪工资没有支持。"
    )
    yield 3
    case.close("partly_won", "仲裁裁决书", AWARD, recovered=41_000, summary="部分支持，受援人考虑起诉。")
    yield 4
    case.accept_closing()
    yield 5
    case.pay()
    yield 1
    case.follow_up(5, "律师很耐心，每一步都打电话告诉我。")
    yield 1
    case.apply_for_next_stage("litigation", "court", "不服仲裁裁决关于停工留薪期工资的部分，想向法院起诉。")


def closed_unpaid(stage: Stage) -> Script:
    """Closed; the subsidy is to be paid."""
    case = apply(
        stage,
        "cen",
        "traffic_injury",
        "接孩子放学被三轮车撞伤，对方没有保险，拖着不赔。",
        opponent="袁某",
        claim=18_700,
        means={"household": [{"relation": "self", "income_fen": 90_000}], "assets": [], "hardships": []},
        materials=MEANS_TESTED,
    )
    yield from _heard(case, "tao", filed="起诉状已递交，法院立案。", result="判决赔偿16200元。")
    yield 4
    case.close(
        "partly_won",
        "民事判决书",
        JUDGMENT,
        recovered=16_200,
        summary="医疗费、误工费全部支持。",
    )
    yield 5
    case.accept_closing()


def _archived(
    who: str, facts: str, opponent: str, yuan: int, lawyer: str, said: str
) -> Callable[[Stage], Script]:
    """A claim for wages that went the whole way into the archive."""

    def script(stage: Stage) -> Script:
        case = _wages(stage, who, facts, opponent, yuan)
        yield from _heard(case, lawyer, filed="仲裁申请已受理。", result=f"裁决支持{yuan}元。")
        yield 3
        case.close("won", "仲裁裁决书", AWARD, recovered=yuan, summary="全部支持并已履行。")
        yield 4
        case.accept_closing()
        yield 4
        case.pay()
        yield 1
        case.follow_up(5, said)
        yield 4
        case.archive()

    return script


roofers_wages = _archived("tu", "盖屋顶的工钱拖了一年。", "石桥县某建筑队", 11_800, "shi", "钱拿到了，谢谢。")
drivers_wages = _archived(
    "bao",
    "开渣土车，老板拿车坏了当理由扣工资。",
    "石桥县某土石方公司",
    17_300,
    "jiang",
    "等得久了一点，结果满意。",
)

SCENES = (
    Scene(32, waits_for_review),
    Scene(36, closing_sent_back),
    Scene(40, may_go_to_court),
    Scene(40, closed_unpaid),
    Scene(58, roofers_wages),
    Scene(62, drivers_wages),
)
