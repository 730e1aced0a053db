"""Cases in a lawyer's hands."""

from datetime import time

from fayuan.demo.case import MEANS_TESTED, UNTESTED, apply
from fayuan.demo.director import Scene, Script
from fayuan.demo.places import DISTRICT
from fayuan.demo.scripts.assigning import ARBITRATION
from fayuan.demo.scripts.ways import granted, taken_up
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import OpponentInput


def hearing_soon(stage: Stage) -> Script:
    """A work injury from the first question to the eve of the hearing."""
    case = apply(
        stage,
        "luo",
        "work_injury",
        "在塑料厂开注塑机，夜班的时候模具合上，右手三个手指被压伤。住院23天，厂里只付了医药费，"
        "没有付停工留薪期的工资，也不肯去做工伤认定。",
        opponent="石桥县某塑料制品公司",
        claim=86_400,
        **ARBITRATION,
    )
    case.hand_in("id_card", "身份证")
    case.hand_in("case_papers", "出院记录")
    yield from granted(case, "进城务工人员请求工伤赔偿，有病历、工友证言，免予核查，建议给予援助。")
    yield from taken_up(case, "gao")
    yield 2
    case.log("met", "在律所谈话。当事人说事故时有两名工友在场，愿意作证。")
    yield 4
    case.log("evidence", "去厂区所在社区和医院取证，拿到住院病历、工友证言两份、打卡截图。")
    yield 4
    case.log("filed", "向县劳动人事争议仲裁委员会提交仲裁申请书和证据目录，当日受理。")
    yield 5
    case.plan_hearing(stage.appointment(3, time(9, 30)), "石桥县劳动人事争议仲裁委员会第二仲裁庭")


def collecting_evidence(stage: Stage) -> Script:
    """A traffic injury; the appraisal is being made."""
    case = apply(
        stage,
        "he",
        "traffic_injury",
        "丈夫骑摩托车被渣土车撞伤，胸椎骨折，瘫痪在床。我要照顾他，家里没有收入了。",
        opponents=(OpponentInput("石桥县某渣土运输公司"), OpponentInput("某财产保险公司")),
        claim=680_000,
        means={
            "household": [
                {"relation": "self", "income_fen": 0},
                {"relation": "spouse", "income_fen": 0},
            ],
            "assets": [],
            "hardships": ["accident"],
        },
        materials=MEANS_TESTED,
    )
    yield from granted(case, "家庭没有收入，因意外事故致贫，建议给予援助。", means_check="shared_data")
    yield from taken_up(case, "tao")
    yield 3
    case.log("met", "到医院会见当事人夫妇，交代诉讼风险，列出要准备的票据。")
    yield 5
    case.log("evidence", "已申请伤残等级和护理依赖程度鉴定，鉴定所预计一个月出结果。")
    yield 2
    case.report("difficult", "肇事公司已停业，实际车主在外省，拟追加为被告。")


def old_man_and_nephew(stage: Stage) -> Script:
    """An old man in a home for the aged; the hearing is next week."""
    case = apply(
        stage,
        "bo",
        "support",
        "无儿无女，当年收养的侄子答应养老送终，房子给了他以后他把我送到敬老院，不交钱。",
        opponents=(OpponentInput("柏某强", "养子", same_household=False),),
        claim=26_000,
        channel="visit",
    )
    yield from granted(case, "特困供养人员，免予核查；上门受理，收养登记证复印件已核对，建议给予援助。")
    yield from taken_up(case, "qin")
    yield 2
    case.log("met", "到敬老院会见，老人耳背，写字交流，护工在场。")
    yield 3
    case.log("filed", "起诉状已递交，法院当日立案。")
    yield 2
    case.plan_hearing(stage.appointment(6, time(14, 30)), "石桥县人民法院第三法庭")


def wants_another(stage: Stage) -> Script:
    """The recipient asks for another lawyer; the assigner has not decided."""
    case = apply(
        stage,
        "meng",
        "labour_remuneration",
        "在砖厂搬砖，厂子被查封，老板跑了，欠我五个月工资。我说白石话，普通话讲得不好。",
        opponent="石桥县某砖厂",
        claim=21_500,
        **ARBITRATION,
    )
    yield from granted(case, "进城务工人员追索劳动报酬，免予核查，建议给予援助。")
    yield from taken_up(case, "gao")
    yield 4
    case.log("met", "电话谈话，约好下周面谈。")
    yield 4
    case.ask_replacement("律师说话我听不太懂，打了两次电话都没说清楚。能不能换一位会讲白石话的？")


def replaced(stage: Stage) -> Script:
    """Her lawyer fell ill, another took over and goes on."""
    case = apply(
        stage,
        "chang",
        "domestic_violence",
        "分居一年，丈夫还是到单位闹、跟踪我，说不复合就同归于尽。",
        opponents=(OpponentInput("鲁某", "丈夫", same_household=False),),
        materials=UNTESTED,
    )
    yield from granted(case, "有警方告诫书两份，不受经济困难条件限制，建议给予援助。")
    yield from taken_up(case, "qin")
    yield 3
    case.log("met", "在援助中心会见，告知可以申请人身安全保护令。")
    yield 3
    case.replace("bai", "秦律师住院手术，一个月内不能出庭。")
    yield 1
    case.accept()
    yield 1
    case.sign()
    yield 1
    case.log("filed", "人身安全保护令申请已递交法院，48小时内答复。")
    yield 2
    case.log("judgment", "法院裁定准许，禁止被申请人接触、跟踪申请人，有效期六个月。")


def neighbours_case(stage: Stage) -> Script:
    """青河区: a courier's injury, handled by the firm there."""
    case = apply(
        stage,
        "gong",
        "work_injury",
        "送快递的路上摔下台阶，膝盖韧带断裂，网点说我是外包的，不算工伤。",
        place=DISTRICT,
        opponent="白石某快递服务公司",
        claim=59_000,
        **ARBITRATION,
    )
    yield from granted(case, "有派件记录和病历，免予核查，建议给予援助。")
    yield from taken_up(case, "jiang")
    yield 3
    case.log("met", "在网点附近会见，拿到派件系统截图。")


SCENES = (
    Scene(26, hearing_soon),
    Scene(22, collecting_evidence),
    Scene(18, old_man_and_nephew),
    Scene(16, wants_another),
    Scene(24, replaced),
    Scene(15, neighbours_case),
)
