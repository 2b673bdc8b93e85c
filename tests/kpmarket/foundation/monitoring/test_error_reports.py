"""A report says where the code failed, and nothing about people."""

import logging
import types

import pytest
import sentry_sdk
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import path
from sentry_sdk.transport import Transport

from kpmarket import urls as site_urls
from kpmarket.foundation.monitoring import error_reports, request_ids

SECRETS = ["wei.zhang@maker.example", "Wei Zhang", "%PDF-1.7", "session-of-wei", "token-of-wei", "203.0.113.9"]


class FakeTransport(Transport):
    """Keeps what would be sent."""

    def __init__(self):
        super().__init__()
        self.envelopes = []

    def capture_envelope(self, envelope):
        self.envelopes.append(envelope)

    def sent(self):
        return b"\n".join(envelope.serialize() for envelope in self.envelopes).decode()

    def event(self):
        (event,) = [item.get_event() for envelope in self.envelopes for item in envelope.items]
        return event


@pytest.fixture
def transport():
    """Where reports go; afterwards nothing is reported any more."""
    transport = FakeTransport()
    error_reports.start("http://key@127.0.0.1/1", environment="tests", release="1.0", transport=transport)
    yield transport
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


@login_not_required
def fail(request, token):
    name, content = request.POST["name"], request.FILES["file"].read()
    raise LookupError(f"{name}, {request.POST['email']}: {content!r}")


@pytest.fixture
def broken_page(settings):
    """A page that fails with a person's data around it."""
    urls = types.ModuleType("urls_of_a_broken_page")
    urls.urlpatterns = [*site_urls.urlpatterns, path("broken/<slug:token>/", fail)]
    urls.handler500 = "django.views.defaults.server_error"
    settings.ROOT_URLCONF = urls
    return "/broken/token-of-wei/"


@pytest.mark.django_db
def test_an_error_of_a_page_says_where_and_not_who(transport, broken_page):
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.9")
    client.cookies["sessionid"] = "session-of-wei"
    file = SimpleUploadedFile("Wei Zhang.pdf", b"%PDF-1.7 certificate")

    response = client.post(broken_page, {"name": "Wei Zhang", "email": "wei.zhang@maker.example", "file": file})

    event = transport.event()
    (value,) = event["exception"]["values"]
    assert (response.status_code, value["type"]) == (500, "LookupError")
    assert value["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["tags"] == {"request_id": response["X-Request-ID"]}
    assert (event["transaction"], event["environment"], event["release"]) == ("/broken/{token}/", "tests", "1.0")
    assert [secret for secret in SECRETS if secret in transport.sent()] == []


def test_a_logged_error_is_reported_with_its_constant_text(transport):
    with request_ids.use("f3b1c2d4-0001"):
        logging.getLogger("site").error("No letter to %s.", "wei.zhang@maker.example", extra={"name_en": "Wei Zhang"})

    event = transport.event()
    assert (event["logentry"], event["logger"]) == ({"message": "No letter to %s."}, "site")
    assert event["tags"] == {"request_id": "f3b1c2d4-0001"}
    assert [secret for secret in SECRETS if secret in transport.sent()] == []


def test_a_warning_is_not_reported(transport):
    logging.getLogger("site").warning("The scanner is not reachable.")

    assert transport.envelopes == []


def test_a_name_made_from_an_address_is_left_out():
    event = {
        "transaction": "/invitations/token-of-wei/",
        "transaction_info": {"source": "url"},
        "request": {},
        "user": {},
    }

    assert error_reports.reduced_event(event, {}) == {"tags": {"request_id": "-"}}


def test_the_cause_of_an_exception_is_reported_with_it(transport):
    try:
        try:
            raise KeyError("Wei Zhang")
        except KeyError as error:
            raise ValueError("wei.zhang@maker.example") from error
    except ValueError as error:
        sentry_sdk.capture_exception(error)

    values = transport.event()["exception"]["values"]
    assert [value["type"] for value in values] == ["KeyError", "ValueError"]
    assert all("value" not in value for value in values)
