"""What every paper about a matter can say of it: the data that forms pick their fields from."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fayuan.law.words import FORMS, FORUMS, MATTERS, STAGES
from fayuan.matters.models import Matter, Party
from fayuan.matters.queries import parties
from fayuan.network.models import Division, Institution
from fayuan.people.models import Person


def of_matter(matter: Matter) -> dict[str, object]:
    """The matter as forms know it: recipient, cause, manner, forum, opponents, numbers; empty values are left out."""
    party = parties(matter, Party.Role.APPLICANT).select_related("person").first()
    person = party.person if party else None
    agent = parties(matter, Party.Role.AGENT).first()
    name = recipient_name(matter)
    data: dict[str, object] = {
        "recipient": name,
        "applicant": name,
        "addressee": name,
        "client": name,
        "principal": name,
        "name": person.name if person else name,
        "client_id_number": person.id_number if person else "",
        "principal_id_number": person.id_number if person else "",
        "id_number": person.id_number if person else "",
        "client_phone": person.phone if person else "",
        "principal_phone": person.phone if person else "",
        "recipient_contact": contact_words(person) if person else "",
        "phone": person.phone if person else "",
        "signed_for": agent.name if agent else "",
        "matter_no": matter.number,
        "matter": subject_words(matter),
        "cause": subject_words(matter),
        "manner": FORMS.get(matter.form, ""),
        "stage": STAGES.get(matter.stage, ""),
        "forum": forum_words(matter),
        "organ": forum_words(matter),
        "case_no": matter.case_number,
        "opponents": [opponent.name for opponent in parties(matter, Party.Role.OPPONENT)],
        "applied_on": matter.opened_at,
        "legal_aid_agency": matter.agency.name,
        "contact": matter.agency.name,
        "contact_phone": matter.agency.phone,
    }
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def contact_words(person: Person) -> str:
    """How to reach the recipient: the telephone, unless calling is not safe; then by the agency."""
    return person.phone if person.may_call else _("不便打电话，请通过法律援助机构联系")


def recipient_name(matter: Matter) -> str:
    """Whose matter it is; for a group, the first with the number of people."""
    if matter.member_count > 1:
        return f"{matter.title_name}等{matter.member_count}人"
    return matter.title_name


def subject_words(matter: Matter) -> str:
    """The matter in words: the offence of a criminal case, otherwise the subject."""
    return matter.offence or MATTERS.get(matter.subject, matter.subject)


def forum_words(matter: Matter) -> str:
    """The body that handles the case: the notifying authority, or place and kind."""
    if matter.authority is not None:
        return matter.authority.name
    if not matter.forum_kind:
        return ""
    place = Division.objects.filter(code=matter.forum_place).first()
    return f"{place.name if place else ''}{FORUMS.get(matter.forum_kind, '')}"


def head_of(issuer: Institution) -> Mapping[str, str]:
    """The letter head: name, telephone, address."""
    return {"name": issuer.name, "phone": issuer.phone, "address": issuer.address}
