"""Readers of carriers: what their documents mean, and every way in which they give no answer. Over real HTTP on loopback."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.registers.client import Client
from buyers.delivery.carriers.configured import carriers_of
from buyers.delivery.carriers.dcsa import OceanCarrier
from buyers.delivery.carriers.interface import Unreachable
from buyers.delivery.carriers.one_record import AirCarrier
from tests.buyers.delivery.carriers.fake_carrier import fake_carrier

SINCE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def fake():
    with fake_carrier() as service:
        yield service


def quick():
    return Client(sleep=lambda _seconds: None, max_bytes=4 * 1024 * 1024)


def ocean(fake):
    return OceanCarrier(f"{fake.address}/v2", key="k-1", client=quick())


def air(fake):
    return AirCarrier(f"{fake.address}/logistics-objects/{{awb}}", key="", client=quick())


LOADED = {
    "eventID": "84db923d-2a19-4eb0-beb5-446c1ec57d34",
    "eventType": "EQUIPMENT",
    "eventClassifierCode": "ACT",
    "eventCreatedDateTime": "2026-12-20T09:00:00+08:00",
    "eventDateTime": "2026-12-20T07:41:00+08:00",
    "equipmentEventTypeCode": "LOAD",
    "equipmentReference": "CSQU3054383",
    "emptyIndicatorCode": "LADEN",
    "transportCall": {"modeOfTransport": "VESSEL", "location": {"UNLocationCode": "CNSHA"}},
}
ESTIMATED = {
    "eventID": "5e51e72c-d872-11ea-811c-0f8f10a32ea1",
    "eventType": "TRANSPORT",
    "eventClassifierCode": "EST",
    "eventDateTime": "2027-01-25T14:00:00+01:00",
    "transportEventTypeCode": "ARRI",
    "transportCall": {"UNLocationCode": "DEHAM"},
}


def test_flat_events_of_version_two_are_read(fake):
    fake.answers["/v2/events"] = [LOADED, ESTIMATED]

    loaded, expected = ocean(fake).fetch("CSQU3054383", SINCE)

    assert (loaded.id, loaded.code.event, loaded.kind, loaded.place) == (
        LOADED["eventID"],
        "loaded",
        "happened",
        "CNSHA",
    )
    assert loaded.at == datetime(2026, 12, 19, 23, 41, tzinfo=UTC)
    assert loaded.at.utcoffset() == timedelta(hours=8)
    assert (expected.code.event, expected.kind, expected.place) == ("arrived", "expected", "DEHAM")
    (_path, query, key) = fake.asked[0]
    assert query["equipmentReference"] == ["CSQU3054383"] and key == "Bearer k-1"
    assert query["eventCreatedDateTime:gte"] == ["2026-12-01T08:00:00+00:00"]


def test_a_bill_is_asked_for_as_a_bill(fake):
    fake.answers["/v2/events"] = {"events": [LOADED]}

    assert len(ocean(fake).fetch("EXMP12345678", None)) == 1
    assert fake.asked[0][1]["transportDocumentReference"] == ["EXMP12345678"]


def test_events_of_version_three_are_read_with_what_they_take_back(fake):
    meta = {"eventID": "b80d923d-e8ac-4c34-9506-55d3de347034", "retractedEventID": LOADED["eventID"]}
    said = {name: value for name, value in LOADED.items() if name not in ("eventID", "eventCreatedDateTime")}
    fake.answers["/v2/events"] = [{"metadata": meta, "payload": said}]

    (taken,) = ocean(fake).fetch("EXMP12345678", None)

    assert (taken.id, taken.retracts, taken.code.event) == (meta["eventID"], LOADED["eventID"], "loaded")


@pytest.mark.parametrize(
    "changes",
    [
        {"eventClassifierCode": "REQ"},
        {"emptyIndicatorCode": "EMPTY"},
        {"equipmentEventTypeCode": "STUF"},
        {"eventDateTime": "2026-12-20T07:41:00"},
        {"eventDateTime": 20261220},
        {"eventID": None},
    ],
)
def test_what_means_nothing_here_is_passed_over(fake, changes):
    fake.answers["/v2/events"] = [{**LOADED, **changes}]

    assert ocean(fake).fetch("EXMP12345678", None) == []


DEPARTED = {
    "@id": "https://1r.example.com/logistics-objects/awb/logistics-events/1",
    "@type": "cargo:LogisticsEvent",
    "cargo:eventCode": {"@id": "https://onerecord.iata.org/ns/code-lists/StatusCode#DEP"},
    "cargo:eventDate": {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "2026-12-20T23:10:00+08:00"},
    "cargo:eventTimeType": {"@id": "cargo:ACTUAL"},
    "cargo:eventName": "Departed",
    "cargo:recordedAtLocation": {"@type": "cargo:Location", "cargo:locationCodes": [{"cargo:code": "PVG"}]},
}


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda row: [row],
        lambda row: row,
        lambda row: {"@type": "Collection", "https://onerecord.iata.org/ns/api#hasItem": [row]},
        lambda row: {"@context": {}, "@graph": [row]},
    ],
)
def test_events_of_an_air_waybill_are_read_however_the_server_wraps_them(fake, wrapped):
    fake.answers["/logistics-objects/176-12345675/logistics-events"] = wrapped(DEPARTED)

    (found,) = air(fake).fetch("176-12345675", SINCE)

    assert (found.code.event, found.kind, found.place, found.note) == ("departed", "happened", "CNPVG", "Departed")
    assert found.at.utcoffset() == timedelta(hours=8)
    assert fake.asked[0][1] == {"created_after": ["20261201T080000Z"]}


def test_codes_as_plain_text_and_as_elements_of_a_list_are_the_same(fake):
    rows = [
        {**DEPARTED, "cargo:eventCode": {"@type": "cargo:CodeListElement", "cargo:code": "RCS"}},
        {**DEPARTED, "cargo:eventCode": "DDL", "cargo:eventTimeType": "Expected"},
        {**DEPARTED, "cargo:eventCode": "OSI"},
    ]
    fake.answers["/logistics-objects/176-12345675/logistics-events"] = rows

    found = air(fake).fetch("176-12345675", None)

    assert [(one.code.event, one.kind) for one in found] == [("handed_over", "happened"), ("delivered", "expected")]


def test_a_reference_that_nobody_knows_has_no_events(fake):
    assert ocean(fake).fetch("EXMP00000000", None) == []
    assert air(fake).fetch("176-12345675", None) == []


@pytest.mark.parametrize(
    ("fault", "problem"),
    [(500, "busy"), (401, "refused"), ("large", "too_large"), ("text", "unreadable"), ("away", "elsewhere")],
)
def test_no_usable_answer_is_unreachable_with_its_reason(fake, fault, problem):
    fake.answers["/v2/events"], fake.fault = [LOADED], fault

    with pytest.raises(Unreachable) as refusal:
        ocean(fake).fetch("EXMP12345678", None)
    assert refusal.value.problem == problem


@pytest.mark.parametrize("answer", ["gone", {"events": "none"}, [1, 2], {"message": "…"}])
def test_a_document_of_another_shape_is_unreachable(fake, answer):
    fake.answers["/v2/events"] = answer

    with pytest.raises(Unreachable):
        ocean(fake).fetch("EXMP12345678", None)


def test_nobody_listens_there():
    with pytest.raises(Unreachable):
        OceanCarrier("http://127.0.0.1:9", key="", client=quick()).fetch("EXMP12345678", None)


@pytest.mark.parametrize(
    "values",
    [
        {"MAEU": "edi https://api.example.com"},
        {"MAEU": "dcsa"},
        {"MAEU": "dcsa http://api.example.com/v2"},
        {"maeu": "dcsa https://api.example.com/v2"},
        {"020": "iata https://1r.example.com/logistics-objects/"},
        {"MAEU": "dcsa https://api.example.com/v2 key and more"},
    ],
)
def test_settings_that_name_no_carrier_are_refused(values):
    with pytest.raises(ValueError):
        carriers_of(values)


def test_settings_name_carriers_by_standard_address_and_key():
    found = carriers_of(
        {"MAEU": "dcsa https://api.example.com/v2/ s3cret", "020": "iata https://1r.example.com/o/{awb}"}
    )

    assert (found["MAEU"].url, found["MAEU"].key) == ("https://api.example.com/v2", "s3cret")
    assert isinstance(found["020"], AirCarrier)
