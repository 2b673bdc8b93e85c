"""Notices are loaded once, ask about what agrees, and are passed on only when a person confirms them."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from audits.registers.client import Client
from buyers.delivery.models import RecallAcknowledgement, RecallFetch, RecallNotice, RecallQuestion
from buyers.delivery.notices.notice import Notice, Refused
from buyers.delivery.notices.reading import read_notices
from buyers.delivery.services.recalls import acknowledging, deciding, fetching
from buyers.delivery.services.recalls.loading import load_notices
from buyers.trade.models import OrderLine
from tests.buyers.delivery.notices import published
from tests.factories import NOON, MembershipFactory, ProductFactory, SupplierFactory, UserFactory
from tests.factories.delivery import ShipmentLotFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def lanhe(countries):
    """The maker that the published notices name, with two models."""
    supplier = SupplierFactory(name_en="Jiangsu Lanhe Medical Co., Ltd.", name_zh="江苏蓝禾医疗有限公司")
    supplier.seller = MembershipFactory(supplier=supplier).user
    supplier.mask = ProductFactory(supplier=supplier, model="LH-3PLY")
    supplier.filter = ProductFactory(supplier=supplier, model="LH-95V")
    SupplierFactory(name_en="Shandong Qingmu Medical Co., Ltd.", name_zh="山东青木医疗有限公司")
    return supplier


def load(data, format_, at=NOON):
    return load_notices(read_notices(data, format_), format_, at=at)


def shipped(lanhe, **facts):
    """An order of the mask with a lot on record."""
    order = OrderFactory(supplier=lanhe, lines=0)
    OrderLine.objects.create(order=order, number=1, product=lanhe.mask, known_at=order.placed_at)
    return ShipmentLotFactory(shipment__order=order, **facts)


def test_a_report_asks_about_the_model_of_a_maker_with_a_similar_name_and_about_nobody_else(lanhe):
    loaded = load(published.ENFORCEMENT, "openfda-enforcement")

    (question,) = RecallQuestion.objects.all()
    assert (question.supplier, question.product) == (lanhe, lanhe.mask)
    assert question.because == ["maker", "model"]
    assert (loaded.added, loaded.questions) == (2, 1)


def test_a_lot_that_was_shipped_is_found_whatever_its_case(lanhe):
    lot = shipped(lanhe, lot="2611a007")
    load(published.ENFORCEMENT, "openfda-enforcement")

    (question,) = RecallQuestion.objects.filter(product=lanhe.mask)
    assert "lot" in question.because
    assert [(one.order, list(one.lots)) for one in deciding.concerned_orders(question)] == [(lot.shipment.order, [lot])]


def test_a_weekly_report_asks_by_model_and_a_round_up_of_a_feed_asks_nobody(lanhe):
    load(published.SAFETY_GATE, "safety-gate")
    load(published.GOV_UK, "feed")

    found = {(one.notice.source, one.product, tuple(one.because)) for one in RecallQuestion.objects.all()}
    assert ("safety-gate", lanhe.filter, ("model",)) in found
    assert ("feed", lanhe.mask, ("maker", "model")) in found
    assert len(found) == 2, "the toy car and the round-up concern nobody"


def test_the_same_file_again_changes_nothing_and_a_correction_is_another_version(lanhe):
    load(published.GOV_UK, "feed")
    again = load(published.GOV_UK, "feed", at=NOON + timedelta(days=1))
    changed = load(
        published.GOV_UK.replace(b"recall of lots", b"recall of all lots"), "feed", at=NOON + timedelta(days=2)
    )

    assert (again.added, again.changed, again.same, again.questions) == (0, 0, 2, 0)
    assert (changed.added, changed.changed) == (0, 1)
    assert sorted(RecallNotice.objects.values_list("version", flat=True)) == [1, 1, 2]
    newest = deciding.open_questions(UserFactory()).get()
    assert newest.notice.version == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        RecallNotice.objects.update(title="changed")


def test_confirmed_it_reaches_the_supplier_and_the_buyers_of_the_lots_once(lanhe, mailoutbox):
    mine, other = shipped(lanhe, lot="2611A008"), shipped(lanhe, lot="2612B001")
    load(published.ENFORCEMENT, "openfda-enforcement")
    question, person = RecallQuestion.objects.get(), UserFactory()

    _made, written = deciding.decide_recall(question, "confirmed", "Lot and label agree.", by=person, at=NOON)
    with pytest.raises(deciding.DecidedAlready):
        deciding.decide_recall(question, "confirmed", "Again.", by=person, at=NOON)

    assert written == 2
    buyer, seller = mine.shipment.order.buyer.user.email, lanhe.seller.email
    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    assert set(letters) == {buyer, seller}
    assert "2611A008" in letters[buyer] and "Z-0471-2027" in letters[buyer]
    assert f"/supplier/{lanhe.pk}/lots/" in letters[seller]
    assert other.shipment.order.buyer.user.email not in letters


def test_dismissed_it_reaches_nobody_and_who_belongs_to_the_company_decides_nothing(lanhe, mailoutbox):
    load(published.ENFORCEMENT, "openfda-enforcement")
    question = RecallQuestion.objects.get()

    with pytest.raises(deciding.OwnCompany):
        deciding.decide_recall(question, "dismissed", "Not ours.", by=lanhe.seller, at=NOON)
    assert not deciding.open_questions(lanhe.seller).exists()
    deciding.decide_recall(question, "dismissed", "Another Lanhe.", by=UserFactory(), at=NOON)

    assert mailoutbox == []
    assert not deciding.open_questions(UserFactory()).exists()


def test_a_version_that_was_replaced_is_not_decided(lanhe):
    first = Notice("N-1", "Jiangsu Lanhe Medical: masks", maker="Jiangsu Lanhe Medical Co Ltd")
    load_notices([first], "feed", at=NOON)
    question = RecallQuestion.objects.get()
    load_notices(
        [Notice("N-1", "Jiangsu Lanhe Medical: gowns", maker=first.maker)], "feed", at=NOON + timedelta(days=1)
    )

    with pytest.raises(deciding.Replaced):
        deciding.decide_recall(question, "confirmed", "x", by=UserFactory(), at=NOON)


@pytest.fixture
def authority():
    """A server of this machine that answers with what was published."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = published.GOV_UK if self.path == "/alerts.atom" else published.ENFORCEMENT
            self.send_response(503 if self.path == "/busy" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_feeds_are_fetched_and_one_that_does_not_answer_is_said_with_its_last_answer(lanhe, authority, settings):
    client = Client(sleep=lambda _seconds: None)
    settings.RECALL_FEEDS = {"mhra": f"feed+{authority}/alerts.atom", "fda": f"openfda-enforcement+{authority}/e.json"}
    assert set(fetching.fetch_recalls(clock=timezone.now, client=client)) == {"mhra", "fda"}
    answered = RecallFetch.objects.get(feed="mhra").answered_at
    settings.RECALL_FEEDS = {"mhra": f"feed+{authority}/busy", "fda": f"feed+{authority}/e.json"}

    assert fetching.fetch_recalls(clock=timezone.now, client=client) == {}

    silent, wrong = RecallFetch.objects.order_by("-feed")
    assert (silent.problem, silent.answered_at) == ("busy", answered)
    assert wrong.problem == "unreadable"


def test_no_feed_is_asked_where_none_is_named_and_a_misnamed_one_stops_the_command(lanhe, settings, tmp_path, capsys):
    assert fetching.fetch_recalls(clock=timezone.now) == {}
    settings.RECALL_FEEDS = {"mhra": "https://www.gov.uk/drug-device-alerts.atom"}
    with pytest.raises(CommandError, match="RECALL_FEEDS"):
        call_command("load_recalls")
    file = tmp_path / "weekly.xml"
    file.write_bytes(published.SAFETY_GATE)
    call_command("load_recalls", str(file), "--format", "safety-gate")
    assert "added=2" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not a file of that format"):
        call_command("load_recalls", str(file), "--format", "feed")


def test_buyers_say_what_became_of_the_goods_and_supplier_and_desk_see_who_has_not(lanhe, client):
    lot = shipped(lanhe, lot="2611A008")
    load(published.ENFORCEMENT, "openfda-enforcement")
    question, order = RecallQuestion.objects.get(), lot.shipment.order
    page = reverse("delivery:recall", args=[order.pk, question.pk])
    client.force_login(order.buyer.user)
    assert client.get(page).status_code == 404  # nobody decided yet
    deciding.decide_recall(question, "confirmed", "Lot and label agree.", by=UserFactory(), at=NOON)
    seller = Browser()
    seller.force_login(lanhe.seller)
    list_of_supplier = reverse("delivery:supplier-lots", args=[lanhe.pk])
    assert "no answer yet" in seller.get(list_of_supplier).text
    rival = MembershipFactory()
    seller.force_login(rival.user)
    of_rival = seller.get(reverse("delivery:supplier-lots", args=[rival.supplier_id]), {"q": lot.lot}).text
    assert "Z-0471-2027" not in of_rival and order.number not in of_rival
    seller.force_login(lanhe.seller)

    assert "Z-0471-2027" in client.get(page).text
    assert client.post(page, {"note": "in quarantine"}).status_code == 422
    assert client.post(page, {"answer": "stopped", "note": "400 pieces in quarantine, hall 2"}).status_code == 302
    assert client.post(page, {"answer": "none"}).status_code == 302

    assert RecallAcknowledgement.objects.get().answer == "stopped"
    with pytest.raises(DatabaseError), transaction.atomic():
        RecallAcknowledgement.objects.update(answer="none")
    shown = seller.get(list_of_supplier).text
    assert "400 pieces in quarantine" in shown and "no answer yet" not in shown
    assert seller.get(page).status_code == 404
    assert acknowledging.answers_to([question])[question.pk][0].acknowledgement.answer == "stopped"


@pytest.mark.parametrize("wrap", [False, True])
def test_a_week_of_the_mhra_asks_about_each_notice_on_its_page(lanhe, wrap):
    page = published.MHRA_WEEK
    data = json.dumps({"title": "Field Safety Notices", "details": {"body": page}}).encode() if wrap else page.encode()

    loaded = load(data, "mhra-round-up")

    assert loaded.added == 2
    question = RecallQuestion.objects.get()
    assert (question.supplier, question.product, question.because) == (lanhe, lanhe.mask, ["maker", "model"])
    assert question.notice.source_id == "MHRA 2026/011/019/601/002"
    for wrong in (b"<h3>Medtronic: Micra</h3><p>no number</p>", b"{", b'{"details": {"body": 4}}', b"\xff\xfe"):
        with pytest.raises(Refused):
            read_notices(wrong, "mhra-round-up")
