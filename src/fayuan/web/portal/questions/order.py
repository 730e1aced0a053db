"""Which pages an application has, in which order; the step of five that each belongs to."""

from collections.abc import Callable
from dataclasses import dataclass

from fayuan.law.words import MATERIALS
from fayuan.web.portal.questions import group, means, what, who
from fayuan.web.portal.questions.answer_form import AnswerForm
from fayuan.web.portal.telling import Telling

STEPS = 5  # who, what, means, materials, check
MATERIALS_STEP = 4
SEEN = "seen"  # the answer that lists the pages saved so far
FILE = "file-"  # pages on which papers are handed in: file-id_card


@dataclass(frozen=True, slots=True)
class Question:
    """One page: its name in the address, the step it belongs to, its form (none where papers are handed in)."""

    key: str
    step: int
    form: type[AnswerForm] | None
    asked: Callable[[Telling], bool]

    @property
    def paper(self) -> str:
        """The paper handed in on this page, as the law names it; empty on other pages."""
        return self.key.removeprefix(FILE) if self.form is None else ""


def _always(told: Telling) -> bool:
    return True


def _of(*kinds: str) -> Callable[[Telling], bool]:
    return lambda told: told.answers.get("kind") in kinds


def _not_of(*kinds: str) -> Callable[[Telling], bool]:
    return lambda told: told.answers.get("kind") not in kinds


def _whom(*whoms: str) -> Callable[[Telling], bool]:
    return lambda told: told.answers.get("whom") in whoms


def _known(told: Telling) -> bool:
    """Whether enough is told for the law to say which papers are needed."""
    return all(told.answers.get(name) for name in ("whom", "kind", "place", "way"))


def _means_tested(told: Telling) -> bool:
    return _known(told) and told.path == "means_tested"


def _needs(paper: str) -> Callable[[Telling], bool]:
    return lambda told: _known(told) and paper in told.needed


def _at_risk(told: Telling) -> bool:
    """Whether somebody near may harm whoever types, or must not know of it."""
    return told.answers.get("kind") == "violence" or told.answers.get("contact") == "none"


QUESTIONS: tuple[Question, ...] = (
    Question("whom", 1, who.Whom, _always),
    Question("other", 1, who.Other, _whom("child", "detained", "relative")),
    Question("relation", 1, who.Relation, _whom("child")),
    Question("consent", 1, who.ChildConsent, lambda told: told.is_young_child),
    Question("members", 1, group.Members, _whom("group")),
    Question("detained", 1, who.Detained, _whom("detained")),
    Question("contact", 1, who.Contact, _always),
    Question("what", 2, what.What, _always),
    Question("safety", 2, who.Safety, _at_risk),
    Question("subject", 2, what.OtherSubject, _of("other")),
    Question("place", 2, what.Place, _always),
    Question("way", 2, what.Where, _always),
    Question("opponent", 2, what.Opponent, _not_of("criminal")),
    Question("offence", 2, what.Offence, _of("criminal")),
    Question("story", 2, what.Story, _always),
    Question("claim", 2, what.Claim, _not_of("criminal", "violence")),
    Question("deadline", 2, what.Deadline, _of("violence")),  # others are asked with what they want
    Question("groups", 3, who.Groups, _always),
    Question("income", 3, means.Income, _means_tested),
    Question("pledge", 3, means.Pledge, _means_tested),
    *(
        Question(FILE + paper, MATERIALS_STEP, None, _needs(paper))
        for paper in MATERIALS
        if paper not in {"application_form", "means_statement"}
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def asked(told: Telling) -> list[Question]:
    """The pages of this application, in order."""
    return [question for question in QUESTIONS if question.asked(told)]


def waiting(told: Telling) -> Question | None:
    """The first page that has not been saved yet; None when only the check is left."""
    seen = set(told.answers.get(SEEN, ()))
    return next((question for question in asked(told) if question.key not in seen), None)


def before(key: str, told: Telling) -> Question | None:
    """The page before this one."""
    keys = [question.key for question in asked(told)]
    place = keys.index(key) if key in keys else 0
    return BY_KEY[keys[place - 1]] if place else None


def after(key: str, told: Telling) -> Question | None:
    """The page after this one."""
    keys = [question.key for question in asked(told)]
    place = keys.index(key) + 1 if key in keys else len(keys)
    return BY_KEY[keys[place]] if place < len(keys) else None
