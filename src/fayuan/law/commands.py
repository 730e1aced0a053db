"""``fayuan law …``: asks the law from the command line; Chinese sentences, or JSON with ``--json``."""

import argparse
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from fayuan.law import asked, due_command, filekeys, lifecycles, whatif
from fayuan.law.amounts import Calculation, subsidy
from fayuan.law.answering import print_json, print_lines, say_faults
from fayuan.law.eligibility import Verdict, assess, assess_notice
from fayuan.law.jurisdiction import competent
from fayuan.law.pad import Unreadable
from fayuan.law.places import NATION
from fayuan.law.plainly import rows, title
from fayuan.law.reading import read_amount, read_application, read_notice
from fayuan.law.reasons import MARK_MEANS
from fayuan.law.rules import NotCovered, RuleBook, RulesFaulty, check, load, national
from fayuan.law.words import REASONS

OUTCOMES = {
    "eligible": "符合法律援助条件",
    "not_eligible": "不符合法律援助条件",
    "incomplete": "还不能认定",
    "not_competent": "本机构没有管辖权",
}
PATHS = {
    "notice": "办案机关通知",
    "no_means_test": "不受经济困难条件限制",
    "exempt": "免予核查经济困难状况",
    "means_tested": "按经济困难标准审查",
}
CODES = {"means_undetermined": "incomplete"}
"""Reasons of our own, by the code that stories know: a person has to complete what the law cannot tell."""
Counties = Callable[[str], Sequence[str]]


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with the words of a command."""

    def error(self, message: str) -> NoReturn:
        raise Unreadable(
            [
                f"命令写法有误：{_in_chinese(message)}。",
                self.format_usage().strip().replace("usage:", "写法："),
            ]
        )


COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少“\1”"),
    (r"unrecognized arguments: (.*)", r"用不上“\1”"),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"“\2”不能作\1，只能是：\3"),
    (r"argument (\S+): expected one argument", r"“\1”后面要写一个值"),
    (r"argument (\S+): invalid int value: '(.*)'", r"“\1”后面的“\2”不是整数"),
)
"""What the reader of commands complains of, and how we say it."""


def _in_chinese(message: str) -> str:
    """A complaint in Chinese; one that we do not know stays as it is."""
    for pattern, said in COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            return found.expand(said)
    return message


def main(argv: list[str], counties: Counties | None = None, today: date | None = None) -> int:
    """Runs one command; 0 done, 1 faults found by ``check``, 2 what was asked cannot be answered.

    ``counties`` names the counties of a region for ``whatif``, where the caller knows the country's
    divisions; ``today`` is the day of which it asks where the command names none.
    """
    wants_json = "--json" in argv
    try:
        options = _parser().parse_args([word for word in argv if word != "--json"])
        options.json, options.counties, options.today = wants_json, counties, today
        status: int = options.run(options)
    except (Unreadable, RulesFaulty) as error:
        return say_faults([str(fault) for fault in error.faults], wants_json)
    except NotCovered as error:
        return say_faults([error.says], wants_json)
    except ValueError as error:
        return say_faults([str(error)], wants_json)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="fayuan law", description="法律怎么说：资格、期限、管辖、金额、规则。")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    for name, run, says in (
        ("assess", _assess, "按文件里的事实审查是否符合条件"),
        ("competent", _competent, "按文件里的事实判断管辖"),
        ("amount", _amount, "按文件里的事实计算补贴"),
    ):
        command = commands.add_parser(name, help=says)
        command.add_argument("file", help="YAML 文件；- 表示从标准输入读")
        command.set_defaults(run=run)
    _due_parser(commands)
    _show_parser(commands)
    _whatif_parser(commands)
    past = commands.add_parser("replay", help="用另一套规则重看过去的决定（要读数据库）")
    past.add_argument("rest", nargs=argparse.REMAINDER)
    past.set_defaults(run=_replay)
    ways = commands.add_parser("lifecycle", help="画出案件的流程（Mermaid）")
    ways.set_defaults(run=_lifecycle)
    faults = commands.add_parser("check", help="检查规则文件，指出每一处错误")
    faults.add_argument("folders", nargs="*", type=Path, help="另外的规则文件夹")
    faults.set_defaults(run=_check)
    return parser


def _due_parser(commands: Any) -> None:
    command = commands.add_parser("due", help="计算期限届满日")
    command.add_argument("rule", help="期限规则编号，如 T01")
    command.add_argument("date", help="起算日，如 2026-06-12；按小时计算的写到分，如 2026-06-12T09:00")
    command.add_argument("--region", default=NATION, help="区划代码")
    command.add_argument("--pause", action="append", default=[], help="扣除期间 A..B：通知之日..补齐之日")
    command.add_argument("--days", type=int, help="通知所定的天数")
    command.add_argument("--until", help="通知所定的日期")
    command.set_defaults(run=due_command.run, book=_book)


def _show_parser(commands: Any) -> None:
    command = commands.add_parser("show", help="查看一条规则")
    command.add_argument("key", help="规则名称，如 hardship.formula 或 T01")
    command.add_argument("--on", required=True, help="日期")
    command.add_argument("--region", default=NATION, help="区划代码")
    command.set_defaults(run=_show)


def _whatif_parser(commands: Any) -> None:
    command = commands.add_parser("whatif", help="推算改变标准后多少家庭符合条件")
    command.add_argument("--region", required=True, help="区划代码")
    command.add_argument(
        "--set", action="append", required=True, dest="changes", help="如 hardship.multiple=2.0"
    )
    command.add_argument("--households", type=int, default=100_000, help="推算的家庭数")
    command.add_argument("--on", help="日期；不写就是今天")
    command.set_defaults(run=_whatif)


def _folders() -> list[Path]:
    """The further rule folders that the environment names, as the product itself reads them."""
    return [Path(part) for part in os.environ.get("FAYUAN_RULES_DIR", "").split(os.pathsep) if part]


def _book() -> RuleBook:
    folders = _folders()
    return load(folders) if folders else national()


def _assess(options: argparse.Namespace) -> int:
    data, book = asked.read_file(options.file), _book()
    notified = isinstance(data, Mapping) and "notice" in data
    with asked.naming(options.file):
        if notified:
            verdict = assess_notice(*read_notice(data, book), book)
        else:
            verdict = assess(*read_application(data, book), book)
    ignored = filekeys.unread(data, filekeys.NOTICE if notified else filekeys.APPLICATION)
    if options.json:
        return print_json(_verdict(verdict) | {"ignored": ignored})
    return print_lines([*_verdict_lines(verdict), *_ignored_lines(ignored)])


def _ignored_lines(ignored: Sequence[str]) -> list[str]:
    return [f"文件里没有用到：{'、'.join(ignored)}"] if ignored else []


def _verdict(verdict: Verdict) -> dict[str, Any]:
    names = ("outcome", "path", "reason", "citations", "steps", "missing", "marks", "means_test", "means")
    found = {name: getattr(verdict, name) for name in names}
    found["reason"] = CODES.get(verdict.reason or "", verdict.reason)
    return {**found, "places": verdict.places, "body": verdict.body, "rules_hash": verdict.rules_hash}


def _verdict_lines(verdict: Verdict) -> list[str]:
    reason = f"（{REASONS[verdict.reason]}）" if verdict.reason else ""
    lines = [f"结论：{OUTCOMES[verdict.outcome]}{reason}", f"途径：{PATHS[verdict.path]}"]
    lines += [f"{number}. 【{step.article}】{step.says}" for number, step in enumerate(verdict.steps, 1)]
    unsure = [each for each in verdict.marks if each.mark != "✔"]
    lines += [f"{MARK_MEANS[each.mark]}：{each.rule}（{each.basis}）" for each in unsure]
    return [*lines, f"规则版本：{verdict.rules_hash[:16]}"]


def _competent(options: argparse.Namespace) -> int:
    data, book = asked.read_file(options.file), _book()
    with asked.naming(options.file):
        application, on = read_application(data, book, with_applicant=False)
        found = competent(application, on, book)
    ignored = filekeys.unread(data, filekeys.APPLICATION)
    if options.json:
        return print_json(
            {
                "competent": found.competent,
                "places": found.places,
                "body": found.body,
                "steps": [found.step],
                "citations": [found.step.article],
                "ignored": ignored,
            }
        )
    return print_lines([f"【{found.step.article}】{found.step.says}", *_ignored_lines(ignored)])


def _amount(options: argparse.Namespace) -> int:
    data = asked.read_file(options.file)
    with asked.naming(options.file):
        sheet = _amounts(data)
    ignored = filekeys.unread(data, filekeys.AMOUNT)
    if options.json:
        found = {"total_fen": sheet.total_fen, "lines": sheet.lines, "marks": sheet.marks, "says": sheet.says}
        return print_json(found | {"ignored": ignored})
    return print_lines([sheet.says, *_ignored_lines(ignored)])


def _amounts(data: Any) -> Calculation:
    book = _book()
    wanted = read_amount(data, book)
    try:
        return subsidy(
            wanted.service,
            wanted.stage,
            wanted.region,
            wanted.on,
            wanted.members,
            wanted.quality,
            payee=wanted.payee,
            supplements=wanted.supplements,
            costs=wanted.costs,
            book=book,
        )
    except ValueError as error:
        raise Unreadable([str(error)]) from None


def _show(options: argparse.Namespace) -> int:
    book = _book()
    key = options.key if "." in options.key else f"clock.{due_command.rule_id(options.key, book)}"
    if not book.history(key):
        alike = get_close_matches(key, book.keys(), 3)
        meant = f"是不是 {'、'.join(alike)}？" if alike else "可以在“法律规则”页面上查名称。"
        raise Unreadable([f"没有名为“{options.key}”的规则，{meant}"])
    entry = book.value(key, asked.day(options.on), asked.region(options.region))
    shown = {
        "key": entry.key,
        "region": entry.region,
        "value": entry.value,
        "from": entry.valid_from,
        "to": entry.valid_to,
        "basis": entry.basis,
        "mark": entry.mark,
        "note": entry.note,
        "source": f"{entry.source}:{entry.line}",
    }
    if options.json:
        return print_json(shown)
    lines = [f"{label}：{words}" for label, words in rows(entry, book)]
    until = f"至 {entry.valid_to}" if entry.valid_to else "起"
    note = [f"说明：{entry.note}"] if entry.note else []
    place = "全国" if entry.region == NATION else entry.region
    head = f"{title(entry)}（{entry.key}，{place}，{entry.valid_from} {until}）"
    return print_lines([head, *lines, f"依据：{entry.basis}（{MARK_MEANS[entry.mark]}）", *note])


def _check(options: argparse.Namespace) -> int:
    faults = check([*_folders(), *options.folders])
    if options.json:
        print_json({"faults": faults})
    else:
        print_lines([str(fault) for fault in faults] or ["规则文件没有错误。"])
    return 1 if faults else 0


def _lifecycle(options: argparse.Namespace) -> int:
    if options.json:
        print_json({"states": lifecycles.STATES, "steps": lifecycles.STEPS})
    else:
        print_lines([lifecycles.draw().rstrip()])
    return 0


def _whatif(options: argparse.Namespace) -> int:
    region = asked.region(options.region)
    counties = options.counties(region) if options.counties else ()
    on = asked.day(options.on) if options.on else options.today
    if on is None:
        raise Unreadable(["请写明日期，如 --on 2026-06-12。"])
    result = whatif.compare(
        _book(), region, on, options.changes, options.households, counties=counties or (region,)
    )
    if options.json:
        return print_json(result)
    return print_lines(whatif.lines(result))


def _replay(options: argparse.Namespace) -> int:
    """The law knows no decisions; the product's own command reads them before it comes here."""
    raise Unreadable(["过去的决定在数据库里，请用 fayuan law replay。"])
