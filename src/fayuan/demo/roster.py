"""Who lives and works in the demonstration city: officials, lawyers, citizens, all of them invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fayuan.demo.places import COUNTY, DISTRICT, OTHER_COUNTY, PROVINCE

PASSWORD = "yunling-yanshi"
"""Of everybody who signs in with a password: nothing here is worth guarding."""


@dataclass(frozen=True)
class Official:
    """Somebody with posts at one institution, named by its kind and place; they sign in by `username`."""

    username: str
    name: str
    sex: str
    roles: tuple[str, ...]
    at: str = "agency"
    place: str = COUNTY


@dataclass(frozen=True)
class Counsel:
    """Somebody who takes cases, at a firm; a head of the firm names others, too."""

    username: str
    name: str
    sex: str
    firm: str
    specialities: tuple[str, ...]
    profile: str
    practice_since: date
    defence_since: date | None = None
    languages: tuple[str, ...] = ()
    is_open_to_choice: bool = False
    is_head: bool = False
    kind: str = "lawyer"


@dataclass(frozen=True)
class Citizen:
    """Somebody who seeks aid. `number` makes telephone and identity number; birth follows from the age.

    `shows` says what one sees when signing in as them; without it they are not in the table of people.
    """

    key: str
    number: int
    name: str
    sex: str
    age: int
    groups: tuple[str, ...] = ()
    place: str = COUNTY
    address: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    shows: str = ""

    @property
    def phone(self) -> str:
        """A number of a range that stories and demonstrations share."""
        return f"139000000{self.number:02d}"


OFFICIALS = (
    Official("clerk", "林某", "f", ("clerk",)),
    Official("clerk2", "沈某", "m", ("clerk",)),
    Official("examiner", "何某", "m", ("examiner",)),
    Official("approver", "马某", "f", ("approver",)),
    Official("assigner", "孟某", "m", ("assigner",)),
    Official("closing", "余某", "f", ("closing_reviewer",)),
    Official("finance", "方某", "f", ("finance",)),
    Official("hotline", "田某", "f", ("hotline_agent",)),
    Official("duty", "纪某", "m", ("duty_lawyer",)),
    Official("bureau", "卜某", "m", ("bureau",), at="bureau"),
    Official("court", "孔某", "m", ("authority",), at="court"),
    Official("procuratorate", "章某", "f", ("authority",), at="procuratorate"),
    Official("police", "钱某", "m", ("authority",), at="police"),
    Official("qinghe", "袁某", "f", ("clerk", "examiner"), place=DISTRICT),
    Official("qinghe-head", "汤某", "m", ("approver", "assigner", "closing_reviewer"), place=DISTRICT),
    Official("songling", "戴某", "m", ("clerk", "examiner"), place=OTHER_COUNTY),
    Official("songling-head", "范某", "f", ("approver", "assigner", "closing_reviewer"), place=OTHER_COUNTY),
    Official("legal", "祝某", "f", ("bureau",), at="bureau", place=PROVINCE),
    Official("admin", "程某", "m", ("administrator",), at="bureau", place=PROVINCE),
    Official("security", "安某", "f", ("security",), at="bureau", place=PROVINCE),
    Official("auditor", "沈某某", "m", ("auditor",), at="bureau", place=PROVINCE),
)

FIRMS = {
    "云岭正平律师事务所": COUNTY,
    "云岭明理律师事务所": COUNTY,
    "石桥县城关法律服务所": COUNTY,
    "白石青河律师事务所": DISTRICT,
}
OFFICES = frozenset({"石桥县城关法律服务所"})
"""Those of the firms that are legal service offices at the grass roots."""

COUNSEL = (
    Counsel(
        "gao",
        "高某",
        "m",
        "云岭正平律师事务所",
        ("labour", "contract"),
        "劳动争议办了十四年，常去工地和工厂取证。",
        date(2012, 7, 1),
        date(2014, 3, 1),
        is_open_to_choice=True,
    ),
    Counsel(
        "qin",
        "秦某",
        "f",
        "云岭正平律师事务所",
        ("family", "labour"),
        "律所主任。做婚姻家庭案件多，说话慢，听得懂老人的话。",
        date(2006, 9, 1),
        date(2008, 1, 1),
        languages=("白石话",),
        is_open_to_choice=True,
        is_head=True,
    ),
    Counsel(
        "gu",
        "顾某",
        "m",
        "云岭正平律师事务所",
        ("criminal", "minors"),
        "刑事辩护十五年，未成年人案件是主要方向。",
        date(2011, 7, 1),
        date(2011, 10, 1),
    ),
    Counsel(
        "bai",
        "白某",
        "f",
        "云岭明理律师事务所",
        ("family", "minors"),
        "办家庭暴力、抚养费案件，会陪当事人去申请人身安全保护令。",
        date(2015, 7, 1),
        date(2017, 5, 1),
        is_open_to_choice=True,
    ),
    Counsel(
        "tao",
        "陶某",
        "m",
        "云岭明理律师事务所",
        ("traffic", "medical", "consumer"),
        "律所主任。交通事故和医疗纠纷，熟悉鉴定。",
        date(2009, 7, 1),
        date(2012, 1, 1),
        is_open_to_choice=True,
        is_head=True,
    ),
    Counsel(
        "lu",
        "陆某",
        "f",
        "云岭明理律师事务所",
        ("criminal", "administrative"),
        "刑事辩护和行政案件，会手语。",
        date(2013, 7, 1),
        date(2013, 9, 1),
        languages=("手语",),
        is_open_to_choice=True,
    ),
    Counsel(
        "shi",
        "史某",
        "m",
        "石桥县城关法律服务所",
        ("labour", "land"),
        "基层法律服务工作者，欠薪、土地纠纷，周末也接电话。",
        date(2010, 3, 1),
        languages=("白石话",),
        is_open_to_choice=True,
        kind="legal_worker",
    ),
    Counsel(
        "jiang",
        "江某",
        "f",
        "白石青河律师事务所",
        ("traffic", "labour", "criminal"),
        "执业六年，交通事故和工伤案件，回消息快。",
        date(2020, 7, 1),
        date(2021, 1, 1),
        is_open_to_choice=True,
        is_head=True,
    ),
)

MIGRANT = ("migrant_worker",)
CITIZENS = (
    Citizen(
        "luo",
        1,
        "罗某贵",
        "m",
        41,
        MIGRANT,
        address="石桥县城关镇河沿街12号",
        shows="工伤，律师正在办，快开庭了",
    ),
    Citizen(
        "jin",
        2,
        "金某珍",
        "f",
        72,
        ("no_fixed_income",),
        address="石桥县大坪乡三组",
        shows="申请刚交，等待受理",
    ),
    Citizen(
        "zhao", 3, "赵某强", "m", 34, MIGRANT, address="石桥县工业园宿舍3幢", shows="已批准，请选一位律师"
    ),
    Citizen("tang", 4, "唐某梅", "f", 45, address="石桥县柳林镇老街5号", shows="缺材料，等着补交"),
    Citizen("deng", 5, "邓某华", "m", 52, address="石桥县城关镇东门巷8号", shows="没有批准，可以提出异议"),
    Citizen("peng", 6, "彭某英", "f", 38, MIGRANT, address="石桥县新桥村9号", shows="案件办完了，还想上法院"),
    Citizen(
        "cao",
        7,
        "曹某军",
        "m",
        29,
        ("new_employment_worker",),
        address="石桥县北门小区2幢",
        shows="申请填了一半",
    ),
    Citizen(
        "xie",
        8,
        "谢某云",
        "f",
        33,
        address="石桥县城关镇南街",
        details={
            "may_call": False,
            "may_text": False,
            "contact_note": "丈夫会看她的手机。不要打电话、发短信，有事等她周三上午来窗口。",
        },
    ),
    Citizen("tian", 9, "田某根", "m", 67, MIGRANT, address="石桥县大坪乡一组"),
    Citizen("ye", 10, "叶某芳", "f", 48, address="石桥县柳林镇"),
    Citizen("dong", 11, "董某辉", "m", 44, MIGRANT, address="石桥县工业园"),
    Citizen("xiao", 12, "肖某兰", "f", 39, address="石桥县城关镇西街21号"),
    Citizen("pan", 13, "潘某福", "m", 58, ("subsistence_recipient",), address="石桥县大坪乡五组"),
    Citizen("wei", 14, "韦某秀", "f", 27, MIGRANT, address="石桥县新桥村"),
    Citizen("jia", 15, "贾某平", "m", 36, address="石桥县北门小区"),
    Citizen("xia", 16, "夏某玲", "f", 31, address="石桥县城关镇中山路"),
    Citizen("fang", 17, "方某国", "m", 49, MIGRANT, address="石桥县柳林镇"),
    Citizen("zou", 18, "邹某琴", "f", 55, address="石桥县城关镇河沿街"),
    Citizen("xiong", 19, "熊某刚", "m", 40, MIGRANT, address="石桥县工业园"),
    Citizen("bo", 20, "柏某福", "m", 78, ("special_hardship_support",), address="石桥县大坪乡敬老院"),
    Citizen(
        "meng", 21, "蒙某珠", "f", 26, MIGRANT, address="石桥县南坡村", details={"languages": ["白石话"]}
    ),
    Citizen("qiu", 22, "邱某生", "m", 61, ("veteran",), address="石桥县柳林镇"),
    Citizen("hou", 23, "侯某丽", "f", 35, MIGRANT, address="石桥县新桥村"),
    Citizen(
        "shao",
        24,
        "邵某明",
        "m",
        47,
        address="石桥县城关镇东门巷",
        details={"disability_kind": "physical", "disability_level": 2},
    ),
    Citizen("wan", 25, "万某霞", "f", 42, address="石桥县北门小区"),
    Citizen("duan", 26, "段某龙", "m", 30, MIGRANT, address="石桥县工业园宿舍1幢"),
    Citizen("lei", 27, "雷某凤", "f", 64, address="石桥县大坪乡二组"),
    Citizen("qian", 28, "钱某山", "m", 53, MIGRANT, address="石桥县柳林镇"),
    Citizen("li", 29, "黎某红", "f", 34, address="石桥县城关镇学府路"),
    Citizen("yin", 30, "尹某成", "m", 46, MIGRANT, address="石桥县新桥村"),
    Citizen("chang", 31, "常某娟", "f", 29, address="石桥县城关镇西街"),
    Citizen("wu", 32, "武某海", "m", 50, MIGRANT, address="石桥县工业园"),
    Citizen("kang", 33, "康某莲", "f", 69, address="石桥县大坪乡四组"),
    Citizen("he", 34, "贺某燕", "f", 37, address="石桥县柳林镇"),
    Citizen("shixiang", 35, "施某祥", "m", 71, address="青河区江滨路7号", place=DISTRICT),
    Citizen("gong", 36, "龚某伟", "m", 33, MIGRANT, address="青河区东湖街道", place=DISTRICT),
    Citizen("wen", 37, "文某秋", "f", 40, MIGRANT, address="松岭县城关镇", place=OTHER_COUNTY),
    Citizen("pang", 38, "庞某树", "m", 56, address="松岭县红土乡", place=OTHER_COUNTY),
    Citizen("yan", 39, "颜某春", "f", 43, MIGRANT, address="石桥县柳林镇"),
    Citizen("mo", 40, "莫某林", "m", 38, MIGRANT, address="石桥县新桥村"),
    Citizen("ning", 41, "宁某彪", "m", 37, MIGRANT, address="石桥县工业园"),
    Citizen("lan", 42, "兰某香", "f", 46, MIGRANT, address="石桥县南坡村"),
    Citizen("cen", 43, "岑某敏", "f", 33, address="石桥县城关镇西街"),
    Citizen("tu", 44, "涂某才", "m", 54, MIGRANT, address="石桥县大坪乡四组"),
    Citizen("bao", 45, "包某胜", "m", 39, MIGRANT, address="石桥县新桥村"),
    Citizen("long", 46, "冉某静", "f", 35, address="石桥县城关镇河沿街"),
)
