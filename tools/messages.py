"""The catalogues of what people read: Chinese is the source, `locale/<language>/LC_MESSAGES/django.po` the translation.

    python tools/messages.py update     takes every text of code and templates into the catalogues, and compiles them
    python tools/messages.py check      fails when a catalogue lacks a text, holds one that is gone, or is not compiled

Texts are found by Babel; Django turns a template into something Babel reads. No gettext programs are needed.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "fayuan"
LANGUAGES = ("en",)
DATE = datetime(2026, 1, 1, tzinfo=UTC)  # in the headers: a catalogue is what it says, not when it was made
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def texts() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """Every text with its file, line and context."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            content = templatize(content, origin=str(path))
        for line, message, _comments, context in extract("python", io.BytesIO(content.encode()), KEYWORDS):
            yield path.relative_to(PACKAGE).as_posix(), line, message, context


def template() -> Catalog:
    """All texts of today, without translations."""
    found = Catalog(project="Fayuan", creation_date=DATE, revision_date=DATE, fuzzy=False)
    for _file, _line, message, context in texts():
        found.add(message, context=context)
    return found


def po_of(language: str) -> Path:
    """Where a language's catalogue stands."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue as it stands, or an empty one."""
    path = po_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> str:
    """Bring the catalogue up to date and compile it; translations of texts that are gone go too."""
    catalog = read(language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = po_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=False, sort_output=True, width=110, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    missing = sum(1 for message in catalog if message.id and not message.string)
    return f"{language}: {len(catalog)} texts, {missing} without translation"


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as programs read it; the dates of its making stay out."""
    bare = Catalog(locale=catalog.locale, project="Fayuan", creation_date=DATE, revision_date=DATE)
    for message in catalog:
        if message.id and any(_strings(message.string)):
            bare.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()


def faults(language: str) -> list[str]:
    """What a reader of this language would miss."""
    catalog = read(language)
    wanted = {(message.id, message.context) for message in template() if message.id}
    have = {(message.id, message.context): message for message in catalog if message.id}
    found = [f"{language}: not in the catalogue: {text[0]!r}" for text in sorted(wanted - set(have), key=str)]
    found += [f"{language}: no longer in use: {text[0]!r}" for text in sorted(set(have) - wanted, key=str)]
    found += [
        f"{language}: no translation: {text[0]!r}"
        for text, kept in have.items()
        if not any(_strings(kept.string))
    ]
    compiled_file = po_of(language).with_suffix(".mo")
    if not compiled_file.exists() or compiled_file.read_bytes() != compiled(catalog):
        found.append(f"{language}: django.mo is not compiled from django.po")
    return found


def _strings(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def main(words: list[str]) -> int:
    """`update` or `check`."""
    settings.configure(USE_I18N=True)
    django.setup()
    if words == ["update"]:
        print("\n".join(update(language) for language in LANGUAGES))
        return 0
    problems = [fault for language in LANGUAGES for fault in faults(language)]
    print("\n".join(problems[:40]) or "every text has its translation")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
