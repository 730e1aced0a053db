"""What goes over the wire. Words of kinds, stages and reasons are those of the law (see the descriptions)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, StringConstraints

from fayuan.people.identity import is_id_number


def writable(text: str) -> str:
    """Text that a database can hold: no NUL, no half of a character."""
    if "\x00" in text or (not text.isascii() and any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)):
        raise ValueError(_("含有不能保存的字符"))
    return text


def possible(number: str) -> str:
    """An identity number with a right birth date and check letter, or none."""
    if number and not is_id_number(number):
        raise ValueError(_("请写18位身份证号，最后一位可以是X"))
    return number


Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(writable)]
Name = Annotated[Text, Field(min_length=1, max_length=80)]
Short = Annotated[Text, Field(max_length=60)]
Line = Annotated[Text, Field(max_length=100)]


class Body(Schema):
    """A body takes no field that it does not know: a mistyped name is said, not passed over."""

    model_config = ConfigDict(extra="forbid")


class PersonIn(Body):
    """The suspect, the accused, or the person whose compulsory treatment is asked for."""

    name: Name
    sex: Literal["f", "m", ""] = ""
    born: date | None = None
    id_number: Annotated[Text, AfterValidator(possible)] = ""


class NoticeIn(Body):
    """An authority asks for a lawyer (法律援助法 25, 28). The authority is the one whose token is shown."""

    form: Literal["defence", "compulsory_treatment"]
    reason: Annotated[
        Line, Field(description="Why a lawyer must be given: `minor`, `life_or_death` …; for defence.")
    ] = ""
    stage: Annotated[
        Line, Field(description="`investigation`, `prosecution`, `first_instance` …; for defence.")
    ] = ""
    person: PersonIn
    offence: Line = ""
    case_number: Short = ""
    letter_number: Short = ""
    detained_at: Line = ""
    hearing: date | None = None
    co_defendants: Annotated[list[Name], Field(max_length=100)] = []
    contact: Annotated[Line, Field(description="Whom the lawyer can ring at the authority.")] = ""


class NoticeMade(Schema):
    """The notice has arrived. The same for every repetition under one key."""

    ref: str = Field(description="Names the notice in all later calls.")
    number: str = Field(description="Its official number, 石援通字〔2026〕第1号.")
    received_at: datetime


class LawyerOut(Schema):
    """Who has been assigned, and how to reach them."""

    name: str
    unit: str
    phone: str
    licence_number: str


class LetterOut(Schema):
    """A letter of the agency to the authority; its PDF is at `/letters/{ref}`."""

    ref: str
    name: str
    number: str
    issued_at: datetime


class NoticeOut(Schema):
    """How far a notice has come."""

    ref: str
    number: str
    state: str = Field(description="`awaiting_assignment`, `assigned`, `handling`, `closed` …")
    state_words: str
    label: str = Field(description="How confidential the matter is: `normal`, `sensitive`, `sealed`.")
    person: str
    offence: str
    stage: str
    case_number: str
    letter_number: str
    received_at: datetime
    reply_by: date | None = Field(description="The last day for the agency's reply, while it is awaited.")
    lawyer: LawyerOut | None
    letters: Sequence[LetterOut]


class NoticeLine(Schema):
    """One notice in a list."""

    ref: str
    number: str
    state: str
    case_number: str
    received_at: datetime


class NoticesOut(Schema):
    """A page of the authority's notices, the last first."""

    notices: Sequence[NoticeLine]
    after: str = Field(description="Names the next page; empty on the last.")


class ChangeIn(Body):
    """What has changed since the notice; the lawyer is told at once."""

    what: Literal["hearing", "detention_place", "coercive_measure"]
    value: Annotated[Line, Field(description="Court room, place of detention, or the measure's key.")] = ""
    on: date | None = None
    hearing_at: datetime | None = None
