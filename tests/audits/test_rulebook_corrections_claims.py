"""Corrections of 29 November 2026 on claims, classes and numbers on labels: dossiers on both sides of each border."""

from __future__ import annotations

from tests.audits.dated_dossiers import Example, each

TGA_CLAIMS = "TGA, personal protective equipment is a device by its claims"
TGA_UDI = "TGA, complying with the UDI timeframes, version 2.0, May 2026"
SPONSORED = ("au_artg", "au_sponsor", "au_manufacturer_evidence", "local_label")
FDA_UDI = "FDA, UDI policy for class I and unclassified devices, July 2022"
LISTED = ("us_est_registration", "us_device_listing", "us_us_agent")
NITRILE = (("us_510k", {"product_codes": "LZA"}), ("test_report", {"standard": "ASTM D6319-19"}), *LISTED)


@each(
    Example(
        "a respirator for the workshop with its report and no sponsor",
        TGA_CLAIMS,
        "respirator",
        "AU",
        (("test_report", {"standard": "AS/NZS 1716:2012"}),),
        {"2026-11-30": "cleared"},
        {"claim": "no such claim"},
    ),
    Example(
        "the same report for a respirator against infection",
        TGA_CLAIMS,
        "respirator",
        "AU",
        (("test_report", {"standard": "AS/NZS 1716:2012"}),),
        {"2026-11-30": "blocked"},
        {"claim": "medical"},
    ),
    Example(
        "goggles with a medical claim in the register",
        TGA_CLAIMS,
        "protective_eyewear",
        "AU",
        ("au_artg", "au_sponsor"),
        {"2026-11-30": "cleared"},
        {"claim_medical": True},
    ),
    Example(
        "goggles with a medical claim and a workplace report",
        TGA_CLAIMS,
        "protective_eyewear",
        "AU",
        (("test_report", {"standard": "AS/NZS 1337.1:2010"}),),
        {"2026-11-30": "blocked"},
        {"claim_medical": True},
    ),
)
def test_a_medical_claim_makes_protective_equipment_a_device_in_australia(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "a ventilator, class IIb",
        TGA_UDI,
        "ventilator",
        "AU",
        SPONSORED,
        {"2026-06-30": "cleared", "2026-07-01": "blocked"},
    ),
    Example(
        "a ventilator with its record in AusUDID",
        TGA_UDI,
        "ventilator",
        "AU",
        (*SPONSORED, "au_udi"),
        {"2026-06-30": "cleared", "2026-07-01": "cleared"},
    ),
    Example(
        "an oximeter whose supplier states IIa",
        TGA_UDI,
        "pulse_oximeter",
        "AU",
        SPONSORED,
        {"2027-06-30": "cleared", "2027-07-01": "blocked"},
        {"risk_class": "B"},
    ),
    Example(
        "an oximeter of no stated class",
        TGA_UDI,
        "pulse_oximeter",
        "AU",
        SPONSORED,
        {"2026-06-30": "cleared", "2026-07-01": "blocked"},
    ),
    Example(
        "nitrile examination gloves without a GUDID record",
        FDA_UDI,
        "exam_glove",
        "US",
        NITRILE,
        {"2022-12-07": "cleared", "2022-12-08": "blocked"},
        {"sterile": False, "powder": "powder-free"},
    ),
    Example(
        "the same gloves in GUDID",
        FDA_UDI,
        "exam_glove",
        "US",
        (*NITRILE, "us_gudid"),
        {"2022-12-08": "cleared", "2026-11-30": "cleared"},
        {"sterile": False, "powder": "powder-free"},
    ),
)
def test_device_identifiers_are_asked_for_from_the_day_of_the_class(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers
