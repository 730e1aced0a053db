"""What is done with papers and files."""

from fayuan.dossier.operations.cards import hand_in_card
from fayuan.dossier.operations.files import attach, hand_in_file
from fayuan.dossier.operations.papers import issue
from fayuan.dossier.operations.services import hand_over_paper, opened_online, post_papers, settle_post
from fayuan.dossier.operations.signatures import (
    ask_signature,
    cancel_signature_request,
    open_by_account,
    open_by_code,
    send_signature_code,
    sign_paper,
    take_up_signature,
)
from fayuan.dossier.operations.volumes import move_document, propose_motion, seal_volume, second_motion
from fayuan.dossier.operations.withdrawals import withdraw, withdraw_paper

__all__ = [
    "ask_signature",
    "attach",
    "cancel_signature_request",
    "hand_in_card",
    "hand_in_file",
    "hand_over_paper",
    "issue",
    "move_document",
    "open_by_account",
    "open_by_code",
    "opened_online",
    "post_papers",
    "propose_motion",
    "seal_volume",
    "second_motion",
    "send_signature_code",
    "settle_post",
    "sign_paper",
    "take_up_signature",
    "withdraw",
    "withdraw_paper",
]
