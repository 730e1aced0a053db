"""``python -m fayuan.law``: the same commands as ``fayuan law``."""

import sys

from fayuan.law.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
