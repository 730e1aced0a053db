"""Which speciality fits which matter."""

from fayuan.law.facts import CaseForAssignment
from fayuan.law.qualification import DEATH_REVIEWS
from fayuan.law.words import CRIMINAL_MATTERS

WORDS = {
    "labour": "劳动",
    "family": "婚姻家庭",
    "traffic": "交通事故",
    "medical": "医疗",
    "criminal": "刑事",
    "minors": "未成年人",
    "administrative": "行政",
    "environment": "环境",
    "consumer": "消费",
    "military": "涉军",
    "land": "土地",
    "contract": "合同",
    "women": "妇女权益",
    "death_review": "死刑复核",
}
FITTING = {
    "state_compensation": "administrative",
    "social_insurance": "labour",
    "social_assistance": "administrative",
    "survivor_pension": "administrative",
    "support": "family",
    "labour_relation": "labour",
    "labour_remuneration": "labour",
    "capacity_declaration": "family",
    "work_injury": "labour",
    "traffic_injury": "traffic",
    "food_drug_injury": "consumer",
    "medical_injury": "medical",
    "environmental_damage": "environment",
    "hero_personality_rights": "military",
    "retrial_acquittal_compensation": "administrative",
    "domestic_violence": "family",
}
OF_WOMEN = ("domestic_violence",)


def wanted(case: CaseForAssignment) -> frozenset[str]:
    """The specialities that fit the case; empty where none is more fitting than another."""
    own = "criminal" if case.matter in CRIMINAL_MATTERS else FITTING.get(case.matter)
    found = (
        own,
        "minors" if case.minor else None,
        "women" if case.matter in OF_WOMEN else None,
        "death_review" if case.stage in DEATH_REVIEWS else None,
    )
    return frozenset(word for word in found if word)
