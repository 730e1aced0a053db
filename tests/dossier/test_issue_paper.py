"""Issuing papers: numbered, with today's data, drawn by a job; a paper that cannot be drawn says why."""

import io
from datetime import timedelta

from pdfminer.high_level import extract_text

from fayuan.dossier import jobs, store
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import issue
from fayuan.intake.operations import decide_objection, object_to_decision

import steps
from cast import NOW, Cast


def drawn(paper: Paper) -> str:
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf is not None, paper.fault
    return "".join(extract_text(io.BytesIO(store.get(paper.pdf))).split())


def test_the_decision_carries_its_number_and_its_reasons(cast: Cast) -> None:
    paper = steps.granted(cast).papers.get(form="grant_decision")
    assert paper.number == "石援决字〔2026〕第1号"
    text = drawn(paper)
    assert paper.number in text
    assert "李某" in text
    assert "第四十二条第三项" in text


def test_a_refusal_cites_its_ground_and_nothing_that_speaks_for_the_applicant(cast: Cast) -> None:
    text = drawn(steps.refused(cast).papers.get(form="refusal_decision"))
    assert "第三十四条" in text
    assert "第四十二条第三项" not in text
    assert "15日" in text


def test_drawing_twice_changes_nothing(cast: Cast) -> None:
    paper = steps.granted(cast).papers.get(form="grant_decision")
    drawn(paper)
    before = paper.pdf_id
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf_id == before


def test_a_paper_that_lacks_a_field_says_so_instead_of_showing_a_hole(cast: Cast) -> None:
    paper = issue(
        steps.submitted(cast), "objection_decision", by=cast.clerk, now=NOW, data={"objector": "李某"}
    )
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf is None
    assert paper.fault


def test_all_papers_of_a_matter_on_its_way_are_drawn(cast: Cast) -> None:
    matter = steps.handling(cast)
    for paper in matter.papers.all():
        drawn(paper)


def test_who_may_not_be_called_is_reached_through_the_agency(cast: Cast) -> None:
    person = cast.people["applicant"]
    person.may_call = False
    person.save()
    notice = steps.assigned(cast).papers.get(form="assignment_notice")
    assert person.phone not in str(notice.data)


def test_an_upheld_objection_names_the_government_and_the_court_of_the_place(cast: Cast) -> None:
    matter = steps.refused(cast)
    later = NOW + timedelta(hours=1)
    object_to_decision(ref=matter.ref, reason="家里确实困难", by=cast.applicant, now=later)
    decide_objection(ref=matter.ref, outcome="uphold", by=cast.bureau_officer, now=later)
    text = drawn(matter.papers.get(form="objection_decision"))
    assert "60日内向石桥县人民政府申请行政复议" in text
    assert f"向{cast.court.name}提起行政诉讼" in text
