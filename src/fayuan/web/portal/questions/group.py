"""Step 1, for a group: who applies together, from a file or typed a line each."""

import csv
import io
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.core.errors import BadInput
from fayuan.core.fields import plain
from fayuan.intake.inputs import MOST_MEMBERS
from fayuan.intake.members import HEADINGS, Roster, read_members
from fayuan.web.portal.questions.answer_form import AnswerForm

COLUMNS = ("name", "id_number", "phone")
SHOWN = 10  # faults said at once
SIGNS = str.maketrans("，,、；;\t", "      ")


class Members(AnswerForm):
    """The others who apply; the one who types is the first and stands for them."""

    title = _("和您一起申请的有谁？")
    lead = _("您自己不用写。同一个老板、同一件事，可以一起申请，最多500人。")
    member_file = forms.FileField(
        label=_("交一份名单"),
        required=False,
        help_text=_("Excel或者CSV，有“姓名”“身份证号”“电话”三列。"),
    )
    member_lines = forms.CharField(
        label=_("或者写在这里，一行一个人"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("例如：王某 970102198801011234 13900000000。没有电话的可以不写。"),
    )

    def clean(self) -> dict[str, Any]:
        file, lines = self.cleaned_data.get("member_file"), self.cleaned_data.get("member_lines", "")
        if not file and not lines.strip():
            self.add_error("member_lines", gettext("请交一份名单，或者写下至少一个人"))
            return self.cleaned_data
        try:
            typed = _as_file(lines)
            roster = read_members(file.read() if file else typed)
        except BadInput as refusal:
            self.add_error("member_file" if file else "member_lines", refusal.says)
            return self.cleaned_data
        self._take(roster, "member_file" if file else "member_lines", above=0 if file else 1)
        return self.cleaned_data

    def _take(self, roster: Roster, name: str, *, above: int) -> None:
        """Keep the people of a list without faults; `above` lines of it were not typed by anybody."""
        for fault in roster.faults[:SHOWN]:
            says = {"row": fault.row - above, "says": fault.says}
            self.add_error(name, gettext("第%(row)d行：%(says)s") % says)
        self.members = [
            {"name": one.name, "id_number": one.id_number, "phone": one.phone} for one in roster.members
        ]

    def given(self) -> dict[str, Any]:
        """The people, and the lines as they can be changed again."""
        lines = [" ".join(each[name] for name in COLUMNS if each[name]) for each in self.members]
        return {"members": self.members, "member_lines": "\n".join(lines)}


def _as_file(lines: str) -> bytes:
    """Typed lines as the file that they stand for."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEADINGS[name][0] for name in COLUMNS)
    for line in lines.splitlines()[:MOST_MEMBERS]:
        words = line.translate(SIGNS).split()
        if words:
            table.writerow([words[0], *_numbers(words[1:])])
    return written.getvalue().encode()


def _numbers(words: list[str]) -> tuple[str, str]:
    """Identity number and telephone among the words behind a name; one alone is told by its length."""
    if len(words) == 1 and len(plain(words[0])) <= 12:
        return "", words[0]
    padded = [*words, "", ""]
    return padded[0], padded[1]
