"""The stretches of road that most matters share."""

from fayuan.demo.case import Case
from fayuan.demo.director import Script


def examined(case: Case, opinion: str, *, result: str = "grant", means_check: str = "exempt") -> Script:
    """Received on the day it came, examined on the next. One working day."""
    yield 0
    case.receive()
    yield 1
    case.examine(opinion, result=result, means_check=means_check)


def granted(case: Case, opinion: str, *, means_check: str = "exempt", reason: str = "") -> Script:
    """From the window to the grant. Two working days."""
    yield from examined(case, opinion, means_check=means_check)
    yield 1
    case.grant(reason)


def taken_up(case: Case, lawyer: str) -> Script:
    """Proposed, assigned, accepted; the agreement is signed. Three working days."""
    yield 0
    case.propose()
    yield 0
    case.assign(lawyer)
    yield 1
    case.accept()
    yield 2
    case.sign()
