"""The verbs of the story format, each one operation (or two) of the rooms below.

A verb does its step and gives the matter that it made, if it made one. A detail that a story leaves out is made up, so
that a step meant to be refused is refused for its own reason.
"""

from collections.abc import Callable, Mapping

from fayuan.matters.models import Matter
from fayuan.play.stage import Act
from fayuan.play.verbs import (
    applying,
    asking_offices,
    assigning,
    consulting,
    deciding,
    handling,
    notifying,
)

Verb = Callable[[Act], Matter | None]

DOES: Mapping[str, Verb] = {
    "consult": consulting.consult,
    "apply": applying.apply,
    "ask_supplement": applying.ask_supplement,
    "supplement": applying.supplement,
    "receive": applying.receive,
    "redirect": applying.redirect,
    "ask_cooperation": asking_offices.ask_cooperation,
    "answer_cooperation": asking_offices.answer_cooperation,
    "withdraw": applying.withdraw,
    "next_stage": applying.next_stage,
    "examine": deciding.examine,
    "grant": deciding.grant,
    "refuse": deciding.refuse,
    "grant_first": deciding.grant_first,
    "object": deciding.object_to,
    "decide_objection": deciding.decide_objection,
    "notify": notifying.notify,
    "assign": assigning.assign,
    "choose": assigning.choose,
    "accept": assigning.accept,
    "decline": assigning.decline,
    "ask_replacement": assigning.ask_replacement,
    "replace": assigning.replace,
    "keep": assigning.keep,
    "sign_agreement": handling.sign_agreement,
    "log": handling.log,
    "report": handling.report,
    "terminate": handling.terminate,
    "close": handling.close,
    "return_closing": handling.return_closing,
    "accept_closing": handling.accept_closing,
    "pay": handling.pay,
    "archive": handling.archive,
    "follow_up": handling.follow_up,
    "read": consulting.read,
    "wait": consulting.wait,
}
