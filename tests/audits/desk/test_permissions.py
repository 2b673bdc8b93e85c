"""Who may judge."""

from datetime import timedelta

import pytest

from audits.desk import permissions
from suppliers.companies import members
from suppliers.models import CertificateEvent, Invitation, SupplierEvent
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    MembershipFactory,
    SupplierFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
EARLIER = NOON - timedelta(days=30)


@pytest.mark.parametrize(
    ("office", "person", "holds"),
    [
        ({}, {}, True),
        ({"since": NOON + timedelta(seconds=1)}, {}, False),
        ({"until": NOON}, {}, False),
        ({"until": NOON + timedelta(seconds=1)}, {}, True),
        ({}, {"is_active": False}, False),
        ({}, {"is_staff": False}, False),
    ],
)
def test_an_office_holds_between_its_days_for_active_staff(office, person, holds):
    user = UserFactory(**{"is_staff": True, **person})
    AuditorFactory(user=user, **{"since": EARLIER, **office})

    assert permissions.is_auditor(user, at=NOON) is holds


def test_only_the_senior_level_is_senior():
    assert permissions.is_senior(AuditorFactory(since=EARLIER, level="senior").user, at=NOON)
    assert not permissions.is_senior(AuditorFactory(since=EARLIER).user, at=NOON)


def test_a_superuser_without_office_is_no_auditor(superuser):
    assert not permissions.is_auditor(superuser, at=NOON)


def test_members_and_those_who_joined_once_are_in_conflict():
    user = AuditorFactory(since=EARLIER).user
    member, joined, invited, foreign = SupplierFactory.create_batch(4)
    MembershipFactory(supplier=member, user=user, role="viewer")
    asker = UserFactory()
    Invitation.objects.create(supplier=joined, email=user.email, invited_by=asker, accepted_by=user, accepted_at=NOON)
    Invitation.objects.create(supplier=invited, email=user.email, invited_by=asker)

    assert permissions.own_companies(user) == {member.pk, joined.pk}
    with pytest.raises(permissions.ConflictOfInterest):
        permissions.require_auditor(user, joined, at=NOON)
    permissions.require_auditor(user, invited, at=NOON)
    permissions.require_auditor(user, foreign, at=NOON)


def leave_as_founder(company, user):
    founded = MembershipFactory(supplier=company, user=user, role="owner")
    MembershipFactory(supplier=company, role="owner")
    members.remove_member(founded, at=NOON)


def hand_in_company(company, user):
    SupplierEvent.objects.create(subject=company, before="draft", after="submitted", by=user, at=EARLIER)


def begin_certificate(company, user):
    CertificateFactory(supplier=company, created_by=user)


def upload_file(company, user):
    CertificateFileFactory(certificate=CertificateFactory(supplier=company), uploaded_by=user)


def hand_in_certificate(company, user):
    row = CertificateFactory(supplier=company)
    CertificateEvent.objects.create(subject=row, before="draft", after="submitted", by=user, at=EARLIER)


@pytest.mark.parametrize(
    "take_part", [leave_as_founder, hand_in_company, begin_certificate, upload_file, hand_in_certificate]
)
def test_whoever_once_acted_for_a_company_never_judges_it(take_part, django_assert_num_queries):
    user = AuditorFactory(since=EARLIER).user
    company, foreign = SupplierFactory.create_batch(2)

    take_part(company, user)

    with pytest.raises(permissions.ConflictOfInterest):
        permissions.require_auditor(user, company, at=NOON)
    permissions.require_auditor(user, foreign, at=NOON)
    with django_assert_num_queries(1):
        assert permissions.own_companies(user) == {company.pk}


def test_giving_a_case_back_to_the_queue_is_no_interest():
    user = AuditorFactory(since=EARLIER).user
    row = CertificateFactory()
    facts = {"before": "in_review", "after": "submitted", "by": user, "at": EARLIER}
    CertificateEvent.objects.create(subject=row, **facts)
    SupplierEvent.objects.create(subject=row.supplier, **facts)

    permissions.require_auditor(user, row.supplier, at=NOON)
