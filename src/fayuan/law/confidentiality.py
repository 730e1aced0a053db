"""How confidential a matter is at least (普通, 敏感, 封存), with the rule that says so; and what is not kept at all.

Which of the two higher levels an article stands for is this project's choice (待核实); that it must be kept secret is
the article's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fayuan.law.facts import Person
from fayuan.law.reasons import Mark
from fayuan.law.words import CRIMINAL_MATTERS

Level = Literal["normal", "sensitive", "sealed"]

RANK: dict[str, int] = {"normal": 0, "sensitive": 1, "sealed": 2}
SEXUAL_OFFENCE = "强奸|奸淫|猥亵|性侵|性骚扰|强迫卖淫|引诱幼女"
"""What the name of an offence against sexual freedom has in it; a regular expression."""
STATE_SECRET = (
    "涉及国家秘密的内容不能存入本平台。请停止录入，已经录入的不要再传，"
    "改用涉密载体办理，并马上报告本机构的保密负责人（法律援助法第21条、保守国家秘密法）。"
)


@dataclass(frozen=True, slots=True)
class Floor:
    """The least level, why in a sentence, the article, and how far its wording is known."""

    level: Level
    says: str
    article: str
    mark: Mark


VIOLENCE = Floor("sensitive", "家庭暴力的受害人，应当保护隐私", "反家庭暴力法 5", "待核实")
MINOR = Floor("sensitive", "有未成年人，不得披露能识别其身份的信息", "未成年人保护法 103", "待核实")
SEXUAL = Floor("sensitive", "涉及性侵害，个人隐私应当保密", "法律援助法 21", "待核实")
RECORD = Floor("sealed", "未成年人犯罪记录，结案归档后应当封存", "刑事诉讼法 286", "○")


def floor(
    *, subject: str, offence: str, reason: str, side: Iterable[Person], opened: date, was_archived: bool
) -> Floor | None:
    """The highest level that a rule asks for; None where none does.

    `side` are the people on the applicant's side, `opened` the day on which the matter was opened: whoever was a minor
    then stays protected. `was_archived`: the file has been in the archive.
    """
    is_minor = reason == "minor" or any("minor" in person.all_groups(opened) for person in side)
    if subject == "criminal_defence" and is_minor and was_archived:
        return RECORD
    if subject in CRIMINAL_MATTERS and re.search(SEXUAL_OFFENCE, offence):
        return SEXUAL
    if is_minor:
        return MINOR
    return VIOLENCE if subject == "domestic_violence" else None
