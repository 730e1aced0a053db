"""Issue a sheet for the file, filled from what the matter already holds: nothing is typed twice."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.access import require_sheet_maker
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import issue
from fayuan.dossier.papers import catalogue
from fayuan.intake.sheets import SHEETS
from fayuan.matters import access
from fayuan.matters.models import Entry


@operation
def issue_sheet(*, ref: str, form: str, by: Actor, now: datetime) -> Paper:
    """Issue the sheet of this form as the matter stands; `WrongState` where what it asks for is not there yet."""
    matter = access.fetch(ref, by, now)
    require_sheet_maker(by, matter)
    if form not in SHEETS:
        raise BadInput({"form": _("请从列出的表格里选。")})
    data = SHEETS[form](matter)
    if data is None:
        raise WrongState(_("这张表要的内容还没有：请先办到那一步，再生成。"))
    is_theirs = "recipient" in catalogue.by_key(form, now.astimezone(SHANGHAI).date()).signers
    audience = Entry.Audience.ALL if is_theirs else Entry.Audience.HANDLING
    return issue(matter, form, by=by, now=now, data=data, for_applicant=is_theirs, audience=audience)
