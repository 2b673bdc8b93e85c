"""Who is notified of a loss, and how often."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from audits.models import Clearance, Market
from buyers.models import LossNotice
from buyers.services import losses
from buyers.services.losses import notify_buyers_of_losses
from kpmarket.accounts.models import Notice, User
from tests.factories import (
    BuyerFactory,
    ClearanceFactory,
    EnquiryFactory,
    ProductFactory,
    ShortlistEntryFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("countries")

LAST_DAY = date(2026, 11, 10)
DAY_AFTER = date(2026, 11, 11)


def noon(day, hour=4):
    """That day at noon in Shanghai, where days begin."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


LONG_AGO = noon(date(2026, 3, 1))


def sweep(day):
    return notify_buyers_of_losses(on=day, at=noon(day))


@pytest.fixture
def entry():
    return ShortlistEntryFactory(added_at=noon(date(2026, 6, 1)))


def cleared(entry, *, until=LAST_DAY, start=date(2026, 1, 1), recorded=LONG_AGO, superseded=None, **facts):
    return ClearanceFactory(
        product=entry.product,
        valid_from=start,
        valid_until=until,
        recorded_at=recorded,
        superseded_at=superseded,
        **facts,
    )


def notified_days():
    return list(LossNotice.objects.order_by("lost_on").values_list("lost_on", flat=True))


def test_nobody_is_reported_on_the_last_day(entry, mailoutbox):
    cleared(entry)

    assert sweep(LAST_DAY) == 0
    assert list(mailoutbox) == []


def test_the_day_after_the_buyer_is_reported_by_letter_and_notice(entry, mailoutbox):
    cleared(entry)

    assert sweep(DAY_AFTER) == 1

    assert notified_days() == [DAY_AFTER]
    assert [letter.to for letter in mailoutbox] == [[entry.buyer.user.email]]
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (entry.buyer.user, "clearance_lost")
    assert notice.url == f"{entry.product.get_absolute_url()}?to=DE"
    assert notice.params["lost_on"] == "2026-11-11"


def test_a_chinese_reader_is_reported_the_market_by_its_chinese_name(entry, mailoutbox, client):
    User.objects.filter(pk=entry.buyer.user.pk).update(language="zh-hans")
    Market.objects.filter(pk="EU").update(name_zh="欧盟")
    cleared(entry)

    sweep(DAY_AFTER)

    assert "欧盟" in mailoutbox[0].subject
    assert "欧盟" in mailoutbox[0].body
    client.force_login(entry.buyer.user)
    assert "欧盟" in client.get(reverse("accounts:notices")).text


def test_a_second_sweep_tells_nobody_again(entry, mailoutbox):
    cleared(entry)

    assert [sweep(DAY_AFTER), sweep(DAY_AFTER), sweep(DAY_AFTER + timedelta(days=5))] == [1, 0, 0]
    assert len(mailoutbox) == 1


def test_after_days_of_silence_a_lapse_is_shown_with_its_own_day(entry):
    cleared(entry)

    assert sweep(DAY_AFTER + timedelta(days=9)) == 1
    assert notified_days() == [DAY_AFTER]


def test_a_lapse_further_back_than_the_memory_is_old_news(entry):
    cleared(entry)

    assert sweep(DAY_AFTER + losses.MEMORY) == 0


def test_who_asked_a_supplier_is_reported_as_well(mailoutbox):
    thread = ThreadFactory(enquiry=EnquiryFactory(sent_at=noon(date(2026, 6, 1))))
    cleared(thread)

    assert sweep(DAY_AFTER) == 1
    assert mailoutbox[0].to == [thread.enquiry.buyer.user.email]
    assert Notice.objects.get().url == f"{thread.product.get_absolute_url()}?to=DE"


def test_who_shortlisted_and_asked_for_several_countries_of_a_market_is_notified_once(entry):
    ShortlistEntryFactory(buyer=entry.buyer, product=entry.product, destination="FR", added_at=entry.added_at)
    ThreadFactory(enquiry=EnquiryFactory(buyer=entry.buyer, sent_at=entry.added_at), product=entry.product)
    cleared(entry)

    assert sweep(DAY_AFTER) == 1


