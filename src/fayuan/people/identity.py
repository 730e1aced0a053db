"""Numbers that name people: identity cards (GB 11643), mobile phones, credit codes; checking and masking them."""

from datetime import date

from fayuan.core.fields import plain

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def id_check_letter(body: str) -> str:
    """The eighteenth letter of an identity number with these seventeen digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def is_id_number(text: str) -> bool:
    """Whether the text is a possible identity number: length, birth date, check letter."""
    number = plain(text)
    return (
        len(number) == 18
        and number[:17].isascii()
        and number[:17].isdigit()
        and born_of(number) is not None
        and id_check_letter(number[:17]) == number[17]
    )


def born_of(id_number: str) -> date | None:
    """The birth date in an identity number, or None when it is no date."""
    try:
        return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return None


def sex_of(id_number: str) -> str:
    """`m` or `f`, from the order digit of an identity number."""
    return "m" if int(id_number[16]) % 2 else "f"


def is_mobile(text: str) -> bool:
    """Whether the text is a mobile number of the mainland."""
    number = phone_plain(text)
    return (
        len(number) == 11 and number.isascii() and number.isdigit() and number[0] == "1" and number[1] >= "3"
    )


def phone_plain(text: str) -> str:
    """A telephone number without spaces, hyphens and +86."""
    return plain(text).removeprefix("+86")


def mask_id_number(number: str) -> str:
    """330***********1234: three and four stay."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """138****5678."""
    return number[:3] + "****" + number[-4:] if len(number) >= 9 else "*" * len(number)


def mask_account(number: str) -> str:
    """A bank account: the last four stay."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def mask_name(name: str) -> str:
    """张某: the surname stays."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""
