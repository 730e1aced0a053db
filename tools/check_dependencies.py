"""The libraries we rest on: each locked with its hash, installed as locked, free to be used, and above known holes.

Needs no network: known holes stand in `tools/known_holes.csv` (package, first version without it, advisory), kept up by
hand. `--online` also asks the Python Package Index for the advisories of every locked version; a release does.
"""

import csv
import importlib.metadata
import json
import re
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCK, HOLES = ROOT / "requirements.lock", ROOT / "tools" / "known_holes.csv"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
FORBIDDEN = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)
INDEX = "https://pypi.org/pypi/{name}/{version}/json"


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    pinned = dict[str, set[str]]()
    for name, version in pins():
        pinned.setdefault(name, set()).add(version)
    faults = [*unhashed(), *differing(pinned), *unfree(pinned), *holed(pinned)]
    if "--online" in sys.argv[1:]:
        faults += list(advised(pinned))
    print("\n".join(faults) or f"{len(pinned)} libraries, locked with hashes, free, none with a known hole")
    return bool(faults)


def pins() -> Iterator[tuple[str, str]]:
    """Each locked library with its version; there may be one for each version of Python."""
    for line in LOCK.read_text().splitlines():
        if match := PIN.match(line):
            yield plain(match["name"]), match["version"]


def plain(name: str) -> str:
    """A library's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unhashed() -> Iterator[str]:
    """Locked without a hash: anybody could put something else in its place."""
    joined = LOCK.read_text().replace("\\\n", " ")
    for line in joined.splitlines():
        if PIN.match(line) and "--hash=sha256:" not in line:
            yield f"{line.split()[0]}: locked without a hash"


def differing(pinned: dict[str, set[str]]) -> Iterator[str]:
    """Installed in another version than locked. What another system needs is locked and not installed."""
    for name, version in installed():
        if version not in pinned.get(name, {version}):
            yield f"{name}: {version} is installed, {' or '.join(sorted(pinned[name]))} is locked"


def installed() -> Iterator[tuple[str, str]]:
    """What is installed here."""
    for each in importlib.metadata.distributions():
        yield plain(each.metadata["Name"]), each.version


def unfree(pinned: dict[str, set[str]]) -> Iterator[str]:
    """Under a licence that does not go with ours."""
    for each in importlib.metadata.distributions():
        told = " ".join(
            line[:100]
            for name in ("License-Expression", "License", "Classifier")
            for line in each.metadata.get_all(name) or ()
            if name != "Classifier" or line.startswith("License")
        )
        if plain(each.metadata["Name"]) in pinned and FORBIDDEN.search(told) and not LESSER.search(told):
            yield f"{each.metadata['Name']}: its licence does not go with Apache-2.0"


def holed(pinned: dict[str, set[str]]) -> Iterator[str]:
    """Older than the first version without a known hole."""
    with HOLES.open(newline="") as file:
        for row in csv.DictReader(file):
            for version in pinned.get(plain(row["package"]), ()):
                if Version(version) < Version(row["fixed_in"]):
                    yield f"{row['package']} {version}: {row['advisory']}, mended in {row['fixed_in']}"


def advised(pinned: dict[str, set[str]]) -> Iterator[str]:
    """What the index itself says of the locked versions."""
    for name, version in sorted((name, version) for name, found in pinned.items() for version in found):
        with urllib.request.urlopen(INDEX.format(name=name, version=version), timeout=30) as answer:
            told = json.load(answer)
        for each in told.get("vulnerabilities") or ():
            if not each.get("withdrawn"):
                yield f"{name} {version}: {each['id']} {' '.join(each.get('aliases') or ())}"


if __name__ == "__main__":
    sys.exit(main())
