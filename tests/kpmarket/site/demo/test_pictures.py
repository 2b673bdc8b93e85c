"""Every product type has its committed pictures, in the widths that pages ask for."""

from itertools import product
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from PIL import Image

from kpmarket.site.demo.world import pictures
from suppliers.models import ProductPicture
from tests.factories import ProductFactory

RULEBOOK = Path(settings.BASE_DIR) / "audits" / "rulebook" / "product_types.yaml"
PRODUCT_TYPES = sorted(yaml.safe_load(RULEBOOK.read_text(encoding="utf-8")))
FAMILIES = Path(settings.BASE_DIR) / "static" / "kpmarket" / "families"
FAMILY_SIZE = (480, 360)
MAX_FAMILY_BYTES = 12_000
MAX_BYTES_OF_ALL = 2_800_000


@pytest.mark.parametrize("product_type", PRODUCT_TYPES)
def test_each_product_type_has_every_variant_in_every_width(product_type):
    for variant, width in product(range(pictures.VARIANTS), pictures.WIDTHS):
        with Image.open(pictures.picture_file(product_type, variant, width)) as image:
            assert (image.format, image.size) == ("WEBP", (width, width * 3 // 4))


@pytest.mark.parametrize("product_type", PRODUCT_TYPES)
def test_the_variants_of_a_product_type_differ(product_type):
    contents = {pictures.picture_file(product_type, number, 320).read_bytes() for number in range(pictures.VARIANTS)}

    assert len(contents) == pictures.VARIANTS


def test_no_picture_is_committed_that_nothing_asks_for_and_all_of_them_stay_small():
    wanted = {
        pictures.picture_file(*parts) for parts in product(PRODUCT_TYPES, range(pictures.VARIANTS), pictures.WIDTHS)
    }
    committed = set(pictures.FOLDER.iterdir())

    assert committed == wanted
    assert sum(file.stat().st_size for file in committed) <= MAX_BYTES_OF_ALL


@pytest.mark.parametrize("product_type", PRODUCT_TYPES)
def test_the_home_page_has_a_small_picture_of_the_family(product_type):
    file = FAMILIES / f"{product_type}.webp"

    assert file.stat().st_size <= MAX_FAMILY_BYTES
    with Image.open(file) as image:
        assert image.size == FAMILY_SIZE


@pytest.mark.django_db
def test_products_with_the_same_picture_share_its_bytes_on_disk(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    first = ProductFactory(product_type__pk="medical_mask")
    twin = ProductFactory(pk=first.pk + pictures.VARIANTS, product_type=first.product_type)

    pictures.attach([first, twin])

    rows = ProductPicture.objects.order_by("product")
    assert [(row.width, row.height, row.widths) for row in rows] == [(640, 480, [320, 640])] * 2
    files = [tmp_path / "media" / f"{row.name}-640.webp" for row in rows]
    assert files[0].samefile(files[1])
    committed = pictures.picture_file("medical_mask", first.pk % pictures.VARIANTS, 640)
    assert files[0].read_bytes() == committed.read_bytes()


@pytest.mark.django_db
def test_products_have_their_pictures_in_a_bucket_too(bucket):
    subject = ProductFactory(product_type__pk="medical_mask")

    pictures.attach([subject])

    kept = {row.key: row.get()["Body"].read() for row in bucket.objects.all()}
    name = ProductPicture.objects.get().name
    assert kept == {
        f"site/pictures/{name}-{width}.webp": pictures.picture_file(
            "medical_mask", subject.pk % pictures.VARIANTS, width
        ).read_bytes()
        for width in pictures.WIDTHS
    }
