from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest

from kpmarket.accounts.models import Notice
from suppliers.companies import members as services
from suppliers.companies.members import AlreadyMember, InvitationClosed, LastOwner, TooManyInvitations, WrongAddress
from suppliers.models import FormerMembership, Invitation, Membership
from tests.factories import NOON, MembershipFactory, UserFactory


@pytest.fixture
def owner(db):
    return MembershipFactory()


def invite(owner, email="lin@example.org", role="editor", at=NOON):
    return services.invite_member(owner.supplier, email=email, role=role, by=owner.user, at=at)


def test_an_invitation_is_a_letter_with_a_link(owner, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(owner, email="Lin@Example.org")

    assert [letter.to for letter in mailoutbox] == [["lin@example.org"]]
    assert f"/supplier/invitations/{invitation.token}/" in mailoutbox[0].body
    assert mailoutbox[0].subject == f"Invitation to act for {owner.supplier.name_en}"


def test_a_letter_to_a_known_person_is_in_that_persons_language(owner, mailoutbox, django_capture_on_commit_callbacks):
    UserFactory(email="lin@example.org", language="zh-hans")

    with django_capture_on_commit_callbacks(execute=True):
        invite(owner)

    assert owner.supplier.name_zh in mailoutbox[0].subject


def test_a_company_name_of_several_lines_stays_in_the_subject_line(
    owner, mailoutbox, django_capture_on_commit_callbacks
):
    """Rows may be older than the check of the forms."""
    owner.supplier.name_en = "Acme\x0bReply-To : evil@example.org\rBcc: evil@example.org\x1cX : y"

    with django_capture_on_commit_callbacks(execute=True):
        invite(owner)

    sent = message_from_bytes(mailoutbox[0].message().as_bytes(), policy=SMTP)
    assert sent.get_all("Subject") == [
        "Invitation to act for Acme Reply-To : evil@example.org Bcc: evil@example.org X : y"
    ]
    assert not {"reply-to", "bcc", "x"} & {name.strip().lower() for name in sent}


def test_inviting_again_replaces_the_letter_before(owner):
    first = invite(owner)
    second = invite(owner, at=NOON + timedelta(days=20))

    first.refresh_from_db()
    assert first.withdrawn_at == NOON + timedelta(days=20)
    assert second.is_open(NOON + timedelta(days=21))


def test_a_member_is_not_invited(owner):
    with pytest.raises(AlreadyMember):
        invite(owner, email=owner.user.email.upper())


def test_open_letters_are_limited(owner):
    for number in range(services.MOST_OPEN_INVITATIONS):
        invite(owner, email=f"person-{number}@example.com")

    with pytest.raises(TooManyInvitations):
        invite(owner, email="one-more@example.com")


def test_accepting_joins_with_the_role_and_tells_the_owners(owner):
    lin = UserFactory(email="lin@example.org", name="Lin Chen")

    membership = services.accept_invitation(invite(owner), by=lin, at=NOON)

    assert (membership.supplier, membership.user, membership.role) == (owner.supplier, lin, "editor")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.params["person"]) == (
        owner.user,
        "suppliers/member_joined",
        "Lin Chen",
    )


def test_a_letter_is_for_its_address_alone(owner):
    with pytest.raises(WrongAddress):
        services.accept_invitation(invite(owner), by=UserFactory(), at=NOON)

    assert owner.supplier.memberships.count() == 1


def test_a_letter_is_accepted_once(owner):
    invitation, lin = invite(owner), UserFactory(email="lin@example.org")
    services.accept_invitation(invitation, by=lin, at=NOON)
    Membership.objects.filter(user=lin).delete()

    with pytest.raises(InvitationClosed):
        services.accept_invitation(invitation, by=lin, at=NOON)


@pytest.mark.parametrize(("days", "is_open"), [(13, True), (14, False)])
def test_a_letter_is_good_for_14_days(owner, days, is_open):
    invitation = invite(owner)

    assert invitation.is_open(NOON + timedelta(days=days)) is is_open
    assert list(Invitation.objects.open(NOON + timedelta(days=days))) == ([invitation] if is_open else [])


def test_a_withdrawn_letter_is_closed(owner):
    invitation = invite(owner)
    services.withdraw_invitation(invitation, at=NOON)

    with pytest.raises(InvitationClosed):
        services.accept_invitation(invitation, by=UserFactory(email="lin@example.org"), at=NOON)
    with pytest.raises(InvitationClosed):
        services.withdraw_invitation(invitation, at=NOON)


def test_accepting_does_not_lower_a_role_that_is_held(owner):
    invitation = invite(owner, role="viewer")
    lin = MembershipFactory(supplier=owner.supplier, user__email="lin@example.org", role="owner").user

    services.accept_invitation(invitation, by=lin, at=NOON)

    assert Membership.objects.get(user=lin).role == "owner"
    assert not Notice.objects.exists()


def test_the_last_owner_stays(owner):
    MembershipFactory(supplier=owner.supplier, role="editor")

    with pytest.raises(LastOwner):
        services.change_role(owner, "editor")
    with pytest.raises(LastOwner):
        services.remove_member(owner, at=NOON)

    assert owner.supplier.memberships.filter(role="owner").get() == owner


def test_one_of_two_owners_may_go(owner):
    MembershipFactory(supplier=owner.supplier)

    services.remove_member(owner, at=NOON)

    assert Membership.objects.filter(user=owner.user).count() == 0


def test_two_owners_who_demote_each_other_leave_one(owner):
    other = MembershipFactory(supplier=owner.supplier)

    services.change_role(owner, "viewer")
    with pytest.raises(LastOwner):
        services.change_role(other, "viewer")


def test_an_owner_may_stay_an_owner(owner):
    services.change_role(owner, "owner")

    assert Membership.objects.get(pk=owner.pk).role == "owner"


def test_a_membership_that_ended_leaves_a_trace(owner):
    lin = MembershipFactory(supplier=owner.supplier, role="editor")

    services.remove_member(lin, at=NOON)

    trace = FormerMembership.objects.get()
    assert (trace.supplier, trace.user, trace.role) == (owner.supplier, lin.user, "editor")
    assert (trace.since, trace.until) == (lin.since, NOON)
