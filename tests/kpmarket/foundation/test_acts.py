"""One message for each act: that it was done, or why not."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils.translation import gettext_lazy

from kpmarket.foundation import acts


class Refused(Exception):
    pass


class RefusedToday(Refused):
    pass


@pytest.fixture
def request_with_messages(rf):
    request = rf.post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def flashed(request):
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def raising(error):
    def act():
        raise error

    return act


def test_an_act_that_is_done_flashes_its_success(request_with_messages):
    calls = []

    done = acts.perform(request_with_messages, lambda: calls.append("act"), gettext_lazy("Saved."), {})

    assert (done, calls) == (True, ["act"])
    assert flashed(request_with_messages) == [("success", "Saved.")]


@pytest.mark.parametrize(
    ("error", "refusals", "words"),
    [
        (Refused(), {Refused: "Refused."}, "Refused."),
        (Refused(), {Refused: gettext_lazy("Refused.")}, "Refused."),
        (RefusedToday(), {Refused: "Refused."}, "Refused."),
        (RefusedToday(), {Refused: "Refused.", RefusedToday: "Not today."}, "Not today."),
        (Refused("a page"), {Refused: lambda refusal: f"Missing: {refusal}."}, "Missing: a page."),
    ],
)
def test_a_refusal_in_the_table_flashes_its_sentence(request_with_messages, error, refusals, words):
    assert not acts.perform(request_with_messages, raising(error), "Saved.", refusals)

    assert flashed(request_with_messages) == [("error", words)]


def test_an_exception_that_is_no_refusal_passes_through(request_with_messages):
    with pytest.raises(ZeroDivisionError):
        acts.perform(request_with_messages, raising(ZeroDivisionError()), "Saved.", {Refused: "Refused."})

    assert flashed(request_with_messages) == []
