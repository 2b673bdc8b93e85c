"""One box finds what people have in their hands: numbers as they are read out, hashes, models, kinds, addresses."""

import pytest

from audits.desk.search import MOST_FOUND, search
from audits.models import Decision
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateTypeFactory,
    ContactFactory,
    MembershipFactory,
    ProductFactory,
    SupplierFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/admin/audits/decision/search/"


@pytest.mark.parametrize(
    "typed",
    [
        "IVDR 926626 R01",
        "ivdr926626r01",
        "IVDR-926626-R01",
        "IVDR\u2011926626\u2011R01",
        "ＩＶＤＲ　９２６６２６　Ｒ０１",
        "926626",
    ],
)
def test_a_number_is_found_however_it_is_written(typed):
    meant = CertificateFactory(number="IVDR 926626 R01", status="approved")
    CertificateFactory(number="IVDR 926627 R01", status="approved")
    CertificateFactory(number="IVDR 926626 R01", status="draft", submitted_at=None)

    assert search(typed).documents == [meant]


def test_a_document_is_found_by_the_hash_of_its_file_or_page():
    document = CertificateFactory(status="rejected")
    file = CertificateFileFactory(certificate=document, sha256="9f86d081884c7d65" + "a" * 48)
    page = CertificatePageFactory(file=file, image=b"one")
    CertificatePageFactory(image=b"another")

    assert search(file.sha256.upper()).documents == [document]
    assert search(file.sha256[:12]).documents == [document]
    assert search(page.sha256).documents == [document]


def test_a_document_is_found_by_the_name_of_its_file_and_a_company_by_its_site():
    document = CertificateFactory(status="approved", supplier__website="https://www.probtain.example/en")
    CertificateFileFactory(certificate=document, original_name="ISO13485 证书_final(2).pdf")

    assert search("iso13485 证书_final(2).PDF").documents == [document]
    assert search("probtain.example").companies == [document.supplier]


def test_products_are_found_by_model_and_name():
    product = ProductFactory(model="KN-95/A", name_zh="医用防护口罩")

    assert search("kn95a").products == [product]
    assert search("防护口罩").products == [product]


def test_kinds_are_found_by_standard():
    kind = CertificateTypeFactory(id="iso13485", name_en="Quality management certificate", name_zh="质量管理体系证书")

    assert search("ISO 13485").kinds == [kind]


def test_companies_are_found_in_both_languages_by_code_and_by_an_address():
    company = SupplierFactory(name_en="Ningbo Changrong", name_zh="宁波长荣", credit_code="91320594MA1XF3GY7L")
    member = MembershipFactory(supplier=company, user__email="li.wei@changrong.example")
    ContactFactory(supplier=company, email="Export@Changrong.example")
    SupplierFactory(name_en="Ningbo Changrong", status="draft", submitted_at=None)

    for typed in ("changrong", "长荣", "91320594 MA1XF3GY7L", "LI.WEI@changrong.example", "export@changrong.example"):
        assert search(typed).companies == [company], typed
    assert member.user.email not in str(search("nobody@changrong.example"))


def test_decisions_and_entries_are_found_by_their_number(wen):
    decision = Decision.objects.create(supplier=SupplierFactory(), outcome="approved", by=wen, at=NOON)

    assert search(str(decision.pk)).decisions == [decision]
    assert search("99999999999999").decisions == []


@pytest.mark.parametrize("typed", ["", "   ", "-", "%", "\u2014", "' OR 1=1 --"])
def test_what_names_nothing_finds_nothing(typed):
    CertificateFactory(status="approved")

    assert search(typed).is_empty


def test_of_much_the_first_are_shown_and_the_rest_is_said(desk):
    for _ in range(MOST_FOUND + 1):
        CertificateFactory(status="approved", number="CE 0123")

    page = desk.get(PAGE, {"q": "CE0123"})

    assert len(page.context["found"].documents) == MOST_FOUND
    assert f"Of each kind the first {MOST_FOUND} are shown" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        CertificateFactory(status="approved", number="G2 091 7", supplier=SupplierFactory(name_en="G2 091 7 Ltd."))
    desk.get(PAGE, {"q": "G2 091 7"})

    with django_assert_num_queries(10):
        desk.get(PAGE, {"q": "G2 091 7"})


def test_every_page_of_the_desk_has_the_box(desk):
    assert f'action="{PAGE}"' in desk.get("/admin/").content.decode()
