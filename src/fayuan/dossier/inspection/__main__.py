"""The process of its own: limits first, then the file from standard input.

Arguments: the type of the file and, to draw one page of it, the number of the page.
Exit code 0: the kept bytes on standard output, their type and pages on standard error. Exit code 3: not taken, its
code on standard error. Anything else: the file was too much for the limits.
"""

import resource
import sys

from fayuan.dossier.inspection import inspect
from fayuan.dossier.inspection.leaves import page_as_picture
from fayuan.dossier.kinds import PNG, REFUSED, Unwelcome

MEMORY = 1280 * 2**20  # a picture of 50 million points upright and as it came, and the interpreter
SECONDS = 40
WRITTEN = 64 * 2**20
TOO_MUCH = 4


def main() -> int:
    """Inspect what comes in; gives the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        kept, media_type, pages = _asked(sys.stdin.buffer.read(), *sys.argv[1:])
    except Unwelcome as refusal:
        sys.stderr.write(refusal.code)
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_MUCH
    sys.stdout.buffer.write(kept)
    sys.stderr.write(f"{media_type} {pages}")
    return 0


def _asked(content: bytes, media_type: str, page: str = "") -> tuple[bytes, str, int]:
    """The file looked through; with a page's number, that page as a picture."""
    return (page_as_picture(content, int(page)), PNG, 1) if page else inspect(content, media_type)


if __name__ == "__main__":
    sys.exit(main())
