"""What is done with papers and files."""

from fayuan.dossier.operations.files import attach, hand_in_file
from fayuan.dossier.operations.papers import issue
from fayuan.dossier.operations.withdrawals import withdraw, withdraw_paper

__all__ = ["attach", "hand_in_file", "issue", "withdraw", "withdraw_paper"]
