"""The changes of this room, one file for each subject."""

from fayuan.assignment.operations.answers import accept_assignment, decline_assignment
from fayuan.assignment.operations.assigning import assign_lawyer
from fayuan.assignment.operations.calls import open_call
from fayuan.assignment.operations.choices import choose_lawyer, offer_choice
from fayuan.assignment.operations.closures import close_unit, leave_closed_unit
from fayuan.assignment.operations.leaves import take_leave
from fayuan.assignment.operations.left_choices import leave_choice
from fayuan.assignment.operations.modes import begin_assignment
from fayuan.assignment.operations.nights import ask_night, confirm_night, stop_night
from fayuan.assignment.operations.policies import set_policy
from fayuan.assignment.operations.proposals import propose_lawyer
from fayuan.assignment.operations.replacements import ask_replacement, keep_lawyer, replace_lawyer
from fayuan.assignment.operations.units import assign_unit, name_lawyer
from fayuan.assignment.operations.wishes import say_wish

__all__ = [
    "accept_assignment",
    "ask_night",
    "ask_replacement",
    "assign_lawyer",
    "assign_unit",
    "begin_assignment",
    "choose_lawyer",
    "close_unit",
    "confirm_night",
    "decline_assignment",
    "keep_lawyer",
    "leave_choice",
    "leave_closed_unit",
    "name_lawyer",
    "offer_choice",
    "open_call",
    "propose_lawyer",
    "replace_lawyer",
    "say_wish",
    "set_policy",
    "stop_night",
    "take_leave",
]
