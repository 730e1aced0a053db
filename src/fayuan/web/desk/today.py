"""What has to be done today beside the matters of the list: questions to answer, letters to reply to, who comes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.intake import queries
from fayuan.intake.access import ANSWER_ROLES, ASKING_ROLES
from fayuan.matters.worklists import day_end
from fayuan.web.desk.answers import MOST_WAITING
from fayuan.web.desk.stand_ins import lent_to
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.request import Request


@dataclass(frozen=True, slots=True)
class Also:
    """One line: what, where it is done, and whether its hour has passed."""

    words: str
    url: str
    is_late: bool = False


def also_today(request: Request) -> list[Also]:
    """The lines of this person, what is late first."""
    found = [*_questions(request), *_letters(request), *_visitors(request)]
    return sorted(found, key=lambda each: not each.is_late)


def _questions(request: Request) -> Iterator[Also]:
    if not any(request.actor.has(role) for role in ANSWER_ROLES):
        return
    tonight, url = day_end(request.now), reverse("desk:waiting")
    dues = queries.answers_by(queries.unanswered(request.actor)[:MOST_WAITING])
    late = sum(due is not None and due <= request.now for due in dues)
    soon = sum(due is not None and request.now < due <= tonight for due in dues)
    if late:
        yield Also(_("咨询超过24小时没有答复：%(count)d件") % {"count": late}, url, is_late=True)
    if soon:
        yield Also(_("今天要答复的咨询：%(count)d件") % {"count": soon}, url)


def _letters(request: Request) -> Iterator[Also]:
    places = {place for role, place in request.actor.posts if role in ASKING_ROLES}
    if not places:
        return
    today = local_day(request.now)
    waiting = queries.letters_waiting(request.actor, request.now)
    days = list(
        waiting.filter(asked__in=places, reply_by__lte=today).values_list("reply_by", flat=True)[
            :MOST_WAITING
        ]
    )
    late, url = sum(by < today for by in days), reverse("desk:letters")
    if late:
        yield Also(_("协作函过了期限没有函复：%(count)d件") % {"count": late}, url, is_late=True)
    if len(days) > late:
        yield Also(_("今天要函复的协作函：%(count)d件") % {"count": len(days) - late}, url)


def _visitors(request: Request) -> Iterator[Also]:
    if not any(request.actor.has(role) for role in ANSWER_ROLES):
        return
    coming = queries.appointments(request.actor, request.now, day_end(request.now))[:MOST_WAITING].count()
    if coming:
        yield Also(_("今天约好来的：%(count)d人") % {"count": coming}, reverse("desk:waiting"))


def on_behalf(request: Request) -> list[str]:
    """For whom this person does what, until which day: 您代马某办审批岗的事，到6月19日."""
    today = local_day(request.now)
    return [
        _("您代%(name)s办%(post)s的事，到%(day)s为止。")
        % {
            "name": lent.stands_in_for.person.name if lent.stands_in_for else "",
            "post": lent.get_role_display(),
            "day": day(lent.last_day, today) if lent.last_day else "",
        }
        for lent in lent_to(request)
    ]
