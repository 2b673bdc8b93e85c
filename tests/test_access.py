"""Every URL x every kind of person x GET and POST -> the status that is expected, and nobody reads what is not theirs."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.table import ROWS
from tests.access.urlconf import named
from tests.access.world import PEOPLE, SECRETS, World

URLS = dict(named())
KNOWN_TO = {
    "buyer": {SECRETS[2]},
    "anonymous": set(),
    "stranger": set(),
}
"""The secrets that may be read by those who may not read all of them."""


def answers(world, person, method, names):
    """The status of every URL for that person, each asked as if the others had not been."""
    client = Client(raise_request_exception=False)
    if world.people[person]:
        client.force_login(world.people[person])
    signed_in = client.cookies.output()
    for name in names:
        client.cookies.clear()
        client.cookies.load(signed_in.replace("Set-Cookie: ", ""))
        address = reverse(name, kwargs=world.arguments_of(name, URLS[name]))
        try:
            with transaction.atomic():
                response = getattr(client, method.lower())(address)
                body = response.getvalue().decode(errors="replace") if response.status_code == 200 else ""
                raise _Undo
        except _Undo:
            yield name, response.status_code, body


class _Undo(Exception):
    """Takes back what a request wrote."""


@pytest.fixture
def world(db, settings):
    settings.EASE_SECOND_FACTOR = True
    return World(settings)


def test_every_url_has_its_row_and_every_row_its_url():
    assert set(ROWS) == set(URLS)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_exactly_what_is_theirs_and_reads_nothing_else(world, person, method):
    place = PEOPLE.index(person)
    expected = {name: row[method][place] for name, row in ROWS.items()}

    found = list(answers(world, person, method, expected))

    assert {name: status for name, status, _body in found} == expected
    assert leaks(found, KNOWN_TO.get(person, set(SECRETS))) == []


def leaks(found, known):
    """Pages that show what the person is not to know; an invitation names who invites to whoever holds its token."""
    return [
        (name, secret)
        for name, _status, body in found
        for secret in SECRETS
        if secret in body and secret not in known and name != "suppliers:invitation"
    ]
