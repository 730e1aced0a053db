"""Who may do what with papers: withdraw one, ask for a signature, and whose signature it is."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import NotAllowed, WrongState
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.papers import catalogue
from fayuan.matters.models import Matter, Party
from fayuan.matters.queries import parties
from fayuan.people.models import Person

WITHDRAWERS = ("approver", "bureau")  # who decides at the office that issued the paper
ASKERS = frozenset({"clerk", "examiner"})
SERVERS = frozenset({"clerk"})


def may_withdraw(by: Actor, paper: Paper) -> bool:
    """Whether the actor decides at the issuing office, and the paper still stands."""
    return paper.stands and any(by.has(role, paper.issuer_id) for role in WITHDRAWERS)


def require_withdrawer(by: Actor, paper: Paper) -> None:
    """The actor decides at the issuing office: its approver, or an officer of the bureau that issued it (403)."""
    if not any(by.has(role, paper.issuer_id) for role in WITHDRAWERS):
        raise NotAllowed(_("文书由发出它的机构的审批人撤回。"))


def may_make_sheets(by: Actor, matter: Matter) -> bool:
    """Whether the actor keeps the matter's file: the agency's window and examiners, or the lawyer in charge."""
    handles = by.person_id is not None and by.person_id == matter.handler_id
    return by.is_system or handles or by.has_any(ASKERS, matter.agency_id)


def require_sheet_maker(by: Actor, matter: Matter) -> None:
    """The actor keeps the matter's file (403)."""
    if not may_make_sheets(by, matter):
        raise NotAllowed(_("表格由承办人，或者法律援助机构的受理、审查人员生成。"))


def may_ask(by: Actor, paper: Paper) -> bool:
    """Whether the actor asks for signatures under this paper: the agency's window, or the lawyer in charge."""
    return may_make_sheets(by, paper.matter)


def require_asker(by: Actor, paper: Paper, role: str) -> None:
    """The actor may ask (403), and this form is signed by that role (409)."""
    if not may_ask(by, paper):
        raise NotAllowed(_("请签名由承办人，或者法律援助机构的受理、审查人员发起。"))
    if role not in signers(paper):
        raise WrongState(_("这种文书不用这一方签名。"))


def signers(paper: Paper) -> tuple[str, ...]:
    """The roles that sign this form from afar."""
    return catalogue.by_key(paper.form, _day(paper.issued_at)).signers


def signer_of(paper: Paper, role: str) -> Person:
    """Who signs in that role: the lawyer in charge, or the recipient (who applied for them, where they cannot)."""
    if role == SignatureRequest.Role.LAWYER:
        if paper.matter.handler is None:
            raise WrongState(_("这件事还没有承办人员。"))
        return paper.matter.handler
    return recipient_of(paper.matter)


def recipient_of(matter: Matter) -> Person:
    """Who signs and is served on the applicant's side: the agent where there is one, else the applicant."""
    for side in (Party.Role.AGENT, Party.Role.APPLICANT):
        party = parties(matter, side).select_related("person").first()
        if party is not None and party.person is not None:
            return party.person
    raise WrongState(_("没有登记受援人的身份，请到窗口当面办。"))


def require_server(by: Actor, agency: int) -> None:
    """The actor serves papers for the agency: its window (403)."""
    if not by.has_any(SERVERS, agency):
        raise NotAllowed(_("送达由发出文书的机构窗口办理。"))


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()
