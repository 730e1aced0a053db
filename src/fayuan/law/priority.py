"""Which matters a place handles first (优先受理、优先审查、优先指派), where it has said so."""

from datetime import date

from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook


def priority(subject: str, on: date, region: str, book: RuleBook) -> Step | None:
    """The rule by which a matter of this subject is handled first there on that day; None where there is none."""
    rule = book.find(f"priority.{subject}", on, region)
    if rule is None:
        return None
    says = f"{rule.value['name']}：优先受理、优先审查、优先安排律师。"
    return Step(rule.key, rule.value["article"], says, {"subject": subject})
