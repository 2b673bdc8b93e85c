"""Injection, wound care, measuring, rapid tests, mobility: what hospitals and homes buy every day. Prices are made up."""

from __future__ import annotations

from kpmarket.site.demo.offering import DEVICE, Offering

EVERYDAY: dict[str, Offering] = {
    "syringe": Offering(
        (
            ("Three-piece syringe with needle", "三件式注射器（带针）", "ISO 7886-1"),
            ("Insulin syringe with needle", "胰岛素注射器（带针）", "ISO 8537"),
        ),
        (0.015, 0.09), "piece", (50_000, 200_000), (10_000_000, 40_000_000), "SY",
        (DEVICE[0] | {"needle_or_pump": True},),
        {"volume": 1, "tip": "luer slip", "pieces": "three-piece", "safety": "none", "sterilisation": "ethylene oxide"},
    ),
    "hypodermic_needle": Offering(
        (
            ("Hypodermic needle", "一次性使用无菌注射针", "ISO 7864"),
            ("Insulin pen needle", "胰岛素笔针", "ISO 11608-2"),
        ),
        (0.006, 0.05), "piece", (100_000, 500_000), (20_000_000, 80_000_000), "HN", DEVICE,
        {"gauge": 23, "length": 25, "bevel": "regular", "wall": "thin wall", "shelf_life": 60},
    ),
    "infusion_set": Offering(
        (
            ("Infusion set with filter", "带过滤器输液器", "ISO 8536-4"),
            ("Infusion set with flow regulator", "带流量调节器输液器", "ISO 8536-4"),
        ),
        (0.09, 0.6), "piece", (20_000, 100_000), (3_000_000, 12_000_000), "IF",
        (DEVICE[0] | {"needle_or_pump": False},),
        {"drops": 20, "length": 1500, "filter": 15, "plasticiser": "DEHP-free", "sterilisation": "ethylene oxide"},
    ),
    "iv_cannula": Offering(
        (
            ("Intravenous cannula with wings", "带翼静脉留置针", "ISO 10555-5"),
            ("Safety intravenous cannula", "安全型静脉留置针", "ISO 10555-5"),
        ),
        (0.12, 0.55), "piece", (10_000, 50_000), (2_000_000, 8_000_000), "IC", DEVICE,
        {"gauge": 20, "length": 32, "flow": 60, "material": "FEP", "design": "with wings and port", "shelf_life": 60},
    ),
    "urinary_catheter": Offering(
        (
            ("Foley catheter, two-way", "双腔导尿管", "ISO 20696"),
            ("Silicone Foley catheter, two-way", "全硅胶双腔导尿管", "ISO 20696"),
        ),
        (0.25, 1.9), "piece", (5_000, 20_000), (500_000, 3_000_000), "UC",
        (DEVICE[0] | {"dwell": "short-term"},),
        {"size": 16, "length": 400, "material": "silicone", "channels": "two-way", "balloon": 10},
    ),
    "wound_dressing": Offering(
        (
            ("Non-woven adhesive dressing", "无纺布自粘敷贴", "EN 13726"),
            ("Sterile gauze pad", "无菌纱布块", "EN 14079"),
        ),
        (0.03, 0.8), "piece", (10_000, 50_000), (2_000_000, 9_000_000), "WD",
        (DEVICE[0] | {"sterile": True, "function": "barrier or absorption", "contains_substance": False},),
        {"kind": "non-woven", "size": "10 x 10", "adhesive": "adhesive", "shelf_life": 36},
    ),
    "bandage": Offering(
        (
            ("Elastic bandage", "弹性绷带", "YY/T 0507"),
            ("Cohesive bandage", "自粘弹性绷带", "YY/T 0507"),
        ),
        (0.08, 0.7), "piece", (5_000, 30_000), (800_000, 4_000_000), "BD",
        ({"sterile": False, "model_first_placed_on": "2023-03-01"},),
        {"kind": "elastic", "material": "cotton and elastane", "width": 10, "length": 4.5},
    ),
    "blood_pressure_monitor": Offering(
        (
            ("Upper-arm blood-pressure monitor", "上臂式电子血压计", "ISO 81060-2"),
            ("Wrist blood-pressure monitor", "腕式电子血压计", "ISO 81060-2"),
        ),
        (9.5, 32.0), "device", (200, 1_000), (30_000, 120_000), "BP", (DEVICE[0] | {"measuring": "electronic"},),
        {"site": "upper arm", "cuff": "22-42", "range": "0-299", "accuracy": "±3", "memory": 120, "connection": "Bluetooth"},
    ),
    "glucose_meter": Offering(
        (
            ("Blood-glucose meter", "血糖仪", "ISO 15197"),
            ("Blood-glucose meter with Bluetooth", "蓝牙血糖仪", "ISO 15197"),
        ),
        (4.5, 16.0), "device", (500, 2_000), (40_000, 150_000), "GM", (DEVICE[0] | {"self_testing": True},),
        {"range": "1.1-33.3", "sample": 0.6, "time_to_result": 5, "memory": 500, "units": "mmol/L", "coding": "no coding"},
    ),
    "glucose_strip": Offering(
        (
            ("Blood-glucose test strips, 50", "血糖试纸 50条", "ISO 15197"),
            ("Blood-glucose test strips, 25", "血糖试纸 25条", "ISO 15197"),
        ),
        (2.4, 9.0), "box", (1_000, 5_000), (200_000, 900_000), "GS", (DEVICE[0] | {"self_testing": True},),
        {"enzyme": "FAD-GDH", "sample": 0.6, "tests_per_kit": 50, "storage": "2-30", "shelf_life": 24},
    ),
    "contact_thermometer": Offering(
        (
            ("Digital thermometer, flexible tip", "软头电子体温计", "ISO 80601-2-56"),
            ("Digital thermometer, rigid tip", "硬头电子体温计", "ISO 80601-2-56"),
        ),
        (0.7, 3.2), "device", (1_000, 5_000), (200_000, 800_000), "CT", DEVICE,
        {"tip": "flexible", "range": "32.0-42.9", "accuracy": "±0.1", "response_time": 20, "waterproof": "waterproof"},
    ),
    "influenza_test": Offering(
        (
            ("Influenza A/B antigen test", "甲型乙型流感病毒抗原检测试剂", "ISO 18113-2"),
            ("Influenza A/B antigen test, nasal", "甲型乙型流感病毒抗原检测试剂（鼻拭子）", "ISO 18113-2"),
        ),
        (0.6, 2.2), "test", (5_000, 20_000), (1_000_000, 5_000_000), "FL", (DEVICE[0] | {"self_testing": False},),
        {"specimen": "nasopharyngeal swab", "sensitivity": 92.4, "specificity": 99.1, "time_to_result": 15, "tests_per_kit": 25},
    ),
    "hiv_test": Offering(
        (
            ("HIV 1/2 antibody rapid test", "人类免疫缺陷病毒抗体检测试剂", "ISO 18113-2"),
            ("HIV antigen and antibody rapid test", "人类免疫缺陷病毒抗原抗体检测试剂", "ISO 18113-2"),
        ),
        (0.7, 2.9), "test", (5_000, 20_000), (800_000, 3_000_000), "HV", (DEVICE[0] | {"self_testing": False},),
        {"specimen": "whole blood", "sensitivity": 99.8, "specificity": 99.6, "time_to_result": 15, "tests_per_kit": 30},
    ),
    "malaria_test": Offering(
        (
            ("Malaria Pf/Pan antigen test", "恶性疟/全种疟原虫抗原检测试剂", "ISO 18113-2"),
            ("Malaria Pf/Pv antigen test", "恶性疟/间日疟抗原检测试剂", "ISO 18113-2"),
        ),
        (0.25, 0.95), "test", (10_000, 50_000), (2_000_000, 8_000_000), "ML", DEVICE,
        {"species": "P. falciparum and pan", "sensitivity": 97.3, "specificity": 98.8, "time_to_result": 20, "tests_per_kit": 25},
    ),
    "pregnancy_test": Offering(
        (
            ("Pregnancy test, midstream", "早早孕检测试剂（笔型）", "ISO 18113-4"),
            ("Pregnancy test, cassette", "早早孕检测试剂（卡型）", "ISO 18113-4"),
        ),
        (0.08, 0.6), "test", (5_000, 50_000), (2_000_000, 9_000_000), "PT", (DEVICE[0] | {"self_testing": True},),
        {"format": "midstream", "detection_limit": 25, "specificity": 99.2, "time_to_result": 5, "shelf_life": 24},
    ),
    "wheelchair_manual": Offering(
        (
            ("Folding wheelchair, aluminium", "铝合金折叠轮椅车", "EN 12183"),
            ("Folding wheelchair, steel", "钢制折叠轮椅车", "EN 12183"),
        ),
        (48.0, 180.0), "device", (20, 100), (3_000, 12_000), "WM", ({"model_first_placed_on": "2023-06-01"},),
        {"drive": "self-propelled", "frame": "aluminium", "seat_width": 46, "load": 120, "weight": 13, "folding": "folding"},
    ),
    "wheelchair_powered": Offering(
        (
            ("Folding powered wheelchair", "折叠电动轮椅车", "EN 12184"),
            ("Powered wheelchair, high back", "高靠背电动轮椅车", "EN 12184"),
        ),
        (320.0, 1_450.0), "device", (5, 20), (800, 4_000), "WP", ({"model_first_placed_on": "2024-02-01"},),
        {"speed": 6, "distance": 20, "battery": "lithium-ion", "seat_width": 46, "load": 120, "weight": 27, "folding": "folding"},
    ),
    "hospital_bed": Offering(
        (
            ("Three-function electric bed", "三功能电动病床", "IEC 60601-2-52"),
            ("Five-function electric bed", "五功能电动病床", "IEC 60601-2-52"),
        ),
        (160.0, 1_250.0), "device", (5, 20), (600, 3_000), "HB",
        ({"drive": "electric", "model_first_placed_on": "2023-10-01"},),
        {"functions": 3, "load": 250, "size": "2000 x 900", "height": "450-750", "side_rails": "split", "mattress": "foam"},
    ),
}  # fmt: skip
