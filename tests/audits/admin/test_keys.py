"""Addresses with a key that is none lead nowhere, as those of what does not exist."""

import pytest
from django.urls import reverse

from tests.access.urlconf import named

KEYS = ["none of them", "9" * 40, "7"]
WITH_A_KEY = [name for name, arguments in named() if name.startswith("admin:") and set(arguments) == {"object_id"}]


@pytest.mark.parametrize("page", ["certificatecase", "suppliercase", "rulebookedition", "rulebookdraft"])
@pytest.mark.parametrize("key", KEYS)
def test_what_can_be_no_key_is_not_found(desk, page, key):
    assert desk.get(f"/admin/audits/{page}/{key}/change/").status_code == 404


def test_no_page_of_the_desk_fails_on_a_bad_key(desk):
    answers = {
        (name, key): desk.get(reverse(name, kwargs={"object_id": key})).status_code
        for name in WITH_A_KEY
        for key in KEYS
    }

    assert len(WITH_A_KEY) > 20
    assert {one: status for one, status in answers.items() if status >= 500} == {}
