"""Reminders that the law changes while the documents stay valid."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.clearances import judging
from audits.editions import law_reminders
from audits.models import LawReminder
from kpmarket.accounts.models import Notice
from kpmarket.foundation.outbox import delivering
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership, Product, Supplier
from tests.audits import changing_law, small_law
from tests.audits.dossiers import add, product_with
from tests.factories import NOON, MembershipFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 8, 1, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=700)
LAST_DAY = date(2027, 1, 31)
A_MONTH_LEFT = LAST_DAY - timedelta(days=30)
CHANGES = LAST_DAY + timedelta(days=1)
LADDER = (180, 90, 60, 30, 14, 7, 1, 0, -7, -14, -30)


@pytest.fixture
def turning(law, tmp_path):
    """The law that asks for another document from February on."""
    changing_law.load(tmp_path / "turning")


@pytest.fixture
def product(turning):
    """A product on offer that the change closes the United States to."""
    product = product_with("doc", "licence")
    judged()
    return product


@pytest.fixture
def owner(product):
    return MembershipFactory(supplier=product.supplier, since=LONG_AGO).user


def judged():
    judging.refresh_products(Product.objects.all(), at=MORNING)


def moment(day):
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def sweep(on=A_MONTH_LEFT, at=None):
    at = at or moment(on)
    written = law_reminders.write_due(on=on, at=at)
    delivering.deliver(clock=lambda: at)
    return written


def notified_rungs(**facts):
    rows = LawReminder.objects.filter(**facts)
    return list(rows.order_by("-rung").values_list("rung", flat=True))


def test_a_rung_that_is_due_goes_out_by_mail_and_as_a_notice(owner, product, mailoutbox):
    assert sweep() == 1

    (letter,) = mailoutbox
    assert letter.subject == "Your documents stay valid, but the law changes on 1 February 2027"
    assert letter.body.splitlines()[1:9] == [
        "",
        "United States",
        "",
        "These documents of yours stay valid: Declaration; Business licence. The law around them changes. "
        "The rule it rests on ends then: Clearance.",
        f"- Mask: {product.model}",
        "  What keeps this market: Test report.",
        "Sources: Section 1",
        "  The law https://law.example/",
    ]
    assert f"/supplier/markets/{product.supplier_id}/#law-ahead" in letter.body
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (owner, "law_ahead")
    assert notice.url == f"/supplier/markets/{product.supplier_id}/"
    assert notice.params == {
        "day": "2027-02-01",
        "products": 1,
        "markets_en": "United States",
        "markets_zh": "美国",
    }


def test_the_html_letter_says_the_same(owner, product, mailoutbox):
    sweep()

    html, kind = mailoutbox[0].alternatives[0]
    assert kind == "text/html"
    assert f"Mask: {product.model}<br><strong>What keeps this market: Test report." in html
    assert '<a href="https://law.example/" style="color:#0a5f63;">The law</a>' in html


def test_run_twice_nothing_goes_out_twice(owner, mailoutbox):
    sweep()

    assert sweep(at=moment(A_MONTH_LEFT) + timedelta(hours=1)) == 0
    assert (len(mailoutbox), Notice.objects.count()) == (1, 1)


def test_every_rung_of_a_change_goes_out_once(owner, mailoutbox):
    for rung in LADDER:
        for days in (-1, 0, 1):
            sweep(LAST_DAY - timedelta(days=rung - days))

    assert notified_rungs() == list(LADDER)
    assert len(mailoutbox) == len(LADDER)


@pytest.mark.parametrize(("back", "rung"), [(-12, 14), (-5, 7), (-1, 1), (0, 0), (3, 0), (8, -7)])
def test_after_an_outage_only_the_latest_rung_is_reported_and_it_is_reported(owner, mailoutbox, back, rung):
    sweep(LAST_DAY - timedelta(days=29))

    sweep(LAST_DAY + timedelta(days=back))

    assert notified_rungs() == [30, rung]
    assert len(mailoutbox) == 2


def test_after_five_days_without_a_worker_each_change_comes_late_and_once(owner, mailoutbox):
    sweep(LAST_DAY - timedelta(days=2))

    for days in (3, 4, 5):
        sweep(LAST_DAY + timedelta(days=days))

    assert notified_rungs() == [7, 0]
    assert mailoutbox[-1].subject == "Your documents stay valid, but the law has changed on 1 February 2027"


def test_a_change_too_long_past_is_let_go(owner):
    assert sweep(LAST_DAY + timedelta(days=61)) == 0


def test_who_gets_the_document_that_the_new_rule_asks_for_hears_no_more(owner, product, mailoutbox):
    sweep()
    add(product, "report")
    judging.refresh_products([product], at=moment(A_MONTH_LEFT))

    sweep(LAST_DAY)

    assert (notified_rungs(), len(mailoutbox)) == ([30], 1)


def test_an_edition_that_takes_the_change_back_ends_the_reminders(owner, product, tmp_path, mailoutbox):
    sweep()
    changing_law.load(tmp_path / "kept", US=changing_law.UNTIL_JANUARY.replace("      until: 2027-01-31\n", ""))
    judging.apply_edition(at=moment(A_MONTH_LEFT))

    sweep(LAST_DAY)

    assert (notified_rungs(), len(mailoutbox)) == ([30], 1)


def test_an_edition_that_moves_the_day_is_reported_as_a_change_of_its_own(owner, product, tmp_path, mailoutbox):
    sweep()
    later = changing_law.US.replace("2027-01-31", "2027-02-28").replace("2027-02-01", "2027-03-01")
    changing_law.load(tmp_path / "later", US=later)
    judging.apply_edition(at=moment(A_MONTH_LEFT))

    sweep(A_MONTH_LEFT + timedelta(days=1))

    assert mailoutbox[1].subject == "Your documents stay valid, but the law changes on 1 March 2027"
    assert notified_rungs(day=date(2027, 3, 1)) == [60]


def test_the_end_of_a_document_is_left_to_the_documents_reminders(turning, mailoutbox):
    product = product_with(("doc", {"valid_until": LAST_DAY - timedelta(days=3)}), "licence")
    MembershipFactory(supplier=product.supplier, since=LONG_AGO)
    judged()

    assert sweep() == 0


def test_many_products_of_a_company_are_one_letter(owner, product, mailoutbox):
    document = product.certificates.get(certificate_type="doc")
    for _ in range(9):
        document.products.add(ProductFactory(supplier=product.supplier, product_type=product.product_type))
    judged()

    assert sweep() == 1
    assert "and 4 more" in mailoutbox[0].body
    assert Notice.objects.get().params["products"] == 10


def test_two_markets_that_change_on_one_day_are_one_letter(owner, product, tmp_path, mailoutbox):
    europe = small_law.FILES["markets/EU.yaml"].replace(
        "      from: 2021-05-26\n      asks: {all_of: [doc, {report: {standard: EN 1}}]}",
        "      from: 2021-05-26\n      until: 2027-01-31\n      asks: doc",
    )
    changing_law.load(tmp_path / "both", EU=europe)
    judging.apply_edition(at=moment(A_MONTH_LEFT))

    assert sweep() == 1
    assert LawReminder.objects.count() == 2
    body = mailoutbox[0].body
    assert body.index("European Union") < body.index("United States")
    assert Notice.objects.get().params["markets_en"] == "European Union, United States"


def test_a_cause_that_comes_later_is_reported_at_once_and_alone(owner, product, tmp_path, mailoutbox):
    sweep()
    europe = small_law.FILES["markets/EU.yaml"].replace(
        "      from: 2021-05-26\n      asks: {all_of: [doc, {report: {standard: EN 1}}]}",
        "      from: 2021-05-26\n      until: 2027-01-31\n      asks: doc",
    )
    changing_law.load(tmp_path / "both", EU=europe)
    judging.apply_edition(at=moment(A_MONTH_LEFT))

    sweep(A_MONTH_LEFT + timedelta(days=1))

    assert len(mailoutbox) == 2
    assert "European Union" in mailoutbox[1].body
    assert "United States" not in mailoutbox[1].body


def test_what_is_not_on_offer_is_not_reported_of(owner, product):
    Product.objects.update(is_listed=False)
    judging.update_catalogue_of([product], at=MORNING)

    assert sweep() == 0


def test_what_is_taken_off_after_the_claim_is_reported_to_nobody_and_its_rows_go(owner, product, mailoutbox):
    law_reminders.write_due(on=A_MONTH_LEFT, at=moment(A_MONTH_LEFT))
    Product.objects.update(is_listed=False)
    judging.update_catalogue_of([product], at=MORNING)

    assert sweep() == 0
    assert (len(mailoutbox), LawReminder.objects.count()) == (0, 0)


def test_a_sweep_that_fails_half_way_leaves_nothing_and_the_next_one_writes_everything(owner, mailoutbox, monkeypatch):
    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(Notice.objects, "bulk_create", die)
        sweep()

    assert (LawReminder.objects.count(), len(mailoutbox)) == (0, 0)
    assert sweep() == 1
    assert (notified_rungs(), len(mailoutbox), Notice.objects.count()) == ([30], 1, 1)


def test_what_another_sweep_writes_at_the_same_moment_is_left_to_it(owner, mailoutbox, monkeypatch):
    found = list(law_reminders._messages(law_reminders._companies(A_MONTH_LEFT), A_MONTH_LEFT))
    sweep()
    monkeypatch.setattr(law_reminders, "_messages", lambda companies, on: found)

    assert sweep() == 0
    assert (notified_rungs(), len(mailoutbox), Notice.objects.count()) == ([30], 1, 1)


def test_a_preview_shows_the_letters_and_writes_nothing(owner):
    letters = list(law_reminders.preview(on=A_MONTH_LEFT))

    assert [letter.address for letter in letters] == [owner.email]
    assert (LawReminder.objects.count(), Letter.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_a_letter_written_again_carries_the_same_message_id(owner):
    sweep()
    before = Letter.objects.get().message_id
    LawReminder.objects.all().delete()
    Letter.objects.all().delete()

    sweep()

    assert Letter.objects.get().message_id == before


def test_early_rungs_go_to_editors_and_late_ones_to_owners_too(owner, product):
    editor = MembershipFactory(supplier=product.supplier, role="editor", since=LONG_AGO).user
    MembershipFactory(supplier=product.supplier, role="viewer", since=LONG_AGO)

    sweep(LAST_DAY - timedelta(days=60))
    sweep(LAST_DAY - timedelta(days=30))

    rows = set(LawReminder.objects.values_list("rung", "recipient"))
    assert rows == {(60, editor.pk), (30, editor.pk), (30, owner.pk)}


def test_who_joins_later_is_not_reported_again_of_what_the_company_was_reported(owner, product):
    sweep()
    newcomer = MembershipFactory(supplier=product.supplier, since=moment(A_MONTH_LEFT + timedelta(days=1))).user

    sweep(A_MONTH_LEFT + timedelta(days=2))
    sweep(LAST_DAY - timedelta(days=14))

    assert notified_rungs(recipient=newcomer) == [14]


def test_somebody_who_has_left_hears_nothing(owner, mailoutbox):
    law_reminders.write_due(on=A_MONTH_LEFT, at=moment(A_MONTH_LEFT))
    Membership.objects.filter(user=owner).delete()

    assert sweep() == 0
    assert list(mailoutbox) == []


def test_a_deactivated_person_is_not_written_to(owner):
    owner.is_active = False
    owner.save()

    assert sweep() == 0


def test_other_companies_hear_nothing(owner, mailoutbox):
    stranger = MembershipFactory(since=LONG_AGO).user

    sweep()

    assert {address for letter in mailoutbox for address in letter.to} == {owner.email}
    assert not Notice.objects.for_user(stranger).exists()


def test_a_letter_is_in_its_readers_language(product, mailoutbox):
    MembershipFactory(supplier=product.supplier, user=UserFactory(language="zh-hans"), since=LONG_AGO)

    sweep()

    assert mailoutbox[0].subject == "贵公司的文件继续有效，但法规将于2027年2月1日变更"
    assert "保住此市场所需：Test report。" in mailoutbox[0].body
    assert "美国" in mailoutbox[0].body


def test_two_readers_of_one_company_read_it_each_in_their_own_language(owner, product, tmp_path, mailoutbox):
    MembershipFactory(supplier=product.supplier, user=UserFactory(language="zh-hans"), since=LONG_AGO)

    sweep()

    english, chinese = (letter.body for letter in mailoutbox)
    assert ("United States" in english, "美国" in english) == (True, False)
    assert ("美国" in chinese, "United States" in chinese) == (True, False)


def test_before_the_first_rulebook_there_is_nothing_to_tell(db):
    assert sweep() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_writing_down_takes_the_same_number_of_queries_for_any_number_of_companies(
    turning, count, django_assert_num_queries
):
    companies(count)

    with django_assert_num_queries(20):
        law_reminders.write_due(on=A_MONTH_LEFT, at=moment(A_MONTH_LEFT))

    assert LawReminder.objects.count() == count


def companies(count):
    for _ in range(count):
        MembershipFactory(supplier=product_with("doc", "licence").supplier, since=LONG_AGO)
    judged()
    assert Supplier.objects.count() == count
