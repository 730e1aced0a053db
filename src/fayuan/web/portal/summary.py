"""What was answered, as the check page shows it: sections of lines, each with the way back to its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.people.identity import mask_id_number, mask_phone
from fayuan.web.portal import papers
from fayuan.web.portal.questions.group import Members
from fayuan.web.portal.questions.order import MATERIALS_STEP, Question, asked
from fayuan.web.portal.telling import Telling
from fayuan.web.shared.dates import day
from fayuan.web.shared.fields import YuanField, yuan
from fayuan.web.shared.pieces import Answer


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the answers under it."""

    title: str
    answers: Sequence[Answer]


def sections(ref: str, told: Telling) -> list[Section]:
    """All answers of the draft, numbers masked."""
    titles = {1: _("您是谁"), 2: _("发生了什么"), 3: _("家里的情况"), MATERIALS_STEP: _("材料")}
    lines: dict[int, list[Answer]] = {step: [] for step in titles}
    lines[1] += _person(told)
    for question in asked(told):
        lines[question.step] += _lines(question, ref, told)
    return [Section(titles[step], lines[step]) for step in titles if lines[step]]


def _person(told: Telling) -> list[Answer]:
    """Who types: known from signing in, changed at the window only."""
    return [
        Answer(_("您的姓名"), told.person.name),
        Answer(_("您的身份证号"), mask_id_number(told.person.id_number)),
        Answer(_("您的手机"), mask_phone(told.person.phone)),
    ]


def _lines(question: Question, ref: str, told: Telling) -> Iterator[Answer]:
    url = f"{reverse('portal:question', args=[ref, question.key])}?then=check"
    if question.form is None:
        yield Answer(papers.name(question.paper), papers.handed_in(question.paper, told.answers), url)
        return
    if question.form is Members:
        count = len(told.answers.get("members", ()))
        yield Answer(_("和您一起申请的"), _("%(count)d人") % {"count": count}, url)
        return
    form = question.form(answers=told.answers, today=told.today)
    for name, field in form.fields.items():
        words = _shown(name, field, told.answers.get(name))
        yield Answer(str(form[name].label).rstrip("？?"), words or _("没有填"), url)


def _shown(name: str, field: forms.Field, value: Any) -> str:
    """An answer in words."""
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("同意") if value else ""
    if isinstance(field, forms.MultipleChoiceField):
        return "、".join(words for key, words in _choices(field) if key in value)
    if isinstance(field, forms.ChoiceField):
        return next((words for key, words in _choices(field) if key == value), "")
    if isinstance(field, YuanField):
        return _("%(amount)s元") % {"amount": yuan(value)}
    if name.endswith("id_number"):
        return mask_id_number(value)
    if name in {"deadline", "other_born"}:
        on = date.fromisoformat(value)
        return _("%(year)d年%(day)s") % {"year": on.year, "day": day(on)}
    return str(value)


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    choices: Any = field.choices
    return [(str(key), str(words)) for key, words in choices]
