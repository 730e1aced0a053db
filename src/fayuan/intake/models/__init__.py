"""Consultations, drafts, applications, what the law said of them, decisions, objections, notices."""

from fayuan.intake.models.applications import (
    Application,
    Assessment,
    Decision,
    Examination,
    Objection,
    SupplementNotice,
)
from fayuan.intake.models.complaints import Complaint
from fayuan.intake.models.consultations import Channel, Consultation, Draft
from fayuan.intake.models.cooperation import CooperationLetter
from fayuan.intake.models.corrections import Correction
from fayuan.intake.models.imports import ImportedCase
from fayuan.intake.models.notices import CounselReport, Notice, NoticeChange
from fayuan.intake.models.pledges import PledgeFinding
from fayuan.intake.models.posters import Poster

__all__ = [
    "Application",
    "Assessment",
    "Channel",
    "Complaint",
    "Consultation",
    "CooperationLetter",
    "Correction",
    "CounselReport",
    "Decision",
    "Draft",
    "Examination",
    "ImportedCase",
    "Notice",
    "NoticeChange",
    "Objection",
    "PledgeFinding",
    "Poster",
    "SupplementNotice",
]
