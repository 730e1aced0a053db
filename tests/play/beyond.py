"""Acts of a matter's life for which the story format has no verb, as walks do them."""

from collections.abc import Mapping
from datetime import timedelta

from fayuan.cases import operations as cases
from fayuan.core.errors import NotFound
from fayuan.intake import operations as intake
from fayuan.matters.models import Matter
from fayuan.network.queries import agency_of
from fayuan.play.stage import Act
from fayuan.play.verbs import DOES, Verb

FIVE_DAYS = timedelta(days=5)


def suspend(act: Act) -> None:
    cases.suspend_aid(
        ref=act.ref, ground="unlawful_demand", reason="坚持不合理的要求", by=act.by, now=act.now
    )


def resume(act: Act) -> None:
    cases.resume_aid(ref=act.ref, by=act.by, now=act.now)


def reopen(act: Act) -> None:
    cases.reopen_case(ref=act.ref, reason="补交材料", by=act.by, now=act.now)


def find_false_pledge(act: Act) -> None:
    intake.find_false_pledge(ref=act.ref, finding="名下有房出租", by=act.by, now=act.now)


def ask_cooperation(act: Act) -> None:
    asked = agency_of(act.step.details.get("to", "310101"))
    assert asked is not None
    until = (act.now + FIVE_DAYS).date()
    intake.send_cooperation_letter(
        ref=act.ref, agency=asked.pk, items=["核实收入"], reply_by=until, by=act.by, now=act.now
    )


def answer_cooperation(act: Act) -> None:
    letter = act.matter.cooperation_letters.filter(answered_at=None).first()
    if letter is None:
        raise NotFound
    intake.record_cooperation_answer(
        ref=letter.ref, outcome="helped", answer="已核实", by=act.by, now=act.now
    )


def change_notice(act: Act) -> None:
    intake.change_notice(ref=act.ref, what="detention_place", value="第二看守所", by=act.by, now=act.now)


def report_own_lawyer(act: Act) -> None:
    intake.report_own_lawyer(ref=act.ref, name="某所某律师", by=act.by, now=act.now)


def refuse_lawyer(act: Act) -> None:
    intake.refuse_lawyer(ref=act.ref, reason="不信任", by=act.by, now=act.now)


def renotice(act: Act) -> Matter | None:
    """After the end a linked matter begins; before it, the same one waits again."""
    found = intake.renotice(ref=act.ref, by=act.by, now=act.now)
    return found if found.ref != act.ref else None


ALL: Mapping[str, Verb] = {
    **DOES,
    "suspend": suspend,
    "resume": resume,
    "reopen": reopen,
    "find_false_pledge": find_false_pledge,
    "ask_cooperation": ask_cooperation,
    "answer_cooperation": answer_cooperation,
    "change_notice": change_notice,
    "report_own_lawyer": report_own_lawyer,
    "refuse_lawyer": refuse_lawyer,
    "renotice": renotice,
}
