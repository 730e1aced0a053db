"""Bring a paper to the applicant: opened online, handed over, or posted; 送达回证 is filled by what happened."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.core.refs import new_ref
from fayuan.dossier.access import recipient_of, require_server
from fayuan.dossier.models import Paper, Service
from fayuan.dossier.operations.papers import issue
from fayuan.dossier.queries import fetch_paper
from fayuan.dossier.services import SERVED_FORMS
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter

MOST_AT_ONCE = 50


def opened_online(paper: Paper, by: Actor, now: datetime) -> None:
    """The applicant has opened the paper: it is served, unless it was before (in the transaction of the opening)."""
    is_theirs = paper.form in SERVED_FORMS and paper.stands and access.is_applicant(by, paper.matter)
    if is_theirs and not _running(paper):
        serve_online(ref=paper.ref, by=by, now=now)


@operation
def serve_online(*, ref: str, by: Actor, now: datetime) -> Service:
    paper = fetch_paper(ref, by, now)
    given = {"state": Service.State.SERVED, "settled_at": now, "receiver": by.name}
    row = _begin(paper, Service.Way.INBOX, by, now, **given)
    return _receipted(row, by, now)


@operation
def hand_over_paper(
    *, ref: str, receiver: str, by: Actor, now: datetime, relation: str = "", remark: str = ""
) -> Service:
    """The paper was handed over at the window or at home; who took it, and who they are to the applicant."""
    paper = fetch_paper(ref, by, now)
    _require_served(paper, by)
    if not receiver.strip():
        raise BadInput({"receiver": _("请写明谁收下了文书。")})
    given = {"state": Service.State.SERVED, "settled_at": now, "receiver": receiver.strip()}
    row = _begin(
        paper, Service.Way.IN_PERSON, by, now, **given, relation=relation or _("本人"), remark=remark
    )
    return _receipted(row, by, now)


@operation
def post_papers(*, refs: Sequence[str], by: Actor, now: datetime) -> Service:
    """Take these papers for the post, as one batch to print; gives the first row, which names the batch.

    Raises `BadInput` for an empty choice and for a paper whose recipient has no address.
    """
    if not 0 < len(refs) <= MOST_AT_ONCE:
        raise BadInput({"refs": _("请勾选要寄的文书，一次最多%(most)d份。") % {"most": MOST_AT_ONCE}})
    batch = new_ref()
    rows = [_post(fetch_paper(ref, by, now), batch, by, now) for ref in refs]
    return rows[0]


@operation
def settle_post(
    *, ref: str, outcome: str, by: Actor, now: datetime, receiver: str = "", remark: str = ""
) -> Service:
    """What came of the post: `served`, with who signed for it, or `returned`, and then the paper waits again."""
    found = Service.objects.filter(ref=ref, state=Service.State.SENT).select_related("paper").first()
    if found is None:
        raise NotFound
    _require_server_of(fetch_paper(found.paper.ref, by, now), by)
    if outcome not in (Service.State.SERVED, Service.State.RETURNED):
        raise BadInput({"outcome": _("请选择已送达，还是退回。")})
    found.state, found.settled_at, found.remark = outcome, now, remark
    found.receiver = receiver.strip() or (
        recipient_of(found.paper.matter).name if outcome == "served" else ""
    )
    found.save(update_fields=["state", "settled_at", "receiver", "remark"])
    return _receipted(found, by, now) if outcome == Service.State.SERVED else found


def _post(paper: Paper, batch: str, by: Actor, now: datetime) -> Service:
    _require_served(paper, by)
    address = recipient_of(paper.matter).address
    if not address:
        said = {"name": paper.name, "number": paper.number}
        raise BadInput(
            {"refs": _("%(name)s%(number)s的收件人没有登记地址。请先补地址，或者当面送达。") % said}
        )
    return _begin(paper, Service.Way.POST, by, now, state=Service.State.SENT, address=address, batch=batch)


def _begin(paper: Paper, way: str, by: Actor, now: datetime, **given: object) -> Service:
    return Service.objects.create(paper=paper, way=way, at=now, by_name=by.name, **given)


def _require_served(paper: Paper, by: Actor) -> None:
    _require_server_of(paper, by)
    if paper.form not in SERVED_FORMS or not paper.stands or _running(paper):
        raise WrongState(_("这份文书不用送达，或者已经送达、正在邮寄。"))


def _require_server_of(paper: Paper, by: Actor) -> None:
    require_server(by, paper.issuer_id)


def _running(paper: Paper) -> bool:
    return paper.services.exclude(state=Service.State.RETURNED).exists()


def _receipted(row: Service, by: Actor, now: datetime) -> Service:
    """Issue 送达回证 by what happened."""
    matter: Matter = row.paper.matter
    data: dict[str, object] = {
        "document": row.paper.name,
        "document_no": row.paper.number,
        "addressee": recipient_of(matter).name,
        "address": row.address,
        "way": str(row.get_way_display()),
        "served_at": row.settled_at,
        "receiver": row.receiver,
        "relation": row.relation,
        "server": row.by_name if row.way != Service.Way.INBOX else row.paper.issuer.name,
        "remark": row.remark or (_("收件人登录后打开文书。") if row.way == Service.Way.INBOX else ""),
    }
    given = {name: value for name, value in data.items() if value}
    audience = Entry.Audience.HANDLING
    row.receipt = issue(
        matter, "service_receipt", by=by, now=now, data=given, for_applicant=False, audience=audience
    )
    row.save(update_fields=["receipt"])
    return row
