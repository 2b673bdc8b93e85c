"""What another company submitted too."""

from dataclasses import replace

from audits.findings import Reuse, Severity, reuse_across_suppliers
from tests.audits.findings.cases import MODULE_B, REGISTRATION, case, codes


def test_without_reuse_there_is_no_finding():
    assert [code for check in reuse_across_suppliers.CHECKS for code in codes(check)] == []


def test_the_number_of_another_companys_document_contradicts():
    (one,) = reuse_across_suppliers.same_number(case(reuse=Reuse(number=True)))

    assert (one.code, one.severity, one.params) == ("number_elsewhere", Severity.CONTRADICTION, {})


def test_a_number_that_is_not_the_suppliers_own_is_a_note():
    for kind in (MODULE_B, replace(REGISTRATION, held_by="importer")):
        (one,) = reuse_across_suppliers.same_number(case(reuse=Reuse(number=True), kind=kind))
        assert one.severity is Severity.NOTE


def test_the_same_file_contradicts():
    (one,) = reuse_across_suppliers.same_file(case(reuse=Reuse(files=frozenset({7}))))

    assert (one.code, one.file) == ("file_elsewhere", 7)


def test_a_page_with_the_same_image_is_one_finding_per_file():
    (one,) = reuse_across_suppliers.same_page_image(case(reuse=Reuse(same_image=frozenset({(7, 3), (7, 2)}))))

    assert (one.code, one.severity, one.page) == ("page_elsewhere", Severity.WARNING, 2)


def test_a_page_with_the_same_figures_is_one_finding_per_file():
    pages = frozenset({(7, 3), (7, 2)})
    (one,) = reuse_across_suppliers.same_page_figures(case(reuse=Reuse(same_figures=pages)))

    assert (one.code, one.severity, one.page, one.file) == ("page_reads_elsewhere", Severity.WARNING, 2, 7)
    assert codes(reuse_across_suppliers.same_page_figures, reuse=Reuse(same_figures=pages, files=frozenset({7}))) == []


def test_pages_of_the_same_file_are_no_further_finding():
    same = Reuse(files=frozenset({7}), same_image=frozenset({(7, 1)}))

    assert codes(reuse_across_suppliers.same_page_image, reuse=same) == []
