"""What the operations of this room are given: one application, one notice, one consultation, as plain values.

Pages, the API and stories fill these; the operations check them. Amounts are fen; names of kinds are the law's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

MOST_MEMBERS = 500  # of one application, the applicant counted in


@dataclass(frozen=True)
class PersonInput:
    """A person by id, with details that are told anew, or a new one by their details (columns of `people.Person`)."""

    id: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class OpponentInput:
    """Somebody on the other side: a name, and the person (an id) or the identity number when these are known."""

    name: str
    relation: str = ""
    same_household: bool | None = None
    person: int | None = None
    id_number: str = ""


@dataclass(frozen=True)
class AgentInput:
    """Who applies for the applicant: `legal_representative`, `close_relative` or `entrusted`.

    `told` is what a known agent tells anew of themself (columns of `people.Person`).
    """

    relation: str
    name: str
    person: int | None = None
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MemberInput:
    """One more applicant of a group; `person` (an id) when they are known to us."""

    name: str
    id_number: str = ""
    phone: str = ""
    is_representative: bool = False
    person: int | None = None


@dataclass(frozen=True)
class ApplicationInput:
    """An application as it is handed in. `members` leaves the applicant out; `member_count` counts them in."""

    agency: int
    applicant: PersonInput
    channel: str
    subject: str
    form: str
    facts: str = ""
    forum_kind: str = ""
    forum_place: str = ""
    cause_place: str = ""
    opponents: tuple[OpponentInput, ...] = ()
    claim_fen: int | None = None
    means: Mapping[str, object] | None = None
    pledge: bool = False
    materials: tuple[str, ...] = ()
    agent: AgentInput | None = None
    child_consent: bool = False  # the guardian agreed to what is kept of a child under fourteen
    members: tuple[MemberInput, ...] = ()
    member_count: int = 1
    limitation: date | None = None
    urgent: str = ""
    detained_at: str = ""
    passed_on_by: str = ""
    passed_on_as: str = ""  # authority, duty_lawyer: what whoever passed it on is
    handed_at: datetime | None = None  # when they had received it from the applicant
    stage: str = ""
    offence: str = ""
    case_number: str = ""
    consultation: str = ""  # the reference of the consultation it grew from


@dataclass(frozen=True)
class NoticeInput:
    """An authority's notice. `authority` is the institution that sends it."""

    authority: int
    form: str
    reason: str
    stage: str
    person: PersonInput
    offence: str = ""
    hearing: date | None = None
    case_number: str = ""
    detained_at: str = ""
    co_defendants: tuple[str, ...] = ()
    letter_number: str = ""
    contact: str = ""
