"""No secret stands in the repository: private keys, tokens, passwords in addresses, identity numbers of real counties.

Looks through every file that Git knows. Made-up samples that tests need are recognised by what they are (numbers of the
fictitious province begin with 97) or stand in `SAMPLES`.
"""

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}"),
    "a token of this product": re.compile(r"\bfayuan_[A-Za-z0-9_-]{43}\b"),
    "a token of a known service": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|glpat-[\w-]{20}|AKIA[0-9A-Z]{16}|LTAI[A-Za-z0-9]{12,20}"
        r"|AKID[A-Za-z0-9]{32}|xox[abpr]-[\w-]{10,}|AIza[\w-]{35}|sk-[A-Za-z0-9]{32,})\b"
    ),
    "a password in an address": re.compile(r"\w+://[^\s:/@'\"{}]+:(?P<value>[^\s:/@'\"{}%]{6,})@[\w.-]+"),
    "a secret given a value": re.compile(
        r"(?i)(?:secret|passw(?:or)?d|token|api_?key)\w*\s*[:=]\s*['\"](?P<value>[A-Za-z0-9+/_=-]{24,})['\"]"
    ),
}
IDENTITY = re.compile(r"(?<!\d)(?P<number>[1-8]\d{5}(?:19|20)\d{9}[\dXx])(?!\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SAMPLES = {
    "PASSWORD",
    "password",
    "wrongwrong",
    "330102199001011234",
    "AKIAIOSFODNN7EXAMPLE",
    "110101197001010012",
    "110101198001010010",
}
BINARY = {".png", ".jpg", ".mo", ".pdf", ".ico", ".woff2", ".docx", ".xlsx"}
RANDOM = 3.5  # bits a character: words of a language have less


def main() -> int:
    """Print what was found (without the secret itself); 1 when anything was."""
    found = [fault for path in files() for fault in faults(path)]
    print("\n".join(found) or "no secret stands in the repository")
    return bool(found)


def files() -> Iterator[Path]:
    """What Git knows and is text."""
    named = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, named.split("\0")):
        path = ROOT / name
        if path.suffix not in BINARY and path.is_file():
            yield path


def faults(path: Path) -> Iterator[str]:
    """Where a file holds what it should not."""
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        for what, rule in RULES.items():
            if any(is_secret(match) for match in rule.finditer(line)):
                yield f"{path.relative_to(ROOT)}:{number}: {what}"
        if any(is_identity(found) for found in IDENTITY.findall(line) if found not in SAMPLES):
            yield f"{path.relative_to(ROOT)}:{number}: an identity number of a real place with a right check letter"


def is_secret(match: re.Match[str]) -> bool:
    """Whether what a rule found may be one; a value that is a sample or words is none."""
    value = match.groupdict().get("value")
    if value is None:
        return match[0] not in SAMPLES
    return value not in SAMPLES and entropy(value) > RANDOM


def entropy(text: str) -> float:
    """Bits a character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


def is_identity(number: str) -> bool:
    """Whether the check letter is right: of numbers made up without care it is in one of eleven."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


if __name__ == "__main__":
    sys.exit(main())
