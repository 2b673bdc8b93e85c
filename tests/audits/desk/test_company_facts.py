"""What the checklist of a company says in advance, and that its answers stand with the qualification."""

import pytest

from audits.desk.checklists import ChecklistLacks, checklist_of, gather_facts
from audits.desk.log_and_rows import differences
from audits.desk.suppliers import qualify_supplier
from audits.models import LogEntry
from tests.audits.checklists.filled import NOTE, answers
from tests.factories import NOON, CertificateFactory, CertificateTypeFactory, ContactFactory, SupplierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ON = NOON.date()


BEIJING = "91110000600037341L"


def codes(company):
    return {one.code for one in gather_facts(company, on=ON).remarks}


def test_a_company_with_its_licence_and_its_own_people_has_no_remark(taken_company):
    taken_company.credit_code = BEIJING
    kind = CertificateTypeFactory(pk="cn_business_licence", kind="licence")
    CertificateFactory(
        supplier=taken_company, certificate_type=kind, number=taken_company.credit_code, status="submitted"
    )
    ContactFactory(supplier=taken_company, email="zhang@wanhe.example", phone="+86 512 6288 0101")

    assert {code for code in codes(taken_company) if code.startswith("company_")} == set()


def test_what_speaks_against_it_asks_for_a_look_and_no_more(taken_company):
    taken_company.credit_code = BEIJING
    other = SupplierFactory(status="qualified", credit_code=BEIJING)
    ContactFactory(supplier=other, email="sales@huarun-yiliao.example", phone="")
    ContactFactory(supplier=taken_company, email="Sales@huarun-yiliao.example", phone="")

    assert codes(taken_company) == {"company_code_elsewhere", "company_without_licence", "company_shares_contact"}
    assert "company_code_wrong" in codes(SupplierFactory(credit_code="91110000600037341X"))
    assert codes(SupplierFactory(credit_code="")) == {"company_code_missing", "company_without_licence"}


def test_its_answers_are_part_of_the_qualification(taken_company, wen):
    given = answers(taken_company)

    with pytest.raises(ChecklistLacks):
        qualify_supplier(taken_company, by=wen, at=NOON, checklist={"identity": given["identity"]})
    decision = qualify_supplier(taken_company, by=wen, at=NOON, checklist=given)

    asked = [one.id for one in checklist_of(taken_company, on=ON).family.questions]
    assert list(decision.checklist_answers.values_list("question", flat=True)) == asked
    kept = LogEntry.objects.get(act="supplier_approved").content["checklist"]
    assert [one["question"] for one in kept] == asked
    assert NOTE not in str(kept)
    assert not [one for one in differences() if one.what.startswith("checklist")]
