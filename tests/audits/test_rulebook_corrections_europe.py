"""Corrections of 29 November 2026 to Union law and its neighbours: dossiers on both sides of each border."""

from __future__ import annotations

from datetime import date

from tests.audits.dated_dossiers import Example, each

MDC = "NB 0483, decision guide EUDAMED device registration, 18 June 2026"
SWISSMEDIC = "Swissmedic, registration of devices in swissdamed"
MDD_GLOVES = ("eu_doc_mdd", "eu_nb_cert_mdd_legacy", "eu_mdr_transition_letter", "local_label")
IVDD_TEST = ("eu_doc_ivdd", "eu_qms_ivdr", "eu_ar", "local_label")
ON_FILE = {"legacy": True}


@each(
    Example(
        "gloves under the old certificate, nothing in EUDAMED",
        MDC,
        "surgical_glove",
        "EU",
        (*MDD_GLOVES, "eu_ar"),
        {"2026-05-27": "cleared", "2026-05-28": "blocked", "2026-11-28": "blocked"},
        ON_FILE,
    ),
    Example(
        "the manufacturer has its number, the gloves are not entered",
        MDC,
        "surgical_glove",
        "EU",
        (*MDD_GLOVES, "eu_ar", "eu_srn_mf"),
        {"2026-05-28": "cleared", "2026-11-27": "cleared", "2026-11-28": "blocked"},
        ON_FILE,
    ),
    Example(
        "the gloves are entered as a legacy device",
        MDC,
        "surgical_glove",
        "EU",
        (*MDD_GLOVES, "eu_ar", "eu_srn_mf", "eu_eudamed_device"),
        {"2026-11-27": "cleared", "2026-11-28": "cleared", "2028-12-31": "cleared", "2029-01-01": "blocked"},
        ON_FILE,
    ),
    Example(
        "their successor under the MDR is entered instead",
        MDC,
        "surgical_glove",
        "EU",
        (*MDD_GLOVES, "eu_ar", "eu_srn_mf", "eu_eudamed_corresponding_device"),
        {"2026-11-28": "cleared"},
        ON_FILE,
    ),
    Example(
        "a PCR kit of class B under the old directive",
        MDC,
        "ivd_pcr",
        "EU",
        (*IVDD_TEST, "eu_srn_mf"),
        {"2026-11-27": "cleared", "2026-11-28": "blocked"},
        ON_FILE,
    ),
    Example(
        "the same kit in Northern Ireland, entered",
        MDC,
        "ivd_pcr",
        "XI",
        (*IVDD_TEST, "xi_mhra_registration", "eu_srn_mf", "eu_eudamed_device"),
        {"2026-11-27": "cleared", "2026-11-28": "cleared", "2027-05-26": "cleared", "2027-05-27": "blocked"},
        ON_FILE,
    ),
    Example(
        "Türkiye: nobody confirmed that EUDAMED is asked for",
        "TİTCK on Decision (EU) 2025/2371",
        "surgical_glove",
        "TR",
        (*MDD_GLOVES, "eu_ar", "tr_uts", "eu_srn_mf", "eu_eudamed_device"),
        {"2026-05-27": "cleared", "2026-05-28": "conditional", "2026-11-28": "conditional"},
        ON_FILE,
    ),
)
def test_legacy_devices_are_entered_in_eudamed_by_28_november_2026(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "gloves of an old certificate, not in swissdamed",
        SWISSMEDIC,
        "surgical_glove",
        "CH",
        (*MDD_GLOVES, "ch_rep", "ch_chrn"),
        {"2026-12-31": "cleared", "2027-01-01": "blocked"},
        ON_FILE,
    ),
    Example(
        "the same gloves in swissdamed",
        SWISSMEDIC,
        "surgical_glove",
        "CH",
        (*MDD_GLOVES, "ch_rep", "ch_chrn", "ch_swissdamed_device"),
        {"2026-12-31": "cleared", "2027-01-01": "cleared", "2028-12-31": "cleared"},
        ON_FILE,
    ),
    Example(
        "an old antibody test, not in swissdamed",
        SWISSMEDIC,
        "ivd_ab",
        "CH",
        ("eu_doc_ivdd", "eu_qms_ivdr", "ch_rep", "ch_chrn", "local_label"),
        {"2026-12-31": "cleared", "2027-01-01": "blocked"},
        ON_FILE,
    ),
)
def test_swiss_legacy_devices_are_in_swissdamed_from_2027(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "a mask model first sold in October 2026",
        SWISSMEDIC,
        "medical_mask",
        "CH",
        (
            "eu_doc_mdr",
            ("test_report", {"standard": "EN 14683:2019+AC:2019, Type IIR"}),
            "ch_rep",
            "ch_chrn",
            "tech_file",
            "local_label",
            "eu_udi_label",
        ),
        {"2026-12-31": "cleared", "2027-01-01": "blocked"},
        {"sterile": False},
    ),
)
def test_the_swiss_transition_is_for_models_of_any_age(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


EN455 = tuple(("test_report", {"standard": f"DIN EN 455-{part}"}) for part in range(1, 5))
STERILISED = ("test_report", {"standard": "EN ISO 11137-1:2015"})
EARLY = "Regulation (EU) 2017/745 Art. 120(5)"
SI_618 = "SI 2002/618 reg. 13, 19B, 19C; mdss.com on the extension of 2023"
GB_HOLDERS = ("gb_ukrp", "gb_mhra_registration", "local_label")


@each(
    Example(
        "sterile gloves of a model of 2024, not in EUDAMED",
        MDC,
        "exam_glove",
        "EU",
        (
            "eu_doc_mdr",
            ("eu_nb_cert_mdr", {"covers_product": "true"}),
            *EN455,
            STERILISED,
            "eu_ar",
            "local_label",
            "eu_udi_label",
            "eu_srn_mf",
        ),
        {"2026-05-28": "cleared", "2026-11-27": "cleared", "2026-11-28": "blocked"},
        {"sterile": True, "model_first_placed_on": date(2024, 3, 1)},
    ),
    Example(
        "gloves that complied with the MDR early",
        EARLY,
        "exam_glove",
        "EU",
        ("eu_doc_mdr", *EN455, "eu_ar", "tech_file", "local_label"),
        {"2017-05-25": "blocked", "2017-05-26": "cleared", "2021-05-25": "cleared", "2021-05-26": "cleared"},
        {"sterile": False},
    ),
    Example(
        "the same gloves in Great Britain",
        EARLY,
        "exam_glove",
        "GB",
        ("eu_doc_mdr", *EN455, "eu_ar", "tech_file", "local_label"),
        {"2017-05-25": "blocked", "2017-05-26": "cleared", "2020-12-31": "cleared"},
        {"sterile": False},
    ),
    Example(
        "masks with a representative in Zürich under mutual recognition",
        "Casus, Switzerland: steps to market",
        "medical_mask",
        "CH",
        ("eu_doc_mdd", ("test_report", {"standard": "EN 14683:2019+AC:2019"}), "ch_rep", "local_label"),
        {"2021-05-25": "cleared", "2021-05-26": "blocked"},
        {"sterile": False},
    ),
)
def test_union_devices_have_their_grace_and_their_early_days(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "sterile gloves with an MDR certificate",
        SI_618,
        "exam_glove",
        "GB",
        ("eu_doc_mdr", "eu_nb_cert_mdr", *EN455, *GB_HOLDERS),
        {"2021-01-01": "cleared", "2030-06-30": "cleared", "2030-07-01": "blocked"},
        {"sterile": True},
    ),
    Example(
        "sterile masks with a certificate under the old Directive",
        SI_618,
        "medical_mask",
        "GB",
        ("eu_doc_mdd", "eu_nb_cert_mdd_legacy", *GB_HOLDERS),
        {"2021-01-01": "cleared", "2028-06-30": "cleared", "2028-07-01": "blocked"},
        {"sterile": True},
    ),
    Example(
        "gloves that claim to protect the wearer, device documents alone",
        "PPE (Enforcement) Regulations 2018, gov.uk guidance of 4 December 2024",
        "exam_glove",
        "GB",
        ("eu_doc_mdr", *EN455, *GB_HOLDERS),
        {"2021-01-01": "blocked", "2026-11-30": "blocked"},
        {"sterile": False, "claim": "protects the wearer against chemicals/micro-organisms"},
    ),
    Example(
        "the same gloves with CE marked protective equipment",
        "PPE (Enforcement) Regulations 2018, gov.uk guidance of 4 December 2024",
        "exam_glove",
        "GB",
        (
            "eu_doc_mdr",
            *EN455,
            *GB_HOLDERS,
            "eu_doc_ppe",
            "eu_ppe_module_b",
            "eu_ppe_module_d",
            ("test_report", {"standard": "EN ISO 374-1:2016+A1:2018"}),
            ("test_report", {"standard": "EN ISO 374-5:2016"}),
        ),
        {"2026-11-30": "cleared"},
        {"sterile": False, "claim": "protects the wearer against chemicals/micro-organisms"},
    ),
)
def test_great_britain_knows_sterile_devices_and_protective_claims(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers
