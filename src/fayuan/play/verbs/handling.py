"""The granted case: agreement, log, reports, termination, closing, payment, archive, follow-up."""

from fayuan.cases import operations as cases
from fayuan.cases.models import LogEntry
from fayuan.play.stage import Act


def sign_agreement(act: Act) -> None:
    """Sign the agreement."""
    cases.sign_agreement(ref=act.ref, by=act.by, now=act.now)


def log(act: Act) -> None:
    """Write a line of the handling record; a word outside its list is kept as the note of 'other'."""
    said = act.step.details
    what, note = said.get("what", "other"), said.get("note", "")
    if what not in LogEntry.What.values:
        what, note = LogEntry.What.OTHER, f"{what} {note}".strip()
    cases.write_log(ref=act.ref, what=what, note=note, on=said.get("on"), by=act.by, now=act.now)


def report(act: Act) -> None:
    """Report what the agency must know."""
    said = act.step.details
    cases.report_case(
        ref=act.ref, why=said.get("why", "difficult"), note=said.get("note", ""), by=act.by, now=act.now
    )


def terminate(act: Act) -> None:
    """End the aid before its end."""
    said = act.step.details
    cases.terminate_aid(
        ref=act.ref, ground=said.get("ground", "asked"), reason=said.get("reason", ""), by=act.by, now=act.now
    )


def close(act: Act) -> None:
    """Hand the closing set in; an outcome that is left out is one that the kind of matter can have."""
    said = act.step.details
    outcome = "opinion_adopted" if act.matter.subject == "criminal_defence" else "won"
    cases.close_case(
        ref=act.ref,
        outcome=said.get("outcome", outcome),
        document=said.get("document", "判决书"),
        received_on=said.get("received_on") or act.now.date(),
        recovered_fen=said.get("recovered"),
        papers=said.get("papers", ()),
        summary=said.get("summary", ""),
        by=act.by,
        now=act.now,
    )


def return_closing(act: Act) -> None:
    """Send the closing set back."""
    missing = act.step.details.get("missing", ("结案报告表",))
    cases.return_closing(ref=act.ref, missing=missing, by=act.by, now=act.now)


def accept_closing(act: Act) -> None:
    """Accept the closing set."""
    cases.accept_closing(ref=act.ref, by=act.by, now=act.now)


def pay(act: Act) -> None:
    """Pay the subsidy."""
    cases.pay_subsidy(ref=act.ref, by=act.by, now=act.now)


def archive(act: Act) -> None:
    """Put the file into the archive."""
    cases.archive_case(ref=act.ref, by=act.by, now=act.now)


def follow_up(act: Act) -> None:
    """Write down how satisfied the recipient is."""
    said = act.step.details
    cases.follow_up(
        ref=act.ref, satisfied=said.get("satisfied", 5), note=said.get("note", ""), by=act.by, now=act.now
    )
