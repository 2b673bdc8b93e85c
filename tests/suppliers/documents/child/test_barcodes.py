import io

from PIL import Image

from suppliers.documents.child import barcodes
from tests.suppliers.documents import sample_pages


def encode_webp(picture):
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80)
    return out.getvalue()


def found(*pictures):
    blobs = [encode_webp(picture) for picture in pictures]
    return barcodes.find(b"".join(blobs), sizes=[len(blob) for blob in blobs])[0]["pages"]


def page():
    return Image.new("L", (600, 800), "white")


def test_a_code_is_read_with_its_place():
    picture = Image.open(io.BytesIO(sample_pages.qr_picture("https://example.org/证/国械注准20243140123")))

    one, two = found(picture, page())

    assert [(code["format"], code["content"]) for code in one["barcodes"]] == [
        ("QRCode", "https://example.org/证/国械注准20243140123")
    ]
    box = one["barcodes"][0]["box"]
    assert 0.64 < box["left"] < 0.72 < 0.8 < box["right"] < 1
    assert 0.09 < box["top"] < 0.15 < 0.3 < box["bottom"] < 0.6
    assert two["barcodes"] == []


def test_a_rotated_code_is_read():
    picture = Image.open(io.BytesIO(sample_pages.qr_picture("GTIN 06901234567892"))).rotate(25, fillcolor="white")

    assert [code["content"] for code in found(picture)[0]["barcodes"]] == ["GTIN 06901234567892"]
