"""`fayuan restore`: the other half of `fayuan backup`."""

from fayuan.project.backup.commands import restore


def main(argv: list[str]) -> int:
    """Restore; gives the exit code."""
    return restore(argv)
