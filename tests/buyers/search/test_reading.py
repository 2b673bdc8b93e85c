"""What a typed text is read as, and which products are found by it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.clearances import judging
from audits.law.current import load_rulebook
from audits.models import Listing
from buyers.search import keeping
from buyers.search.certificates import certified_products
from buyers.search.lexicon import lexicon
from buyers.search.listings import narrowed_listings
from buyers.search.meanings import Kind
from buyers.search.reading import reading
from suppliers.models import Certificate, Supplier
from tests.audits import small_law
from tests.factories import NOON, CertificateFactory, ProductFactory, ProductTypeFactory, SupplierFactory

pytestmark = pytest.mark.usefixtures("law")
STANDARDS = """
adoptions: [{written: [BS], before: [EN], read_as: "", note: unchanged}]
standards:
  - {id: EN 1, publisher: CEN, title: Masks, editions: [{edition: '2019', confidence: high, sources: [law]}]}
  - {id: EN 149, publisher: CEN, title: Filtering half masks}
"""
GLOVES = {
    "synonyms": ["latex gloves", "手套"],
    "specification": [
        {
            "key": "material",
            "values": {
                "latex": {"label": "Latex", "label_zh": "天然乳胶"},
                "nitrile": {"label": "Nitrile", "label_zh": "丁腈"},
            },
        }
    ],
}


@pytest.fixture(autouse=True)
def _standards(law, tmp_path):
    directory = small_law.write(tmp_path / "standards", standards=STANDARDS)
    load_rulebook(directory, by=None, at=NOON)


@pytest.fixture(autouse=True)
def _gloves(_standards):
    ProductTypeFactory(id="glove", name_en="Examination glove", name_zh="检查手套", facts=GLOVES)
    keeping.forget()


def glove(name, **facts):
    product = ProductFactory(product_type_id="glove", name_en=name, name_zh="", **facts)
    judging.update_catalogue_of([product], at=NOON)
    return product


def found(text):
    """Names of the products that are found."""
    keeping.forget()
    rows = narrowed_listings(Listing.objects.all(), reading(text).product_terms, lexicon())
    return set(rows.values_list("product__name_en", flat=True))


def test_a_material_is_what_a_product_is_made_of_and_not_a_word_of_its_suppliers_name():
    glove("Blue N", specification={"material": "nitrile"}, supplier__name_en="Rongcheng Latex Products")
    glove("White L", specification={"material": "latex"}, supplier__name_en="Haimen Medical")

    assert found("latex") == {"White L"}
    assert found("latex gloves") == {"White L"}
    assert found("丁腈手套") == {"Blue N"}
    assert found("Rongcheng") == {"Blue N"}


@pytest.mark.parametrize("text", ["EN 149", "EN-149:2001", "BS EN 149", "en149"])
def test_a_standard_is_found_in_any_spelling(text):
    glove("Plain", standards=["EN 149:2001+A1:2009"])
    glove("Other", standards=["EN 455-1"])

    assert found(text) == {"Plain"}


@pytest.mark.parametrize("text", ["KX-77 B", "kx77b", "KX 77 B", "kx-77"])
def test_a_model_is_found_whatever_stands_between_its_parts(text):
    glove("Plain", model="KX-77B")

    assert found(text) == {"Plain"}


def test_the_number_of_a_shared_certificate_finds_what_it_covers_and_of_others_nothing():
    covered, hidden = glove("Covered"), glove("Hidden")
    for number, product, facts in (
        ("QS 2024/5518", covered, {"is_shared": True, "status": "approved"}),
        ("QS 2024/5519", hidden, {"is_shared": False, "status": "approved"}),
        ("QS 2024/5520", hidden, {"is_shared": True, "status": "submitted"}),
    ):
        CertificateFactory(number=number, supplier=product.supplier, **facts).products.add(product)

    assert found("qs-2024-5518") == {"Covered"}
    assert found("QS20245518") == {"Covered"}
    assert found("QS 2024/5519") == set()
    assert found("QS 2024/5520") == set()

    off_sale = ProductFactory(supplier=covered.supplier, is_listed=False)
    Certificate.objects.get(number="QS 2024/5518").products.add(off_sale)
    keeping.forget()
    assert certified_products("QS20245518") == (covered.pk,)
    CertificateFactory(number="QS 2024/5521", supplier=covered.supplier, is_shared=True, status="approved")
    assert certified_products("QS20245521") == (covered.pk,)

    Supplier.objects.update(status=Supplier.Status.SUSPENDED)
    assert found("qs-2024-5518") == set()


def test_a_typing_error_is_corrected_and_said():
    glove("Plain")

    read = reading("examinaton glvoes")

    assert read.corrected == (("examinaton glvoes", "examination glove"),)
    assert found("examinaton glvoes") == {"Plain"}


def test_a_word_is_corrected_to_names_of_suppliers_that_buyers_see_and_of_no_others():
    glove("Plain", supplier__name_en="Qinhuangdao Medical")
    SupplierFactory(name_en="Zhangjiakou Medical", status="submitted")
    keeping.forget()

    assert reading("Qinhuangdoa").corrected == (("qinhuangdoa", "qinhuangdao"),)
    assert reading("Zhangjiakuo").corrected == ()


def test_a_word_that_a_product_has_is_not_corrected_though_a_name_is_near():
    glove("Glofe special")

    assert reading("glofe").corrected == ()
    assert found("glofe") == {"Glofe special"}


def test_a_destination_narrows_no_products_and_is_said_to():
    glove("Plain")

    read = reading("gloves for Germany")

    assert [one.id for one in read.meanings(Kind.PLACE)] == ["DE"]
    assert read.left_out == ("germany",)
    assert found("gloves for Germany") == {"Plain"}


def test_a_word_that_nothing_says_is_named_and_finds_nothing():
    glove("Plain")

    assert reading("glove zzqxw").unknown == ("zzqxw",)
    assert found("glove zzqxw") == set()


def test_what_was_read_once_costs_no_query_for_a_minute():
    glove("Plain")
    keeping.forget()

    with CaptureQueriesContext(connection) as first:
        reading("plain gloves")
    with CaptureQueriesContext(connection) as again:
        reading("plain gloves")

    assert (len(first) > 0, len(again)) == (True, 0)


@pytest.mark.parametrize(
    "text", ["'", "\\", "& | ! ( ) : *", "‮", "%_", "=tglove", "@", "x" * 100, "口" * 100, "-", "𠮷"]
)
def test_odd_texts_are_read_without_an_error(text):
    glove("Plain")

    found(text)
    assert found(text) <= {"Plain"}