def test_two_buyers_are_notified_each(entry, mailoutbox):
    other = ShortlistEntryFactory(product=entry.product, added_at=entry.added_at, buyer=BuyerFactory())
    cleared(entry)

    assert sweep(DAY_AFTER) == 2
    assert {letter.to[0] for letter in mailoutbox} == {entry.buyer.user.email, other.buyer.user.email}


def test_another_market_is_another_matter(entry):
    ShortlistEntryFactory(product=entry.product, destination="US", added_at=entry.added_at)
    cleared(entry)

    assert sweep(DAY_AFTER) == 1
    assert LossNotice.objects.get().market_id == "EU"


def test_a_country_without_rules_has_nothing_to_lose():
    entry = ShortlistEntryFactory(destination="TV", added_at=LONG_AGO)
    cleared(entry)

    assert sweep(DAY_AFTER) == 0


def test_what_never_was_cleared_is_not_lost(entry):
    assert sweep(DAY_AFTER) == 0


def test_who_began_to_watch_after_the_lapse_is_not_reported(entry):
    cleared(entry)
    ShortlistEntryFactory(product=entry.product, added_at=noon(DAY_AFTER, hour=0))

    assert sweep(DAY_AFTER) == 1
    assert LossNotice.objects.get().buyer == entry.buyer


def test_a_person_who_left_gets_no_letter():
    entry = ShortlistEntryFactory(buyer=BuyerFactory(user=UserFactory(is_active=False)), added_at=LONG_AGO)
    cleared(entry)

    assert sweep(DAY_AFTER) == 0


def test_a_clearance_taken_back_is_lost_from_that_day(entry):
    day = date(2026, 10, 20)
    cleared(entry, until=date(2027, 5, 1), superseded=noon(day))

    assert sweep(day) == 1
    assert notified_days() == [day]


def test_who_shortlisted_in_the_morning_of_a_revocation_is_reported_and_who_did_in_the_evening_is_not():
    day = date(2026, 10, 20)
    morning = ShortlistEntryFactory(added_at=noon(day, hour=1))
    ShortlistEntryFactory(product=morning.product, added_at=noon(day, hour=9))
    cleared(morning, until=date(2027, 5, 1), superseded=noon(day))

    assert notify_buyers_of_losses(on=day, at=noon(day, hour=10)) == 1
    assert LossNotice.objects.get().buyer == morning.buyer


def test_a_row_replaced_by_one_that_still_holds_is_no_loss(entry):
    day = date(2026, 10, 20)
    cleared(entry, until=date(2027, 5, 1), superseded=noon(day))
    cleared(entry, until=date(2027, 3, 1), recorded=noon(day))

    assert sweep(day) == sweep(date(2026, 11, 1)) == 0


def test_what_another_document_still_clears_is_no_loss(entry):
    cleared(entry)
    cleared(entry, start=DAY_AFTER, until=date(2027, 3, 1))

    assert sweep(DAY_AFTER) == 0


def test_what_is_still_conditional_may_still_be_shipped(entry):
    cleared(entry)
    cleared(entry, start=DAY_AFTER, until=date(2027, 3, 1), state=Clearance.State.CONDITIONAL)

    assert sweep(DAY_AFTER) == 0


def test_a_revocation_with_an_earlier_effective_day_is_lost_on_the_day_buyers_could_see_it(entry):
    revoked = date(2026, 10, 20)
    cleared(entry, until=date(2027, 5, 1), superseded=noon(revoked))
    cleared(entry, until=date(2026, 9, 1), recorded=noon(revoked))
    late = ShortlistEntryFactory(product=entry.product, added_at=noon(date(2026, 10, 1)))

    assert sweep(revoked) == 2
    assert set(notified_days()) == {revoked}
    assert LossNotice.objects.filter(buyer=late.buyer).count() == 1


def test_a_refresh_after_the_lapse_changes_nothing(entry):
    cleared(entry, superseded=noon(date(2026, 11, 15)))
    assert sweep(DAY_AFTER) == 1
    cleared(entry, recorded=noon(date(2026, 11, 15)), certificates=[7])

    assert sweep(date(2026, 11, 16)) == 0
    assert notified_days() == [DAY_AFTER]


