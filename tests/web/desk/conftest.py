"""Desk tests sign in with a password alone; the second factor is tested where signing in is."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.STAFF_NEED_TOTP = False
