"""What people of the demonstration come with: kinds of matters, each with its facts, forum, papers and end."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of matter as somebody brings it; amounts in yuan."""

    subject: str
    form: str
    forum: str
    facts: str
    opponent: str
    claim: tuple[int, int]
    groups: tuple[str, ...] = ()
    born: tuple[int, int] = (1968, 2002)
    relation: str = ""  # of the opponent
    income: int | None = None  # of a month, where the means are stated
    question: str = ""

    @property
    def materials(self) -> tuple[str, ...]:
        """What is handed in: proof of the group, or a statement of means."""
        proof = "group_proof" if self.groups else "means_statement"
        if (
            self.subject == "domestic_violence"
        ):  # not subject to means: the violence is proved (法律援助法 32)
            proof = "category_proof"
        return ("application_form", "id_card", proof, "case_papers")

    @property
    def document(self) -> str:
        """The paper that ends such a case."""
        return "仲裁裁决书" if self.form == "arbitration" else "民事判决书"

    @property
    def closing_papers(self) -> tuple[str, ...]:
        """The closing set."""
        claim = "仲裁申请书" if self.form == "arbitration" else "起诉状"
        return (claim, "证据材料", "庭审笔录", self.document, "结案报告表")


KINDS = (
    Kind("labour_remuneration", "arbitration", "labour_arbitration", "在工地做木工五个月，工资一直没有结清",
         "某建筑劳务公司", (8_000, 46_000), ("migrant_worker",), question="工地老板拖欠工资，怎么要"),
    Kind("work_injury", "arbitration", "labour_arbitration", "操作冲床时压伤左手，单位只付了医药费",
         "某机械加工厂", (18_000, 160_000), ("migrant_worker",), question="上班受伤，单位不管怎么办"),
    Kind("labour_remuneration", "arbitration", "labour_arbitration", "送外卖三个月，平台站点停发最后一个月报酬",
         "某信息服务公司", (3_000, 9_000), ("migrant_worker",), (1985, 2005)),
    Kind("support", "litigation", "court", "子女多年不来看望，也不给生活费",
         "长子", (6_000, 20_000), ("no_fixed_income",), (1936, 1956), relation="son",
         question="儿子不养老，能不能告"),
    Kind("support", "litigation", "court", "离婚后对方不付抚养费，独自带两个孩子",
         "前夫", (12_000, 40_000), ("subsistence_recipient",), (1980, 1998), relation="former_spouse"),
    Kind("domestic_violence", "litigation", "court", "婚后多次被打，已报警两次，请求离婚和人身安全保护",
         "配偶", (0, 30_000), ("woman",), (1978, 1999), relation="spouse",
         question="被家里人打，去哪里求助"),
    Kind("traffic_injury", "litigation", "court", "骑电动车被货车撞倒，腿部骨折住院",
         "某运输公司", (30_000, 210_000), ("subsistence_recipient",)),
    Kind("traffic_injury", "litigation", "court", "过马路时被小客车撞伤，保险公司拒赔误工费",
         "某保险公司", (15_000, 80_000), income=900),
    Kind("social_insurance", "litigation", "court", "单位没有缴社会保险，退休后领不到养老金",
         "某纺织厂", (20_000, 90_000), income=1_100),
    Kind("labour_relation", "arbitration", "labour_arbitration", "干了两年没有签合同，单位不承认劳动关系",
         "某餐饮管理公司", (10_000, 30_000), income=1_500),
    Kind("medical_injury", "litigation", "court", "术后感染，二次手术，医院不认有责任",
         "某医院", (50_000, 180_000), ("special_care_recipient",), (1945, 1970)),
    Kind("capacity_declaration", "litigation", "court", "母亲失智，需要认定行为能力以便治疗和领取待遇",
         "无", (0, 0), ("subsistence_recipient",), (1966, 1984)),
)  # fmt: skip
SURNAMES = "柏卞岑柴成程池储丛邓狄丁杜范方费冯符傅甘高葛龚古顾管郭韩杭郝何贺洪侯胡华黄霍姬纪贾江姜蒋焦"


def name(number: int) -> str:
    """The number-th made-up applicant: a surname and 某, as the press writes the names of private people."""
    surname = SURNAMES[number % len(SURNAMES)]
    return f"{surname}某" if number < len(SURNAMES) else f"{surname}某某"
