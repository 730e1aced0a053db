"""`manage settle_seals`: the test authority for seals, where the installation uses it."""

from typing import Any

from django.core.management.base import BaseCommand

from fayuan.dossier.signing import sources
from fayuan.dossier.signing.test_authority import TestAuthority


class Command(BaseCommand):
    """May run again at any time: what is there stays."""

    help = "Make the keys of the test authority that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        source = sources.source()
        if isinstance(source, TestAuthority):
            source.set_up()
