from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from kpmarket.foundation.storage import files
from suppliers import orphans
from suppliers.models import ProductPicture, RemovedPicture
from suppliers.products import pictures, removed_pictures
from suppliers.products.changed_parts import PICTURES, ChangedPart, ChangedSince, picture_list
from suppliers.products.picture_files import storage, storage_key
from suppliers.products.removed_pictures import PictureGone
from tests.factories import NOON, MembershipFactory, ProductFactory, ProductPictureFactory, UserFactory


@pytest.fixture
def product(db):
    return ProductFactory(supplier=MembershipFactory().supplier)


@pytest.fixture
def row(product):
    """Three pictures with their files."""
    shown = [ProductPictureFactory(product=product, alt=alt, sha256=alt * 64, width=700) for alt in "abc"]
    for picture in shown:
        for width in picture.widths:
            storage().save(storage_key(picture.name, width), ContentFile(f"{picture.alt}{width}".encode()))
    return shown


@pytest.fixture
def remove(django_capture_on_commit_callbacks):
    def take_away(picture):
        before = picture_list(picture.product)
        with django_capture_on_commit_callbacks(execute=True):
            pictures.remove_picture(picture, by=UserFactory(), at=NOON)
        return ChangedPart(PICTURES, before, picture_list(picture.product))

    return take_away


@pytest.fixture
def put_back(product, django_capture_on_commit_callbacks):
    def act(change):
        with django_capture_on_commit_callbacks(execute=True):
            pictures.put_pictures_back(product, change, by=UserFactory(), at=NOON)

    return act


def content(picture, width):
    with storage().open(storage_key(picture.name, width)) as file:
        return file.read()


def test_a_picture_comes_back_to_its_place_with_its_words_and_files(product, row, remove, put_back):
    address = row[1].url(640)
    change = remove(row[1])

    put_back(change)

    back = ProductPicture.objects.filter(product=product)[1]
    assert [picture.alt for picture in product.pictures.all()] == ["a", "b", "c"]
    assert (back.url(640), content(back, 320), content(back, 640)) == (address, b"b320", b"b640")
    assert not RemovedPicture.objects.exists()
    assert list(files.stored_keys()) == []


def test_words_and_order_are_put_back_and_what_was_added_is_taken_away(product, row, put_back):
    before = picture_list(product)
    pictures.move_picture(row[2], earlier=True, by=UserFactory(), at=NOON)
    pictures.describe_picture(row[0], "NIOSH approved", by=UserFactory(), at=NOON)
    ProductPictureFactory(product=product, sha256="d" * 64, position=9)

    put_back(ChangedPart(PICTURES, before, picture_list(product)))

    assert picture_list(product) == before


def test_what_was_changed_again_stays(product, row, remove, put_back):
    change = remove(row[1])
    pictures.describe_picture(row[0], "With valve", by=UserFactory(), at=NOON)

    with pytest.raises(ChangedSince):
        put_back(change)


def test_files_of_a_removed_picture_are_no_orphans_until_they_are_forgotten(product, row, remove, put_back):
    change = remove(row[1])
    later = timezone.now() + timedelta(days=3)
    assert [file for file in orphans.orphans(at=later) if file.storage == "private"] == []
    assert removed_pictures.kept_digests(product) == {"a" * 64, "b" * 64, "c" * 64}

    assert removed_pictures.forget_old(at=NOON + removed_pictures.KEPT) == 0
    assert removed_pictures.forget_old(at=NOON + removed_pictures.KEPT + timedelta(seconds=1)) == 1

    assert list(files.stored_keys()) == []
    with pytest.raises(PictureGone):
        put_back(change)


def test_a_picture_whose_files_are_gone_is_removed_all_the_same(product, remove):
    remove(ProductPictureFactory(product=product, width=700))

    assert (product.pictures.count(), RemovedPicture.objects.count()) == (0, 0)
