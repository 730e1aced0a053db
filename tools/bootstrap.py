"""Sets up `.venv` by `requirements.lock`. Runs on the machine's own Python, before anything is installed.

Extras have locks of their own and are installed where the variable EXTRAS names them.

    python tools/bootstrap.py          set up, or see in a moment that nothing changed
    python tools/bootstrap.py lock     write requirements.lock anew from pyproject.toml
    python tools/bootstrap.py clean    delete what set-up and running have written

It never touches the machine's Python: uv, where it is missing, goes into a folder of its own.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOCK = ROOT / "requirements.lock"
FONTS_LOCK = ROOT / "requirements-fonts.lock"
EXTRAS = {"ocr": ROOT / "requirements-ocr.lock"}  # what is only installed where it is asked for
STAMP = ENVIRONMENT / "set-up-by"
UV_HOME = ROOT / "var" / "uv"
UV_REQUIREMENT = "uv>=0.5,<1"
ROOM_NEEDED = 2 * 1024**3  # bytes: the environment and what the installer unpacks meanwhile
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "dist")


class Fault(Exception):
    """What is wrong, and the way out."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code."""
    try:
        {"": set_up, "lock": lock, "clean": clean}["".join(arguments[:1])]()
    except Fault as fault:
        sentence, way_out = fault.args
        sys.stderr.write(f"{sentence}\n  办法：{way_out}\n")
        return 1
    return 0


