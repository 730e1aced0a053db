"""Granted matters on their way to a lawyer."""

from fayuan.demo.case import MEANS_TESTED, apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.places import OTHER_COUNTY
from fayuan.demo.roster import CITIZENS
from fayuan.demo.scripts.ways import examined, granted
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import MemberInput

ARBITRATION = {"form": "arbitration", "forum_kind": "labour_arbitration"}
WORKMATES = (
    "程某水",
    "谭某松",
    "万某柱",
    "卢某林",
    "傅某田",
    "彭某河",
    "苏某根",
    "丁某喜",
    "任某江",
    "姜某木",
    "崔某石",
)


def just_granted(stage: Stage) -> Script:
    """Granted yesterday, nobody proposed yet."""
    case = apply(
        stage,
        "duan",
        "labour_remuneration",
        "在石材厂打磨，厂长换人，新厂长不认之前四个月的工资，一共19200元，有考勤本。",
        opponent="石桥县某石材厂",
        claim=19_200,
        **ARBITRATION,
    )
    yield from granted(
        case, "属于进城务工人员请求支付劳动报酬，免予核查，考勤本和转账记录齐全，建议给予援助。"
    )


def twelve_men(stage: Stage) -> Script:
    """Twelve men of one building site, one application; proposals are made, nobody is assigned."""
    first = len(CITIZENS) + 1
    members = tuple(
        MemberInput(name, phone=f"139000000{first + order:02d}", is_representative=order == 0)
        for order, name in enumerate(WORKMATES)
    )
    case = apply(
        stage,
        "wu",
        "labour_remuneration",
        "我们十二个人从3月到7月在县城安置房工地做钢筋、木工，劳务公司只发过生活费，还欠一共38万6千元，"
        "总包说钱已经付给劳务公司了。大家推选我和程某水做代表。",
        opponent="云岭某建筑劳务公司",
        claim=386_000,
        members=members,
        materials=(
            "application_form",
            "id_card",
            "group_proof",
            "case_papers",
            "member_list",
            "representative_choice",
        ),
        **ARBITRATION,
    )
    yield from granted(case, "十二人追索劳动报酬，推选代表人手续齐全，免予核查，建议给予援助，并优先指派。")
    yield 0
    case.propose()


def may_choose(stage: Stage) -> Script:
    """May choose his lawyer; has not yet."""
    case = apply(
        stage,
        "zhao",
        "work_injury",
        "在木材厂锯木头，左手两个手指被锯伤。厂里说我是临时工，没有工伤保险，只给了五千元。",
        opponent="石桥县某木业公司",
        claim=74_500,
        **ARBITRATION,
    )
    yield from granted(case, "有住院病历和厂长的录音，属于进城务工人员工伤赔偿，免予核查，建议给予援助。")
    yield 0
    case.offer_choice()


def chosen(stage: Stage) -> Script:
    """She chose a lawyer, who has not answered yet."""
    case = apply(
        stage,
        "xia",
        "support",
        "孩子两岁，父亲去外地打工以后不联系了，抚养费欠了十四个月。",
        opponent="包某",
        claim=16_800,
        means={"household": [{"relation": "self", "income_fen": 150_000}], "assets": [], "hardships": []},
        pledge=True,
        materials=MEANS_TESTED,
    )
    yield from granted(case, "申请人作了诚信承诺，家庭收入低，建议给予援助。", means_check="pledge")
    yield 0
    case.offer_choice()
    yield 0
    case.choose("bai")


def waits_for_an_answer(stage: Stage) -> Script:
    """Assigned yesterday; the lawyer has not answered yet."""
    case = apply(
        stage,
        "pan",
        "food_drug_injury",
        "买了镇上药店推销的“特效”膏药，用了三天全身起疹子，住院九天，药店说不关他们的事。",
        opponent="柳林镇某大药房",
        claim=12_600,
    )
    yield from granted(case, "低保对象，免予核查；有购药小票和出院记录，建议给予援助。")
    yield 1
    case.propose()
    yield 0
    case.assign("tao")


