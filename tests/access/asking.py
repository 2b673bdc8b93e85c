"""Asking URLs for a person, each as if the others had not been, and noting what was answered, shown and written."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from kpmarket.accounts.middleware import LAST_ACTIVITY
from tests.access.urlconf import named
from tests.access.world import SECRETS, World

URLS = dict(named())
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
OF_EVERY_REQUEST = {"django_session", "usersessions_usersession"}
"""Tables that a request may write whoever sends it and whatever it asks."""


@dataclass(frozen=True)
class Answer:
    name: str
    status: int
    body: str
    """Whatever was sent, pages of refusals too."""
    tables: set[str] = field(default_factory=set)
    """Tables that were written."""
    leads_to: str = ""
    """Where a redirect leads."""


class _Undo(Exception):
    """Takes back what a request wrote."""


class Asker:
    """A client of one person."""

    def __init__(self, world: World, person: str) -> None:
        self.world, self.client = world, Client(raise_request_exception=False)
        if user := world.people[person]:
            self.client.force_login(user)
            self._note_use_once()
        self.keep_cookies()

    def keep_cookies(self) -> None:
        """Send with each request what the client holds now."""
        self.signed_in = self.client.cookies.output().replace("Set-Cookie: ", "")

    def _note_use_once(self) -> None:
        """The use of a session is written now and then; here each request would do so again, as it is taken back."""
        session = self.client.session
        session[LAST_ACTIVITY] = int(time.time()) + 3600
        session.save()

    def ask(self, method: str, name: str, data=None, **arguments) -> Answer:
        """The answer of the URL of that name, with the arguments that the world has for it where none are given."""
        address = reverse(name, kwargs=arguments or self.world.arguments_of(name, URLS[name]))
        return self.ask_address(method, address, data, name=name)

    def ask_address(self, method: str, address: str, data=None, *, name: str = "", then=lambda: None) -> Answer:
        """The answer of an address; ``then`` is called before what was written is taken back, if anything was."""
        self.client.cookies.clear()
        self.client.cookies.load(self.signed_in)
        try:
            with transaction.atomic(), noted_writes() as tables:
                response = getattr(self.client, method.lower())(address, data)
                written, url = tables - OF_EVERY_REQUEST, getattr(response, "url", "")
                answer = Answer(name or address, response.status_code, _body(response), written, url)
                if answer.tables:
                    then()
                raise _Undo
        except _Undo:
            return answer


def _body(response) -> str:
    return "" if response.status_code in {301, 302} else response.getvalue().decode(errors="replace")


@contextmanager
def noted_writes() -> Iterator[set[str]]:
    tables: set[str] = set()

    def note(execute, sql, params, many, context):
        if written := WRITES.match(sql):
            tables.add(written[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def leaks(answers, known) -> list[tuple[str, str]]:
    """Pages that show what the person is not to know; an invitation names who invites to whoever holds its token."""
    return [
        (answer.name, secret)
        for answer in answers
        for secret in SECRETS
        if secret in answer.body and secret not in known and answer.name != "suppliers:invitation"
    ]