def set_up() -> None:
    """Bring the environment to what the lock says; a broken-off set-up has no stamp and is done again."""
    if STAMP.exists() and STAMP.read_text() == wanted():
        return
    refuse_closed_folder()
    refuse_full_disk()
    sys.stdout.write("正在按 requirements.lock 安装依赖……\n")
    sys.stdout.flush()
    STAMP.unlink(missing_ok=True)
    uv = find_uv()
    if not is_whole():
        run([*uv, "venv", "--clear", "--quiet", "--python", base_python(), ENVIRONMENT])
    install = [*uv, "pip", "install", "--quiet", "--python", PYTHON]
    for locked in (LOCK, *(EXTRAS[name] for name in asked_for())):
        run([*install, "--require-hashes", "-r", locked])
    run([*install, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    bring_font([*install, "--no-deps", "--require-hashes", "-r", FONTS_LOCK])
    STAMP.write_text(wanted())


def bring_font(install: list[str | Path]) -> None:
    """Where the system has no font that papers can be set in, take one from a wheel (85 MB). Without it all but papers
    works, and the product says so at its start: no reason to end here."""
    asked = "import sys; from fayuan.dossier.papers import fonts; sys.exit(fonts.system_typeface() is None)"
    if subprocess.run([PYTHON, "-c", asked], capture_output=True, check=False).returncode == 0:
        return
    sys.stdout.write("本机没有思源宋体（Noto Serif CJK），正在下载公文用的字体……\n")
    sys.stdout.flush()
    if subprocess.run([str(part) for part in install], cwd=ROOT, check=False).returncode:
        sys.stderr.write(
            "字体没有装上，文书暂时不能生成。\n  办法：apt install fonts-noto-cjk，或联网后执行 make clean demo。\n"
        )


def asked_for() -> list[str]:
    """The extras that the environment variable EXTRAS asks for (`EXTRAS=ocr make env`)."""
    names = os.environ.get("EXTRAS", "").replace(",", " ").split()
    if unknown := set(names) - set(EXTRAS):
        raise Fault(f"没有附加组件 {'、'.join(sorted(unknown))}。", f"EXTRAS 里可以写：{'、'.join(EXTRAS)}。")
    return sorted(names)


def wanted() -> str:
    """What a finished environment is known by: the locks, the project's own description, its place."""
    digest = hashlib.sha256()
    for path in (LOCK, FONTS_LOCK, *(EXTRAS[name] for name in asked_for()), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    digest.update(os.fsencode(ROOT))  # the environment holds absolute paths: a moved folder needs a new one
    return digest.hexdigest()


def is_whole() -> bool:
    """True when the environment's Python runs, is new enough, and was made in this place."""
    if not PYTHON.exists():
        return False
    asked = "import sys; assert sys.version_info >= (3, 11); print(sys.prefix)"
    done = subprocess.run([PYTHON, "-c", asked], capture_output=True, text=True, check=False)
    return done.returncode == 0 and Path(done.stdout.strip()).resolve() == ENVIRONMENT.resolve()


def base_python() -> str:
    """The machine's Python behind the one that runs this."""
    return str(getattr(sys, "_base_executable", sys.executable))


def find_uv() -> list[str | Path]:
    """The command that runs uv: the machine's, or one put into `var/uv` by pip."""
    if works(["uv"]):
        return ["uv"]
    own: list[str | Path] = [UV_HOME / "bin" / "uv"]
    if not works(own):
        install_uv()
    if not works(own):
        raise Fault("安装程序 uv 装好了却不能运行。", "手工安装 uv（pipx install uv）后再运行一次。")
    return own


def works(command: list[str | Path]) -> bool:
    """True when the program is there and runs; a version manager's empty shell does not."""
    try:
        return subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install_uv() -> None:
    """Install uv in a folder of its own: given a target, pip leaves the machine's Python alone (PEP 668)."""
    python = base_python()
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        run([python, "-m", "pip", "install", "--quiet", "--upgrade", "--target", UV_HOME, UV_REQUIREMENT])
        return
    if subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
        raise Fault(
            "本机的 Python 没有 pip，装不了依赖。", "执行 apt install python3-venv（或安装 uv）后再运行一次。"
        )
    run([python, "-m", "venv", UV_HOME])
    run([UV_HOME / "bin" / "python", "-m", "pip", "install", "--quiet", UV_REQUIREMENT])


def run(command: Iterable[str | Path], *, given: str = "") -> None:
    """Run a step of the installation; its own words stay visible, and a failure ends in one sentence."""
    parts = [str(part) for part in command]
    if subprocess.run(parts, cwd=ROOT, input=given, text=True, check=False).returncode:
        raise Fault(
            "依赖没有装完，原因见上。",
            "多半是网络不通或软件源没有设好：检查后再运行一次，会从断处继续。",
        )


def refuse_closed_folder() -> None:
    """Say so when this user may not write here."""
    for folder in (ROOT, ENVIRONMENT):
        if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise Fault(
                f"当前用户不能读写 {folder}。", "改用这个文件夹的主人运行，或把项目复制到自己的文件夹。"
            )


def refuse_full_disk() -> None:
    """Say so before anything is downloaded when it would not fit."""
    if not is_whole() and shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Fault("磁盘空间不足 2 GB，装不下依赖。", "腾出空间后再运行一次。")


def lock() -> None:
    """Resolve pyproject.toml anew, for every platform, with the hash of every file. Of the extra `fonts` only the wheel
    with the files is locked: what draws with them there is not wanted here."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    font = "\n".join(described["project"]["optional-dependencies"]["fonts"])
    resolve("pyproject.toml", "--group", "dev", into=LOCK)
    resolve("-", "--no-deps", into=FONTS_LOCK, given=font)
    for name, locked in EXTRAS.items():
        resolve("pyproject.toml", "--extra", name, "--constraint", LOCK.name, into=locked)


def resolve(*what: str, into: Path, given: str = "") -> None:
    """Write one lock; `given` are requirements that stand in no file."""
    how = [
        "--universal",
        "--generate-hashes",
        "--python-version",
        "3.11",
        "--custom-compile-command",
        "make lock",
    ]
    run([*find_uv(), "pip", "compile", *what, *how, "--quiet", "--output-file", into.name], given=given)


def clean() -> None:
    """Delete the embedded database (root's may stand outside the checkout), the environment, the caches."""
    if is_whole() and (ROOT / "var").exists():
        run([PYTHON, "-m", "fayuan.project.cli", "db", "remove", "--yes"])
    for name in (*CACHES, ".venv", "var"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
