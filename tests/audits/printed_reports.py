"""What a maker's reports and certificates print, by product type: written as laboratories, notified bodies and the FDA write it.

No text here comes from the rulebook, and its loader never sees this file.
"""

MASK = (
    "EN 14683:2019+AC:2019 Type IIR",
    "ASTM F2100-21 Level 3 (ASTM F2101-19, ASTM F2299-03(2017), ASTM F1862/F1862M-17, 16 CFR Part 1610)",
    "YY 0469-2023《医用外科口罩》",
    "AS 4381:2015 Level 2",
    "JIS T 9001:2021 医療用マスク クラスII",
    "수술용 마스크 (의약외품)",
    "IS 16289:2014",
    "SANS 1866-1:2018",
)
RESPIRATOR = (
    "EN149:2001+A1:2009 FFP2 NR",
    "GB 2626—2019 KN95",
    "NIOSH 42 CFR Part 84, N95",
    "ASTM F1862/F1862M-17; 16 CFR Part 1610 Class 1; ISO 10993-5:2009, ISO 10993-10:2021",
    "AS/NZS 1716:2012 P2",
    "보건용 마스크 KF94",
    "방진마스크 1급 (보호구 안전인증 고시 제2020-35호)",
    "IS 9473:2002 FFP2",
    "TIS 2480-2562",
)
STERILISED = ("ANSI/AAMI/ISO 11135:2014", "EN ISO 11137-1:2015+A2:2019")
GOWN = (
    "BS EN 13795-1:2019 High performance",
    "EN 13795-2:2019",
    "ANSI/AAMI PB70:2012 Level 3",
    "EN 14126:2003+AC:2004",
    "EN 13034:2005+A1:2009 Type PB [6-B]",
)
EYES = (
    "EN 166:2001 1 B 3 4 9",
    "EN ISO 16321-1:2022",
    "ANSI/ISEA Z87.1-2020",
    "AS/NZS 1337.1:2010",
    "JIS T 8147:2016",
    "CSA Z94.3:20",
    "CNS 7177 防護眼鏡",
)
GLOVE = (
    "EN 455-1:2020+A2:2024, EN 455-2:2015, EN 455-3:2023, EN 455-4:2009",
    "ASTM D6319-19(2023)",
    "EN ISO 374-1:2016+A1:2018 Type B / EN ISO 374-5:2016 VIRUS",
    *STERILISED,
)
ELECTRICAL = "IEC 60601-1:2005+AMD1:2012+AMD2:2020, IEC 60601-1-2:2014+AMD1:2020"

