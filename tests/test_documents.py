"""Documents stay true: what the walkthrough names exists, and the README's commands are those that CI runs."""

import re
from pathlib import Path

import pytest

from fayuan.law import lifecycles

ROOT = Path(__file__).resolve().parent.parent
ROWS = re.findall(
    r"^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \|", (ROOT / "docs" / "walkthrough.md").read_text(), re.M
)


def test_the_walkthrough_has_its_stops() -> None:
    assert len(ROWS) >= 15


@pytest.mark.parametrize(("path", "name"), ROWS)
def test_each_stop_of_the_walkthrough_exists(path: str, name: str) -> None:
    assert name.rpartition(".")[2].rpartition(":")[2] in (ROOT / path).read_text()


def test_the_picture_of_the_lifecycle_is_the_one_that_the_table_gives() -> None:
    assert f"```mermaid\n{lifecycles.draw()}```" in (ROOT / "docs" / "lifecycle.md").read_text()


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_the_commands_that_ci_runs(readme: str) -> None:
    text, ci = (ROOT / readme).read_text(), (ROOT / ".ci" / "run").read_text()
    assert "make demo" in text
    assert "make test" in text
    assert "make test" in ci


@pytest.mark.parametrize(
    "document", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    broken = [link for link in links if not (document.parent / link).exists()]
    assert not broken
