"""Ordinary matters from first to last, drawn by lot: the originals of a larger demonstration.

The scripts of the small city each show something; these show what most days are like. All of them are over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fayuan.demo.case import EXEMPT, MEANS_TESTED, Case, apply, notify
from fayuan.demo.director import Scene, Script
from fayuan.demo.enrolment import id_number
from fayuan.demo.places import COUNTY, DISTRICT, OTHER_COUNTY
from fayuan.demo.roster import COUNSEL
from fayuan.demo.scripts.ways import examined, granted
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import NoticeInput, PersonInput
from fayuan.matters.models import Matter
from fayuan.people.models import Person
from fayuan.people.operations import add_person

PLACES = (COUNTY, COUNTY, DISTRICT, OTHER_COUNTY)
SPAN = (
    75,
    150,
)  # working days ago on which a life begins; the longest takes less than the shorter of the two
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "安平福贵祥林生德明海山川华英兰芳玉梅春秋月云霞凤珍香琴芬燕丽"
ARBITRATED = ("仲裁申请书", "证据材料", "庭审笔录", "仲裁裁决书", "结案报告表")
JUDGED = ("起诉状", "证据材料", "庭审笔录", "民事判决书", "结案报告表")
DEFENDED = ("会见笔录", "阅卷笔录", "辩护词", "刑事判决书", "庭审笔录", "结案报告表")
WITHOUT_INCOME = {
    "means": {"household": [{"relation": "self", "income_fen": 0}], "assets": [], "hardships": []},
    "materials": MEANS_TESTED,
}
WORKERS = {"materials": EXEMPT}


@dataclass(frozen=True)
class Sort:
    """A sort of civil matter: what is said, against whom, about how many yuan, and how it ends."""

    subject: str
    facts: str
    opponent: str
    yuan: tuple[int, int]
    said: Mapping[str, Any] = field(default_factory=dict)
    is_arbitrated: bool = False
    groups: tuple[str, ...] = ()


WAGES = ("migrant_worker",)
SORTS = (
    Sort(
        "labour_remuneration",
        "在工地做工，工钱拖了几个月，包工头说总包没有拨款，总包说已经拨了。有考勤本和几笔转账。",
        "云岭某建筑劳务公司",
        (3_000, 40_000),
        WORKERS,
        is_arbitrated=True,
        groups=WAGES,
    ),
    Sort(
        "labour_remuneration",
        "在餐馆做工，店关了门，两个月工资没有结，老板换了电话。",
        "石桥县某餐饮店",
        (2_000, 15_000),
        WORKERS,
        is_arbitrated=True,
        groups=WAGES,
    ),
    Sort(
        "work_injury",
        "上班时手被机器压伤，厂里付了住院费，以后的都不管了。",
        "白石市某金属制品厂",
        (20_000, 120_000),
        WORKERS,
        is_arbitrated=True,
        groups=WAGES,
    ),
    Sort(
        "traffic_injury",
        "骑车去上工被车撞了，交警认定对方全责，对方和保险公司互相推。",
        "某财产保险公司白石支公司",
        (10_000, 150_000),
        WITHOUT_INCOME,
        groups=("no_fixed_income",),
    ),
    Sort(
        "support",
        "年纪大了做不动活，几个子女互相推，半年没有人给生活费。",
        "家中长子",
        (3_600, 24_000),
        WITHOUT_INCOME,
        groups=("no_fixed_income",),
    ),
    Sort(
        "domestic_violence",
        "结婚以后常被打，报过三次警，想离婚，带着孩子出来住。",
        "丈夫",
        (0, 0),
        WITHOUT_INCOME,
    ),
)
OFFENCES = ("盗窃罪", "故意伤害罪", "诈骗罪", "危险驾驶罪", "寻衅滋事罪", "帮助信息网络犯罪活动罪")


def lives(stage: Stage, number: int) -> list[Scene]:
    """So many matters, spread over the months before the small city begins."""
    return [
        Scene(stage.random.randint(*SPAN), stage.random.choices(*zip(*WAYS, strict=True))[0])
        for _ in range(number)
    ]


def refused(stage: Stage) -> Script:
    """The household has more than the law's line; nobody objects."""
    means = {"household": [{"relation": "self", "income_fen": 2_300_000}], "assets": [], "hardships": []}
    case = _applied(stage, SORTS[3], groups=(), means=means)
    yield from examined(
        case,
        "人均月收入23000元，超过经济困难标准，建议不予援助。",
        result="refuse",
        means_check="shared_data",
    )
    yield 1
    case.refuse("means_exceeded", "经信息共享查询，家庭人均月收入23000元，超过经济困难标准。")


