"""Changing the key of the store's files while people work, a folder at a time; older ones stay readable meanwhile."""

from fayuan.core.keys import ring
from fayuan.dossier import store

FOLDERS = (*(f"{number:02x}" for number in range(256)), store.QUARANTINE)


def rewrite(folder: str) -> int:
    """Write anew what stands in a folder under an older key; gives how many files."""
    older = [name for name, head in store.under_key(folder) if head != ring().head]
    for name in older:
        store.rewrite(name)
    return len(older)


def rewrite_all() -> None:
    """Every folder, one after another."""
    for folder in FOLDERS:
        rewrite(folder)


def under(number: int) -> int:
    """How many files stand under a key."""
    ours = number.to_bytes(2, "big")
    return sum(head[1:] == ours for folder in FOLDERS for _name, head in store.under_key(folder))
