"""Each request has an id, and what is logged meanwhile names it."""

import logging
import re

import pytest
from django.http import HttpResponse

from kpmarket.foundation.monitoring import request_ids


@pytest.fixture
def handle():
    """The middleware around a view that answers with the current id."""
    return request_ids.middleware(lambda request: HttpResponse(request_ids.current()))


def test_a_request_gets_an_id_of_its_own_and_names_it_in_the_response(handle, rf):
    first, second = handle(rf.get("/")), handle(rf.get("/"))

    assert first["X-Request-ID"] == first.content.decode()
    assert re.fullmatch("[0-9a-f]{32}", first["X-Request-ID"])
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_after_the_request_there_is_no_id(handle, rf):
    handle(rf.get("/"))

    assert request_ids.current() == ""


def test_after_a_request_that_failed_there_is_no_id_either(rf):
    def fail(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        request_ids.middleware(fail)(rf.get("/"))

    assert request_ids.current() == ""


def test_every_page_of_the_site_names_its_id(client):
    assert re.fullmatch("[0-9a-f]{32}", client.get("/live/")["X-Request-ID"])


@pytest.mark.parametrize("received", ["f3b1c2d4-0001", "A.b_c-d.", "a" * 64])
def test_a_plain_id_of_a_trusted_proxy_is_kept(handle, rf, settings, received):
    settings.TRUSTED_PROXY_COUNT = 1

    assert handle(rf.get("/", headers={"X-Request-ID": received}))["X-Request-ID"] == received


@pytest.mark.parametrize(
    "received", ["", "short", "a" * 65, "with space", "line\nbreak-1", "注册证注册证注册证", '{"a": "b"}']
)
def test_an_id_that_is_not_plain_is_replaced(handle, rf, settings, received):
    settings.TRUSTED_PROXY_COUNT = 1

    response = handle(rf.get("/", headers={"X-Request-ID": received}))

    assert re.fullmatch("[0-9a-f]{32}", response["X-Request-ID"])


def test_without_a_trusted_proxy_no_id_from_outside_is_believed(handle, rf, settings):
    settings.TRUSTED_PROXY_COUNT = 0

    assert handle(rf.get("/", headers={"X-Request-ID": "f3b1c2d4-0001"}))["X-Request-ID"] != "f3b1c2d4-0001"


def test_the_line_about_a_page_that_is_not_found_carries_the_id_of_its_response(client, db):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append((record.getMessage(), record.request_id))
    handler.addFilter(request_ids.AddRequestId())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)

    try:
        response = client.get("/nowhere/")
    finally:
        logger.removeHandler(handler)

    assert lines == [("Not Found: /nowhere/", response["X-Request-ID"])]


@pytest.mark.parametrize(("request_id", "logged"), [("f3b1c2d4-0001", "f3b1c2d4-0001"), ("", "-")])
def test_a_log_record_carries_the_id(request_id, logged):
    record = logging.LogRecord("site", logging.INFO, __file__, 1, "Hello", (), None)

    with request_ids.use(request_id):
        assert request_ids.AddRequestId().filter(record)

    assert record.request_id == logged
