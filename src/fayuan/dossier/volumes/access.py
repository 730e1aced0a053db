"""Who may arrange, seal, open and destroy the file of a case."""

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed, WrongState
from fayuan.dossier.models import Edition, Motion, Volume
from fayuan.dossier.volumes.gathering import in_force
from fayuan.matters import access
from fayuan.matters.models import Matter

KEEPERS = frozenset({"clerk", "closing_reviewer"})
SECONDERS = frozenset({"approver", "closing_reviewer"})
ENDED = frozenset(
    {"refused", "closed", "terminated", "upheld", "archived"}
)  # states in which a file is complete


def volumes_for(matter: Matter, by: Actor) -> tuple[Volume, ...]:
    """The volumes that the actor may see whole: the desk both, who handles the case the handling volume."""
    if access.is_desk(by, matter) or by.has("bureau", matter.agency.parent_id or 0):
        return (Volume.APPROVAL, Volume.HANDLING)
    if by.person_id is not None and by.person_id == matter.handler_id:
        return (Volume.HANDLING,)
    return ()


def may_arrange(matter: Matter, volume: str, by: Actor) -> bool:
    """Whether the actor puts this volume in order: the window the agency's, who handles the case their own."""
    handles = by.person_id is not None and by.person_id == matter.handler_id
    return by.has_any(KEEPERS, matter.agency_id) or (handles and volume == Volume.HANDLING)


def require_arranging(matter: Matter, volume: str, by: Actor) -> None:
    """The actor may put the volume in order (403), and it is not sealed (409)."""
    if not may_arrange(matter, volume, by):
        raise NotAllowed(_("整理这一卷不属于您的岗位。"))
    refuse_sealed(matter, volume)


def refuse_sealed(matter: Matter, volume: str) -> None:
    """`WrongState` while the volume is sealed or being sealed."""
    if volume in in_force(matter):
        raise WrongState(_("这一卷已经封存，不能再改。要改，先申请启封。"))


def require_sealing(matter: Matter, volume: str, by: Actor) -> None:
    """A closing reviewer of the agency (403), when the case has ended and the volume is open (409)."""
    access.require(by, "closing_reviewer", matter)
    access.refuse_own(by, matter)
    if matter.state not in ENDED:
        raise WrongState(_("案件结案以后才能封存案卷。"))
    refuse_sealed(matter, volume)


def require_proposing(edition: Edition, by: Actor) -> None:
    """A keeper of the agency's files (403), while the edition is sealed and nothing else is proposed (409)."""
    if not by.has_any(KEEPERS, edition.matter.agency_id):
        raise NotAllowed(_("启封和销毁由案卷管理人员提出。"))
    access.refuse_own(by, edition.matter)
    if edition.state != Edition.State.SEALED or edition.motions.filter(seconded_at=None).exists():
        raise WrongState(_("这一卷没有封存，或者已经有人提出申请。"))


def require_seconding(motion: Motion, by: Actor) -> None:
    """An approver or closing reviewer of the agency who is not the one who proposed it (403)."""
    if not by.has_any(SECONDERS, motion.edition.matter.agency_id):
        raise NotAllowed(_("启封和销毁由审批人或者结案审核人同意。"))
    if by.person_id == motion.by_id:
        raise NotAllowed(_("提出的人不能自己同意，请交给另一位同事。"), code="own_matter")
    access.refuse_own(by, motion.edition.matter)
