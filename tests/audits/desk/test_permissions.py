"""Who may judge."""

from datetime import timedelta

import pytest

from audits.desk import permissions
from suppliers.models import Invitation
from tests.factories import NOON, AuditorFactory, MembershipFactory, SupplierFactory, UserFactory

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
