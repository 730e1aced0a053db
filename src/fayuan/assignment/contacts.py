"""What an assigner has to ask about before somebody gets a case: earlier or likely contact with the other side, by the
lawyer or by their firm. What is clear and runs stops the assignment already (`ties`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fayuan.assignment.conflicts import Hit, asked_of, search
from fayuan.matters.models import Matter, Party
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer

AIDED = (Party.Role.APPLICANT, Party.Role.MEMBER)
OTHER_SIDE = (Party.Role.OPPONENT, Party.Role.CO_DEFENDANT)


@dataclass(frozen=True, slots=True)
class Contact:
    """Why to ask: in which county, in which role, how sure. Whose the other matter is stays there."""

    says: str
    score: int


def contacts(matter: Matter, profile: Lawyer) -> list[Contact]:
    """Every contact of this person, or of their firm, with the other side of the matter; the surest first."""
    found = [
        contact
        for party in matter.parties.filter(role__in=OTHER_SIDE).select_related("person")
        for contact in _of(party, profile)
    ]
    return sorted(set(found), key=lambda contact: (-contact.score, contact.says))


def _of(party: Party, profile: Lawyer) -> Iterator[Contact]:
    hits = {hit.party: hit for hit in search(asked_of(party)) if hit.matter != party.matter_id}
    sides = Party.objects.filter(pk__in=hits, role__in=AIDED).select_related("matter__agency__division")
    for side in sides:
        other = side.matter
        if other.handler_id == profile.person_id:
            yield Contact(_says(_("本人"), party, other, hits[side.pk]), hits[side.pk].score)
        elif other.unit_id == profile.unit_id and profile.unit.kind != Institution.Kind.AGENCY:
            yield Contact(_says(_("所在单位"), party, other, hits[side.pk]), hits[side.pk].score)


def _says(who: str, party: Party, other: Matter, hit: Hit) -> str:
    return _("%(who)s在%(place)s的一件案件里办过可能是“%(name)s”的受援人（%(why)s）") % {
        "who": who,
        "place": other.agency.division.name,
        "name": party.name,
        "why": "、".join(hit.reasons),
    }
