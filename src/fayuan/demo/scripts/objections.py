"""Refusals, terminations, and what people do about them."""

from fayuan.demo.case import MEANS_TESTED, Case, apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.scripts.ways import examined, granted, taken_up
from fayuan.demo.stage import Stage


def _means(*incomes: tuple[str, int]) -> dict[str, object]:
    """A household with monthly incomes in yuan."""
    household = [{"relation": relation, "income_fen": yuan * 100} for relation, yuan in incomes]
    return {"household": household, "assets": [], "hardships": []}


def _refused(case: Case, opinion: str, reason: str, explanation: str) -> Script:
    """From the window to the refusal. Two working days."""
    yield from examined(case, opinion, result="refuse", means_check="shared_data")
    yield 1
    case.refuse(reason, explanation)


def may_still_object(stage: Stage) -> Script:
    """Refused this week; the days to object run."""
    case = apply(
        stage,
        "deng",
        "traffic_injury",
        "开自己的货车送货，被后面的车追尾，车损和误工费一共六万多，对方保险公司拖着不赔。",
        opponent="某财产保险公司白石支公司",
        claim=63_800,
        means=_means(("self", 21_000), ("spouse", 19_500)),
        materials=MEANS_TESTED,
    )
    yield from _refused(
        case,
        "夫妻两人月收入合计40500元，有载货汽车一辆，超过经济困难标准。",
        "means_exceeded",
        "经信息共享查询，家庭人均月收入20250元，超过经济困难标准。",
    )


def objected(stage: Stage) -> Script:
    """Refused; the bureau has his objection before it."""
    case = apply(
        stage,
        "qiu",
        "social_assistance",
        "申请低保没有批，说我儿子有车。儿子早就分家了，车是贷款买来跑运输的。",
        opponent="柳林镇人民政府",
        means=_means(("self", 16_000), ("spouse", 15_000)),
        materials=MEANS_TESTED,
    )
    yield from _refused(
        case,
        "按共同生活的家庭成员计算，人均月收入15500元，超过标准。",
        "means_exceeded",
        "家庭人均月收入超过经济困难标准。",
    )
    yield 4
    case.object("把分家十年的儿子的收入算到我头上了。我和老伴一个月加起来不到三千元，请重新核查。")


def upheld(stage: Stage) -> Script:
    """Refused, objected, upheld."""
    case = apply(
        stage,
        "ye",
        "food_drug_injury",
        "在网上买的减肥药，吃了一个月心慌住院，卖家不赔。",
        opponent="某健康食品网店",
        claim=23_000,
        means=_means(("self", 16_500), ("spouse", 22_000)),
        materials=MEANS_TESTED,
    )
    yield from _refused(
        case,
        "共享数据显示夫妻月收入合计38500元，建议不予援助。",
        "means_exceeded",
        "家庭人均月收入19250元，超过经济困难标准。",
    )
    yield 6
    case.object("我们要还房贷，每个月剩不下什么钱。")
    yield 3
    case.decide_objection("uphold", "房贷支出不影响按收入计算的结果，人均月收入超过标准，原决定正确。")


def to_be_corrected(stage: Stage) -> Script:
    """The bureau orders the correction of a refusal; the approver has not acted yet."""
    case = apply(
        stage,
        "kang",
        "support",
        "老伴去世后我跟着小女儿住，大女儿、二女儿不来看也不给钱。",
        opponent="康某萍、康某敏",
        claim=14_400,
        means=_means(("self", 200), ("daughter", 9_800)),
        materials=MEANS_TESTED,
    )
    yield from _refused(
        case,
        "与小女儿共同生活，人均月收入5000元，建议不予援助。",
        "means_exceeded",
        "家庭人均月收入5000元，超过经济困难标准。",
    )
    yield 5
    case.object("小女儿只是让我住，她的工资要还房贷、养两个孩子，不能算我的。我没有收入。")
    yield 3
    case.decide_objection(
        "correct", "请求给付赡养费的，只看申请人本人的经济状况。原决定适用标准错误，责令改正。"
    )


def corrected_and_helped(stage: Stage) -> Script:
    """Refused, corrected by the bureau's order, granted, and handled since."""
    case = apply(
        stage,
        "lei",
        "support",
        "离婚后前夫把我的养老金卡拿走，三年没还，也没有给过一分扶养费。",
        opponent="雷某前夫葛某",
        claim=28_000,
        means=_means(
            ("self", 900),
        ),
        materials=MEANS_TESTED,
    )
    yield from _refused(
        case, "申请人名下有房产一处，建议不予援助。", "means_exceeded", "名下有房产，不属于经济困难。"
    )
    yield 4
    case.object("那间房是村里的老屋，不住人，也卖不掉。")
    yield 3
    case.decide_objection("correct", "唯一的农村住房不应计入资产，责令改正。")
    yield 1
    case.grant()
    yield from taken_up(case, "qin")
    yield 3
    case.log("met", "在当事人家里谈话两小时，看了离婚协议和银行流水。")
    yield 5
    case.log("filed", "起诉状和证据已递交县人民法院，等待立案。")


def terminated(stage: Stage) -> Script:
    """He hired a lawyer of his own: the aid ended, he may object."""
    case = apply(
        stage,
        "xiong",
        "work_injury",
        "在采石场被石头砸伤脚踝，评了九级伤残，公司只愿意赔三万。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="石桥县某采石场",
        claim=118_000,
    )
    yield from granted(case, "有工伤认定书，属于进城务工人员工伤赔偿，免予核查，建议给予援助。")
    yield from taken_up(case, "shi")
    yield 6
    case.log("told_client", "当事人来电，说亲戚帮他请了市里的律师。")
    yield 0
    case.report("ground_to_terminate", "受援人已自行委托律师，并向仲裁委提交了新的授权委托书。")
    yield 2
    case.terminate("own_lawyer", "受援人已自行委托白石市某律师事务所律师代理本案。")


SCENES = (
    Scene(5, may_still_object),
    Scene(9, objected),
    Scene(30, upheld),
    Scene(16, to_be_corrected),
    Scene(38, corrected_and_helped),
    Scene(20, terminated),
)
