"""What changed on a matter since somebody opened a form about it, to stand beside what they typed."""

from collections.abc import Sequence

from fayuan.dossier.queries import papers_of
from fayuan.matters.models import Matter
from fayuan.matters.queries import timeline
from fayuan.web.portal.progress import Progress
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.pieces import Entry
from fayuan.web.shared.request import Request

MOST = 5


def changes_since(matter: Matter, form: ActForm, request: Request) -> Sequence[Entry]:
    """The newest lines of the timeline since the form was opened, when the form is stale; else nothing."""
    if not form.is_stale or form.seen is None:
        return ()
    rows = list(timeline(matter, request.actor).filter(at__gt=form.seen)[:MOST])
    papers = list(papers_of(matter, request.actor))
    return Progress(matter, rows[::-1], papers, (), request.now).happened()
