"""The process of its own: limits first, then the file from standard input.

Exit code 0: the kept bytes on standard output, their type on standard error. Exit code 3: not taken, its code on
standard error. Anything else: the file was too much for the limits.
"""

import resource
import sys

from fayuan.dossier.inspection import inspect
from fayuan.dossier.kinds import Unwelcome

MEMORY = 1280 * 2**20  # a picture of 50 million points upright and as it came, and the interpreter
SECONDS = 40
REFUSED, TOO_MUCH = 3, 4


def main() -> int:
    """Inspect what comes in; gives the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        kept, media_type = inspect(sys.stdin.buffer.read(), sys.argv[1])
    except Unwelcome as refusal:
        sys.stderr.write(refusal.code)
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_MUCH
    sys.stdout.buffer.write(kept)
    sys.stderr.write(media_type)
    return 0


if __name__ == "__main__":
    sys.exit(main())
