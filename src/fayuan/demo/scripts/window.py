"""Applications that are not decided yet, and some that ended before a decision."""

from datetime import date

from fayuan.demo.case import EXEMPT, MEANS_TESTED, UNTESTED, apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.places import DISTRICT, OTHER_COUNTY
from fayuan.demo.scripts.ways import examined
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import AgentInput, OpponentInput, PersonInput


def mother_of_three(stage: Stage) -> Script:
    """Came to the window yesterday; not received yet."""
    apply(
        stage,
        "jin",
        "support",
        "我今年72岁，没有退休金。三个儿子都在外地，去年春节以后谁也不给生活费，村里调解过两次，说好了又不给。"
        "我想要他们每人每月给600元，看病的钱三家平摊。",
        opponents=(
            OpponentInput("金某大", "儿子", same_household=False),
            OpponentInput("金某二", "儿子", same_household=False),
            OpponentInput("金某三", "儿子", same_household=False),
        ),
        claim=21_600,
    )
    yield from ()


def seasonal_worker_online(stage: Stage) -> Script:
    """Handed in online, by telephone, yesterday."""
    case = apply(
        stage,
        "mo",
        "labour_remuneration",
        "今年4月到8月在新桥村的水渠工地做模板工，讲好每天280元，包工头打了欠条，写了24640元，现在电话也不接。",
        channel="online",
        form="non_litigation",
        forum_kind="",
        forum_place="",
        cause_place="970102",
        opponent="云岭某水利工程公司",
        claim=24_640,
    )
    yield 0
    case.hand_in("id_card", "身份证正面")
    case.hand_in("case_papers", "欠条")


def mother_for_her_child(stage: Stage) -> Script:
    """A mother applies for her daughter of seven; two days ago."""
    child = {
        "name": "黎某朵",
        "sex": "f",
        "born": date(stage.today().year - 7, 3, 9),
        "groups": [],
        "is_fictional": True,
    }
    apply(
        stage,
        "li",
        "support",
        "离婚时说好孩子跟我，父亲每月给抚养费1200元。去年10月起他一分没给，孩子要上小学，我一个人的工资不够。",
        applicant=PersonInput(details=child),
        agent=AgentInput("legal_representative", "黎某红", person=stage.person("li")),
        opponents=(OpponentInput("朱某", "父亲", same_household=False),),
        claim=15_600,
        means={
            "household": [
                {"relation": "self", "income_fen": 0},
                {"relation": "mother", "income_fen": 268_000},
            ],
            "assets": [],
            "hardships": [],
        },
        pledge=True,
        materials=(*MEANS_TESTED, "agent_proof"),
    )
    yield from ()


def finger_in_the_press(stage: Stage) -> Script:
    """Received yesterday."""
    case = apply(
        stage,
        "dong",
        "work_injury",
        "在五金厂开冲床，机器的护栏早就拆了。9月初右手食指被压断一节，工厂垫了医药费就不管了，还说没有签合同不算工伤。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="石桥县某五金制品厂",
        claim=68_000,
    )
    yield 0
    case.receive()


def forgotten_on_the_pile(stage: Stage) -> Script:
    """Received, then left lying: the seven days to decide have passed."""
    case = apply(
        stage,
        "qian",
        "traffic_injury",
        "骑电动车去上工，在国道路口被一辆货车撞倒，小腿骨折。交警认定对方全责，保险公司只肯赔一半。",
        opponents=(OpponentInput("白石市某物流公司"), OpponentInput("某财产保险公司白石支公司")),
        claim=92_300,
    )
    yield 0
    case.receive()


def nearly_due(stage: Stage) -> Script:
    """Received four working days ago; to be decided now."""
    case = apply(
        stage,
        "hou",
        "labour_relation",
        "在服装厂踩了两年缝纫机，没有签过合同，工资发现金。怀孕以后厂里叫我不用来了，说从来没有我这个人。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="石桥县某服装加工厂",
        claim=31_200,
    )
    yield 1
    case.receive()


def papers_to_come(stage: Stage) -> Script:
    """Asked for what is missing; the days to decide wait."""
    case = apply(
        stage,
        "tang",
        "medical_injury",
        "母亲在县医院做胆囊手术后高烧不退，转到市里才查出伤了胆管，又做了两次手术，现在还在吃药。",
        opponent="石桥县某医院",
        claim=156_000,
        materials=("application_form", "id_card"),
    )
    yield 0
    case.receive()
    yield 1
    case.ask_supplement(["means_statement", "case_papers"], stage.last_day(6))


def papers_due_tomorrow(stage: Stage) -> Script:
    """The days to bring the missing papers end tomorrow."""
    case = apply(
        stage,
        "xiao",
        "social_insurance",
        "在超市做了九年收银员，店里没有给我交过社保。今年办退休才发现，想让单位补上损失。",
        opponent="石桥县某百货超市",
        claim=84_000,
        materials=("application_form", "id_card", "case_papers"),
    )
    yield 0
    case.receive()
    yield 0
    case.ask_supplement(["means_statement"], stage.last_day(1))


def papers_never_came(stage: Stage) -> Script:
    """Asked for papers that never came: it counts as withdrawn."""
    case = apply(
        stage,
        "jia",
        "labour_remuneration",
        "装修公司欠我两个月工资。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="白石某装饰公司",
        claim=13_000,
        materials=("application_form", "id_card"),
    )
    yield 1
    case.receive()
    yield 0
    case.ask_supplement(["means_statement", "case_papers"], stage.today(10))


