"""What the guide says, part by part, each line from a rule in force with its article: what the examiner applies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.law.clocks import clock
from fayuan.law.fees import FREE_OF_CHARGE, NO_GIFTS
from fayuan.law.materials import BY_PATH
from fayuan.law.means import line_in_words
from fayuan.law.plainly import title
from fayuan.law.rules import Parameter
from fayuan.matters.rules import book
from fayuan.web.portal.papers import name
from fayuan.web.portal.telling import MADE_HERE
from fayuan.web.shared.forms import Words
from fayuan.web.shared.rules import UNCHECKED, rule_url

PATHS: Sequence[tuple[str, Words]] = (
    ("means_tested", gettext_lazy("一般的事")),
    ("exempt", gettext_lazy("低保、农民工要工钱等，不查收入")),
    ("no_means_test", gettext_lazy("家暴、见义勇为等，不看收入")),
)
STEPS: Sequence[tuple[str, Words]] = (
    ("T02", gettext_lazy("材料不齐的，一次告诉您全部缺什么")),
    ("T01", gettext_lazy("收到申请之日起%(within)s内答复您，同意不同意都写明理由")),
    ("T04", gettext_lazy("同意之日起%(within)s内安排律师，您可以自己选")),
    ("T12", gettext_lazy("安排之日起%(within)s内，律师和您签委托手续")),
)
OBJECTING: Sequence[tuple[str, Words]] = (
    ("T14", gettext_lazy("收到决定之日起%(within)s内，可以向司法局提出异议")),
    ("T15", gettext_lazy("司法局收到异议之日起%(within)s内答复")),
)
COMPLAINING: Sequence[tuple[str, Words]] = (
    ("C01", gettext_lazy("收到投诉之日起%(within)s内告诉您受理不受理")),
    ("C02", gettext_lazy("受理之日起%(within)s内告诉您结果")),
)
FREE: Sequence[tuple[Words, str]] = (
    (gettext_lazy("法律援助不收费"), FREE_OF_CHARGE),
    (gettext_lazy("律师、工作人员都不能向您收钱收东西"), NO_GIFTS),
)
UNITS: dict[str, Callable[[int], str]] = {
    "D": lambda count: _("%(count)d日") % {"count": count},
    "WD": lambda count: _("%(count)d个工作日") % {"count": count},
    "H": lambda count: _("%(count)d小时") % {"count": count},
    "M": lambda count: _("%(count)d个月") % {"count": count},
    "Y": lambda count: _("%(count)d年") % {"count": count},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the guide says, the article it rests on and where that rule stands in public."""

    says: str
    article: str = ""
    url: str = ""
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one title; `is_long` where they are folded until somebody wants them."""

    title: str
    lines: Sequence[Line]
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """The rules in force on a day in a place (a GB/T 2260 code), as the guide tells them."""

    place: str
    on: date

    def conditions(self) -> list[Part]:
        """What one can apply for, and when it counts that one is poor."""
        line = line_in_words(self.on, self.place, book())
        standard = [Line(line or _("收入低于当地标准的，能得到援助。各地标准不同，选一个地方就能看到。"))]
        return [
            Part(_("哪些事可以申请"), self._listed("scope"), is_long=True),
            Part(_("不看收入的事"), self._listed("no_means_test")),
            Part(_("不用证明家里困难的人"), self._listed("exempt")),
            Part(_("其他人看家里收入"), [*standard, *self._listed("hardship.household")]),
        ]

    def steps(self) -> list[Line]:
        """From the application to the lawyer, with how long each may take."""
        return [
            Line(_("您交申请：网上、窗口、工作站都可以。不会写的，工作人员替您写。")),
            *self._timed(STEPS),
        ]

    def materials(self) -> list[tuple[str, str]]:
        """The papers of each path; those that the application itself makes are left out."""
        told = [(words, [each for each in BY_PATH[path] if each not in MADE_HERE]) for path, words in PATHS]
        return [(str(words), "、".join(map(name, papers))) for words, papers in told]

    def costs(self) -> list[Part]:
        """Nothing; and what else need not be paid, or not yet."""
        free = [Line(str(words), article) for words, article in FREE]
        return [Part("", free), Part(_("打官司的费用也能免、能缓、能少"), self._listed("fees"), is_long=True)]

    def questions(self) -> list[Part]:
        """What people ask most."""
        return [
            Part(_("在哪里申请？"), self._listed("jurisdiction.principle")),
            Part(_("能替家人申请吗？"), self._listed("standing")),
            Part(_("很急，来不及审查怎么办？"), [*self._listed("urgency.ground"), *self._clock("T20")]),
            Part(_("补材料有多少天？"), self._clock("T03")),
            Part(_("能换律师吗？"), [*self._listed("replacement"), *self._clock("T13")]),
            Part(_("什么时候会停止？"), self._listed("termination")),
        ]

    def objecting(self) -> list[Line]:
        """Where a refusal goes."""
        return self._timed(OBJECTING)

    def complaining(self) -> list[Line]:
        """How long a complaint takes."""
        return self._timed(COMPLAINING)

    def _listed(self, kind: str) -> list[Line]:
        return [self._line(entry, title(entry)) for entry in book().under(kind, self.on, self.place)]

    def _clock(self, rule: str) -> list[Line]:
        """What starts the time limit, and what follows."""
        entry = book().find(f"clock.{rule}", self.on, self.place)
        said = _("%(starts)s：%(effect)s")
        return [self._line(entry, said % entry.value)] if entry else []

    def _timed(self, told: Sequence[tuple[str, Words]]) -> list[Line]:
        return list(self._lines(told))

    def _lines(self, told: Sequence[tuple[str, Words]]) -> Iterator[Line]:
        for rule, words in told:
            entry = book().find(f"clock.{rule}", self.on, self.place)
            if entry is not None:
                found = clock(rule, self.on, self.place, book())
                within = UNITS[found.unit](found.length) if found.unit in UNITS else ""
                yield self._line(entry, str(words) % {"within": within})

    def _line(self, entry: Parameter, says: str) -> Line:
        url = rule_url(entry.key, self.place, self.on)
        return Line(says, entry.basis, url, entry.mark == UNCHECKED)
