from contextlib import ExitStack
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from suppliers.documents.results import Code
from suppliers.models import ProductPicture
from suppliers.products import pictures as services
from suppliers.products.picture_files import storage, storage_key
from suppliers.products.pictures import PictureRefused, TooMany, TooSmall
from tests.factories import NOON, MembershipFactory, ProductFactory, ProductPictureFactory, UserFactory

pytestmark = pytest.mark.usefixtures("prepared_sandbox")


@pytest.fixture
def uploaded():
    """Makes of bytes the upload that a view passes on; closed at the end."""
    with ExitStack() as opened:

        def make(content):
            upload = opened.enter_context(TemporaryUploadedFile("picture.jpg", "image/jpeg", len(content), None))
            upload.write(content)
            upload.flush()
            return upload

        yield make


def jpeg(width, height):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Wei Zhang"
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.fixture
def product(db):
    return ProductFactory(supplier=MembershipFactory().supplier)


def added(product, upload, alt=""):
    return services.add_picture(product, upload, by=product.supplier.memberships.get().user, at=NOON, alt=alt)


def files(settings):
    return sorted(path.name for path in settings.MEDIA_ROOT.glob("*")) if settings.MEDIA_ROOT.exists() else []


def test_a_picture_is_kept_in_each_width_that_it_is_wide_enough_for(product, settings, uploaded):
    picture = added(product, uploaded(jpeg(800, 600)), alt="A mask")

    assert (picture.width, picture.height, picture.alt, picture.position) == (800, 600, "A mask", 0)
    assert files(settings) == [f"{picture.name}-320.webp", f"{picture.name}-640.webp"]
    with storage().open(storage_key(picture.name, 640)) as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (640, 480), {})
    assert b"Wei Zhang" not in (settings.MEDIA_ROOT / storage_key(picture.name, 640)).read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EMPTY),
        (b"MZ\x90\x00" * 100, Code.WRONG_KIND),
        (b"%PDF-1.7 document", Code.WRONG_KIND),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', Code.WRONG_KIND),
        (jpeg(800, 600)[:400], Code.UNREADABLE),
    ],
)
def test_what_is_no_whole_picture_is_refused_and_nothing_is_kept(product, settings, content, code, uploaded):
    with pytest.raises(PictureRefused) as refusal:
        added(product, uploaded(content))

    assert refusal.value.refused.code == code
    assert (product.pictures.count(), files(settings)) == (0, [])


def test_a_picture_too_small_to_see_is_refused(product, uploaded):
    with pytest.raises(TooSmall):
        added(product, uploaded(jpeg(319, 400)))


def test_a_product_has_so_many_pictures_and_no_more(product, settings, uploaded):
    ProductPictureFactory.create_batch(services.MOST_PICTURES, product=product)

    with pytest.raises(TooMany):
        added(product, uploaded(jpeg(400, 300)))
    assert files(settings) == []


@pytest.mark.parametrize(
    ("moved", "earlier", "order"),
    [(2, True, "acb"), (0, False, "bac"), (0, True, "abc"), (2, False, "abc")],
)
def test_a_picture_changes_places_with_its_neighbour(product, moved, earlier, order):
    row = [ProductPictureFactory(product=product, alt=alt) for alt in "abc"]

    services.move_picture(row[moved], earlier=earlier, by=UserFactory(), at=NOON)

    assert "".join(ProductPicture.objects.values_list("alt", flat=True)) == order


def test_a_removed_picture_is_shown_to_nobody(client, product, settings, django_capture_on_commit_callbacks, uploaded):
    picture = added(product, uploaded(jpeg(400, 300)))
    assert client.get(picture.src).getvalue()

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_picture(picture, by=UserFactory(), at=NOON)

    assert (product.pictures.count(), files(settings)) == (0, [])
    assert client.get(picture.src).status_code == 404


def test_the_browser_chooses_among_the_widths():
    picture = ProductPictureFactory.build(name="mask", width=800, height=600)

    assert picture.src == "/supplier/pictures/mask-640.webp"
    assert picture.srcset == "/supplier/pictures/mask-320.webp 320w, /supplier/pictures/mask-640.webp 640w"
