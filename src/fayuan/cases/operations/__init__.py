"""The changes of this room, one file for each subject."""

from fayuan.cases.operations.agreements import record_late_agreement_cause, sign_agreement
from fayuan.cases.operations.archive import archive_case, reopen_case
from fayuan.cases.operations.closings import accept_closing, close_case, return_closing
from fayuan.cases.operations.follow_ups import follow_up
from fayuan.cases.operations.log import plan_hearing, write_log
from fayuan.cases.operations.ratings import rate_case
from fayuan.cases.operations.reports import report_case
from fayuan.cases.operations.subsidies import pay_subsidy
from fayuan.cases.operations.suspensions import suspend_aid
from fayuan.cases.operations.terminations import resume_aid, terminate_aid

__all__ = [
    "accept_closing",
    "archive_case",
    "close_case",
    "follow_up",
    "pay_subsidy",
    "plan_hearing",
    "rate_case",
    "record_late_agreement_cause",
    "reopen_case",
    "report_case",
    "resume_aid",
    "return_closing",
    "sign_agreement",
    "suspend_aid",
    "terminate_aid",
    "write_log",
]
