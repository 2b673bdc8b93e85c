"""Corrections of 29 November 2026 to Union law and its neighbours: dossiers on both sides of each border."""

from __future__ import annotations

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
