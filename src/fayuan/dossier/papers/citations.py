"""Writes a short citation as official papers do: 民法典 3(1) is 《中华人民共和国民法典》第三条第一款."""

import re
from collections.abc import Iterable

_FULL_NAMES = {
    "法律援助法": "中华人民共和国法律援助法",
    "法援法": "中华人民共和国法律援助法",
    "刑诉法": "中华人民共和国刑事诉讼法",
    "民诉法": "中华人民共和国民事诉讼法",
    "行诉法": "中华人民共和国行政诉讼法",
    "复议法": "中华人民共和国行政复议法",
    "民法典": "中华人民共和国民法典",
    "程序规定": "办理法律援助案件程序规定",
}
# Articles of the Legal Aid Law that list items: in these (3) is item 3, elsewhere it is paragraph 3.
# The value is the paragraph that carries the list, None where the article has only one.
_ITEMISED: dict[int, int | None] = {22: None, 25: 1, 31: None, 32: None, 42: None, 44: 1, 48: 1}
_SHORT = re.compile(r"^(?P<law>\D.*?)\s+(?P<article>\d+)(?:\((?P<part>\d+)\))?$")
_DIGITS = "〇一二三四五六七八九"


def cited(citations: Iterable[str]) -> str:
    """Join short citations into one formal phrase: laws in order of first mention, articles in rising order.

    An article that is cited by one of its parts is not cited whole beside it.
    A citation that is not of the short form is taken as formal already and stands as given.
    """
    by_law: dict[str, list[tuple[int, int]]] = {}
    as_given: list[str] = []
    for citation in dict.fromkeys(citations):
        short = _SHORT.match(citation.strip())
        if short is None:
            as_given.append(citation.strip())
        else:
            articles = by_law.setdefault(_full_name(short["law"]), [])
            articles.append((int(short["article"]), int(short["part"] or 0)))
    phrases = [_phrase(law, _without_wholes(articles)) for law, articles in by_law.items()]
    return "、".join(phrases + as_given)


def _full_name(law: str) -> str:
    return _FULL_NAMES.get(law, law)


def _without_wholes(articles: list[tuple[int, int]]) -> list[tuple[int, int]]:
    in_parts = {article for article, part in articles if part}
    return sorted({(article, part) for article, part in articles if part or article not in in_parts})


def _phrase(law: str, articles: list[tuple[int, int]]) -> str:
    of_aid_law = law == _FULL_NAMES["法律援助法"]
    return f"《{law}》" + "、".join(_article(article, part, of_aid_law) for article, part in articles)


def _article(article: int, part: int, of_aid_law: bool) -> str:
    named = f"第{chinese_number(article)}条"
    if not part:
        return named
    if of_aid_law and article in _ITEMISED:
        paragraph = _ITEMISED[article]
        within = f"第{chinese_number(paragraph)}款" if paragraph else ""
        return f"{named}{within}第{chinese_number(part)}项"
    return f"{named}第{chinese_number(part)}款"


def chinese_number(number: int) -> str:
    """Write 1 to 9999 as articles are numbered: 十二, 四十二, 一百零三, 一千二百六十."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + name
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written
