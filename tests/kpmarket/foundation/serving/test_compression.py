"""Texts are sent compressed, and no secret is guessed from their length."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from kpmarket.foundation.serving.compression import TextsCompressed

TAKES = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}
LONG = "Nitrile examination gloves, powder-free. " * 100


def answered(request, response):
    return TextsCompressed(lambda _request: response)(request)


@pytest.mark.django_db
def test_a_page_is_sent_compressed_to_browsers_that_take_it(client):
    compressed, plain = client.get("/how-we-vet/", **TAKES), client.get("/how-we-vet/")

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content).startswith(b"<!DOCTYPE html>")
    assert len(compressed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("kind", ["image/webp", "application/pdf", "application/zip"])
def test_what_is_small_already_is_sent_as_it_is(rf, kind):
    response = answered(rf.get("/previews/x/", **TAKES), HttpResponse(LONG, content_type=kind))

    assert response.content.decode() == LONG


def test_a_file_that_is_streamed_is_not_held_up(rf):
    response = answered(rf.get("/", **TAKES), StreamingHttpResponse(iter([LONG.encode()]), content_type="text/csv"))

    assert b"".join(response.streaming_content).decode() == LONG


@pytest.mark.django_db
def test_pages_of_the_account_are_not_compressed(client):
    assert "Content-Encoding" not in client.get("/account/login/", **TAKES)


def test_the_same_page_has_another_length_each_time(rf):
    lengths = {len(answered(rf.get("/", **TAKES), HttpResponse(LONG)).content) for _ in range(40)}

    assert len(lengths) > 10
