"""A poster's code opens the application at its agency."""

from django.test import Client
from test_applying import begin

from fayuan.intake.models import Draft
from fayuan.intake.operations import make_poster

from cast import NOW, Cast


def test_the_place_is_chosen_by_the_poster_and_can_be_changed(applicant: Client, cast: Cast) -> None:
    poster = make_poster(agency=cast.agency.pk, place="城关镇工作站", by=cast.clerk, now=NOW)
    assert applicant.get(f"/s/{poster.ref}/")["Location"] == "/my/apply/"
    first = begin(applicant)
    assert Draft.objects.get().poster_id == poster.pk
    place = first.replace("whom", "place")
    assert '<option value="970102" selected>' in applicant.get(place).content.decode()
    applicant.post(place, {"place": "970103"})
    assert '<option value="970103" selected>' in applicant.get(place).content.decode()


def test_the_poster_is_printed_at_the_desk(cast: Cast) -> None:
    poster = make_poster(agency=cast.agency.pk, place="城关镇工作站", by=cast.clerk, now=NOW)
    clerk = Client()
    clerk.force_login(cast.account("clerk"))
    assert clerk.get(f"/desk/posters/{poster.ref}.pdf").content.startswith(b"%PDF")
    assert "城关镇工作站" in clerk.get("/desk/posters/").content.decode()
