"""`fayuan forms FOLDER [STORY…]`: plays stories and keeps each official form as a picture of its first page.

What no story comes to yet is drawn from example data (`--examples FILE`), and the list in the folder says so.
Exits 0 when every form is there, 1 when one is missing or cannot be drawn.
"""

import argparse
import io
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from fayuan.core.actor import system
from fayuan.core.errors import Refusal
from fayuan.dossier import drawing
from fayuan.dossier.access import recipient_of
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import hand_over_paper
from fayuan.dossier.papers import catalogue
from fayuan.dossier.papers.faults import PaperFault
from fayuan.dossier.papers.render import AgencyHead, preview
from fayuan.dossier.papers.seals import seal_of
from fayuan.intake.operations import issue_sheet
from fayuan.intake.sheets import SHEETS
from fayuan.matters.models import Matter
from fayuan.people.models import Post
from fayuan.people.queries import actor_of
from fayuan.play.player import play
from fayuan.play.reader import read

OwnDatabase = Callable[[], AbstractContextManager[None]]
HEAD = AgencyHead("石桥县法律援助中心", "0970-0000000", "石桥县城关镇人民路1号")
AUTHORITIES = {  # who issues the notices to duty lawyers, and how their numbers begin
    "duty_notice_police": ("石桥县公安局", "石公"),
    "duty_notice_state_security": ("石桥县国家安全局", "石安"),
    "duty_notice_procuratorate": ("石桥县人民检察院", "石检"),
    "duty_notice_court": ("石桥县人民法院", "石法"),
}
COLOURS = 32  # of a picture: black on white, and a red seal
WIDTH = 620  # points


def main(argv: Sequence[str], own_database: OwnDatabase) -> int:
    """Draw the forms; gives the exit code."""
    arguments = _parser().parse_args(argv)
    logging.getLogger("fayuan").setLevel(logging.ERROR)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    today = date.fromisoformat(arguments.on)
    origins: dict[str, str] = {}
    for story in arguments.stories:
        with own_database():
            _keep_papers_of(story, arguments.folder, origins)
    examples = yaml.safe_load(arguments.examples.read_text(encoding="utf-8")) if arguments.examples else {}
    _keep_examples(examples, today, arguments.folder, origins)
    _write_list(arguments.folder, today, origins)
    missing = [form.name for form in catalogue.forms(today) if form.key not in origins]
    sys.stdout.write(
        "".join(f"没有画出：{name}\n" for name in missing) or f"{len(origins)}种文书都已画出。\n"
    )
    return 1 if missing else 0


def _parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="fayuan forms", description="演故事，把每种文书画成图片")
    described.add_argument("folder", type=Path, help="图片放在哪个文件夹")
    described.add_argument("stories", nargs="*", type=Path, metavar="STORY", help="故事文件（YAML）")
    described.add_argument("--examples", type=Path, help="故事没有走到的文书，用这里的例子（YAML）")
    described.add_argument("--on", default="2026-11-26", help="例子的日期")
    return described


def _keep_papers_of(story: Path, folder: Path, origins: dict[str, str]) -> None:
    """Play the story, let its matters' sheets be issued, and keep what no earlier story came to."""
    play(read(story))
    for matter in Matter.objects.order_by("id"):
        _issue_sheets(matter)
        _hand_over(matter)
    for paper in Paper.objects.select_related("issuer").order_by("id"):
        if paper.form not in origins:
            try:
                _keep(paper.form, drawing.pages(paper), folder)
            except PaperFault as fault:
                sys.stderr.write(f"{story.stem}: {paper.name}: {fault}\n")
            else:
                origins[paper.form] = f"故事 {story.stem}"


def _issue_sheets(matter: Matter) -> None:
    by = system("forms", channel="command")
    for form in SHEETS:
        try:
            issue_sheet(ref=matter.ref, form=form, by=by, now=matter.changed_at)
        except Refusal:
            continue  # the story did not come so far


def _hand_over(matter: Matter) -> None:
    """The window hands the decision over, which fills the receipt of service in."""
    decision = matter.papers.filter(form="grant_decision").first()
    post = Post.objects.filter(role="clerk", institution=matter.agency).select_related("person").first()
    if decision is not None and post is not None:
        by = actor_of(post.person, matter.changed_at)
        hand_over_paper(ref=decision.ref, receiver=recipient_of(matter).name, by=by, now=matter.changed_at)


def _keep_examples(
    examples: Mapping[str, Mapping[str, Any]], on: date, folder: Path, origins: dict[str, str]
) -> None:
    for form in catalogue.forms(on):
        if form.key in origins or form.key not in examples:
            continue
        issuer, prefix = AUTHORITIES.get(form.key, (HEAD.name, "石援"))
        number = f"{prefix}{form.word}字〔{on.year}〕第1号" if form.word else None
        head = replace(HEAD, name=issuer)
        seal = seal_of(head.name, is_test=True)
        data = examples[form.key]
        _keep(form.key, preview(form.key, data, on=on, number=number, agency=head, seal=seal), folder)
        origins[form.key] = "例子"


def _keep(form: str, pages: Sequence[bytes], folder: Path) -> None:
    """The first page, small; the rest is counted in the list."""
    picture = Image.open(io.BytesIO(pages[0])).convert("RGB")
    picture.thumbnail((WIDTH, WIDTH * 2))
    picture.quantize(COLOURS).save(folder / f"{form}.png", optimize=True)


def _write_list(folder: Path, on: date, origins: Mapping[str, str]) -> None:
    """What stands in the folder, and where each picture comes from."""
    lines = [
        "# 32种法律援助文书",
        "",
        "由 `fayuan forms` 画出，每种一张，只画第一页。人物和案情都是编的。",
        "",
    ]
    lines += ["| 序号 | 文书 | 图片 | 内容来自 |", "|---|---|---|---|"]
    lines += [
        f"| {form.number} | {form.name} | [{form.key}.png]({form.key}.png) | {origins[form.key]} |"
        for form in catalogue.forms(on)
        if form.key in origins
    ]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
