"""`manage settle`: what every installation has besides its tables: keys, divisions of the country, audit partitions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from fayuan.core import audit, clock, keys
from fayuan.network.divisions import load_divisions


class Command(BaseCommand):
    """May run again at any time; run by the owner, after `migrate`."""

    help = "Make the keyring, the divisions and the audit partitions that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        keys.ensure_ring(Path(settings.KEYS_FILE))
        load_divisions()
        audit.ensure_partitions(clock.now())
