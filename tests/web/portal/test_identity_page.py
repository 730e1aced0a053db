"""A wrong name or number corrected on the pages of both sides."""

import pictures
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fayuan.dossier.jobs import examine
from fayuan.intake.models import Correction
from fayuan.people.models import Person

import steps
from cast import Cast

NUMBER, OTHER = "970102198504201333", "970102199001150049"
PAGE = "/my/data/identity/"


def told(**changes: object) -> dict[str, object]:
    photo = SimpleUploadedFile("身份证.jpg", pictures.photo(), "image/jpeg")
    return {"name": "李改某", "id_number": NUMBER, "reason": "打错了", "photos": photo, **changes}


def test_asked_on_the_phone_decided_at_the_window_told_to_the_person(applicant: Client, cast: Cast) -> None:
    steps.handling(cast)
    assert PAGE in applicant.get("/my/data/").content.decode()
    answer = applicant.post(PAGE, told(), follow=True).content.decode()
    assert "石桥县法律援助中心正在核对" in answer
    assert "应该是" not in answer, "one waits at a time"
    correction = Correction.objects.get()
    examine(correction.photos.get().pk)
    clerk = Client()
    clerk.force_login(cast.account("clerk"))
    assert f"/desk/corrections/{correction.ref}/" in clerk.get("/desk/mail/").content.decode()
    page = clerk.get(f"/desk/corrections/{correction.ref}/").content.decode()
    assert NUMBER in page
    assert "970102198504201236" not in page, "what stands is masked"
    photo = clerk.get(f"/files/{correction.photos.get().ref}/view/")
    assert photo.status_code == 200
    decision = {"outcome": "made", "answer": ""}
    done = clerk.post(f"/desk/corrections/{correction.ref}/", decision, follow=True).content.decode()
    assert "本人会收到通知" in done
    assert NUMBER not in done, "compared once; then masked"
    assert Person.objects.get(pk=cast.people["applicant"].pk).id_number == NUMBER
    after = applicant.get(PAGE).content.decode()
    assert "照改" in after
    assert "看了您的更正请求" in applicant.get("/my/data/looks/").content.decode()
    assert "李改某" in after


def test_faults_are_said_and_what_was_typed_stays(applicant: Client, cast: Cast) -> None:
    steps.handling(cast)
    answer = applicant.post(PAGE, told(id_number="123", photos=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请输入18位身份证号" in page
    assert "打错了" in page
    assert not Correction.objects.exists()


def test_before_the_first_application_it_is_corrected_at_once(applicant: Client, cast: Cast) -> None:
    page = applicant.get(PAGE).content.decode()
    assert "证件的照片" not in page
    answer = applicant.post(PAGE, {"name": "李改某", "id_number": NUMBER}, follow=True).content.decode()
    assert "改好了" in answer
    assert Person.objects.get(pk=cast.people["applicant"].pk).name == "李改某"


def test_a_number_of_another_name_is_pointed_out(applicant: Client, cast: Cast) -> None:
    steps.handling(cast)
    other = cast.people["other_applicant"]
    other.id_number = OTHER
    other.save()
    applicant.post(PAGE, told(id_number=OTHER))
    clerk = Client()
    clerk.force_login(cast.account("clerk"))
    page = clerk.get(f"/desk/corrections/{Correction.objects.get().ref}/").content.decode()
    assert "登记在另一个姓名下" in page
    assert "周某" not in page
