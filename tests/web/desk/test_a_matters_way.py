"""The whole way of a work injury through the desk, page by page, as staff go it."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from fayuan.core import clock
from fayuan.intake.models import Consultation
from fayuan.matters.models import Matter

from cast import NOW, Cast

MINUTE = timedelta(minutes=1)


class Desk:
    """Somebody at the desk: opens pages, sends forms as a browser would, at a clock that moves on."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now, self.client = cast, NOW, Client()

    def sit(self, key: str) -> "Desk":
        """Let this person sit down."""
        self.client.force_login(self.cast.account(key))
        return self

    def get(self, name: str, /, *args: object) -> str:
        """The page's text; it must be there."""
        with clock.at(self.now):
            answer = self.client.get(reverse(f"desk:{name}", args=args))
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()

    def send(self, name: str, /, *args: object, **typed: object) -> str:
        """Open the page, send its form with what is typed, follow to the page that says it is done."""
        self.now += MINUTE
        address = reverse(f"desk:{name}", args=args)
        with clock.at(self.now):
            opened = self.client.get(address)
            form = opened.context["form"]
            hidden = {field.html_name: field.value() or "" for field in form.hidden_fields()}
            answer = self.client.post(address, hidden | typed, follow=True)
        assert answer.redirect_chain, answer.content.decode()[:4000]
        assert answer.status_code == 200
        return answer.content.decode()


def test_an_injury_goes_from_the_question_to_its_lawyer(cast: Cast) -> None:
    desk = Desk(cast).sit("clerk")
    person = {"name": "李某", "id_number": "970102198504201237", "phone": "13900000009"}
    said = desk.send(
        "register",
        channel="window",
        question="手指被机器轧伤，怎么索赔",
        answer="可按工伤主张",
        subject="work_injury",
        advise_to_apply="on",
        contact=["may_call", "may_text"],
        **person,
    )
    assert "代填申请" in said
    asked = Consultation.objects.get()
    desk.send(
        "apply",
        asked.ref,
        channel="window",
        subject="work_injury",
        form="arbitration",
        forum_kind="labour_arbitration",
        forum_place=cast.agency.division_id,
        facts="操作机器时手指轧伤",
        claim="18600",
        opponents="某机械公司",
        materials=["application_form", "id_card", "group_proof", "case_papers"],
    )
    matter = Matter.objects.get()
    assert (matter.state, matter.title_name, matter.claim_fen) == ("submitted", "李某", 1_860_000)
    assert "受理，出具凭证" in desk.get("workspace", matter.ref)
    assert "已受理" in desk.send("receive", matter.ref)

    desk.sit("examiner")
    assert "写审查意见" in desk.get("workspace", matter.ref)
    desk.send("examine", matter.ref, result="grant", means_check="exempt", opinion="符合")

    desk.sit("approver")
    assert "决定已作出" in desk.send(
        "decide", matter.ref, outcome="grant", reason="演算待核实，本人为务工人员"
    )

    desk.sit("assigner")
    assert "列出推荐名单" in desk.get("assign", matter.ref)
    with clock.at(desk.now + MINUTE):
        desk.client.post(reverse("desk:propose", args=[matter.ref]))
    page = desk.get("assign", matter.ref)
    assert "推荐第1" in page
    said = desk.send("assign", matter.ref, somebody=str(cast.people["lawyer"].pk), reason="熟悉工伤")
    assert "已指派" in said
    matter.refresh_from_db()
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])
