"""A photographed identity card fills a form in: shown for confirmation, kept a day, never the photograph."""

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pictures
import pytest
import typst
from django.test import Client
from PIL import Image

from fayuan.core.errors import BadInput, Locked, NotFound, WrongState
from fayuan.dossier import cards, isolation, store
from fayuan.dossier.cards import reading as card_reading
from fayuan.dossier.cards.fields import Card, Line, card_of
from fayuan.dossier.jobs import read_card
from fayuan.dossier.models import CardReading
from fayuan.dossier.operations import cards as operations
from fayuan.dossier.operations import hand_in_card
from fayuan.dossier.papers.fonts import typeface

from cast import NOW, Cast

NUMBER = "970102199003070026"
LINES = [  # as they were recognised on a card that lay a little askew
    Line("姓名", 70, 160, 36),
    Line("欧阳若兰", 160, 151, 50),
    Line("民族汉", 290, 220, 40),
    Line("性别女", 75, 235, 40),
    Line("出生", 78, 318, 36),
    Line("1990年3月7日", 175, 303, 50),
    Line("住址", 84, 398, 36),
    Line("云岭省石桥县城关镇人", 183, 380, 58, 0.98),
    Line("民路18号2栋301室", 187, 431, 52),
    Line("970102 199003070026", 370, 598, 60),
    Line("公民身份号码", 98, 624, 48),
]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were here: pages offer it, and pictures say what these lines say."""
    monkeypatch.setattr(operations, "is_installed", lambda: True)
    monkeypatch.setattr("fayuan.web.shared.cards.is_installed", lambda: True)
    monkeypatch.setattr(isolation, "recognise", lambda _content: LINES)


def taken(cast: Cast, content: bytes = b"") -> CardReading:
    content = content or pictures.photo()
    return hand_in_card(file_name="IMG_1.jpg", content=content, by=cast.applicant, now=NOW)


def was_read(reading: CardReading) -> CardReading:
    read_card(reading.pk)
    return CardReading.objects.get(pk=reading.pk)


def test_name_number_and_both_lines_of_the_address_are_found_on_a_card_askew() -> None:
    assert card_of(LINES) == Card("欧阳若兰", NUMBER, "云岭省石桥县城关镇人民路18号2栋301室")


def test_a_label_and_its_word_in_one_line_are_told_apart() -> None:
    lines = [Line("姓名张三", 60, 90, 40), Line("住址甲村1号", 60, 300, 40), Line(NUMBER, 300, 500, 40)]
    assert card_of(lines) == Card("张三", NUMBER, "甲村1号")


def test_a_number_with_one_wrong_digit_is_not_believed() -> None:
    wrong = NUMBER.replace("1990", "1991")
    assert card_of([*LINES[:-2], Line(wrong, 370, 598, 60)]).id_number == ""


def test_a_doubtful_line_says_nothing() -> None:
    assert card_of([line._replace(sure=0.3) for line in LINES]) == Card()


def test_what_was_read_stands_encrypted_for_a_day_and_the_photograph_goes_at_once(
    cast: Cast, installed: None
) -> None:
    reading = was_read(taken(cast))
    assert reading.status == CardReading.Status.READ
    assert reading.says["id_number"] == NUMBER
    with pytest.raises(FileNotFoundError):
        store.held(reading.held)
    card_reading.forget(NOW + timedelta(hours=23))
    assert CardReading.objects.exists()
    card_reading.forget(NOW + timedelta(hours=25))
    assert not CardReading.objects.exists()


def test_a_picture_without_a_number_says_what_to_do(
    cast: Cast, installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "recognise", lambda _content: [])
    reading = was_read(taken(cast))
    assert (reading.status, reading.fault) == (CardReading.Status.FAILED, "no_number")


def test_only_pictures_are_taken_and_not_without_end(cast: Cast, installed: None) -> None:
    with pytest.raises(BadInput, match="有照片的一面"):
        taken(cast, pictures.pdf())
    for _number in range(operations.MOST_AN_HOUR):
        taken(cast)
    with pytest.raises(Locked):
        taken(cast)


def test_another_person_does_not_find_the_reading(cast: Cast, installed: None) -> None:
    reading = taken(cast)
    assert operations.reading(reading.ref, cast.applicant) == reading
    for stranger in (cast.other_applicant, cast.clerk):
        with pytest.raises(NotFound):
            operations.reading(reading.ref, stranger)


def test_without_the_extra_nothing_is_offered_and_it_is_said_plainly(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "is_installed", lambda: False)
    monkeypatch.setattr("fayuan.web.shared.cards.is_installed", lambda: False)
    with pytest.raises(WrongState, match="没有装文字识别"):
        taken(cast)
    client.force_login(cast.account("applicant"))
    assert "没有装文字识别，请手工填写" in client.get("/cards/").content.decode()


def test_the_pages_lead_from_the_photograph_to_the_form_filled_in_for_confirmation(
    cast: Cast, client: Client, installed: None
) -> None:
    client.force_login(cast.account("other_applicant"))
    begun = client.post("/my/apply/", {"once_key": "a"})["Location"].split("/")[3]
    client.post(f"/my/apply/{begun}/whom/", {"whom": "relative"})
    form = f"/my/apply/{begun}/other/"
    assert f"/cards/?next={quote(form, safe='')}" in client.get(form).content.decode()
    photo = io.BytesIO(pictures.photo())
    photo.name = "a.jpg"
    waits = client.post(f"/cards/?next={form}", {"photo": photo})["Location"]
    answer = client.get(waits)
    assert answer["Refresh"] == "3"
    read_card(CardReading.objects.get().pk)
    back = client.get(waits)["Location"]
    filled = client.get(back).content.decode()
    assert back.startswith(form)
    assert "从照片里认出来的" in filled
    assert NUMBER in filled
    assert "欧阳若兰" in filled


def test_a_foreign_address_is_not_gone_on_to(cast: Cast, client: Client, installed: None) -> None:
    reading = was_read(taken(cast))
    client.force_login(cast.account("applicant"))
    answer = client.get(f"/cards/{reading.ref}/?next=https://evil.example/")
    assert answer["Location"].startswith("/")


@pytest.mark.skipif(not cards.is_installed(), reason="the extra ocr is not installed")
def test_a_drawn_card_is_read(cast: Cast, tmp_path: Path) -> None:
    reading = was_read(taken(cast, drawn_card(tmp_path)))
    assert (reading.fault, reading.says) == (
        "",
        {"name": "欧阳若兰", "id_number": NUMBER, "address": "云岭省石桥县城关镇人民路18号2栋301室"},
    )


def drawn_card(folder: Path) -> bytes:
    """The front of a card, a little askew on a table."""
    words = [
        *((60, 70, "姓名"), (160, 66, "欧阳若兰"), (60, 150, "性别"), (160, 146, "女"), (280, 150, "民族")),
        *((380, 146, "汉"), (60, 230, "出生"), (160, 226, "1990年3月7日"), (60, 310, "住址")),
        *((160, 306, "云岭省石桥县城关镇人"), (160, 356, "民路18号2栋301室")),
        *((60, 540, "公民身份号码"), (330, 532, NUMBER)),
    ]
    lines = [f"#place(dx: {left}pt, dy: {top}pt)[{text}]" for left, top, text in words]
    head = "#set page(width: 1012pt, height: 638pt, margin: 0pt, fill: rgb(222, 232, 236))\n"
    face = typeface()
    written = folder / "card.typ"
    families = ", ".join(f'"{family}"' for family in face.families)
    written.write_text(f"{head}#set text(size: 34pt, font: ({families},))\n" + "\n".join(lines))
    drawn = typst.Compiler(input=written, font_paths=face.fonts).compile(format="png", ppi=72)
    with Image.open(io.BytesIO(drawn)) as card:
        made = io.BytesIO()
        card.convert("RGB").rotate(3, expand=True, fillcolor=(90, 80, 70)).save(made, "JPEG", quality=75)
    return made.getvalue()
