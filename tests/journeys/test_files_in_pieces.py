"""Files go off as they are chosen, with a bar for each, over a line that breaks; papers are dragged into order."""

from datetime import timedelta

import pictures
import pytest
from playwright.sync_api import Route

from fayuan.core import clock
from fayuan.dossier import sendings
from fayuan.dossier.models import Upload
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.volumes.gathering import local_day, sections

import steps
from browsing import Open, Site, barriers, faults, go_on, keep_picture

pytestmark = pytest.mark.journey


def test_two_files_are_sent_over_a_line_that_breaks(
    site: Site, sit_down: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sendings, "PIECE", 4_000)
    matter = steps.submitted(site.cast, clock.now() - timedelta(days=1))
    page = sit_down("applicant", width=390, height=844)
    broken: list[str] = []

    def breaks(route: Route) -> None:
        """The third piece of all does not come through at first."""
        broken.append(route.request.url)
        if len(broken) == 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/sending/*/?from=*", breaks)
    page.goto(f"/my/matters/{matter.ref}/files/")
    page.get_by_label("与申请事项有关的案件材料").check()
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": pictures.photo(*size)}
        for name, size in (("欠条.jpg", (1200, 900)), ("工资条.jpg", (900, 1200)))
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("传好了").nth(1).wait_for()
    keep_picture(page, "sending-390")
    assert not barriers(page)
    assert len(broken) > len(set(broken)), "a piece was sent again"
    go_on(page, page.get_by_role("button", name="提交材料"))
    names = Upload.objects.filter(matter=matter).order_by("id").values_list("file_name", flat=True)
    assert sorted(names) == ["工资条.jpg", "欠条.jpg"]


def test_without_scripts_the_form_sends_the_files_itself(site: Site, sit_down: Open) -> None:
    matter = steps.submitted(site.cast, clock.now() - timedelta(days=1))
    page = sit_down("applicant", width=390, height=844, java_script_enabled=False)
    page.goto(f"/my/matters/{matter.ref}/files/")
    page.get_by_label("与申请事项有关的案件材料").check()
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": pictures.photo()} for name in ("a.jpg", "b.jpg")
    ]
    page.locator("input[type=file]").set_input_files(files)
    go_on(page, page.get_by_role("button", name="提交材料"))
    assert Upload.objects.filter(matter=matter).count() == 2


def test_a_paper_is_dragged_before_another(site: Site, sit_down: Open) -> None:
    begun = clock.now() - timedelta(days=1)
    matter = steps.handling(site.cast, begun)
    for place, kind in enumerate(("证据材料甲", "证据材料乙")):
        given = {"kind": kind, "file_name": "a.pdf", "content": pictures.pdf(1)}
        at = begun + timedelta(hours=1, minutes=place)
        steps.examined_file(hand_in_file(ref=matter.ref, **given, by=site.cast.lawyer, now=at))
    page = sit_down("lawyer")
    page.goto(f"/dossiers/{matter.ref}/")
    rows = page.locator(".catalogue-row")
    first, second = (rows.filter(has_text=name) for name in ("证据材料甲", "证据材料乙"))
    with page.expect_navigation():
        second.drag_to(first)
    keep_picture(page, "dossier-dragged")
    assert not faults(page)
    found = {part.place.name: part.documents for part in sections(matter, "handling", local_day(clock.now()))}
    assert [each.name for each in found["证据材料"]] == ["证据材料乙", "证据材料甲"]
