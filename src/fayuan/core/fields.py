"""Column types for personal data: encrypted text and JSON, and the blind index that finds them by exact value."""

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from fayuan.core.keys import ring

if TYPE_CHECKING:  # generic for the type checker only
    Column = models.Field[Any, Any]
    Binary = models.BinaryField[Any, Any]
else:
    Column, Binary = models.Field, models.BinaryField


class EncryptedTextField(Column):
    """Text that stands encrypted in the database, bound to its table and column."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def _label(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return None if value is None else ring().encrypt(self.dump(value).encode(), self._label())

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else self.load(ring().decrypt(bytes(value), self._label()).decode())

    def dump(self, value: Any) -> str:
        """The value as the text that is encrypted."""
        return str(value)

    def load(self, text: str) -> Any:
        """The value of a decrypted text."""
        return text

    def get_lookup(self, lookup_name: str) -> Any:
        """Only 'is it there?' can be asked of a sealed column; for an exact value ask its blind index."""
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted: look it up by its blind index")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedTextField):
    """A JSON value that stands encrypted in the database."""

    def dump(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Any:
        return json.loads(text)


def plain(text: str) -> str:
    """A number as people type it, made comparable: full-width digits, spaces and hyphens away, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()


class BlindIndexField(Binary):
    """The keyed digest of another (encrypted) column, filled when the row is saved; None for an empty value."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        digest = self.digest(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, digest)
        return digest

    def digest(self, text: str) -> bytes | None:
        """What stands in the column for a row whose other column is `text`."""
        return ring().blind(plain(text), f"{self.model._meta.db_table}.{self.of}") if plain(text) else None
