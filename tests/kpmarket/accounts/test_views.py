from datetime import timedelta

import pytest
from django.core.cache import cache
from django.template import engines
from django.urls import reverse
from django.utils import timezone

from kpmarket.accounts.models import Notice
from tests.factories import UserFactory

WRONG = "not-the-one"

pytestmark = pytest.mark.django_db
URL = "/people/notices/"
PARAMS = {"name_en": "Type IIR mask", "name_zh": "医用口罩", "model": "S-1"}
LAW = {"day": "2026-11-11", "products": 2, "markets_en": "European Union", "markets_zh": "欧盟"}
DOCUMENT = {"type_en": "EU type-examination", "type_zh": "欧盟型式检验", "number": "7", "valid_until": "2026-11-11"}


def notice(person, *, kind="enquiry_reply", url="/enquiries/1/", **facts):
    params = {**PARAMS, **DOCUMENT, **LAW, "rung": 30, "market": "European Union", "lost_on": "2026-11-11"}
    return Notice.objects.create(recipient=person, kind=kind, params=params, url=url, **facts)


def unread(person):
    return Notice.objects.for_user(person).unread().count()


@pytest.mark.parametrize(
    ("kind", "english", "chinese"),
    [
        ("enquiry_new", "A buyer asks for an offer: Type IIR mask S-1.", "医用口罩 S-1"),
        ("enquiry_reply", "New message about Type IIR mask S-1.", "医用口罩 S-1"),
        (
            "clearance_lost",
            "Type IIR mask S-1 is no longer cleared for European Union since 11 November 2026.",
            "2026年11月11日",
        ),
        ("certificate_ends", "EU type-examination 7: ends on 11 November 2026.", "2026年11月11日"),
        (
            "law_ahead",
            "European Union: the law changes on 11 November 2026 and meets 2 products of yours",
            "欧盟: 法规于2026年11月11日变更，涉及贵公司 2 个产品",
        ),
        ("certificate_lapsed", "EU type-examination 7: lapsed on 11 November 2026", "2026年11月11日"),
    ],
)
def test_a_notice_speaks_the_readers_language(client, buyer, kind, english, chinese):
    notice(buyer, kind=kind)
    client.force_login(buyer)

    assert english in client.get(URL).text
    client.cookies["django_language"] = "zh-hans"
    assert chinese in client.get(URL).text


def test_every_kind_of_notice_in_the_templates_can_be_rendered(buyer):
    templates = engines["django"]
    for kind in ("enquiry_new", "enquiry_reply", "clearance_lost", "certificate_ends", "certificate_approved"):
        assert templates.get_template(notice(buyer, kind=kind).template)


def test_one_sees_ones_own_notices_latest_first(client, buyer):
    notice(UserFactory())
    older, newer = notice(buyer, created_at=timezone.now() - timedelta(days=1)), notice(buyer)
    client.force_login(buyer)

    assert list(client.get(URL).context["page"]) == [newer, older]


def test_following_a_notice_marks_it_read_and_leads_on(client, buyer):
    one, _other = notice(buyer), notice(buyer)
    client.force_login(buyer)

    response = client.post(reverse("accounts:notice-follow", args=[one.pk]))

    assert (response["Location"], unread(buyer)) == ("/enquiries/1/", 1)


@pytest.mark.parametrize("url", ["", "https://evil.example/", "//evil.example/"])
def test_a_notice_that_leads_nowhere_here_leads_back_to_the_list(client, buyer, url):
    one = notice(buyer, url=url)
    client.force_login(buyer)

    assert client.post(reverse("accounts:notice-follow", args=[one.pk]))["Location"] == URL


def test_all_can_be_marked_read_and_others_notices_stay(client, buyer):
    other = UserFactory()
    for person in (buyer, buyer, other):
        notice(person)
    client.force_login(buyer)

    client.post(reverse("accounts:notices-read"))

    assert (unread(buyer), unread(other)) == (0, 1)


def test_another_persons_notice_does_not_exist(client, buyer):
    one = notice(UserFactory())
    client.force_login(buyer)

    assert client.post(reverse("accounts:notice-follow", args=[one.pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_reading_the_list_marks_nothing(client, buyer):
    notice(buyer)
    client.force_login(buyer)

    client.get(URL)

    assert unread(buyer) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_query_count(client, buyer, count, django_assert_num_queries):
    for _number in range(count):
        notice(buyer)
    client.force_login(buyer)
    client.get(URL)

    with django_assert_num_queries(5):
        client.get(URL)


def test_pages_of_the_list(client, buyer):
    for _number in range(26):
        notice(buyer)
    client.force_login(buyer)

    assert len(client.get(URL, {"page": "2"}).context["page"]) == 1
    assert client.get(URL, {"page": "garbage"}).context["page"].number == 1


def test_a_forged_address_does_not_reset_the_limit_of_failed_sign_ins(client):
    """Ten in a minute from one address; each names another account and another forwarded address."""
    cache.clear()
    pages = [
        client.post(
            "/account/login/",
            {"login": f"person-{number}@example.org", "password": WRONG},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
        for number in range(12)
    ]

    limited = ["Too many failed" in page.text for page in pages]
    assert (limited[0], limited[-1]) == (False, True)
