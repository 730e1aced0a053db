"""A matter at each stage of its life, brought there by the operations, for tests that begin in the middle."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from fayuan.assignment import operations as assignment
from fayuan.cases import operations as cases
from fayuan.dossier.jobs import examine
from fayuan.dossier.models import Upload
from fayuan.intake import operations as intake
from fayuan.intake.inputs import ApplicationInput, NoticeInput, OpponentInput, PersonInput
from fayuan.matters.models import Matter

from cast import NOW, Cast

MINUTE = timedelta(minutes=1)


def application(cast: Cast, **changes: Any) -> ApplicationInput:
    """A work injury of a migrant worker, with all papers: exempt from the means check, competent here."""
    given = ApplicationInput(
        agency=cast.agency.pk,
        applicant=PersonInput(id=cast.people["applicant"].pk),
        channel="window",
        subject="work_injury",
        form="arbitration",
        forum_kind="labour_arbitration",
        forum_place=cast.agency.division_id,
        facts="操作机器时手指轧伤，单位未支付停工留薪期工资",
        opponents=(OpponentInput("某机械公司"),),
        claim_fen=1_860_000,
        materials=("application_form", "id_card", "group_proof", "case_papers"),
    )
    return replace(given, **changes)


def submitted(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Handed in by the clerk at the window."""
    return intake.submit_application(application=application(cast, **changes), by=cast.clerk, now=now)


def received(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """With its receipt."""
    matter = submitted(cast, now, **changes)
    return intake.receive_application(ref=matter.ref, by=cast.clerk, now=now + MINUTE)


def awaiting_supplement(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Asked for a proof of the group and for the case papers, a fortnight to bring them."""
    matter = received(cast, now, materials=("application_form", "id_card"), **changes)
    return intake.ask_supplement(
        ref=matter.ref,
        missing=["group_proof", "case_papers"],
        until=(now + timedelta(days=14)).date(),
        by=cast.clerk,
        now=now + 2 * MINUTE,
    )


def examined(cast: Cast, now: datetime = NOW, *, result: str = "grant", **changes: Any) -> Matter:
    """With the examiner's opinion."""
    matter = received(cast, now, **changes)
    return intake.examine_application(
        ref=matter.ref, means_check="exempt", result=result, by=cast.examiner, now=now + 2 * MINUTE
    )


def granted(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Granted and awaiting its lawyer."""
    matter = examined(cast, now, **changes)
    return intake.grant_application(ref=matter.ref, by=cast.approver, now=now + 3 * MINUTE)


def refused(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Refused as out of the means; the message has not gone out yet."""
    matter = examined(cast, now, result="refuse", **changes)
    return intake.refuse_application(
        ref=matter.ref, reason="means_exceeded", by=cast.approver, now=now + 3 * MINUTE
    )


def assigned(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Put into the hands of the labour lawyer, who has not answered yet."""
    matter = granted(cast, now, **changes)
    return assignment.assign_lawyer(
        ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=now + 4 * MINUTE
    )


def handling(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """With the agreement signed."""
    matter = assigned(cast, now, **changes)
    return cases.sign_agreement(ref=matter.ref, by=cast.lawyer, now=now + 5 * MINUTE)


CLOSING_PAPERS = ("仲裁申请书", "证据材料", "仲裁裁决书", "结案报告表")


def closing(
    cast: Cast, now: datetime = NOW, *, papers: tuple[str, ...] = CLOSING_PAPERS, **changes: Any
) -> Matter:
    """With the closing set handed in, on the day of the award."""
    matter = handling(cast, now, **changes)
    return cases.close_case(
        ref=matter.ref,
        outcome="partly_won",
        document="仲裁裁决书",
        received_on=now.date(),
        recovered_fen=1_520_000,
        papers=papers,
        by=cast.lawyer,
        now=now + 6 * MINUTE,
    )


def closed(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """With the closing set accepted."""
    matter = closing(cast, now, **changes)
    return cases.accept_closing(ref=matter.ref, by=cast.closing_reviewer, now=now + 7 * MINUTE)


def archived(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """In the archive."""
    matter = closed(cast, now, **changes)
    return cases.archive_case(ref=matter.ref, by=cast.closing_reviewer, now=now + 8 * MINUTE)


def notice(cast: Cast, **changes: Any) -> NoticeInput:
    """The court asks for a defender: life or death, first instance."""
    given = NoticeInput(
        authority=cast.court.pk,
        form="defence",
        reason="life_or_death",
        stage="first_instance",
        person=PersonInput(details={"name": "甲某", "born": date(1980, 1, 1), "sex": "m"}),
        offence="故意杀人罪",
        case_number="（2026）云01刑初12号",
    )
    return replace(given, **changes)


def notified(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """A notice of the court, awaiting its defender."""
    return intake.file_notice(notice=notice(cast, **changes), by=cast.court_officer, now=now)


def examined_file(upload: Upload) -> Upload:
    """A file that was handed in, after the job that looks into it."""
    examine(upload.pk)
    return Upload.objects.get(pk=upload.pk)
