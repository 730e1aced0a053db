"""When two names may mean one: written otherwise, sounding alike, a former name, a firm's name in full and in short."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import lazy_pinyin

ORGANISATION = re.compile(
    r"(公司|集团|厂|店|局|所|中心|医院|学校|大学|银行|合作社|协会|委员会|法院|检察院|工地|项目部)$"
)
SUFFIXES = re.compile(
    r"(股份有限公司|有限责任公司|集团有限公司|有限公司|责任公司|集团公司|总公司|分公司|公司|集团|总店|分店|厂|店)$"
)
PLACE = re.compile(r"^(中国|.{2,3}省|.{2,4}自治区)?(.{2,3}市)?(.{1,3}[县区])?(?=.{2})")
FORMER = re.compile(r"[(（](?:曾用名|原名|又名|别名|化名)[:：]?([^)）]+)[)）]")
ASIDE = re.compile(r"[(（][^)）]*[)）]")
SPLIT = re.compile(r"[、,，/;；]")
SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
SAME = str.maketrans(
    "萧閻蕭陳張劉楊黃趙吳孫馬羅鄭謝許鄧馮葉蘇呂蔣賈餘盧鍾陸韓龍鄒賀顧萬錢嚴湯溫龔範紀龐",
    "肖阎肖陈张刘杨黄赵吴孙马罗郑谢许邓冯叶苏吕蒋贾余卢钟陆韩龙邹贺顾万钱严汤温龚范纪庞",
)


def plain(name: str) -> str:
    """A name without spaces, points, capitals and remarks, in simplified letters where a surname has two forms."""
    text = unicodedata.normalize("NFKC", name).lower().translate(SAME)
    return re.sub(r"[\s·•.．・\-]", "", ASIDE.sub("", text))


def all_names(name: str) -> list[str]:
    """The name and the former names that stand beside it: 张某（曾用名李某）."""
    former = [each for found in FORMER.findall(name) for each in SPLIT.split(found)]
    return list(dict.fromkeys(each for each in map(plain, (name, *former)) if each))


def is_organisation(name: str) -> bool:
    """Whether the name is that of a firm or an office."""
    return ORGANISATION.search(plain(name)) is not None


def core(name: str) -> str:
    """What tells a firm from others: its name without place and legal form."""
    text = plain(name)
    short = SUFFIXES.sub("", text)
    inner = PLACE.sub("", short, count=1)
    return inner if len(inner) >= 2 else short or text


@lru_cache(maxsize=20_000)
def sound(text: str) -> str:
    """How a name sounds, without tones, and without the differences that many speakers do not make."""
    spoken = "".join(lazy_pinyin(text))
    for written, heard in SOUNDS:
        spoken = spoken.replace(written, heard)
    return spoken


def keys(name: str, born: str = "") -> Iterator[str]:
    """The words under which a name is kept and sought; `born` (2001-02-03) makes a further one, by which a given name
    that was written quite otherwise is still found."""
    for each in all_names(name):
        if is_organisation(each):
            inner = core(each)
            yield f"o:{inner}"
            yield f"q:{sound(inner)}"
            if len(inner) > 4:
                yield f"h:{inner[:4]}"
            continue
        yield f"n:{each}"
        yield f"p:{sound(each)}"
        if born:
            yield f"b:{sound(each[:1])}{born}"


def likeness(one: str, other: str) -> tuple[int, str]:
    """How like two names are, 0 to 40, and why; the best over former names counts."""
    found = [_alike(a, b) for a in all_names(one) for b in all_names(other)]
    return max(found, default=(0, ""))


def _alike(one: str, other: str) -> tuple[int, str]:
    if one == other:
        return 40, "姓名相同"
    if is_organisation(one) and is_organisation(other):
        return _like_firms(core(one), core(other))
    if sound(one) == sound(other):
        return 30, "读音相同"
    if one[0] == other[0] and len(one) > 2 and _apart(one, other) == 1:
        return 20, "差一个字"
    if sound(one[0]) == sound(other[0]):
        return 10, "同姓"
    return 0, ""


def _like_firms(one: str, other: str) -> tuple[int, str]:
    if one == other:
        return 40, "字号相同"
    if one.startswith(other) or other.startswith(one):
        return 30, "简称相合"
    return (30, "字号读音相同") if sound(one) == sound(other) else (0, "")


def _apart(one: str, other: str) -> int:
    """How many letters differ; many where the lengths differ by more than one."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True))
    long, short = (one, other) if len(one) > len(other) else (other, one)
    if len(long) - len(short) > 1:
        return len(long)
    return min(int(long[:cut] + long[cut + 1 :] != short) for cut in range(len(long))) + 1
