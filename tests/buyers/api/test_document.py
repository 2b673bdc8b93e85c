"""The API keeps what its own document promises, whatever is asked (schemathesis)."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from buyers.api import access

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def document(mask, key_text, monkeypatch):
    """The document as the site sends it, with a product, its supplier and its type to ask for.

    The test's own transaction must outlive each request, as with Django's test client.
    """
    monkeypatch.setattr(access, "ALLOWANCES", ())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_described(document):
    names = {one.ok().definition.raw["operationId"] for one in document.get_all_operations()}

    assert names == {
        "types",
        "destinations",
        "products",
        "product",
        "clearance",
        "countries",
        "guide",
        "supplier",
    }


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
def test_whatever_is_asked_is_answered_as_described(document, key_text, mode):
    headers, statuses = {"Authorization": f"Bearer {key_text}", "Accept-Encoding": "identity"}, set()

    for operation in document.get_all_operations():
        found = operation.ok()
        if mode is GenerationMode.NEGATIVE and not (found.query or found.path_parameters):
            continue

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=found.as_strategy(generation_mode=mode))
        def ask(case):
            statuses.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

        ask()

    assert 422 in statuses
    assert mode is GenerationMode.NEGATIVE or {200, 404} <= statuses


@pytest.mark.slow
def test_without_a_key_every_operation_is_refused(document):
    for operation in document.get_all_operations():

        @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.ok().as_strategy())
        def ask(case):
            assert case.call_and_validate(headers={"Authorization": ""}, checks=CHECKS[:4]).status_code == 401

        ask()
