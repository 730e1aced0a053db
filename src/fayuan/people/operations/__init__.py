"""The changes of this room, one file for each subject."""

from fayuan.people.operations.accounts import (
    change_password,
    close_account,
    open_account,
    open_staff_account,
    renew_password,
)
from fayuan.people.operations.lawyers import (
    approve_own_words,
    caution_lawyer,
    enrol_lawyer,
    say_own_words,
)
from fayuan.people.operations.own_data import correct_contact, give_consent, withdraw_consent
from fayuan.people.operations.persons import PERSON_FIELDS, add_person, correct_person, introduce_self
from fayuan.people.operations.posts import end_post, give_post
from fayuan.people.operations.saved_views import drop_view, rename_view, save_view
from fayuan.people.operations.sign_in import check_not_locked, record_failed_sign_in, record_sign_in
from fayuan.people.operations.stand_ins import end_stand_in, name_stand_in
from fayuan.people.operations.tokens import end_token, make_token

__all__ = [
    "PERSON_FIELDS",
    "add_person",
    "approve_own_words",
    "caution_lawyer",
    "change_password",
    "check_not_locked",
    "close_account",
    "correct_contact",
    "correct_person",
    "drop_view",
    "end_post",
    "end_stand_in",
    "end_token",
    "enrol_lawyer",
    "give_consent",
    "give_post",
    "introduce_self",
    "make_token",
    "name_stand_in",
    "open_account",
    "open_staff_account",
    "record_failed_sign_in",
    "record_sign_in",
    "rename_view",
    "renew_password",
    "save_view",
    "say_own_words",
    "withdraw_consent",
]