REPORTS: dict[str, tuple[str, ...]] = {
    "medical_mask": (*MASK, *STERILISED),
    "respirator": RESPIRATOR,
    "community_mask": (
        "CWA 17553:2020 Level 90%",
        "16 CFR Part 1610 Class 1",
        "JIS T 9001:2021",
        "GB/T 32610-2016 A级",
    ),
    "surgical_gown": (*GOWN, *STERILISED),
    "isolation_gown": (*GOWN, *STERILISED),
    "ppe_coverall": (
        "EN 14126:2003+AC:2004, EN 14605:2005+A1:2009, EN ISO 13982-1:2004+A1:2010, EN 13034:2005+A1:2009",
        "ASTM F1671/F1671M-13",
        "ANSI/AAMI PB70:2012 Level 4",
        "AS/NZS 4501.2:2006",
        "JIS T 8122:2015",
        "CNS 14798 拋棄式醫用防護衣",
    ),
    "protective_eyewear": EYES,
    "face_shield": EYES,
    "exam_glove": GLOVE,
    "surgical_glove": (*GLOVE, "ASTM D3577-19"),
    "ir_thermometer": ("ISO 80601-2-56:2017+AMD1:2018", "ASTM E1965-98(2016)", ELECTRICAL),
    "ventilator": ("EN ISO 80601-2-12:2020", ELECTRICAL),
    "pulse_oximeter": ("ISO 80601-2-61:2017 (COR 2018)", ELECTRICAL),
    "oxygen_concentrator": ("EN ISO 80601-2-69:2020", ELECTRICAL),
    "hand_sanitizer": ("Alcohol USP, limit of methanol", "SANS 490:2020", "EN 1500:2013, EN 14476:2013+A2:2019"),
    "ivd_ag_pro": (),
    "ivd_ag_self": (),
    "ivd_ab": (),
    "ivd_pcr": (),
    "syringe": ("ISO 7886-1:2017, EN ISO 80369-7:2021", "GB 15810-2019 一次性使用无菌注射器", *STERILISED),
    "hypodermic_needle": ("EN ISO 7864:2016 / EN ISO 9626:2016", "GB 15811-2016", *STERILISED),
    "infusion_set": ("DIN EN ISO 8536-4:2020-10", "GB 8368-2018", *STERILISED),
    "iv_cannula": ("ISO 10555-1:2023; ISO 10555-5:2013", *STERILISED),
    "urinary_catheter": ("BS EN ISO 20696:2018", "ASTM F623-19", *STERILISED),
    "wound_dressing": ("EN 13726:2023", "EN 14079:2003", *STERILISED),
    "bandage": ("EN 14079:2003", *STERILISED),
    "blood_pressure_monitor": ("IEC 80601-2-30:2018", "ISO 81060-2:2018+AMD1:2020", ELECTRICAL),
    "glucose_meter": ("EN ISO 15197:2015", ELECTRICAL),
    "glucose_strip": ("EN ISO 15197:2015",),
    "contact_thermometer": ("EN ISO 80601-2-56:2017/A1:2020", ELECTRICAL),
    "influenza_test": (),
    "hiv_test": (),
    "malaria_test": (),
    "pregnancy_test": (),
    "wheelchair_manual": ("DIN EN 12183:2022-09", "ISO 7176-8:2014"),
    "wheelchair_powered": ("BS EN 12184:2022", "ISO 7176-14:2022, ISO 7176-21:2009"),
    "hospital_bed": ("EN 60601-2-52:2010+A1:2015", ELECTRICAL),
}
"""One text for each report."""

FDA_CODES: dict[str, str | tuple[str, ...]] = {
    "medical_mask": "FXX",
    "respirator": "MSH",
    "surgical_gown": "FYA",
    "isolation_gown": "FYC",
    "face_shield": "LYU",
    "exam_glove": "LZA",
    "surgical_glove": "KGO",
    "ir_thermometer": "FLL",
    "ventilator": "CBK",
    "pulse_oximeter": "DQA",
    "oxygen_concentrator": "CAW",
    "ivd_ag_pro": "QKP",
    "ivd_ag_self": "QYT",
    "ivd_ab": "QVP",
    "ivd_pcr": "QOF",
    "syringe": "FMF",
    "hypodermic_needle": "FMI",
    "infusion_set": "FPA",
    "iv_cannula": "FOZ",
    "urinary_catheter": "EZL",
    "wound_dressing": ("NAD", "FRO"),
    "bandage": "FQM",
    "blood_pressure_monitor": "DXN",
    "glucose_meter": "NBW",
    "glucose_strip": "NBW",
    "contact_thermometer": "FLL",
    "influenza_test": "PSZ",
    "hiv_test": "MZF",
    "malaria_test": "OAW",
    "pregnancy_test": "LCX",
    "wheelchair_manual": "IOR",
    "wheelchair_powered": "ITI",
    "hospital_bed": ("FNJ", "FNL"),
}
"""Product codes as a decision letter or a listing of the FDA prints them."""

IVDR_CLASSES: dict[str, str | tuple[str, ...]] = {
    "ivd_ag_self": "Class C",
    "glucose_meter": "Class C",
    "glucose_strip": "Class C",
    "influenza_test": ("Class B", "Class C"),
    "hiv_test": "Class D",
    "malaria_test": "Class C",
}
"""What a notified body's certificate says where it is not class B; two certificates for two intended purposes."""

STATED: dict[str, dict[str, str]] = {
    "us_device_listing": {"basis": "Exempt"},
    "consumer_safety_file": {"formula": "Ethanol 80% v/v"},
    "eu_nb_cert_mdr": {"scope": "MDS 1005, MDN 1214: T020604"},
    "eu_nb_cert_ivdr": {"class": "Class B"},
}
"""What other documents print besides."""
