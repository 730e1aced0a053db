"""Who reads which paper and which file: those who work on the matter all, others what is meant for them."""

from datetime import timedelta

import pytest

from fayuan.assignment.operations import assign_lawyer, choose_lawyer, offer_choice
from fayuan.core.errors import NotFound
from fayuan.dossier.models import Upload
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.queries import paper, papers_of, upload, uploads_of
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)
TEXT = b"%PDF-1.4\n%%EOF\n"


def forms_of(matter: Matter, cast: Cast, person: str) -> set[str]:
    return set(papers_of(matter, cast.actor(person, LATER)).values_list("form", flat=True))


def handed_in(matter: Matter, cast: Cast) -> Upload:
    given = {"kind": "case_papers", "file_name": "材料.pdf", "content": TEXT}
    return hand_in_file(ref=matter.ref, **given, by=cast.applicant, now=NOW + timedelta(minutes=30))


def test_desk_and_handler_read_every_paper(cast: Cast) -> None:
    matter = steps.assigned(cast)
    every = set(matter.papers.values_list("form", flat=True))
    assert forms_of(matter, cast, "clerk") == forms_of(matter, cast, "lawyer") == every


def test_the_head_of_the_firm_reads_the_notice_to_the_firm_alone(cast: Cast) -> None:
    matter = steps.assigned(cast)
    assert forms_of(matter, cast, "firm_head") == {"assignment_notice"}


def test_the_authority_reads_the_letter_to_it_alone(cast: Cast) -> None:
    matter = steps.notified(cast)
    defender = cast.people["defender"].pk
    assign_lawyer(ref=matter.ref, lawyer=defender, by=cast.assigner, now=NOW + timedelta(minutes=5))
    matter.refresh_from_db()
    assert forms_of(matter, cast, "court_officer") == {"official_letter"}


def test_a_paper_for_others_is_not_found(cast: Cast) -> None:
    matter = steps.assigned(cast)
    decision = matter.papers.get(form="grant_decision")
    assert paper(decision.ref, cast.actor("applicant", LATER), LATER) == decision
    with pytest.raises(NotFound):
        paper(decision.ref, cast.actor("firm_head", LATER), LATER)


def test_files_are_for_those_who_work_on_it_and_the_applicant(cast: Cast) -> None:
    matter = steps.assigned(cast)
    file = handed_in(matter, cast)
    for person in ("clerk", "lawyer", "applicant"):
        assert upload(file.ref, cast.actor(person, LATER), LATER) == file
    for person in ("firm_head", "bureau_officer", "other_applicant"):
        with pytest.raises(NotFound):
            upload(file.ref, cast.actor(person, LATER), LATER)


def test_a_lawyer_who_was_asked_and_has_not_answered_reads_no_file(cast: Cast) -> None:
    matter = steps.granted(cast)
    file = handed_in(matter, cast)
    offer_choice(ref=matter.ref, by=cast.assigner, now=NOW + timedelta(minutes=40))
    chosen = cast.people["lawyer"].pk
    choose_lawyer(ref=matter.ref, lawyer=chosen, by=cast.applicant, now=NOW + timedelta(minutes=45))
    assert matter.grants.filter(holder=cast.people["lawyer"].holder, reason="offer").exists()
    with pytest.raises(NotFound):
        upload(file.ref, cast.actor("lawyer", LATER), LATER)


def kinds_read(matter: Matter, cast: Cast, person: str) -> set[str]:
    return set(uploads_of(matter, cast.actor(person, LATER)).values_list("kind", flat=True))


def test_the_applicant_reads_what_decides_and_their_own_papers_but_not_the_lawyers_work(cast: Cast) -> None:
    matter = steps.handling(cast)
    for kind in ("阅卷笔录", "会见笔录", "办案小结", "仲裁裁决书"):
        given = {"ref": matter.ref, "kind": kind, "file_name": "a.pdf", "content": TEXT}
        hand_in_file(**given, by=cast.lawyer, now=LATER)
    handed_in(matter, cast)
    assert kinds_read(matter, cast, "applicant") == {"case_papers", "仲裁裁决书"}
    assert kinds_read(matter, cast, "lawyer") == kinds_read(matter, cast, "clerk") == {
        "阅卷笔录", "会见笔录", "办案小结", "仲裁裁决书", "case_papers",
    }  # fmt: skip
    hidden = Upload.objects.get(kind="阅卷笔录")
    with pytest.raises(NotFound):
        upload(hidden.ref, cast.actor("applicant", LATER), LATER)


def test_what_the_window_hands_in_for_the_applicant_is_theirs_to_read(cast: Cast) -> None:
    matter = steps.received(cast)
    given = {"kind": "id_card", "file_name": "a.pdf", "content": TEXT}
    hand_in_file(ref=matter.ref, **given, by=cast.clerk, now=LATER)
    assert kinds_read(matter, cast, "applicant") == {"id_card"}
