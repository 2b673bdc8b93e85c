from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from suppliers.products.picture_files import storage, storage_key
from tests.factories import ProductFactory, ProductPictureFactory

pytestmark = pytest.mark.usefixtures("prepared_sandbox")


def jpeg(width=400, name="mask.jpg"):
    buffer = BytesIO()
    Image.new("RGB", (width, 300), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue())


@pytest.fixture
def product(client, supplier_member):
    client.force_login(supplier_member)
    return ProductFactory(supplier=supplier_member.suppliers.get())


def add_url(product):
    return reverse("suppliers:picture-add", args=[product.supplier_id, product.pk])


def change(client, picture, **sent):
    product = picture.product
    return client.post(reverse("suppliers:picture-change", args=[product.supplier_id, product.pk, picture.pk]), sent)


def test_each_file_is_taken_or_refused_by_itself(client, product):
    program = SimpleUploadedFile("program.jpg", b"MZ\x90\x00" * 100)

    page = client.post(add_url(product), {"file": [program, jpeg(), jpeg(width=100, name="tiny.jpg")]}, follow=True)

    assert product.pictures.count() == 1
    assert [str(message) for message in page.context["messages"]] == [
        "program.jpg: This is not a JPEG, PNG, WebP, TIFF or HEIC picture. Save it as one and try again.",
        "tiny.jpg: This picture is less than 320 pixels wide: buyers would see too little.",
    ]


def test_with_scripts_the_picture_takes_the_place_of_its_bar(client, product):
    page = client.post(add_url(product), {"file": jpeg()}, headers={"HX-Request": "true"})

    assert page.templates[0].name == "suppliers/_pictures_added.html"
    assert product.pictures.get().src in page.content.decode()


def test_a_post_without_files_is_no_error(client, product):
    assert client.post(add_url(product)).status_code == 302


def test_everyone_sees_a_picture_and_may_keep_it_for_ever(client, product):
    client.post(add_url(product), {"file": jpeg()})
    client.logout()

    response = client.get(product.pictures.get().src)

    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"


@pytest.mark.parametrize("width", [319, 640, 99999])
def test_a_width_that_is_not_kept_is_not_found(client, product, width):
    client.post(add_url(product), {"file": jpeg()})
    name = product.pictures.get().name
    storage().save(storage_key(name, 319), ContentFile(b"not for the public"))

    assert client.get(f"/supplier/pictures/{name}-{width}.webp").status_code == 404


@pytest.mark.parametrize("path", ["..%2F..%2Fsecret-320.webp", "../secret-320.webp", "a/b-320.webp"])
def test_no_path_leads_out_of_the_folder(client, path):
    assert client.get(f"/supplier/pictures/{path}").status_code == 404


def test_a_picture_is_described_moved_and_removed(client, product):
    first, second = ProductPictureFactory(product=product), ProductPictureFactory(product=product)

    change(client, second, alt="The box of 50", act="")
    change(client, second, act="earlier")

    assert [(picture.pk, picture.alt) for picture in product.pictures.all()] == [
        (second.pk, "The box of 50"),
        (first.pk, ""),
    ]
    change(client, first, act="remove")
    assert list(product.pictures.all()) == [second]


def test_too_many_words_are_reported(client, product):
    picture = ProductPictureFactory(product=product, alt="As before")

    change(client, picture, alt="x" * 201)

    picture.refresh_from_db()
    assert picture.alt == "As before"


def test_a_picture_of_another_company_is_not_found(client, product):
    other = ProductPictureFactory(alt="theirs")
    own = reverse("suppliers:picture-change", args=[product.supplier_id, product.pk, other.pk])

    assert client.post(own, {"act": "remove"}).status_code == 404
    assert change(client, other, act="remove").status_code == 404
    other.refresh_from_db()
    assert other.alt == "theirs"


def test_more_bytes_than_one_person_may_upload_in_a_day_are_refused_with_a_sentence(client, product, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"uploaded_bytes": 100}

    page = client.post(add_url(product), {"file": jpeg()}, headers={"HX-Request": "true"})

    assert "as much as one person may upload" in page.text
    assert not product.pictures.exists()
