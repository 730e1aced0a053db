"""Named views of the worklist, each person's own: kept, renamed, dropped."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.people.models import SavedView
from fayuan.people.queries import saved_view, saved_views

MOST = 20
LONGEST = 20  # letters of a name
LONGEST_VALUE = 40


@operation
def save_view(*, name: str, query: Mapping[str, str], by: Actor, now: datetime) -> SavedView:
    """Keep filters (name → value) under a name of the person's own; the same name again replaces what it kept."""
    kept = {key: value for key, value in query.items() if value}
    if not kept or any(len(value) > LONGEST_VALUE for value in kept.values()):
        raise BadInput({"name": _("请先选好视图或者筛选条件，再存下来。")})
    called = checked(name)
    own = saved_views(by.person)
    if own.count() >= MOST and not own.filter(name=called).exists():
        raise WrongState(_("最多存%(most)d个。请先删去不用的。") % {"most": MOST})
    view, _made = SavedView.objects.update_or_create(
        person_id=by.person,
        name=called,
        defaults={"query": kept},
        create_defaults={"query": kept, "made_at": now},
    )
    return view


@operation
def rename_view(*, ref: str, name: str, by: Actor, now: datetime) -> SavedView:
    """Give one's own view another name."""
    view = saved_view(ref, by.person)
    called = checked(name)
    if saved_views(by.person).filter(name=called).exclude(pk=view.pk).exists():
        raise BadInput({"name": _("已经有一个叫这个名字的，请换一个。")})
    view.name = called
    view.save(update_fields=["name"])
    return view


@operation
def drop_view(*, ref: str, by: Actor, now: datetime) -> None:
    """Keep one's own view no longer."""
    view = saved_view(ref, by.person)
    view.delete()


def checked(name: str) -> str:
    """The name without what stands around it; `BadInput` where nothing is left, or too much."""
    called = name.replace("\x00", "").strip()
    if not called:
        raise BadInput({"name": _("请给它起个名字。")})
    if len(called) > LONGEST:
        raise BadInput({"name": _("名字最多%(most)d个字。") % {"most": LONGEST}})
    return called
