from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from buyers.models import Attachment, Enquiry
from buyers.services.attachments import AttachmentRefused, stored_names, stored_uploads
from kpmarket.foundation.storage import files
from suppliers import orphans
from tests.factories import NOON, BuyerMembershipFactory, MembershipFactory, ProductFactory, ThreadFactory, UserFactory
from tests.suppliers.documents import sample_files

pytestmark = [pytest.mark.usefixtures("prepared_sandbox", "countries"), pytest.mark.django_db]


def upload(content=None, name="drawing.pdf"):
    return SimpleUploadedFile(name, sample_files.pdf(2) if content is None else content)


def kept(settings):
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def need(product, **changes):
    soon = timezone.localdate() + timedelta(days=60)
    key = f"quantity-{product.pk}"
    said = {"needed_by": soon.isoformat(), "destination": "DE", "message": "As pictured, please.", **changes}
    return {"product": product.pk, key: "1000000", "noted": f"{product.pk}:not_assessed", **said}


def test_a_file_goes_with_the_enquiry_as_pictures_of_its_pages(client, buyer):
    client.force_login(buyer)
    product = ProductFactory(moq=1)

    client.post("/enquire/", {**need(product), "attachments": upload()})

    file = Attachment.objects.get()
    assert (file.enquiry, file.message, file.uploaded_by) == (Enquiry.objects.get(), None, buyer)
    assert file.pages.count() == 2
    page = client.get(file.enquiry.get_absolute_url()).text
    assert file.pages.first().token in page
    assert file.stored_name not in page


def test_a_file_that_is_refused_keeps_the_words_and_leaves_nothing(client, buyer, settings):
    client.force_login(buyer)
    before = len(kept(settings))

    page = client.post("/enquire/", {**need(ProductFactory(moq=1)), "attachments": upload(sample_files.EXECUTABLE)})

    assert page.status_code == 422
    assert "drawing.pdf:" in page.context["form"].errors["attachments"][0]
    assert "As pictured, please." in page.text
    assert (Enquiry.objects.count(), len(kept(settings))) == (0, before)


def test_what_fails_after_the_files_were_stored_leaves_none_of_them(settings):
    before = len(kept(settings))

    with pytest.raises(ZeroDivisionError), stored_uploads([upload()], by=UserFactory(), at=NOON):
        raise ZeroDivisionError
    with pytest.raises(AttachmentRefused), stored_uploads([upload(), upload(b"")], by=UserFactory(), at=NOON):
        pass

    assert len(kept(settings)) == before


def test_the_sweep_of_orphans_knows_attachments(client, supplier_member):
    product = ProductFactory(supplier=supplier_member.suppliers.get())
    thread = ThreadFactory(product=product, enquiry__sent_at=timezone.now())
    client.force_login(supplier_member)
    client.post(
        f"/supplier/{thread.supplier_id}/enquiries/{thread.pk}/", {"text": "See page 2.", "attachments": upload()}
    )

    names = set(stored_names())

    assert len(names) == 3
    assert not {files.storage_key(name) for name in names} & {file.key for file in orphans.orphans(at=NOON)}


def test_each_side_sees_its_own_conversation_and_nobody_else_any(client):
    ours, theirs = ThreadFactory(), None
    theirs = ThreadFactory(enquiry=ours.enquiry)
    member, other = (MembershipFactory(supplier=thread.supplier).user for thread in (ours, theirs))
    reader = BuyerMembershipFactory(buyer=ours.enquiry.buyer, role="viewer").user
    message = ours.messages.create(author=member, is_from_buyer=False, text="See page 2.")
    of_message = Attachment.objects.create(enquiry=ours.enquiry, message=message, stored_name="a", size=1)
    of_enquiry = Attachment.objects.create(enquiry=ours.enquiry, stored_name="b", size=1)

    def visible_to(user):
        return set(Attachment.objects.for_user(user))

    assert visible_to(member) == visible_to(reader) == visible_to(ours.enquiry.buyer.user) == {of_message, of_enquiry}
    assert visible_to(other) == {of_enquiry}
    assert visible_to(UserFactory()) == set()


def test_more_than_five_files_are_refused_with_a_sentence(client, buyer):
    client.force_login(buyer)

    page = client.post("/enquire/", {**need(ProductFactory(moq=1)), "attachments": [upload(b"x")] * 6})

    assert page.context["form"].errors["attachments"] == ["Attach at most 5 files."]
