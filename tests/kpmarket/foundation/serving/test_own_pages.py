"""No answer of ours may be embedded by pages of other sites."""

import pytest
from django.http import HttpResponse

from kpmarket.foundation.serving import own_pages


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/live/", "/", "/catalogue/", "/no-such-page/", "/robots.txt", "/account/login/"])
def test_pages_redirects_and_errors_say_so(client, path):
    assert client.get(path)["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_view_may_say_otherwise(rf):
    handle = own_pages.middleware(
        lambda request: HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})
    )

    assert handle(rf.get("/"))["Cross-Origin-Resource-Policy"] == "cross-origin"
