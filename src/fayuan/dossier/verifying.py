"""What a sealed file is worth: who sealed it, when, whether it was changed since, whether it is ours and stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Paper
from fayuan.dossier.signing.sources import SealSource
from fayuan.dossier.signing.verifying import Found, seals_on

STANDS, CHANGED, FOREIGN, ENDED, UNSEALED = "stands", "changed", "foreign", "ended", "unsealed"


@dataclass(frozen=True)
class Opinion:
    """The answer about one file: one of the words above, the last seal on it, and the paper that it is here."""

    worth: str
    seal: Found | None = None
    paper: Paper | None = None
    is_test: bool = False


def examine(content: bytes, source: SealSource) -> Opinion:
    """Judge a file by the last seal on it. Raises `NotAPdf`."""
    seals = seals_on(content, source.roots())
    if not seals:
        return Opinion(UNSEALED)
    last = seals[-1]
    paper = Paper.objects.filter(pdf__sha256=last.sealed_sha256).select_related("issuer").first()
    return Opinion(_worth(last, paper), last, paper, source.is_test and last.trusted)


def _worth(seal: Found, paper: Paper | None) -> str:
    if not (seal.intact and seal.whole):
        return CHANGED
    if paper is None or not seal.trusted:
        return FOREIGN
    return STANDS if paper.stands else ENDED


def sentences(opinion: Opinion) -> list[str]:
    """The opinion in words: the answer first, then what it rests on."""
    said = [_ANSWERS[opinion.worth]()]
    if opinion.seal is not None:
        said += _about_seal(opinion.seal, opinion.is_test)
    if opinion.paper is not None:
        said += _about_paper(opinion.paper)
    elif opinion.seal is not None:
        said.append(_("本平台：没有发出过这份文件"))
    return said


_ANSWERS: Mapping[str, Callable[[], str]] = {
    STANDS: lambda: _("真实有效：盖章后没有改动，由本平台发出，现在有效。"),
    CHANGED: lambda: _("不可信：盖章以后改动过。"),
    FOREIGN: lambda: _("不能确认：盖章后没有改动，但不是本平台发出的，或者印章不受信任。"),
    ENDED: lambda: _("已经失效：确由本平台发出，盖章后没有改动，但后来撤回了，或者由新的一份代替了。"),
    UNSEALED: lambda: _("没有电子印章。"),
}


def _about_seal(seal: Found, is_test: bool) -> list[str]:
    when = seal.sealed_at.astimezone(SHANGHAI) if seal.sealed_at else None
    return [
        _("盖章机关：%(office)s") % {"office": seal.office} + (_("（测试印章）") if is_test else ""),
        _("盖章时间：%(when)s") % {"when": f"{when:%Y-%m-%d %H:%M}" if when else _("没有写明")},
        _("印章证书：%(how)s") % {"how": _("受信任") if seal.trusted else _("不受信任")},
        _("盖章以后：%(how)s") % {"how": _("没有改动") if seal.intact and seal.whole else _("改动过")},
    ]


def _about_paper(paper: Paper) -> list[str]:
    said = [
        _("文书：%(name)s%(number)s") % {"name": paper.name, "number": paper.number and f"　{paper.number}"},
        _("发出机关：%(office)s") % {"office": paper.issuer.name},
        _("发出日期：%(day)s") % {"day": f"{paper.issued_at.astimezone(SHANGHAI):%Y-%m-%d}"},
    ]
    if paper.withdrawn_at:
        said.append(_("撤回日期：%(day)s") % {"day": f"{paper.withdrawn_at.astimezone(SHANGHAI):%Y-%m-%d}"})
    if paper.replaced_at:
        said.append(_("代替日期：%(day)s") % {"day": f"{paper.replaced_at.astimezone(SHANGHAI):%Y-%m-%d}"})
    return said
