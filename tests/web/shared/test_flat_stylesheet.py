"""The stylesheet that is served is the flat copy of the one that is written."""

import re
import subprocess
import sys
from pathlib import Path

# What a WebView of five years ago (Chrome 90) does not know and would drop with the rule around it.
NEW_STYLES = re.compile(
    r":has\(|@container|color-mix\(|oklch\(|@scope|\d(?:dvh|svh|lvh)\b|subgrid|\(\s*width\s*[<>]|^\s*&", re.M
)
NEW_SCRIPT = re.compile(
    r"\.at\(|\.findLast|\.toSorted|structuredClone|Object\.hasOwn|\.replaceAll\(|\bimport\.meta|\?\?="
)
ROOT = Path(__file__).resolve().parents[3]
CSS = ROOT / "src/fayuan/web/shared/static/fayuan/css"


def test_the_committed_copy_is_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/flatten_css.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_flat_copy_needs_no_layers_and_no_other_host() -> None:
    flat = (CSS / "fayuan.flat.css").read_text(encoding="utf-8")
    assert "@layer" not in flat
    assert "url(" not in flat
    assert flat.count("{") == flat.count("}")


def test_the_stylesheet_stays_within_its_share_of_a_first_page() -> None:
    assert (CSS / "fayuan.flat.css").stat().st_size < 52_000


def test_a_webview_of_five_years_ago_knows_all_of_it() -> None:
    assert not NEW_STYLES.search((CSS / "fayuan.flat.css").read_text(encoding="utf-8"))
    scripts = [
        *(ROOT / "src/fayuan/web/shared/static").rglob("*.js"),
        *(ROOT / "src/fayuan/web/portal/static").rglob("*.js"),
    ]
    assert len(scripts) > 5
    assert not [each.name for each in scripts if NEW_SCRIPT.search(each.read_text(encoding="utf-8"))]
