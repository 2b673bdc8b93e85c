"""What another company submitted as well."""

from dataclasses import replace

from audits.findings import Elsewhere, Severity, reuse_across_suppliers
from tests.audits.findings.cases import MODULE_B, REGISTRATION, case, codes


def test_nothing_elsewhere_is_nothing():
    assert [code for check in reuse_across_suppliers.CHECKS for code in codes(check)] == []


def test_the_number_of_another_companys_document_contradicts():
    (one,) = reuse_across_suppliers.number(case(elsewhere=Elsewhere(number=True)))

    assert (one.code, one.severity, one.params) == ("number_elsewhere", Severity.CONTRADICTION, {})


def test_where_the_number_is_somebody_elses_it_is_a_note():
    for kind in (MODULE_B, replace(REGISTRATION, held_by="importer")):
        (one,) = reuse_across_suppliers.number(case(elsewhere=Elsewhere(number=True), kind=kind))
        assert one.severity is Severity.NOTE


def test_the_same_file_contradicts():
    (one,) = reuse_across_suppliers.file(case(elsewhere=Elsewhere(files=frozenset({7}))))

    assert (one.code, one.file) == ("file_elsewhere", 7)


def test_a_page_that_looks_the_same_is_told_once_of_a_file():
    (one,) = reuse_across_suppliers.page(case(elsewhere=Elsewhere(pages=frozenset({(7, 3), (7, 2)}))))

    assert (one.code, one.severity, one.page) == ("page_elsewhere", Severity.WARNING, 2)


def test_a_page_that_reads_the_same_is_told_once_of_a_file_and_not_of_the_same_file():
    read = frozenset({(7, 3), (7, 2)})
    (one,) = reuse_across_suppliers.figures(case(elsewhere=Elsewhere(read=read)))

    assert (one.code, one.severity, one.page, one.file) == ("page_reads_elsewhere", Severity.WARNING, 2, 7)
    assert codes(reuse_across_suppliers.figures, elsewhere=Elsewhere(read=read, files=frozenset({7}))) == []


def test_of_the_same_file_the_same_pages_are_no_news():
    same = Elsewhere(files=frozenset({7}), pages=frozenset({(7, 1)}))

    assert codes(reuse_across_suppliers.page, elsewhere=same) == []
