"""How the store of files does: whether uploads are scanned, what waits, and what the last check found."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.dossier import scanning
from fayuan.dossier.cards import is_installed
from fayuan.dossier.models import StoreCheck, Upload
from fayuan.web.admin.frame import show
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Fact
from fayuan.web.shared.request import Request

MOST_COUNTED = 1000


@page("administrator")
def files(request: Request) -> HttpResponse:
    """Figures only: nothing here tells of a case."""
    waiting = Upload.objects.filter(status=Upload.Status.WAITING)[:MOST_COUNTED].count()
    facts = [
        Fact(_("杀毒软件"), scanner_words(), strong=not scanning.is_set_up()),
        Fact(_("存放的地方"), _("S3存储桶") if settings.FILES_S3 else _("本机文件夹")),
        Fact(_("身份证识字"), reading_words()),
        Fact(_("等待检查的文件"), _("%(n)d个") % {"n": waiting}),
        *store_facts(StoreCheck.objects.order_by("-at").first()),
    ]
    return show(request, "files.html", "files", facts=facts)


def scanner_words() -> str:
    """In what state the scanner is."""
    if not scanning.is_set_up():
        return _("没有设置。上传的文件只检查内容，不查病毒。设置 FAYUAN_CLAMD 后生效。")
    return _("在用") if scanning.is_listening() else _("没有回应。上传的文件会一直等着，直到它恢复。")


def reading_words() -> str:
    """Whether identity cards can be read."""
    return _("在用") if is_installed() else _("没有装，请人手工填写。安装附加组件 ocr 后生效。")


def store_facts(last: StoreCheck | None) -> list[Fact]:
    """What the last check of the store found."""
    if last is None:
        return [Fact(_("存储核对"), _("还没有核对过。每晚自动核对，也可以运行 fayuan files check。"))]
    counts = {"missing": len(last.missing), "altered": len(last.altered), "extra": len(last.extra)}
    found = (
        _("完好") if last.is_clean else _("缺失%(missing)d个，被改动%(altered)d个，多出%(extra)d个") % counts
    )
    when = f"{last.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return [
        Fact(_("上次存储核对"), when),
        Fact(_("核对的文件"), _("%(n)d个") % {"n": last.checked}),
        Fact(_("结果"), found, strong=not last.is_clean),
        Fact(_("待清除的残留"), leftover_words(len(last.leftover))),
    ]


def leftover_words(count: int) -> str:
    """What becomes of files that no change names."""
    if not count:
        return _("没有")
    return _("%(n)d个：写到一半就中断的操作留下的，发现七天后自动清除") % {"n": count}
