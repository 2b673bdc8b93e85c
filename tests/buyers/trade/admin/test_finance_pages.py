"""Pages of finance: who gets in, what they show, what they refuse, and what they cost."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from buyers.trade.models import DeskOffice, Match, PaymentFile, PaymentInstruction, StatementFile
from buyers.trade.services.balances import balances_of
from buyers.trade.services.movements import release
from buyers.trade.services.payouts import approve_payment, export_payments, prepare_payout, prepare_return
from tests.buyers.trade.admin.conftest import client_of
from tests.buyers.trade.bank_days import Bank, approved_account, finance, paid
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import AuditorFactory, BuyerMembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
STATEMENTS, UNMATCHED = "/admin/trade/statementfile/", "/admin/trade/statemententry/"
PAYOUTS, FILES = "/admin/trade/paymentinstruction/", "/admin/trade/paymentfile/"
LISTS = (STATEMENTS, UNMATCHED, PAYOUTS, FILES)


def upload(client, bank, data, name="camt053.xml", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(f"{STATEMENTS}import/", {"account": bank.account.pk, "file": file, **more})


def act(client, entry, name, **data):
    return client.post(reverse("admin:trade_statemententry_act", args=[entry.pk, name]), data)


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def released(bank):
    order = bank.order()
    bank.day(paid(order, "1260.00"))
    release(order, 1, evidence="evidence 1", by=None, at=bank.now)
    approved_account(order.supplier, at=bank.now)
    return order


class TestWhoGetsIn:
    @pytest.mark.parametrize("address", LISTS)
    def test_finance_and_superusers_look_and_nobody_else_of_the_desk(self, desk, superuser, settings, address):
        handler = UserFactory(is_staff=True)
        DeskOffice.objects.create(user=handler, office="handler")

        assert desk.get(address).status_code == 200
        assert client_of(superuser, settings).get(address).status_code == 200
        for user in (handler, AuditorFactory().user, UserFactory(is_staff=True)):
            assert client_of(user, settings).get(address).status_code == 403

    def test_people_who_are_not_of_the_desk_are_led_away(self, buyer, bank, settings):
        for address in LISTS:
            assert client_of(buyer, settings).get(address).status_code in (302, 404)

    def test_the_desk_of_finance_shows_no_cases_of_auditors(self, desk):
        for address in (
            "/admin/audits/queue/",
            "/admin/audits/auditor/",
            "/admin/accounts/user/",
            "/admin/trade/deskoffice/",
        ):
            assert desk.get(address).status_code in (302, 403)
        page = desk.get("/admin/").content.decode()
        assert PAYOUTS in page and "/admin/audits/" not in page

    def test_finance_needs_a_second_factor_as_auditors_do(self, bank, client):
        client.force_login(bank.by)

        assert client.get(STATEMENTS)["Location"].startswith("/account/2fa/")

    def test_a_superuser_looks_and_decides_nothing(self, bank, superuser, settings):
        (entry,) = bank.day(Booking("5.00"))
        client = client_of(superuser, settings)

        act(client, entry, "return", reason="x")
        page = client.get(reverse("admin:trade_statemententry_change", args=[entry.pk])).content.decode()

        assert not Match.objects.exists() and "Prepare the return" not in page

    def test_only_superusers_appoint_and_the_log_has_it(self, desk, superuser, settings):
        person = UserFactory(is_staff=True)
        client = client_of(superuser, settings)
        data = {
            "user": person.pk,
            "office": "finance",
            "since_0": "2026-11-20",
            "since_1": "08:00",
            "until_0": "",
            "until_1": "",
        }

        assert desk.post("/admin/trade/deskoffice/add/", data).status_code == 403
        client.post("/admin/trade/deskoffice/add/", data)

        assert person.desk_offices.get().office == "finance"


class TestStatements:
    def test_a_statement_is_imported_and_what_is_plain_is_matched(self, desk, bank):
        order = bank.order()

        response = upload(desk, bank, bank.file(paid(order, "1260.00"), Booking("5.00", name="PRAXIS NORD")))

        assert response["Location"] == UNMATCHED
        assert balances_of(order).held == {1: 126_000}
        page = desk.get(UNMATCHED).content.decode()
        assert "PRAXIS NORD" in page and "5.00" in page and "1,260.00" not in page
        assert "says the same" in desk.get(STATEMENTS).content.decode()

    def test_a_refused_file_comes_back_with_its_sentence_at_the_field(self, desk, bank):
        response = upload(desk, bank, b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document>&b;</Document>")

        assert response.status_code == 422
        assert response.context["form"].errors["file"] == ["This file holds definitions that we do not open."]

    def test_the_same_file_again_says_who_and_when(self, desk, bank, settings):
        data = bank.file(Booking("5.00"))
        upload(desk, bank, data)

        response = upload(client_of(finance(), settings), bank, data)

        assert str(bank.by) in said(response) and "imported by" in said(response)
        assert StatementFile.objects.count() == 1

    @pytest.mark.parametrize(
        "wrong", [{"account": "x"}, {"account": "999999999999999999999"}, {"file": ""}, {"opening": "1e9"}]
    )
    def test_what_is_typed_wrong_is_said_at_its_field(self, desk, bank, wrong):
        data = {"account": bank.account.pk, "file": SimpleUploadedFile("x", b"x"), "opening": "", **wrong}

        response = desk.post(f"{STATEMENTS}import/", data)

        assert response.status_code == 422 and list(response.context["form"].errors) == list(wrong)

    def test_a_file_above_five_megabytes_is_refused_before_it_is_read(self, desk, bank):
        response = upload(desk, bank, b"<" * (5 * 1024 * 1024 + 1))

        assert "5 MB" in response.context["form"].errors["file"][0]

    def test_the_columns_of_a_csv_are_named_once(self, desk, bank):
        address = reverse("admin:trade_bankaccount_savecolumns", args=[bank.account.pk])
        layout = {
            "booked_on": "Datum",
            "days": "dmy",
            "decimal": ",",
            "amount": "Betrag",
            "balance": "Saldo",
            "name": "Zahler",
        }

        assert desk.post(address, {**layout, "amount": ""}).status_code == 422
        desk.post(address, layout)
        text = "Datum;Zahler;Betrag;Saldo\n23.11.2026;Praxis Nord;12,50;12,50\n"
        upload(desk, bank, text.encode("cp1252"), name="umsatz.csv")

        assert StatementFile.objects.get().entries.get().amount == 1250

    def test_a_difference_between_bank_and_ledger_is_shown(self, desk, bank):
        bank.day(Booking("5.00"))
        (debit,) = bank.day(Booking("2.00", side="DBIT", name="X", end_to_end_id="RENT"))
        Match.objects.create(entry=debit, kind="charge", at=bank.now)

        assert "differs by" in desk.get(STATEMENTS).content.decode()


class TestUnmatched:
    def test_a_wrong_digit_is_suggested_by_sum_and_name_and_confirmed_by_a_person(self, desk, bank):
        order = bank.order()
        right = paid(order, "1260.00")
        (entry,) = bank.day(paid(order, "1260.00", reference=right.reference[:-1] + "9"))

        page = desk.get(UNMATCHED).content.decode()
        assert order.number in page and "typing error" in page and "the same sum" in page
        act(desk, entry, "order", number=order.number)

        match = Match.objects.get(entry=entry)
        assert (match.order, match.by) == (order, bank.by)

    def test_another_payer_is_taken_only_with_a_reason(self, desk, bank):
        order = bank.order()
        (entry,) = bank.day(paid(order, "1260.00", name="LAKESIDE TRADING DMCC"))

        refused = act(desk, entry, "order", number=order.number)
        act(desk, entry, "order", number=order.number, reason="Parent company; letter of 23 November on file.")

        assert "say why this payer is accepted" in said(refused)
        assert balances_of(order).held == {1: 126_000}

    def test_money_of_another_currency_is_not_taken_even_with_a_reason(self, desk, bank):
        order = bank.order()
        type(order).objects.filter(pk=order.pk).update(currency="EUR")
        (entry,) = bank.day(paid(order, "1260.00"))

        shown = desk.get(reverse("admin:trade_statemententry_change", args=[entry.pk])).content.decode()
        assert order.number in shown, "it is named, with the reason why it is not filled in"
        assert "another currency" in shown and f'value="{order.number}"' not in shown
        response = act(desk, entry, "order", number=order.number, reason="The buyer asks for it.")

        assert "another currency" in said(response) and not Match.objects.exists()

    def test_money_that_is_not_explained_goes_back_by_two_people(self, desk, bank):
        (entry,) = bank.day(Booking("75.00", name="LAKESIDE TRADING DMCC"))

        act(desk, entry, "return", reason="Nobody explained it.")

        assert PaymentInstruction.objects.get().back_to == entry
        assert desk.get(UNMATCHED).context["rows"] == []

    def test_of_two_tabs_the_second_reads_that_it_was_taken(self, desk, bank, settings):
        order = bank.order(status="placed")
        (entry,) = bank.day(Booking("75.00", name="LAKESIDE"))
        other = client_of(finance(), settings)
        other.get(reverse("admin:trade_statemententry_change", args=[entry.pk]))

        act(desk, entry, "order", number=order.number, reason="Explained on the telephone.")
        act(other, entry, "return", reason="Not explained.")

        assert Match.objects.get().kind == "order"

    def test_nobody_takes_money_for_an_organisation_of_their_own(self, desk, bank):
        order = bank.order()
        BuyerMembershipFactory(buyer=order.buyer, user=bank.by)
        (entry,) = bank.day(Booking("75.00", name="LAKESIDE"))

        response = act(desk, entry, "order", number=order.number, reason="x")

        assert "a colleague does this" in said(response) and not Match.objects.exists()

    @pytest.mark.parametrize("number", ["KP-2026-999999", "KP-1999-000001", "nonsense", "KP-2026-" + "9" * 8, ""])
    def test_an_order_that_is_none_is_refused(self, desk, bank, number):
        (entry,) = bank.day(Booking("75.00"))

        response = act(desk, entry, "order", number=number, reason="x")

        assert response.status_code in (302, 422) and not Match.objects.exists()

    def test_a_debit_is_a_charge_a_recall_or_a_payment_as_a_person_says(self, desk, bank):
        came, charge, recall = bank.day(
            Booking("75.00"),
            Booking("3.00", side="DBIT", name="", end_to_end_id="A"),
            Booking("75.00", side="DBIT", name="", end_to_end_id="B"),
        )

        act(desk, charge, "payment", which="KPPAY0000000000000000", reason="?")
        act(desk, charge, "recall", which=str(came.pk), reason="?")
        act(desk, charge, "charge", reason="Yearly fee.")
        act(desk, recall, "recall", which=str(came.pk), reason="Letter of the bank.")

        assert list(Match.objects.order_by("pk").values_list("kind", flat=True)) == ["charge", "reversal"]
        assert "says the same" in desk.get(STATEMENTS).content.decode()

    def test_a_match_that_was_wrong_is_taken_back(self, desk, bank):
        order = bank.order(status="placed")
        (entry,) = bank.day(Booking("75.00"))
        act(desk, entry, "order", number=order.number, reason="By the telephone.")

        act(desk, entry, "undo", reason="It was another order.")

        assert balances_of(order).received == 0
        assert [row.entry for row in desk.get(UNMATCHED).context["rows"]] == [entry]


class TestPayouts:
    def test_from_preparing_to_the_file_by_two_people(self, desk, bank, settings):
        order, second = released(bank), client_of(finance(), settings)
        data = {"order": order.pk, "side": "supplier", "account": bank.account.pk}

        desk.post(f"{PAYOUTS}prepare/", data)
        made = PaymentInstruction.objects.get()
        own = reverse("admin:trade_paymentinstruction_act", args=[made.pk, "approve"])
        assert "a colleague approves it" in said(desk.post(own))
        second.post(own)
        response = second.post(f"{PAYOUTS}export/", {"account": bank.account.pk, "pay_on": "2026-11-25"})

        file = PaymentFile.objects.get()
        assert response["Location"] == reverse("admin:trade_paymentfile_change", args=[file.pk])
        download = desk.get(reverse("admin:trade_paymentfile_download", args=[file.pk]))
        assert download["Content-Type"] == "application/xml" and made.end_to_end_id.encode() in download.content
        again = second.post(f"{PAYOUTS}export/", {"account": bank.account.pk, "pay_on": "2026-11-25"})
        assert file.message_id in said(again) and "exported by" in said(again)

    def test_pressed_twice_it_is_prepared_once(self, desk, bank):
        data = {"order": released(bank).pk, "side": "supplier", "account": bank.account.pk}

        desk.post(f"{PAYOUTS}prepare/", data)
        response = desk.post(f"{PAYOUTS}prepare/", data)

        assert "under way already" in said(response) and PaymentInstruction.objects.count() == 1

    @pytest.mark.parametrize("data", [{}, {"order": "x"}, {"order": "9" * 40}, {"order": "-1", "account": "²"}])
    def test_what_is_no_order_is_not_found(self, desk, data):
        assert desk.post(f"{PAYOUTS}prepare/", data).status_code == 404

    def test_the_whole_number_is_shown_on_the_payment_alone_and_never_to_superusers(
        self, desk, bank, superuser, settings
    ):
        made = prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now)
        address = reverse("admin:trade_paymentinstruction_change", args=[made.pk])

        assert "6228480402564890018" in desk.get(address).content.decode()
        assert "6228480402564890018" not in desk.get(PAYOUTS).content.decode()
        assert "6228480402564890018" not in client_of(superuser, settings).get(address).content.decode()

    def test_a_payment_is_cancelled_with_a_reason(self, desk, bank):
        made = prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now)
        address = reverse("admin:trade_paymentinstruction_act", args=[made.pk, "cancel"])

        assert desk.post(address, {"reason": ""}).status_code == 422
        desk.post(address, {"reason": "The supplier asked to wait."})

        made.refresh_from_db()
        assert made.status == "cancelled"


class TestCost:
    @pytest.mark.parametrize("count", [1, 3])
    def test_the_lists_cost_the_same_for_one_row_and_for_three(self, desk, bank, count, django_assert_num_queries):
        second = finance()
        for _ in range(count):
            bank.day(Booking("75.00", name=f"LAKESIDE {count}", text="KP-2026-000001"))
            order = released(bank)
            made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
            approve_payment(made, by=second, at=bank.now)
            export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)
            released(bank)
            prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now)
            approve_payment(
                prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now), by=second, at=bank.now
            )
        Bank(currency="EUR", by=bank.by)
        costs = {STATEMENTS: 16, UNMATCHED: 10, PAYOUTS: 15, FILES: 8}
        for address in costs:
            desk.get(address)

        for address, cost in costs.items():
            with django_assert_num_queries(cost):
                assert desk.get(address).status_code == 200
        file = PaymentFile.objects.first()
        entry = bank.day(*[Booking(f"{n}.50", name=f"N {n}") for n in range(1, count + 1)])[0]
        with django_assert_num_queries(10):
            desk.get(reverse("admin:trade_statementfile_change", args=[entry.file_id]))
        with django_assert_num_queries(8):
            desk.get(reverse("admin:trade_paymentfile_change", args=[file.pk]))

    def test_a_return_is_shown_with_the_account_masked(self, desk, bank):
        (entry,) = bank.day(Booking("75.00", number="AE070331234567890123456"))
        prepare_return(entry, reason="x", by=bank.by, at=bank.now)

        assert "•••• 3456" in desk.get(PAYOUTS).content.decode()
