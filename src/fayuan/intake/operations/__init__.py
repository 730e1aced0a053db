"""The changes of this room, one file for each subject."""

from fayuan.intake.operations.applications import (
    receive_application,
    submit_application,
    withdraw_application,
)
from fayuan.intake.operations.changes import change_notice
from fayuan.intake.operations.complaints import answer_complaint, file_complaint, take_up_complaint
from fayuan.intake.operations.consultations import (
    answer_consultation,
    appoint_consultation,
    ask_question,
    register_consultation,
)
from fayuan.intake.operations.cooperation import (
    answer_cooperation_letter,
    record_cooperation_answer,
    send_cooperation_letter,
)
from fayuan.intake.operations.corrections import ask_correction, correct_identity, decide_correction
from fayuan.intake.operations.counsel import refuse_lawyer, renotice, report_own_lawyer
from fayuan.intake.operations.decisions import (
    examine_application,
    grant_application,
    grant_first,
    refuse_application,
)
from fayuan.intake.operations.drafts import (
    add_draft_file,
    drop_draft,
    drop_draft_file,
    save_draft,
    submit_draft,
)
from fayuan.intake.operations.erasure import erase_my_data
from fayuan.intake.operations.handovers import redirect_application
from fayuan.intake.operations.nearby import accept_nearby
from fayuan.intake.operations.notices import file_notice
from fayuan.intake.operations.objections import decide_objection, object_to_decision
from fayuan.intake.operations.pledges import find_false_pledge
from fayuan.intake.operations.posters import make_poster, open_poster, revoke_poster
from fayuan.intake.operations.sheets import issue_sheet
from fayuan.intake.operations.stages import apply_for_next_stage
from fayuan.intake.operations.supplements import ask_supplement, supplement_application
from fayuan.intake.operations.trials import try_other_line, try_rule_entry

__all__ = [
    "accept_nearby",
    "add_draft_file",
    "answer_complaint",
    "answer_consultation",
    "answer_cooperation_letter",
    "apply_for_next_stage",
    "appoint_consultation",
    "ask_correction",
    "ask_question",
    "ask_supplement",
    "change_notice",
    "correct_identity",
    "decide_correction",
    "decide_objection",
    "drop_draft",
    "drop_draft_file",
    "erase_my_data",
    "examine_application",
    "file_complaint",
    "file_notice",
    "find_false_pledge",
    "grant_application",
    "grant_first",
    "issue_sheet",
    "make_poster",
    "object_to_decision",
    "open_poster",
    "receive_application",
    "record_cooperation_answer",
    "redirect_application",
    "refuse_application",
    "refuse_lawyer",
    "register_consultation",
    "renotice",
    "report_own_lawyer",
    "revoke_poster",
    "save_draft",
    "send_cooperation_letter",
    "submit_application",
    "submit_draft",
    "supplement_application",
    "take_up_complaint",
    "try_other_line",
    "try_rule_entry",
    "withdraw_application",
]
