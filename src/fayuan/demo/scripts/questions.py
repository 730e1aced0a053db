"""Questions at the window, by telephone and online, and applications that are still being written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from fayuan.demo.director import Scene, Script
from fayuan.demo.places import COUNTY, DISTRICT
from fayuan.demo.stage import Stage
from fayuan.intake import operations as intake
from fayuan.intake.inputs import PersonInput


@dataclass(frozen=True)
class Question:
    """A question as it was asked and answered on the spot, by whom and through which channel."""

    by: str
    channel: str
    subject: str
    question: str
    answer: str
    person: str = ""
    leads_to_application: bool = False
    place: str = COUNTY


ASKED: Mapping[int, Question] = {
    # working days ago
    2: Question(
        "duty",
        "window",
        "labour_remuneration",
        "老板欠三个月工资，没有合同，只有微信记录，能告赢吗？",
        "微信记录可以作证据。先到劳动监察投诉，也可以申请劳动仲裁；您符合免予核查条件，可以申请法律援助。",
        leads_to_application=True,
    ),
    3: Question(
        "hotline",
        "phone",
        "support",
        "我和前夫离婚五年，他从来不给抚养费，现在还能要吗？",
        "可以要。抚养费在孩子成年前都可以主张，过去欠的部分尽快起诉。带上离婚证和孩子的户口页来窗口。",
        person="chang",
        leads_to_application=True,
    ),
    5: Question(
        "hotline",
        "phone",
        "other",
        "邻居盖房子挡住我家窗户，怎么办？",
        "这是相邻权纠纷，先请村里或者司法所调解。不在法律援助范围，可以继续打12348问。",
    ),
    6: Question(
        "clerk2",
        "window",
        "traffic_injury",
        "被电动车撞了，对方说没钱，保险也没有，我该去哪里？",
        "请带事故认定书和医院单据。对方没有能力赔，也可以先起诉拿到判决，以后有财产再执行。",
    ),
    8: Question(
        "duty",
        "window",
        "criminal_defence",
        "儿子被刑事拘留，家属可以见他吗？",
        "侦查期间家属不能会见，律师可以。经济困难可以申请法律援助，看守所和办案机关也能转交申请。",
        leads_to_application=True,
    ),
    12: Question(
        "hotline",
        "phone",
        "social_insurance",
        "单位一直没有交社保，我已经到退休年龄了，能补吗？",
        "先到社保经办机构问能不能补缴；不能补的，可以要求单位赔偿损失，从退休之日起一年内申请仲裁。",
    ),
    15: Question(
        "qinghe",
        "window",
        "work_injury",
        "在工地从架子上摔下来，包工头说私了给两万，要不要签？",
        "先别签。做了工伤认定和伤残鉴定才知道该赔多少。带病历来，我们帮您算。",
        place=DISTRICT,
    ),
    21: Question(
        "clerk",
        "station",
        "domestic_violence",
        "丈夫打人，派出所说是家务事，我该找谁？",
        "请派出所出具告诫书或者出警记录，可以向法院申请人身安全保护令，不收费。也可以申请法律援助。",
    ),
}


def _asked(asked: Question) -> Callable[[Stage], Script]:
    """A question that was answered at once."""

    def script(stage: Stage) -> Script:
        intake.register_consultation(
            agency=stage.institution("agency", asked.place).pk,
            channel=asked.channel,
            subject=asked.subject,
            question=asked.question,
            answer=asked.answer,
            advise_to_apply=asked.leads_to_application,
            person=PersonInput(id=stage.person(asked.person)) if asked.person else None,
            by=stage.by(asked.by),
            now=stage.now,
        )
        yield from ()

    return script


def _in_writing(who: str, subject: str, question: str, answer: str = "") -> Callable[[Stage], Script]:
    """A question asked online, answered by the hotline on the same day, or still waiting."""

    def script(stage: Stage) -> Script:
        office = stage.institution("agency")
        asked = intake.ask_question(
            agency=office.pk, subject=subject, question=question, by=stage.by(who), now=stage.now
        )
        if answer:
            yield 0
            intake.answer_consultation(ref=asked.ref, answer=answer, by=stage.by("hotline"), now=stage.now)

    return script


waits_for_an_answer = _in_writing(
    "cao", "labour_relation", "我送外卖，平台说我们是合作关系。被车撞了，平台不管，这算不算工伤？"
)
has_its_answer = _in_writing(
    "luo",
    "work_injury",
    "仲裁开庭的时候我一定要到场吗？工地请假要扣钱。",
    "律师可以代您出庭。本人到场更容易把经过说清楚，请和您的律师商量，他会提前告诉您。",
)


def comes_again(stage: Stage) -> Script:
    """Asked at the window; comes again with papers the day after tomorrow."""
    asked = intake.register_consultation(
        agency=stage.institution("agency").pk,
        channel="window",
        subject="capacity_declaration",
        question="父亲中风后不认识人了，银行不让我替他取养老金，要办什么手续？",
        answer="可以申请法院认定父亲为无民事行为能力人，同时指定监护人。请带户口簿、病历再来一次，我们帮您写申请。",
        advise_to_apply=True,
        person=PersonInput(id=stage.person("long")),
        by=stage.by("duty"),
        now=stage.now,
    )
    yield 0
    intake.appoint_consultation(
        ref=asked.ref, at=stage.appointment(2, time(10, 0)), by=stage.by("clerk"), now=stage.now
    )


def half_written(who: str, answers: Mapping[str, Any]) -> Callable[[Stage], Script]:
    """An application that its applicant has begun at home and not handed in."""

    def script(stage: Stage) -> Script:
        office = stage.institution("agency")
        intake.save_draft(ref=None, answers=answers, agency=office.pk, by=stage.by(who), now=stage.now)
        yield from ()

    return script


courier_begins = half_written(
    "cao",
    {
        "whom": "self",
        "contact": "all",
        "kind": "wages",
        "place": COUNTY,
        "way": "before_arbitration",
        "opponent": "某即时配送公司石桥站",
        "seen": ["whom", "contact", "what", "place", "way", "opponent"],
    },
)
daughter_begins = half_written("luo", {"whom": "child", "seen": ["whom"]})

SCENES = (
    *(Scene(days_ago, _asked(question)) for days_ago, question in ASKED.items()),
    Scene(1, waits_for_an_answer),
    Scene(6, has_its_answer),
    Scene(3, comes_again),
    Scene(2, courier_begins),
    Scene(4, daughter_begins),
)
