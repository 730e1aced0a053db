"""What is done with papers and files."""

from fayuan.dossier.operations.files import attach, hand_in_file
from fayuan.dossier.operations.papers import issue

__all__ = ["attach", "hand_in_file", "issue"]
