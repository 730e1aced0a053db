"""Issue a paper.

`issue` is a part of other operations and runs in their transaction: number, row and drawing job stand or fall together.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.numbers import official_number
from fayuan.dossier import jobs
from fayuan.dossier.facts import of_matter
from fayuan.dossier.models import Paper
from fayuan.dossier.papers import catalogue
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note
from fayuan.network.models import Institution


def issue(
    matter: Matter,
    form: str,
    *,
    by: Actor,
    now: datetime,
    data: Mapping[str, object] | None = None,
    for_applicant: bool = True,
    issuer: Institution | None = None,
    audience: str = Entry.Audience.ALL,
) -> Paper:
    """Issue the form for the matter with its number and today's data; the PDF is drawn by a job after the commit.

    `audience` is that of its line in the timeline.
    """
    issuer = issuer or matter.agency
    today = now.astimezone(SHANGHAI).date()
    known = catalogue.by_key(form, today)
    number = (
        official_number(str(issuer.pk), issuer.number_prefix, known.word, today.year) if known.word else ""
    )
    fields = {**known.pick(of_matter(matter)), **(data or {})}
    paper = Paper.objects.create(
        matter=matter,
        issuer=issuer,
        form=form,
        name=known.name,
        number=number,
        data={
            field.name: _json(fields[field.name], field.type)
            for field in known.fields
            if field.name in fields
        },
        issued_at=now,
        by_name=by.name,
        for_applicant=for_applicant,
        check_token=secrets.token_urlsafe(16),  # 128 bits: nobody finds a paper by trying
    )
    told = {"name": known.name, "number": number, "ref": paper.ref}
    note(matter, "paper", by=by, now=now, audience=audience, data=told)
    jobs.draw.defer(paper_id=paper.pk)
    return paper


def _json(value: object, kind: str) -> object:
    """Dates and moments as ISO text in local time, as the form's field wants them; everything else as it is."""
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI)
        return local.isoformat() if kind == "moment" else local.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
