"""Who may bring something in, examine it, decide it, object to it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed, NotFound, WrongState
from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.models import Application, Complaint, CooperationLetter, Correction, Examination, Poster
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.network.models import AUTHORITIES, Institution
from fayuan.people.models import DESK_ROLES

ANSWER_ROLES = frozenset({"clerk", "duty_lawyer", "hotline_agent"})
COMPLAINT_ROLES = frozenset({"approver", "bureau"})
ASKING_ROLES = frozenset({"clerk", "examiner"})  # of cooperation letters


def require_answering(by: Actor, agency: Institution) -> None:
    """Answering questions is for those who sit at the agency's window, telephone or duty desk (403)."""
    if not by.is_system and not by.has_any(ANSWER_ROLES, agency.pk):
        raise NotAllowed(_("解答咨询由本机构的接待人员、值班律师或热线坐席办理。"))


def require_filing(by: Actor, agency: Institution, application: ApplicationInput, applicant: int) -> None:
    """An application is handed in by the applicant, by who applies for them, written down by staff, or passed on by
    an officer of the authority or place of detention that received it (法律援助法 39) (403)."""
    agent = application.agent.person if application.agent else None
    own = by.person_id is not None and by.person_id in {applicant, agent}
    passes_on = application.passed_on_as == Application.PassedOn.AUTHORITY and by.has("authority")
    if not by.is_system and not own and not passes_on and not by.has_any(ANSWER_ROLES, agency.pk):
        raise NotAllowed(_("申请由本人或代为申请的人提出，也可以请窗口工作人员代为填写。"))


def require_telling(by: Actor, agency: Institution, person: int) -> None:
    """What is on record of a person is told anew by themself, or written down by staff (403)."""
    if not by.is_system and by.person_id != person and not by.has_any(ANSWER_ROLES, agency.pk):
        raise NotAllowed(_("个人信息由本人更正，也可以请窗口工作人员代为更正。"))


def require_not_examiner(by: Actor, matter: Matter) -> None:
    """The examiner is not the approver (403)."""
    last: Examination | None = matter.examinations.order_by("-id").first()
    if last is not None and last.by_id == by.person_id:
        raise NotAllowed(_("这件事是您审查的，请由另一位同事审批。"))


def require_bureau(by: Actor, matter: Matter) -> None:
    """An objection is decided by the justice bureau that set the agency up (403)."""
    if not by.is_system and not by.has("bureau", matter.agency.parent_id or 0):
        raise NotAllowed(_("异议由设立该机构的司法行政部门审查决定。"))


def require_authority(by: Actor, authority: Institution) -> None:
    """A notice comes from the authority whose officer sends it (403)."""
    if authority.kind not in AUTHORITIES or (not by.is_system and not by.has("authority", authority.pk)):
        raise NotAllowed(_("通知由办案机关的承办人发出。"))


def require_notifier(by: Actor, matter: Matter) -> None:
    """What has changed since a notice is said by an officer of the authority that sent it (403)."""
    if matter.authority_id is None or (not by.is_system and not by.has("authority", matter.authority_id)):
        raise NotAllowed(_("这一步由发出通知的办案机关办理。"))


def require_examining(by: Actor, matter: Matter) -> None:
    """An examiner of the agency who has no stake in the matter (403)."""
    access.require(by, "examiner", matter)
    access.refuse_own(by, matter)


def require_deciding(by: Actor, matter: Matter) -> None:
    """An approver of the agency who is neither the examiner nor a party (403)."""
    access.require(by, "approver", matter)
    access.refuse_own(by, matter)
    require_not_examiner(by, matter)


def require_granting(by: Actor, matter: Matter) -> None:
    """An approver who may decide; after a correction only where a refusal was corrected (409)."""
    require_deciding(by, matter)
    if matter.state == "corrected" and matter.objections.latest("id").against != "refused":
        raise WrongState(_("责令改正的是终止决定，请恢复援助。"))


def require_first_notice(by: Actor, matter: Matter) -> None:
    """A clerk who has not yet asked for what is missing: it is asked for once (403, 409)."""
    access.require_clerk(by, matter)
    if hasattr(matter, "supplement_notice"):
        raise WrongState(_("补充材料只能一次性通知，这件申请已经通知过了。"))


def require_reviewing(by: Actor, matter: Matter) -> None:
    """An officer of the bureau that set the agency up, who has no stake in the matter (403)."""
    require_bureau(by, matter)
    access.refuse_own(by, matter)


def require_finding_pledge(by: Actor, matter: Matter) -> None:
    """An approver without a stake, of an application that rests on a pledge not found false yet (403, 409)."""
    access.require(by, "approver", matter)
    access.refuse_own(by, matter)
    application: Application | None = getattr(matter, "application", None)
    if application is None or not application.pledge:
        raise WrongState(_("这件申请没有作出诚信承诺。"))
    if hasattr(matter, "pledge_finding"):
        raise WrongState(_("这件申请的承诺已经认定不实。"))


def require_asking_cooperation(by: Actor, matter: Matter) -> None:
    """A clerk or examiner of the matter's agency (403)."""
    if not by.is_system and not by.has_any(ASKING_ROLES, matter.agency_id):
        raise NotAllowed(_("协作函由本机构的接待岗或者审查岗办理。"))


