"""What the demonstration world sells: names, standards, prices and terms by product type. Prices are made up."""

from __future__ import annotations

from kpmarket.site.demo.everyday_offerings import EVERYDAY
from kpmarket.site.demo.offering import DEVICE, Offering

STERILE_OR_NOT = (
    {"sterile": False, "filing": "new", "model_first_placed_on": "2023-05-01"},
    {"sterile": True, "filing": "new", "model_first_placed_on": "2024-02-01"},
)
NITRILE = (0, 1, 2, 5, 6, 7)
"""Pictures of examination gloves on which "nitrile" is printed; the others say "latex"."""
RADIATED = (0, 2, 4, 6)
"""Pictures of surgical gloves that are marked as sterilised by radiation; the others by ethylene oxide."""
OFFERINGS: dict[str, Offering] = {
    "medical_mask": Offering(
        (
            ("Surgical mask Type IIR", "医用外科口罩 IIR型", "EN 14683 Type IIR"),
            ("Disposable medical mask Type I", "一次性使用医用口罩 I型", "EN 14683 Type I"),
            ("Surgical mask Level 3", "医用外科口罩 3级", "ASTM F2100 Level 3"),
            ("Surgical mask with ear loops", "挂耳式医用外科口罩", "YY 0469"),
        ),
        (0.02, 0.12), "piece", (10_000, 50_000, 100_000), (5_000_000, 20_000_000, 60_000_000), "SM",
        STERILE_OR_NOT[:1] * 3 + STERILE_OR_NOT[1:],
        {"layers": 3, "bacterial_filtration": 99, "fixing": "ear loop", "size": "175 x 95", "colour": "blue"},
        {
            "Surgical mask Type IIR": {"performance_type": "Type IIR"},
            "Disposable medical mask Type I": {"performance_type": "Type I"},
            "Surgical mask Level 3": {"performance_type": "ASTM Level 3"},
            "Surgical mask with ear loops": {"performance_type": "YY 0469"},
        },
    ),
    "respirator": Offering(
        (
            ("Folding respirator FFP2", "折叠式颗粒物防护口罩 FFP2", "EN 149 FFP2"),
            ("Cup respirator FFP3 with valve", "杯型颗粒物防护口罩 FFP3（带呼气阀）", "EN 149 FFP3"),
            ("KN95 particulate respirator", "KN95颗粒物防护口罩", "GB 2626 KN95"),
            ("N95 respirator with head bands", "头戴式N95颗粒物防护口罩", "42 CFR 84 N95"),
        ),
        (0.08, 0.65), "piece", (5_000, 20_000, 50_000), (2_000_000, 8_000_000), "PR",
        ({"claim_surgical": False, "claim": "no such claim", "intended_use": "workplace"},),
        {
            "filter_class": "FFP2", "particle_filtration": 95, "shape": "folded", "valve": "without valve",
            "reusable": "single shift (NR)", "colour": "white",
        },
        {
            "Cup respirator FFP3 with valve": {
                "filter_class": "FFP3", "particle_filtration": 99, "shape": "cup", "valve": "with valve",
            },
            "KN95 particulate respirator": {"filter_class": "KN95"},
            "N95 respirator with head bands": {"filter_class": "N95"},
        },
    ),
    "community_mask": Offering(
        (
            ("Three-layer community mask", "三层日常防护口罩", "CWA 17553"),
            ("Washable cloth mask", "可水洗布口罩", "GB/T 38880"),
        ),
        (0.02, 0.9), "piece", (5_000, 20_000), (3_000_000, 10_000_000), "CM", ({"claims": "none"},),
        {"material": "polypropylene", "layers": 3, "washable": "single use", "size": "adult"},
    ),
    "surgical_gown": Offering(
        (
            ("Surgical gown, reinforced", "加强型手术衣", "EN 13795-1 high performance"),
            ("Surgical gown, standard", "标准型手术衣", "EN 13795-1 standard performance"),
            ("Surgical gown AAMI level 3", "AAMI 3级手术衣", "ANSI/AAMI PB70 level 3"),
        ),
        (0.9, 3.8), "piece", (1_000, 5_000), (300_000, 900_000), "SG", STERILE_OR_NOT,
        {"performance": "high", "material": "SMMS", "weight": 45, "size": "L, XL, XXL"},
        {
            "Surgical gown, standard": {"performance": "standard"},
            "Surgical gown AAMI level 3": {"performance": "AAMI level 3"},
        },
    ),
    "isolation_gown": Offering(
        (
            ("Isolation gown level 2", "2级隔离衣", "ANSI/AAMI PB70 level 2"),
            ("Visitor and isolation gown", "隔离衣（访客用）", "EN 13795-2"),
        ),
        (0.35, 1.4), "piece", (2_000, 10_000), (400_000, 1_500_000), "IG",
        ({"sterile": False, "claim_medical": True, "claim": "no such claim", "filing": "new", "model_first_placed_on": "2023-09-01"},),
        {"protection_level": "AAMI level 2", "material": "SMS", "weight": 35, "cuff": "knitted"},
        {"Visitor and isolation gown": {"protection_level": "not rated"}},
    ),
    "ppe_coverall": Offering(
        (
            ("Protective coverall type 4-B", "4-B型防护服", "EN 14126 type 4-B"),
            ("Protective coverall type 5/6", "5/6型防护服", "EN 13982 type 5"),
            ("Medical protective clothing", "医用一次性防护服", "GB 19082"),
        ),
        (2.2, 7.5), "piece", (500, 2_000), (150_000, 500_000), "PC", ({},),
        {"protection_type": "type 4-B", "material": "microporous film laminate", "seam": "taped", "hood": "with hood"},
        {
            "Protective coverall type 5/6": {"protection_type": "type 5-B"},
            "Medical protective clothing": {"protection_type": "GB 19082"},
        },
    ),
    "protective_eyewear": Offering(
        (
            ("Sealed safety goggles", "密封式防护眼罩", "EN 166"),
            ("Over-glasses spectacles", "可佩戴眼镜型防护眼镜", "EN ISO 16321-1"),
        ),
        (0.8, 3.2), "piece", (1_000, 5_000), (200_000, 600_000), "GE", ({"claim_harmful_biological_agents": False},),
        {"design": "goggles", "ventilation": "indirect", "lens": "polycarbonate", "anti_fog": "yes"},
    ),
    "face_shield": Offering(
        (
            ("Face shield with foam band", "泡棉头带防护面罩", "EN 166"),
            ("Reusable face shield", "可重复使用防护面罩", "ANSI/ISEA Z87.1"),
        ),
        (0.4, 2.4), "piece", (1_000, 5_000), (300_000, 800_000), "FS",
        ({"claim_harmful_biological_agents": False, "claim_medical": False},),
        {"visor_material": "PET", "visor_thickness": 0.25, "headband": "foam band", "anti_fog": "yes", "reusable": "single use"},
        {"Reusable face shield": {"reusable": "reusable", "headband": "adjustable headgear"}},
    ),
    "exam_glove": Offering(
        (
            ("Nitrile examination glove", "丁腈检查手套", "EN 455"),
            ("Latex examination glove", "乳胶检查手套", "EN 455"),
            ("Nitrile examination glove, long cuff", "长袖丁腈检查手套", "ASTM D6319"),
        ),
        (0.018, 0.06), "piece", (100_000, 500_000), (30_000_000, 90_000_000), "EG",
        ({"sterile": False, "claim": "no such claim", "filing": "new", "model_first_placed_on": "2022-10-01"},),
        {"material": "nitrile", "powder": "powder-free", "length": 240},
        {"Latex examination glove": {"material": "latex"}, "Nitrile examination glove, long cuff": {"length": 290}},
        {
            "Nitrile examination glove": NITRILE,
            "Nitrile examination glove, long cuff": NITRILE,
            "Latex examination glove": (3, 4),
        },
    ),
    "surgical_glove": Offering(
        (
            ("Sterile latex surgical glove", "无菌乳胶外科手套", "EN 455"),
            ("Sterile neoprene surgical glove", "无菌氯丁橡胶外科手套", "ASTM D3577"),
        ),
        (0.16, 0.7), "pair", (20_000, 50_000), (3_000_000, 9_000_000), "SV", DEVICE,
        {"material": "latex", "powder": "powder-free", "length": 280, "sterilisation": "radiation"},
        {"Sterile neoprene surgical glove": {"material": "neoprene"}},
        {"Sterile latex surgical glove": RADIATED, "Sterile neoprene surgical glove": RADIATED},
    ),
    "ir_thermometer": Offering(
        (
            ("Non-contact infrared thermometer", "非接触式红外额温计", "EN ISO 80601-2-56"),
            ("Infrared ear thermometer", "红外耳温计", "EN ISO 80601-2-56"),
        ),
        (6.5, 24.0), "device", (200, 1_000), (40_000, 150_000), "IT", DEVICE,
        {"measuring_site": "forehead", "range": "32.0-42.9 °C", "accuracy": "±0.2 °C", "response_time": 1, "memory": 50},
    ),
    "ventilator": Offering(
        (
            ("Intensive care ventilator", "重症监护呼吸机", "ISO 80601-2-12"),
            ("Transport ventilator", "转运呼吸机", "ISO 80601-2-84"),
        ),
        (4_800.0, 19_500.0), "device", (1, 5), (120, 600), "VT", DEVICE,
        {"use": "intensive care", "invasive": "both", "tidal_volume": "20-2000 ml", "patients": "adult and paediatric", "battery": 4},
    ),
    "ivd_ag_pro": Offering(
        (("SARS-CoV-2 antigen test, professional use", "新型冠状病毒抗原检测试剂盒（专业用）", "MDCG 2021-21"),),
        (0.55, 1.9), "test", (5_000, 20_000), (2_000_000, 8_000_000), "AP", DEVICE,
        {"specimen": "nasopharyngeal swab", "sensitivity": 96.2, "specificity": 99.3, "time_to_result": 15, "tests_per_kit": 25},
    ),
    "ivd_ag_self": Offering(
        (("SARS-CoV-2 antigen self-test", "新型冠状病毒抗原自测试剂盒", "MDCG 2021-21"),),
        (0.7, 2.4), "test", (5_000, 20_000), (2_000_000, 8_000_000), "AS", DEVICE,
        {"specimen": "nasal swab", "sensitivity": 95.1, "specificity": 99.0, "time_to_result": 15, "tests_per_kit": 5},
    ),
    "ivd_ab": Offering(
        (("SARS-CoV-2 IgG/IgM antibody test", "新型冠状病毒IgG/IgM抗体检测试剂盒", "21 CFR 866.3983"),),
        (0.8, 2.8), "test", (2_000, 10_000), (1_000_000, 3_000_000), "AB", DEVICE,
        {"antibodies": "IgG and IgM", "method": "lateral flow", "specimen": "whole blood, serum, plasma", "tests_per_kit": 20},
    ),
    "ivd_pcr": Offering(
        (("SARS-CoV-2 PCR kit", "新型冠状病毒核酸检测试剂盒（PCR法）", "21 CFR 866.3981"),),
        (2.1, 8.5), "test", (960, 4_800), (400_000, 1_200_000), "NA", DEVICE,
        {"target_genes": "ORF1ab, N", "detection_limit": 200, "tests_per_kit": 96, "storage": "-20 °C"},
    ),
    "hand_sanitizer": Offering(
        (
            ("Hand sanitizer gel 75 %", "75%乙醇免洗手消毒凝胶", "EN 1500"),
            ("Hand rub liquid 80 %", "80%乙醇手消毒液", "EN 14476"),
        ),
        (0.45, 3.1), "bottle", (2_000, 10_000), (500_000, 2_000_000), "HS",
        ({"claim": "disinfecting", "intended_use": "general hygiene"},),
        {"active_substance": "ethanol", "alcohol_content": 75, "form": "gel", "volume": 500, "shelf_life": 24},
    ),
    "pulse_oximeter": Offering(
        (
            ("Fingertip pulse oximeter", "指夹式脉搏血氧仪", "EN ISO 80601-2-61"),
            ("Handheld pulse oximeter", "手持式脉搏血氧仪", "EN ISO 80601-2-61"),
        ),
        (4.2, 68.0), "device", (200, 1_000), (30_000, 120_000), "PO", DEVICE,
        {"design": "fingertip", "spo2_range": "35-100 %", "spo2_accuracy": "±2 % (70-100 %)", "display": "OLED"},
    ),
    "oxygen_concentrator": Offering(
        (
            ("Oxygen concentrator 5 l/min", "5升医用分子筛制氧机", "EN ISO 80601-2-69"),
            ("Portable oxygen concentrator", "便携式制氧机", "EN ISO 80601-2-69"),
        ),
        (180.0, 720.0), "device", (20, 100), (3_000, 12_000), "OC", DEVICE,
        {"design": "stationary", "flow": 5, "purity": "93 % ± 3 %", "noise": 45, "power": 350},
    ),
    **EVERYDAY,
}  # fmt: skip
