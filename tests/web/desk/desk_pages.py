"""Somebody at the desk: opens pages and sends forms as a browser would, at a clock that moves on."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fayuan.core import clock

from cast import NOW, Cast

MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)


class Desk:
    """A browser at the desk; `now` is the hour on the wall."""

    def __init__(self, cast: Cast, key: str, now: datetime = LATER) -> None:
        self.cast, self.now, self.client = cast, now, Client()
        self.sit(key)

    def sit(self, key: str) -> "Desk":
        """Let this person sit down."""
        self.client.force_login(self.cast.account(key))
        return self

    def ask(self, name: str, /, *args: object, **query: str) -> HttpResponse:
        """The answer to opening a page."""
        with clock.at(self.now):
            return self.client.get(reverse(f"desk:{name}", args=args), query)

    def read(self, name: str, /, *args: object, **query: str) -> str:
        """The text of a page that must be there."""
        answer = self.ask(name, *args, **query)
        assert answer.status_code == 200, answer.content.decode()[:3000]
        return answer.content.decode()

    def hidden(self, name: str, /, *args: object, form: str = "form") -> dict[str, str]:
        """The unseen fields of a page's form, as a browser would send them back."""
        fields = self.ask(name, *args).context[form].hidden_fields()
        return {field.html_name: str(field.value() or "") for field in fields}

    def post(self, name: str, /, *args: object, **typed: object) -> HttpResponse:
        """The answer to a form that is sent as it stands in `typed`, a minute later."""
        self.now += MINUTE
        with clock.at(self.now):
            return self.client.post(reverse(f"desk:{name}", args=args), typed)

    def send(self, name: str, /, *args: object, **typed: object) -> str:
        """Open the page, send its form, and read the page that says it is done."""
        answer = self.post(name, *args, **self.hidden(name, *args), **typed)
        assert answer.status_code == 302, answer.content.decode()[:5000]
        with clock.at(self.now):
            return self.client.get(answer["Location"]).content.decode()