def firm_names_somebody(stage: Stage) -> Script:
    """Given to a firm; its head has to name somebody."""
    case = apply(
        stage,
        "yin",
        "labour_relation",
        "给一家公司跑货车三年，公司说我们是承包关系，不是员工。出了车祸没有人管我。",
        opponent="白石某供应链公司",
        claim=45_000,
        means={
            "household": [
                {"relation": "self", "income_fen": 310_000},
                {"relation": "spouse", "income_fen": 0},
            ],
            "assets": [],
            "hardships": ["accident"],
        },
        materials=MEANS_TESTED,
        **ARBITRATION,
    )
    opinion = "有派车单、打卡记录，请求确认劳动关系；家庭人均月收入1550元，不高于标准，建议给予援助。"
    yield from granted(case, opinion, means_check="shared_data")
    yield 1
    case.assign_unit("云岭正平律师事务所")


def declined(stage: Stage) -> Script:
    """The lawyer had to decline: assigned again from the start."""
    case = apply(
        stage,
        "shao",
        "traffic_injury",
        "坐轮椅过马路，绿灯没走完就变了，被右转的轿车撞倒，轮椅也坏了。",
        opponent="石某、某财产保险公司",
        claim=37_900,
    )
    yield from granted(case, "肢体残疾二级，有残疾人证和事故认定书，建议给予援助。")
    yield 0
    case.assign("jiang")
    yield 1
    case.decline("本所正在代理同一家保险公司的另一起案件，存在利益冲突。")


def agreement_overdue(stage: Stage) -> Script:
    """Accepted, but the agreement was not signed within its five days."""
    case = apply(
        stage,
        "yan",
        "labour_remuneration",
        "在养鸡场喂鸡一年，老板说鸡瘟亏了钱，欠我八个月工资。",
        opponent="石桥县某养殖场",
        claim=23_200,
        **ARBITRATION,
    )
    yield from granted(case, "有微信聊天记录承认欠薪，免予核查，建议给予援助。")
    yield 0
    case.assign("gao")
    yield 1
    case.accept()


def before_the_machines_are_sold(stage: Stage) -> Script:
    """The employer was selling what he had: granted first, the papers follow."""
    case = apply(
        stage,
        "ning",
        "work_injury",
        "在石材厂切割时锯片飞出，划断右手肌腱。老板听说我要告他，这几天在拉走机器、卖厂房，要赶快申请保全。"
        "户口簿还在老家，来不及寄过来。",
        opponent="石桥县某石材加工厂",
        claim=52_000,
        urgent="preservation",
        materials=("application_form", "id_card"),
    )
    yield 0
    case.grant_first("preservation", stage.last_day(9))
    yield 0
    case.assign("gao")
    yield 1
    case.accept()


def neighbours_decided(stage: Stage) -> Script:
    """松岭县: granted, the head looks for a lawyer."""
    case = apply(
        stage,
        "pang",
        "support",
        "三个子女为了谁出钱吵架，我和老伴的药断了两个月。",
        place=OTHER_COUNTY,
        opponent="庞某明、庞某亮",
        claim=12_000,
        means={"household": [{"relation": "self", "income_fen": 20_000}], "assets": [], "hardships": []},
        materials=MEANS_TESTED,
    )
    yield from examined(case, "只看申请人本人收入，符合标准，建议给予援助。", means_check="shared_data")
    yield 1
    case.grant()


SCENES = (
    Scene(3, just_granted),
    Scene(4, twelve_men),
    Scene(3, may_choose),
    Scene(3, chosen),
    Scene(4, waits_for_an_answer),
    Scene(4, firm_names_somebody),
    Scene(4, declined),
    Scene(17, agreement_overdue),
    Scene(3, before_the_machines_are_sold),
    Scene(4, neighbours_decided),
)
