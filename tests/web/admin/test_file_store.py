"""The administrator reads whether uploads are scanned and what the last check of the store found."""

from typing import Any

from django.test import Client

from fayuan.dossier.models import StoreCheck

from cast import NOW, Cast


def page_of(cast: Cast) -> str:
    client = Client()
    client.force_login(cast.account("administrator"))
    return client.get("/admin/files/").content.decode()


def test_that_no_scanner_is_set_up_is_said_plainly(cast: Cast, settings: Any) -> None:
    settings.CLAMD = ""
    assert "没有设置。上传的文件只检查内容" in page_of(cast)


def test_a_scanner_that_does_not_answer_is_said_plainly(cast: Cast, settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"
    assert "没有回应" in page_of(cast)


def test_what_the_last_check_found_is_counted(cast: Cast) -> None:
    assert "还没有核对过" in page_of(cast)
    StoreCheck.objects.create(at=NOW, checked=7, missing=["a"], altered=[], extra=["b", "c"])
    assert "缺失1个，被改动0个，多出2个" in page_of(cast)