def withdrawn(stage: Stage) -> Script:
    """The two sides came to terms before a decision."""
    case = _applied(stage, stage.random.choice(SORTS))
    yield 0
    case.receive()
    yield 2
    case.withdraw("对方已经付清，不用了。")


def lapsed(stage: Stage) -> Script:
    """What was missing never came."""
    case = _applied(stage, stage.random.choice(SORTS))
    yield 1
    case.ask_supplement(["id_card"], stage.today(10))


def aided(stage: Stage) -> Script:
    """Granted, handled, ended by a paper, paid, followed up, archived."""
    sort = stage.random.choice(SORTS)
    case = _applied(stage, sort)
    yield from granted(case, "属于法律援助事项范围，材料齐全，建议给予援助。")
    yield from _taken_up(stage, case)
    yield from _heard(stage, case, sort)


def supplemented(stage: Stage) -> Script:
    """Something was missing and came; then as most."""
    sort = stage.random.choice(SORTS[:3])
    case = _applied(stage, sort, materials=tuple(each for each in EXEMPT if each != "id_card"))
    yield 1
    case.ask_supplement(["id_card"], stage.today(10))
    yield 2
    case.supplement(["id_card"])
    yield from granted(case, "补充材料齐全，属于法律援助事项范围，建议给予援助。")
    yield from _taken_up(stage, case)
    yield from _heard(stage, case, sort)


def terminated(stage: Stage) -> Script:
    """The recipient asked for an end."""
    case = _applied(stage, stage.random.choice(SORTS))
    yield from granted(case, "属于法律援助事项范围，材料齐全，建议给予援助。")
    yield from _taken_up(stage, case)
    yield 4
    case.terminate("asked", "受援人与对方和解，书面要求终止援助。")


def defended(stage: Stage) -> Script:
    """The court asks for a defender; the case goes its whole way."""
    born = stage.today() - timedelta(days=stage.random.randint(19 * 366, 60 * 365))
    person = {"name": _name(stage), "sex": "m", "born": born, "is_fictional": True}
    number = 1_000 + Matter.objects.count()  # no two cases have the same
    case = notify(
        stage,
        "court",
        NoticeInput(
            authority=stage.institution("court").pk,
            form="defence",
            reason="ordinary_procedure",
            stage="first_instance",
            person=PersonInput(details=person),
            offence=stage.random.choice(OFFENCES),
            case_number=f"（{stage.today().year}）岭9702刑初{number}号",
            detained_at="石桥县看守所",
            contact="孔某 0999-2200021",
        ),
    )
    yield from _taken_up(stage, case, for_defence=True)
    yield 2
    case.log("met", "在看守所会见，了解案情，告知权利。")
    yield 2
    case.log("read_file", "阅卷，核对笔录和鉴定意见。")
    yield 8
    case.log("hearing", "出庭辩护，提出从轻处罚的意见。")
    yield 5
    case.log("judgment", "判决部分采纳辩护意见。")
    yield stage.random.randint(2, 8)
    case.close("partly_adopted", "刑事判决书", DEFENDED, summary="从轻处罚的意见被采纳。")
    yield from _filed(stage, case)