def husband_reads_her_phone(stage: Stage) -> Script:
    """Violence at home, and a telephone that is not safe: nothing is sent to it. Waits for the approver."""
    case = apply(
        stage,
        "xie",
        "domestic_violence",
        "结婚六年，丈夫喝了酒就打我，今年报过三次警，有一次鼻骨骨折。我想离婚，带走女儿，要一份人身安全保护令。",
        opponents=(OpponentInput("余某坤", "丈夫", same_household=True),),
        materials=UNTESTED,
    )
    yield from examined(case, "有三份出警记录和一份伤情鉴定，属于不受经济困难条件限制的情形，建议给予援助。")


def good_income(stage: Stage) -> Script:
    """The examiner thinks that the means exceed the line; waits for the approver."""
    case = apply(
        stage,
        "wan",
        "labour_remuneration",
        "在培训机构做主管，公司关门，欠我三个月工资和提成。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="白石某教育咨询公司",
        claim=57_000,
        means={
            "household": [
                {"relation": "self", "income_fen": 0},
                {"relation": "spouse", "income_fen": 2_860_000},
            ],
            "assets": [{"kind": "car", "value_fen": 16_000_000}],
            "hardships": [],
        },
        materials=MEANS_TESTED,
    )
    yield from examined(
        case,
        "共享数据显示配偶月工资28600元，家庭人均14300元，明显超过标准，建议不予援助。",
        result="refuse",
        means_check="shared_data",
    )


def paid_after_all(stage: Stage) -> Script:
    """The employer paid, so she took her application back."""
    case = apply(
        stage,
        "wei",
        "labour_remuneration",
        "在饭店端盘子，老板压了一个半月工资不给。",
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="石桥县某餐饮店",
        claim=5_400,
    )
    yield 0
    case.receive()
    yield 2
    case.withdraw("老板昨天把工资结清了，不用再申请。")


def not_ours(stage: Stage) -> Script:
    """The court is in the neighbouring district, so the agency there goes on with it."""
    case = apply(
        stage,
        "fang",
        "traffic_injury",
        "在青河区坐公交车，司机急刹车，我摔断了手腕，公交公司说是我自己没扶好。",
        opponent="白石市某公交公司",
        forum_place=DISTRICT,
        claim=26_500,
        materials=MEANS_TESTED,
        means={
            "household": [{"relation": "self", "income_fen": 190_000}],
            "assets": [],
            "hardships": ["accident"],
        },
    )
    yield 0
    there = case.redirect(DISTRICT, "案件由青河区人民法院管辖，属于青河区法律援助中心办理。")
    yield 1
    there.receive()


def another_county_verifies(stage: Stage) -> Script:
    """Another county's agency is asked to verify the means; the days to decide wait for its answer."""
    case = apply(
        stage,
        "zou",
        "traffic_injury",
        "在县城人行道上被外卖电动车撞倒，腰椎压缩性骨折，住院18天。",
        opponent="某即时配送公司石桥站",
        claim=48_700,
        materials=MEANS_TESTED,
        means={
            "household": [
                {"relation": "self", "income_fen": 120_000},
                {"relation": "son", "income_fen": 230_000},
            ],
            "assets": [],
            "hardships": [],
        },
    )
    yield 0
    case.receive()
    yield 1
    case.ask_cooperation(
        OTHER_COUNTY,
        ["核实邹某琴之子在松岭县的工作单位和月收入", "核实家庭在松岭县有无房产"],
        stage.last_day(5),
    )


def neighbours_old_man(stage: Stage) -> Script:
    """青河区: an old man and his savings; not received yet."""
    apply(
        stage,
        "shixiang",
        "support",
        "房子过户给女儿以后，她让我搬出去住，也不给生活费。我只有一点养老金，看病都不够。",
        place=DISTRICT,
        opponents=(OpponentInput("施某娟", "女儿", same_household=False),),
        claim=18_000,
    )
    yield from ()


def neighbours_examined(stage: Stage) -> Script:
    """松岭县: waits for the head, who decides."""
    case = apply(
        stage,
        "wen",
        "labour_remuneration",
        "在茶厂采茶、制茶一季，六个人的工钱到现在没有结。",
        place=OTHER_COUNTY,
        form="arbitration",
        forum_kind="labour_arbitration",
        opponent="松岭县某茶业公司",
        claim=9_800,
        materials=EXEMPT,
    )
    yield from examined(
        case, "有工资表照片和工友证言，属于进城务工人员追索劳动报酬，免予核查，建议给予援助。"
    )


SCENES = (
    Scene(1, mother_of_three),
    Scene(1, seasonal_worker_online),
    Scene(2, mother_for_her_child),
    Scene(1, finger_in_the_press),
    Scene(13, forgotten_on_the_pile),
    Scene(4, nearly_due),
    Scene(3, papers_to_come),
    Scene(8, papers_due_tomorrow),
    Scene(40, papers_never_came),
    Scene(3, husband_reads_her_phone),
    Scene(4, good_income),
    Scene(20, paid_after_all),
    Scene(5, not_ours),
    Scene(5, another_county_verifies),
    Scene(2, neighbours_old_man),
    Scene(3, neighbours_examined),
)
