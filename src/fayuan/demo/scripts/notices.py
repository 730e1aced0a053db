"""Criminal cases: notices of court, procuratorate and police, and what comes out of the house of detention."""

from datetime import date, time

from fayuan.demo.case import apply, notify
from fayuan.demo.director import Scene, Script
from fayuan.demo.stage import Stage
from fayuan.intake.inputs import AgentInput, NoticeInput, PersonInput

DETENTION = "石桥县看守所"


def _person(name: str, sex: str, born: date, **details: object) -> PersonInput:
    return PersonInput(details={"name": name, "sex": sex, "born": born, "is_fictional": True, **details})


def boy_of_sixteen(stage: Stage) -> Script:
    """A boy of sixteen; his lawyer has seen him and read the file."""
    case = notify(
        stage,
        "procuratorate",
        NoticeInput(
            authority=stage.institution("procuratorate").pk,
            form="defence",
            reason="minor",
            stage="prosecution",
            person=_person("孙某某", "m", date(stage.today().year - 16, 2, 11)),
            offence="盗窃罪",
            case_number=f"石检刑诉〔{stage.today().year}〕41号",
            letter_number=f"石检援通〔{stage.today().year}〕7号",
            contact="章某 0999-2200033",
        ),
    )
    yield 1
    case.propose()
    yield 0
    case.assign("gu")
    yield 1
    case.accept()
    yield 1
    case.sign()
    yield 2
    case.log("met", "在检察院会见，父亲到场。认罪态度好，已退赃。")
    yield 2
    case.log("read_file", "阅卷，卷宗一册。涉案金额2300元，被害人已出具谅解书。")
    yield 2
    case.log("opinion", "提交附条件不起诉的法律意见。")


def deaf_defendant(stage: Stage) -> Script:
    """The court asks for a defender of a man who cannot hear; nobody is assigned yet."""
    notify(
        stage,
        "court",
        NoticeInput(
            authority=stage.institution("court").pk,
            form="defence",
            reason="disability",
            stage="first_instance",
            person=_person(
                "阮某",
                "m",
                date(1991, 6, 3),
                disability_kind="hearing",
                disability_level=1,
                languages=["手语"],
            ),
            offence="故意伤害罪",
            hearing=stage.last_day(16),
            case_number=f"（{stage.today().year}）岭9702刑初88号",
            detained_at=DETENTION,
            letter_number=f"（{stage.today().year}）石法援通12号",
            contact="孔某 0999-2200021",
        ),
    )
    yield from ()


def police_ask(stage: Stage) -> Script:
    """The police ask for a defender during the investigation; assigned, not answered."""
    case = notify(
        stage,
        "police",
        NoticeInput(
            authority=stage.institution("police").pk,
            form="defence",
            reason="limited_capacity",
            stage="investigation",
            person=_person("岑某", "f", date(1979, 9, 21), capacity="limited"),
            offence="放火罪",
            case_number=f"石公刑〔{stage.today().year}〕203号",
            detained_at=DETENTION,
            contact="钱某 0999-2200110",
        ),
    )
    yield 1
    case.assign("lu")


def opinion_adopted(stage: Stage) -> Script:
    """A defence that went its whole way; the closing was accepted."""
    case = notify(
        stage,
        "court",
        NoticeInput(
            authority=stage.institution("court").pk,
            form="defence",
            reason="ordinary_procedure",
            stage="first_instance",
            person=_person("裘某", "m", date(1987, 11, 30)),
            offence="诈骗罪",
            case_number=f"（{stage.today().year}）岭9702刑初61号",
            detained_at=DETENTION,
            contact="孔某 0999-2200021",
        ),
    )
    yield 1
    case.assign("gu")
    yield 1
    case.accept()
    yield 2
    case.sign()
    yield 1
    case.log("met", "在看守所会见，核实涉案金额。")
    yield 2
    case.log("read_file", "阅卷三册，其中两笔转账证据不足。")
    yield 9
    case.log("hearing", "出庭辩护，对两笔金额提出异议。")
    yield 1
    case.log("opinion", "庭后提交书面辩护意见。")
    yield 6
    case.log("judgment", "判决采纳意见，扣除两笔金额，判处有期徒刑一年二个月。")
    yield 3
    case.close(
        "opinion_adopted",
        "刑事判决书",
        ("会见笔录", "阅卷笔录", "辩护词", "刑事判决书", "庭审笔录", "结案报告表"),
        summary="关于涉案金额的辩护意见被采纳。",
    )
    yield 3
    case.accept_closing()


def wife_of_a_detained_man(stage: Stage) -> Script:
    """A wife applies for her husband, who is detained; received yesterday."""
    husband = {
        "name": "龙某",
        "sex": "m",
        "born": date(1984, 5, 17),
        "groups": ["no_fixed_income"],
        "is_fictional": True,
    }
    case = apply(
        stage,
        "long",
        "criminal_defence",
        "丈夫帮人开车送货，后来才知道车上是假烟，上周被拘留。家里没有钱请律师。",
        applicant=PersonInput(details=husband),
        agent=AgentInput("close_relative", "冉某静", person=stage.person("long")),
        form="defence",
        stage="investigation",
        forum_kind="police",
        offence="销售伪劣产品罪",
        detained_at=DETENTION,
        materials=("application_form", "id_card", "group_proof", "case_papers", "agent_proof"),
    )
    yield 1
    case.receive()


def hearing_of_the_minor(stage: Stage) -> Script:
    """A girl of seventeen before the court; the hearing is fixed."""
    case = notify(
        stage,
        "court",
        NoticeInput(
            authority=stage.institution("court").pk,
            form="defence",
            reason="minor",
            stage="first_instance",
            person=_person("米某某", "f", date(stage.today().year - 17, 1, 8)),
            offence="寻衅滋事罪",
            case_number=f"（{stage.today().year}）岭9702刑初79号",
            letter_number=f"（{stage.today().year}）石法援通10号",
            contact="孔某 0999-2200021",
        ),
    )
    yield 1
    case.assign("bai")
    yield 0
    case.accept()
    yield 2
    case.sign()
    yield 3
    case.log("met", "在家中会见，母亲到场，了解就学情况。")
    yield 3
    case.plan_hearing(stage.appointment(4, time(9, 0)), "石桥县人民法院少年法庭")


SCENES = (
    Scene(18, boy_of_sixteen),
    Scene(2, deaf_defendant),
    Scene(3, police_ask),
    Scene(42, opinion_adopted),
    Scene(2, wife_of_a_detained_man),
    Scene(14, hearing_of_the_minor),
)
