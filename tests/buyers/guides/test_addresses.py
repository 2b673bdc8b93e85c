"""Readable addresses: one for every pair, the same in every language."""

import pytest
from django.utils import translation

from buyers.catalogue import reference
from buyers.guides import addresses

pytestmark = pytest.mark.usefixtures("law")


def test_every_destination_has_a_readable_address_of_its_own():
    slugs = {code: addresses.place_slug(code) for code in reference.destinations()}

    assert len(set(slugs.values())) == len(slugs)
    assert all(slugs.values())
    assert (slugs["DE"], slugs["GB"], slugs["GB-NIR"], slugs["CI"]) == (
        "germany",
        "great-britain",
        "northern-ireland",
        "cote-divoire",
    )


def test_every_address_leads_back_to_its_destination():
    codes = list(reference.destinations())

    assert [addresses.place(addresses.place_slug(code)).code for code in codes] == codes


def test_addresses_are_the_same_in_chinese():
    with translation.override("zh-hans"):
        assert addresses.guide_url("medical_mask", "DE") == "/guides/medical-mask/germany/"
        assert addresses.place("germany").name == "德国"


@pytest.mark.parametrize("slug", ["medical_mask", "Medical-Mask", "spoon", ""])
def test_only_the_one_address_of_a_product_type_is_taken(slug):
    assert addresses.product_type(slug) is None
    assert addresses.product_type("medical-mask").pk == "medical_mask"


def test_absolute_addresses_carry_our_own_name(settings):
    settings.SITE_URL = "https://kp.example"

    assert addresses.absolute("/guides/") == "https://kp.example/guides/"
