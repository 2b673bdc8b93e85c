"""Corrections of 29 November 2026 outside Europe: dossiers on both sides of each border."""

from __future__ import annotations

from tests.audits.dated_dossiers import Example, each

EUA = ("us_us_agent", "us_eua")
PROTOCOL = "EEC on the protocol of 29 December 2025; 24.kg, 31 December 2025"
CHAPTER_3B = "Medical Devices Rules 2017 as amended by G.S.R. 777(E), 14 October 2022"
GLOVE_MARKING = "PP RF 1409 of 12 September 2025, pharmapractice.ru/214099"
DECREE_98 = "Decree 98/2021/ND-CP; Baker McKenzie, November 2021"
RDC_591 = "RDC 591/2021; Fukuma Advogados, 16 January 2026"
MX_LIST = "Acuerdo DOF 7 July 2025; Sámano, 15 July 2025"
MARKET_FILE = ("cfs", "iso13485", "loa", "local_label")


@each(
    Example(
        "a self-test with its EUA number",
        "HHS determination of 30 June 2026, as reported in July 2026",
        "ivd_ag_self",
        "US",
        EUA,
        {"2026-11-30": "cleared", "2026-12-26": "cleared", "2026-12-27": "blocked"},
    ),
    Example(
        "a mask listed in Appendix A",
        "FDA bulletin of 6 March 2023; HHS determination of 30 June 2026",
        "medical_mask",
        "US",
        (("us_eua", {}), ("test_report", {"standard": "ASTM F2100-21 Level 2"})),
        {"2026-12-27": "blocked"},
        {"sterile": False},
    ),
    Example(
        "a face shield under the umbrella EUA",
        "HHS determination of 30 June 2026",
        "face_shield",
        "US",
        ("us_eua",),
        {"2026-12-26": "conditional", "2026-12-27": "blocked"},
        {"claim_medical": True},
    ),
)
def test_emergency_use_of_devices_ends_on_27_december_2026(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "a surgical glove with a valid national registration",
        PROTOCOL,
        "surgical_glove",
        "RU",
        ("ru_rzn", "loa", "local_label", "ru_marking"),
        {"2025-02-28": "cleared", "2026-12-31": "cleared", "2027-01-01": "cleared", "2029-06-30": "cleared"},
    ),
    Example(
        "gloves without the digital mark",
        GLOVE_MARKING,
        "exam_glove",
        "RU",
        ("ru_rzn", "loa", "local_label"),
        {"2025-02-28": "cleared", "2026-03-01": "blocked"},
        {"sterile": False},
    ),
    Example(
        "gloves with an EAEU registration and the mark",
        GLOVE_MARKING,
        "exam_glove",
        "RU",
        ("eaeu_md_registration", "loa", "iso13485", "local_label", "ru_marking"),
        {"2026-02-28": "cleared", "2026-03-01": "cleared"},
        {"sterile": False},
    ),
    Example(
        "a mask: the draft on marking may have been adopted",
        "Draft of 15 December 2025, rbc.ru",
        "medical_mask",
        "RU",
        ("ru_rzn", "loa", "local_label"),
        {"2026-11-30": "conditional"},
        {"sterile": False},
    ),
    Example(
        "a hand gel without the mark",
        "Rospotrebnadzor on PP RF 870 of 30 May 2023",
        "hand_sanitizer",
        "RU",
        ("eaeu_sgr", "local_label"),
        {"2023-09-30": "cleared", "2023-10-01": "blocked"},
    ),
    Example(
        "a textile mask with a declaration for protective equipment",
        "TR CU 017/2011",
        "community_mask",
        "RU",
        ("eaeu_tr019_doc", "local_label"),
        {"2026-11-30": "blocked"},
    ),
)
def test_russian_registrations_last_and_gloves_are_marked(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "non-sterile gloves with the registration of Chapter IIIB",
        CHAPTER_3B,
        "exam_glove",
        "IN",
        ("in_class_a_registration", "cfs", "local_label"),
        {"2022-10-13": "blocked", "2022-10-14": "cleared", "2026-11-30": "cleared"},
        {"sterile": False},
    ),
    Example(
        "sterile gloves with it",
        CHAPTER_3B,
        "exam_glove",
        "IN",
        ("in_class_a_registration", "cfs", "local_label"),
        {"2026-11-30": "blocked"},
        {"sterile": True},
    ),
    Example(
        "sterile gloves with the import licence",
        CHAPTER_3B,
        "exam_glove",
        "IN",
        ("in_md15", *MARKET_FILE),
        {"2026-11-30": "cleared"},
        {"sterile": True},
    ),
    Example(
        "Indonesia, a mask without material of animals",
        "trade.gov on Presidential Regulation 6/2023",
        "medical_mask",
        "ID",
        ("id_nie_akl", "id_idak", *MARKET_FILE),
        {"2026-10-16": "cleared", "2026-10-17": "cleared"},
        {"sterile": False, "contains_animal_material": False},
    ),
    Example(
        "Indonesia, a gown with wool",
        "trade.gov on Presidential Regulation 6/2023",
        "isolation_gown",
        "ID",
        ("id_nie_akl", "id_idak", *MARKET_FILE),
        {"2026-10-16": "cleared", "2026-10-17": "blocked"},
        {"sterile": False, "claim_medical": True, "contains_animal_material": True},
    ),
    Example(
        "Nigeria, gloves without SONCAP",
        "SON, what products are exempted from the SONCAP scheme?",
        "surgical_glove",
        "NG",
        ("ng_nafdac", "cfs", "loa", "local_label"),
        {"2026-11-30": "cleared"},
    ),
    Example(
        "Nigeria, a ventilator without SONCAP",
        "SON, what products are exempted from the SONCAP scheme?",
        "ventilator",
        "NG",
        ("ng_nafdac", "cfs", "loa", "local_label"),
        {"2026-11-30": "blocked"},
    ),
)
def test_lawful_devices_are_not_stopped_and_conditions_have_their_day(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "a declared ventilator",
        DECREE_98,
        "ventilator",
        "VN",
        ("vn_declaration", *MARKET_FILE),
        {"2026-11-30": "blocked"},
    ),
    Example(
        "a registered ventilator", DECREE_98, "ventilator", "VN", ("vn_ma", *MARKET_FILE), {"2026-11-30": "cleared"}
    ),
    Example(
        "a declared oximeter of class B",
        DECREE_98,
        "pulse_oximeter",
        "VN",
        ("vn_declaration", *MARKET_FILE),
        {"2021-12-31": "not_assessed", "2022-01-01": "cleared"},
        {"risk_class": "B"},
    ),
    Example(
        "a declared oximeter of class C",
        DECREE_98,
        "pulse_oximeter",
        "VN",
        ("vn_declaration", *MARKET_FILE),
        {"2026-11-30": "blocked"},
        {"risk_class": "C"},
    ),
    Example(
        "Brazil, a ventilator without UDI",
        RDC_591,
        "ventilator",
        "BR",
        ("br_registro", "br_brh", "local_label", "br_bgmp", "br_inmetro"),
        {"2026-01-09": "cleared", "2026-01-10": "blocked"},
    ),
    Example(
        "Brazil, an oximeter of class II",
        RDC_591,
        "pulse_oximeter",
        "BR",
        ("br_notificacao", "br_brh", "local_label", "br_inmetro"),
        {"2027-01-09": "cleared", "2027-01-10": "blocked"},
    ),
    Example(
        "Brazil, a PCR kit before RDC 830/2023",
        "Fukuma Advogados on RDC 830/2023, in force 1 June 2024",
        "ivd_pcr",
        "BR",
        ("br_registro", "br_bgmp", "br_brh", "local_label"),
        {"2023-12-05": "cleared", "2024-05-31": "cleared", "2024-06-01": "cleared"},
    ),
    Example(
        "Kenya, a COVID test with a technical file alone",
        "PPB, as the note of the row says",
        "ivd_ag_pro",
        "KE",
        ("ke_ppb", "ke_kebs_coc", "cfs", "iso13485", "tech_file", "local_label"),
        {"2026-11-30": "blocked"},
    ),
)
def test_a_lesser_document_does_not_carry_a_device_of_a_higher_class(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers


@each(
    Example(
        "Mexico, a mask exempt as low risk",
        MX_LIST,
        "medical_mask",
        "MX",
        ("mx_low_risk", "mx_mrh", "local_label"),
        {"2025-07-07": "cleared", "2025-07-08": "blocked"},
        {"sterile": False},
    ),
    Example(
        "Mexico, a glove: its annex was not looked up",
        MX_LIST,
        "exam_glove",
        "MX",
        ("mx_low_risk", "mx_mrh", "local_label"),
        {"2025-07-07": "cleared", "2025-07-08": "conditional"},
        {"sterile": False},
    ),
    Example(
        "Argentina, a NIOSH respirator with the sworn declaration",
        "Resolución 18/2025; surcompliance.com.ar",
        "respirator",
        "AR",
        ("us_niosh", "ar_ppe_declaration", "local_label"),
        {"2025-02-23": "blocked", "2025-02-24": "cleared"},
        {"claim": "no such claim"},
    ),
    Example(
        "Argentina, a certificate under the old resolution",
        "Resolución 18/2025; surcompliance.com.ar",
        "protective_eyewear",
        "AR",
        ("ar_ppe", "local_label"),
        {"2026-02-23": "conditional", "2026-02-24": "blocked"},
    ),
    Example(
        "Saudi Arabia, a medical respirator with SABER alone",
        "SFDA guidance on medical respirators",
        "respirator",
        "SA",
        ("sa_saber_pcoc", "sa_saber_scoc", "local_label"),
        {"2026-11-30": "blocked"},
        {"claim": "medical"},
    ),
    Example(
        "Saudi Arabia, goggles before the new regulation",
        "WTO notice on the SASO regulation of August 2025",
        "protective_eyewear",
        "SA",
        ("sa_saber_pcoc", "sa_saber_scoc", "local_label"),
        {"2026-08-17": "conditional", "2026-08-18": "cleared"},
    ),
)
def test_new_lists_and_resolutions_hold_from_their_day(shipped_rulebook, example):
    assert example.answers_of(shipped_rulebook) == example.answers
