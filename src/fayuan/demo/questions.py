"""Ordinary questions at the window, by telephone and at stations: originals of a larger demonstration."""

from dataclasses import dataclass

from fayuan.demo.director import Scene, Script
from fayuan.demo.places import COUNTY, DISTRICT, OTHER_COUNTY
from fayuan.demo.stage import Stage
from fayuan.intake.operations import register_consultation

OFFICES = (
    (COUNTY, ("clerk", "clerk2", "hotline", "duty")),
    (DISTRICT, ("qinghe",)),
    (OTHER_COUNTY, ("songling",)),
)
CHANNELS = {"hotline": ("phone",), "duty": ("window", "station", "visit")}
SPAN = (5, 150)  # working days ago


@dataclass(frozen=True)
class Asked:
    """What people ask, and what they are told."""

    subject: str
    question: str
    answer: str
    leads_on: bool = False


OFTEN = (
    Asked(
        "labour_remuneration",
        "在工地干了三个月没拿到钱，没签合同怎么办？",
        "先收集考勤、转账和聊天记录，可以投诉也可以仲裁；农民工追索劳动报酬不用核查经济状况。",
        True,
    ),
    Asked(
        "labour_relation",
        "公司突然不让我上班，也不给书面通知，算不算辞退？",
        "可以要求公司说明理由，保留打卡和聊天记录，一年内申请劳动仲裁。",
        True,
    ),
    Asked(
        "work_injury",
        "上班路上被车撞，能算工伤吗？",
        "非本人主要责任的交通事故可以认定工伤，请在一年内申请认定。",
        True,
    ),
    Asked(
        "support",
        "儿子不给赡养费，村里调解过也不管用。",
        "可以向法院起诉要求赡养费，符合条件的可以申请法律援助。",
        True,
    ),
    Asked(
        "domestic_violence",
        "丈夫喝酒就打人，我想离开又怕他找来。",
        "遇到危险先报警，可以申请人身安全保护令，我们可以帮您写申请。",
        True,
    ),
    Asked(
        "traffic_injury",
        "对方全责却不肯赔医药费，保险公司也在拖。",
        "带事故认定书和医院单据来窗口，可以起诉对方和保险公司。",
        True,
    ),
    Asked(
        "support", "离婚后对方半年没给孩子抚养费。", "可以起诉，也可以申请强制执行，过去欠的也能要。", True
    ),
    Asked(
        "other",
        "邻居装修漏水到我家，他不认账。",
        "先拍照留证，请社区调解；调解不成可以起诉。不在法律援助范围，可以继续咨询。",
    ),
    Asked("other", "网上买的东西是假的，商家不退钱。", "可以向平台和12315投诉，保留订单和聊天记录。"),
    Asked(
        "other",
        "借给朋友的钱三年没还，借条快过期了吗？",
        "诉讼时效三年，从约定还款日起算，催款记录可以使时效中断。",
    ),
    Asked(
        "other",
        "父母留下的老房子，兄弟姐妹怎么分？",
        "没有遗嘱时同一顺序的继承人一般均等，可以先协商或调解。",
    ),
    Asked("other", "租的房子到期，房东不退押金。", "合同写明的按合同办，可以向住建部门反映，也可以起诉。"),
    Asked("other", "信用卡还不上，催收的人天天打电话给家里。", "可以和银行协商分期；催收骚扰可以投诉。"),
    Asked("other", "村里的土地被征，补偿款一直没发。", "可以要求公开征地材料，对补偿有异议可以申请复议。"),
)


def questions(stage: Stage, number: int) -> list[Scene]:
    """So many questions, spread over the past months."""
    return [Scene(stage.random.randint(*SPAN), asked) for _ in range(number)]


def asked(stage: Stage) -> Script:
    """Somebody asks and is answered on the spot; nobody writes down who they are."""
    place, officers = stage.random.choice(OFFICES)
    officer, about = stage.random.choice(officers), stage.random.choice(OFTEN)
    register_consultation(
        agency=stage.institution("agency", place).pk,
        channel=stage.random.choice(CHANNELS.get(officer, ("window", "phone"))),
        subject=about.subject,
        question=about.question,
        answer=about.answer,
        advise_to_apply=about.leads_on,
        person=None,
        by=stage.by(officer),
        now=stage.now,
    )
    yield from ()
