"""Reads HTML as the tests ask about it: which tags, with which attributes and words, in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

Draw = Callable[..., str]  # what the fixtures give that render templates
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Tag:
    """An element: its attributes, the words inside it, and the tags around it, outermost first."""

    name: str
    attributes: dict[str, str]
    around: tuple["Tag", ...]
    words: str = ""

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


@dataclass
class Reading:
    """The tags of a page in their order; `unclosed` names what was opened and not closed."""

    tags: list[Tag] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    def one(self, name: str, /, **attributes: str) -> Tag:
        """The only tag of that name with those attributes (`class_` for class)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        found = [tag for tag in self.all(name) if wanted.items() <= tag.attributes.items()]
        assert len(found) == 1, f"{len(found)} × <{name} {wanted}>"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[Tag] = []
        self.reading = Reading()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = Tag(name, {key: value or "" for key, value in attrs}, tuple(self.open))
        self.reading.tags.append(tag)
        if name not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reading.tags.append(Tag(name, {key: value or "" for key, value in attrs}, tuple(self.open)))

    def handle_endtag(self, name: str) -> None:
        if not self.open or self.open[-1].name != name:
            self.reading.unclosed.append(f"</{name}> inside {[tag.name for tag in self.open]}")
            return
        self.open.pop()

    def handle_data(self, words: str) -> None:
        for tag in self.open:
            tag.words += words


def read(html: str) -> Reading:
    """Read a page or a part of one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.reading.unclosed += [f"<{tag.name}>" for tag in reader.open]
    return reader.reading