def letters_seen_by(by: Actor, now: datetime) -> QuerySet[CooperationLetter]:
    """The letters that exist for the actor: to the agency where they work, or about a matter that they see there.

    An asked agency sees the letter alone: seeing the matter would show it more than it was asked about.
    """
    places = {place for role, place in by.posts if role in DESK_ROLES}
    sees = Exists(
        access.seen_by(by, now).filter(pk=OuterRef("matter"))
    )  # of each letter: an office has more matters
    return CooperationLetter.objects.filter(Q(asked__in=places) | Q(matter__agency__in=places) & sees)


def fetch_letter(ref: str, by: Actor, now: datetime) -> CooperationLetter:
    """A letter in scope, locked for this change with its matter (404)."""
    matter = letters_seen_by(by, now).filter(ref=ref).values_list("matter", flat=True).first()
    if matter is None:
        raise NotFound
    locked = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter)
    letter = locked.cooperation_letters.select_for_update(of=("self",)).select_related("asked").get(ref=ref)
    letter.matter = locked
    return letter


def require_asked_agency(by: Actor, letter: CooperationLetter) -> None:
    """A clerk or examiner of the agency that was asked (403)."""
    if not by.is_system and not by.has_any(ASKING_ROLES, letter.asked_id):
        raise NotAllowed(_("协作函由收函的机构函复。来函答复的，请登记收到的函复。"))


def complaints_seen_by(by: Actor) -> QuerySet[Complaint]:
    """The complaints that exist for the actor: those that their office handles, by who approves there or decides
    for the bureau; never one about themself, about a case they handle, or of their own."""
    places = {place for role, place in by.posts if role in COMPLAINT_ROLES}
    mine = Q(against=by.person_id) | Q(by=by.person_id) | Q(matter__handler=by.person_id)
    return Complaint.objects.filter(institution__in=places).exclude(mine)


def fetch_complaint(ref: str, by: Actor) -> Complaint:
    """A complaint in scope, locked for this change (404)."""
    seen = complaints_seen_by(by).filter(ref=ref)
    complaint = Complaint.objects.select_for_update(of=("self",)).filter(pk__in=seen).first()
    if complaint is None:
        raise NotFound
    return complaint


def corrections_seen_by(by: Actor) -> QuerySet[Correction]:
    """The corrections that exist for the actor: those that their window decides; never one of themself."""
    places = {place for role, place in by.posts if role == "clerk"}
    return Correction.objects.filter(matter__agency__in=places).exclude(person=by.person_id)


def fetch_correction(ref: str, by: Actor) -> Correction:
    """A correction in scope, locked for this change (404)."""
    seen = corrections_seen_by(by).filter(ref=ref)
    found = Correction.objects.select_for_update(of=("self",)).select_related("matter__agency", "person")
    correction = found.filter(pk__in=seen).first()
    if correction is None:
        raise NotFound
    return correction


def require_making_posters(by: Actor, agency: Institution) -> None:
    """Posters are made at the agency's window (403)."""
    if not by.has("clerk", agency.pk):
        raise NotAllowed(_("海报由本机构的接待岗制作。"))


def posters_seen_by(by: Actor) -> QuerySet[Poster]:
    """The posters of the agencies where the actor works."""
    places = {place for role, place in by.posts if role in DESK_ROLES}
    return Poster.objects.filter(agency__in=places)


def fetch_poster(ref: str, by: Actor) -> Poster:
    """A poster in scope, locked for this change (404); posters are managed where they are made (403)."""
    poster = (
        posters_seen_by(by).select_for_update(of=("self",)).filter(ref=ref).select_related("agency").first()
    )
    if poster is None:
        raise NotFound
    require_making_posters(by, poster.agency)
    return poster


CHECKS: Mapping[str, access.Check] = {
    "receive": access.require_clerk,
    "ask_supplement": require_first_notice,
    "supplement": access.require_side,
    "withdraw": access.require_side,
    "redirect": access.require_clerk,
    "examine": require_examining,
    "ask_cooperation": require_asking_cooperation,
    "grant": require_granting,
    "grant_first": require_deciding,
    "refuse": require_deciding,
    "object": access.require_side,
    "decide_objection": require_reviewing,
    "change_notice": require_notifier,
    "report_own_lawyer": require_notifier,
    "refuse_lawyer": require_notifier,
    "renotice": require_notifier,
    "renotice_ended": require_notifier,
    "find_false_pledge": require_finding_pledge,
    "next_stage": access.require_side,
}


def acts_for(matter: Matter, by: Actor) -> tuple[str, ...]:
    """The steps of this room that the actor may take now, in the order of the lifecycle.

    Papers that must follow a first-aid grant are handed in as a supplement, whatever the state (法律援助法 44).
    """
    acts = access.acts_among(CHECKS, matter, by)
    waits = matter.timers.filter(name="complete_papers", ended_at=None).exists()
    if waits and access.lets(access.require_side, by, matter):
        return ("supplement", *(act for act in acts if act != "supplement"))
    return acts
