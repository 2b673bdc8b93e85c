"""Addresses with a key that is none lead nowhere, as those of what does not exist."""

import pytest


@pytest.mark.parametrize("page", ["certificatecase", "suppliercase", "rulebookedition", "rulebookdraft"])
@pytest.mark.parametrize("key", ["none of them", "9" * 40, "7"])
def test_what_can_be_no_key_is_not_found(desk, page, key):
    assert desk.get(f"/admin/audits/{page}/{key}/change/").status_code == 404
