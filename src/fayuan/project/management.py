"""`fayuan manage`: Django's own commands on this installation."""

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> int:
    """Run a Django command; a command that fails raises SystemExit with its code."""
    execute_from_command_line(["fayuan manage", *argv])
    return 0