WAYS: tuple[tuple[Callable[[Stage], Script], int], ...] = (
    (aided, 46),
    (defended, 22),
    (supplemented, 8),
    (refused, 10),
    (withdrawn, 5),
    (lapsed, 4),
    (terminated, 5),
)
"""What happens, and to how many of a hundred."""


def _applied(stage: Stage, sort: Sort, *, groups: tuple[str, ...] | None = None, **other: object) -> Case:
    place = stage.random.choice(PLACES)
    who = _newcomer(stage, place, sort, sort.groups if groups is None else groups)
    forum = (
        {"form": "arbitration", "forum_kind": "labour_arbitration"}
        if sort.is_arbitrated
        else {"form": "litigation"}
    )
    yuan = stage.random.randint(*sort.yuan) // 100 * 100
    said = {**forum, "place": place, "opponent": sort.opponent, "claim": yuan or None, **sort.said, **other}
    return apply(stage, who, sort.subject, sort.facts, **said)


def _newcomer(stage: Stage, place: str, sort: Sort, groups: tuple[str, ...]) -> str:
    """Somebody who was never here before; gives their key."""
    sex = "f" if sort.subject == "domestic_violence" else stage.random.choice("fm")
    born = stage.today() - timedelta(days=stage.random.randint(20 * 366, 74 * 365))
    key = f"newcomer-{len(stage.people)}"
    stage.people[key] = _entered(stage, place, born, sex, groups)
    return key


def _entered(stage: Stage, place: str, born: date, sex: str, groups: tuple[str, ...]) -> Person:
    order = stage.random.randint(0, 99)
    given = {
        "name": _name(stage),
        "sex": sex,
        "born": born,
        "id_number": id_number(place, born, order, sex),
        "phone": f"142{stage.random.randrange(10**8):08d}",
        "address": f"云岭省某地{order}号",
        "groups": list(groups),
        "is_fictional": True,
    }
    return add_person(given, stage.now)


def _name(stage: Stage) -> str:
    return f"{stage.random.choice(SURNAMES)}某{stage.random.choice(GIVEN)}"


def _taken_up(stage: Stage, case: Case, *, for_defence: bool = False) -> Script:
    """Assigned, accepted, agreed. At most five working days."""
    able = (
        [each.username for each in COUNSEL if each.kind == "lawyer"]
        if for_defence
        else [each.username for each in COUNSEL]
    )
    yield stage.random.randint(0, 2)
    case.assign(stage.random.choice(able))
    yield stage.random.randint(0, 1)
    case.accept()
    yield stage.random.randint(0, 2)
    case.sign()


def _heard(stage: Stage, case: Case, sort: Sort) -> Script:
    """Filed, heard, decided, and to the archive. At most forty-five working days."""
    document, papers = ("仲裁裁决书", ARBITRATED) if sort.is_arbitrated else ("民事判决书", JUDGED)
    yield 2
    case.log("met", "会见受援人，核对证据，告知诉讼风险和权利义务。")
    yield stage.random.randint(1, 4)
    case.log("filed", "材料已递交，对方案件受理。")
    yield stage.random.randint(5, 10)
    case.log("hearing", "到庭参加审理，发表代理意见。")
    yield stage.random.randint(4, 8)
    case.log("judgment", "收到法律文书。")
    yield stage.random.randint(1, 9)
    outcome = stage.random.choice(("won", "partly_won", "lost"))
    case.close(outcome, document, papers, summary="已向受援人说明结果和后续权利。")
    yield from _filed(stage, case)


def _filed(stage: Stage, case: Case) -> Script:
    """Accepted, followed up, archived. At most thirteen working days."""
    yield stage.random.randint(2, 7)
    case.accept_closing()
    yield stage.random.randint(1, 3)
    case.follow_up(stage.random.choices((5, 4, 3, 2, 1), (60, 25, 10, 3, 2))[0], "电话回访。")
    yield stage.random.randint(1, 3)
    case.archive()