def test_a_past_clearance_recorded_later_was_never_visible(entry):
    cleared(entry, until=date(2026, 9, 1), recorded=noon(date(2026, 10, 20)))

    assert sweep(date(2026, 10, 21)) == 0


def test_a_clearance_that_was_to_begin_later_and_was_taken_back_before_was_never_visible(entry):
    cleared(entry, start=date(2026, 12, 1), until=date(2027, 5, 1), superseded=noon(date(2026, 11, 1)))

    assert sweep(date(2026, 12, 2)) == 0


def test_regained_and_lost_again_is_reported_again(entry, mailoutbox):
    cleared(entry)
    assert sweep(DAY_AFTER) == 1
    regained = date(2026, 11, 14)
    cleared(entry, start=regained, until=date(2026, 11, 18), recorded=noon(regained))
    assert sweep(regained) == 0

    assert sweep(date(2026, 11, 19)) == 1
    assert notified_days() == [DAY_AFTER, date(2026, 11, 19)]
    assert len(mailoutbox) == 2


def test_lost_and_regained_between_two_sweeps_is_reported_to_nobody(entry):
    cleared(entry)
    cleared(entry, start=date(2026, 11, 13), until=date(2027, 3, 1), recorded=noon(date(2026, 11, 13)))

    assert sweep(date(2026, 11, 14)) == 0


def test_a_sweep_that_fails_half_way_leaves_nothing_and_the_next_one_writes_everything(entry, mailoutbox, monkeypatch):
    cleared(entry)

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(losses.outbox, "write", die)
        sweep(DAY_AFTER)

    assert (LossNotice.objects.count(), Notice.objects.count()) == (0, 0)
    assert sweep(DAY_AFTER) == 1
    assert (len(mailoutbox), Notice.objects.count()) == (1, 1)


def test_what_another_sweep_writes_at_the_same_moment_is_left_to_it(entry, mailoutbox, monkeypatch):
    cleared(entry)
    found = losses._not_notified(DAY_AFTER, noon(DAY_AFTER))
    sweep(DAY_AFTER)
    monkeypatch.setattr(losses, "_not_notified", lambda on, at: found)

    assert sweep(DAY_AFTER) == 0
    assert (len(mailoutbox), Notice.objects.count()) == (1, 1)


def test_a_name_that_would_split_a_header_stops_no_other_letter(entry, mailoutbox):
    other = ShortlistEntryFactory(added_at=entry.added_at, product__name_en="Mask\rBcc : evil@example.org")
    cleared(entry)
    cleared(other)

    assert sweep(DAY_AFTER) == 2

    assert {letter.to[0] for letter in mailoutbox} == {entry.buyer.user.email, other.buyer.user.email}
    assert not any("Bcc" in letter.message() for letter in mailoutbox)


def test_a_preview_shows_the_letters_and_writes_nothing(entry):
    cleared(entry)

    letters = list(losses.preview(on=DAY_AFTER, at=noon(DAY_AFTER)))

    assert [letter.address for letter in letters] == [entry.buyer.user.email]
    assert (LossNotice.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_product_that_is_off_offer_leads_to_the_shortlist():
    entry = ShortlistEntryFactory(product=ProductFactory(is_listed=False), added_at=LONG_AGO)
    cleared(entry)

    assert sweep(DAY_AFTER) == 1
    assert Notice.objects.get().url == "/shortlist/"


def test_many_products_are_looked_at_in_pieces(monkeypatch):
    monkeypatch.setattr(losses, "CHUNK", 2)
    for _number in range(5):
        cleared(ShortlistEntryFactory(added_at=LONG_AGO))

    assert sweep(DAY_AFTER) == 5


def test_a_country_in_which_a_clearance_no_longer_holds_is_a_loss_there_alone():
    german = ShortlistEntryFactory(added_at=noon(date(2026, 6, 1)), destination="DE")
    french = ShortlistEntryFactory(product=german.product, added_at=noon(date(2026, 6, 1)), destination="FR")
    cleared(german, until=date(2027, 12, 31), superseded=noon(LAST_DAY))
    cleared(german, until=date(2027, 12, 31), recorded=noon(LAST_DAY), countries="|DE|")

    assert sweep(DAY_AFTER) == 1
    assert list(LossNotice.objects.values_list("buyer", flat=True)) == [french.buyer_id]
