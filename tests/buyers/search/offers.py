"""What invented suppliers offer, named as suppliers name their goods, for searches to find."""

from audits.clearances import judging
from suppliers.models import Certificate, CertificateType, Product, ProductType, Supplier
from tests.factories import NOON, CertificateFactory, ProductFactory, SupplierFactory

SUPPLIERS = {
    "bolian": (
        "Wuxi Bolian Medical Products Co., Ltd.",
        "无锡柏联医疗用品有限公司",
        "Wuxi",
        "32",
        "91320200MA1XKQ4T5R",
    ),
    "haifeng": ("Nantong Haifeng Latex Products Co., Ltd.", "南通海丰乳胶制品有限公司", "Nantong", "32", ""),
    "kangyi": ("Shaoxing Kangyi Protective Equipment Co., Ltd.", "绍兴康益防护用品有限公司", "Shaoxing", "33", ""),
    "ruida": ("Shenzhen Ruida Electronics Co., Ltd.", "深圳市瑞达电子有限公司", "深圳", "44", ""),
    "jiaye": ("Xiantao Jiaye Nonwoven Products Co., Ltd.", "仙桃佳业无纺布制品有限公司", "Xiantao", "42", ""),
    "yuanda": ("Tianjin Yuanda Rehabilitation Equipment", "天津远达康复器材有限公司", "Tianjin", "12", ""),
}
"""Key -> English name, Chinese name, city, province, credit code."""
PRODUCTS = {
    "iir": (
        "bolian",
        "medical_mask",
        "BL-M203",
        "3-ply earloop mask, fluid resistant",
        "三层耳挂式口罩",
        {"fixing": "ear loop", "colour": "blue"},
        ["EN 14683:2019+AC:2019 Type IIR"],
    ),
    "level3": (
        "bolian",
        "medical_mask",
        "BL-M310",
        "Tie-on surgical mask, ASTM level 3",
        "系带式外科口罩",
        {},
        ["ASTM F2100-21 Level 3"],
    ),
    "ffp2": (
        "kangyi",
        "respirator",
        "KY-9102",
        "Foldable dust respirator without valve",
        "折叠式防尘口罩",
        {},
        ["EN 149:2001+A1:2009 FFP2 NR"],
    ),
    "kn95": ("kangyi", "respirator", "KY-9500", "Cup shaped KN95", "杯型KN95口罩", {}, ["GB 2626-2019 KN95"]),
    "nitrile": (
        "haifeng",
        "exam_glove",
        "HF-NB4",
        "Disposable glove, nitrile, powder free, cobalt",
        "一次性丁腈手套",
        {"material": "nitrile", "powder": "powder-free", "colour": "blue"},
        ["EN 455-1", "ASTM D6319-19"],
    ),
    "latexglove": (
        "haifeng",
        "surgical_glove",
        "HF-LS7",
        "Surgeon's glove, natural rubber latex, sterile",
        "灭菌乳胶手术手套",
        {"material": "latex"},
        ["EN 455-2", "ISO 10282"],
    ),
    "gown2": (
        "jiaye",
        "isolation_gown",
        "JY-I22",
        "SMS isolation gown with knit cuff",
        "SMS隔离衣",
        {},
        ["ANSI/AAMI PB70:2012 Level 2"],
    ),
    "surgicalgown": (
        "jiaye",
        "surgical_gown",
        "JY-S41",
        "Reinforced operating gown, EO sterilised",
        "加强型手术衣",
        {},
        ["EN 13795-1:2019 high performance"],
    ),
    "coverall": (
        "jiaye",
        "ppe_coverall",
        "JY-C60",
        "Hooded coverall, taped seams",
        "连体防护服",
        {},
        ["EN 14126:2003", "GB 19082-2009"],
    ),
    "goggles": (
        "kangyi",
        "protective_eyewear",
        "KY-G1",
        "Chemical splash goggle, indirect vent",
        "防护眼罩",
        {},
        ["EN 166:2001"],
    ),
    "shield": ("kangyi", "face_shield", "KY-S3", "Full face visor with foam", "全脸防护面屏", {}, []),
    "oximeter": (
        "ruida",
        "pulse_oximeter",
        "RD-50D",
        "Fingertip SpO2 meter with OLED",
        "指夹式血氧仪",
        {},
        ["ISO 80601-2-61:2017"],
    ),
    "irthermo": (
        "ruida",
        "ir_thermometer",
        "RD-T8",
        "No-touch forehead thermometer",
        "非接触式额温枪",
        {},
        ["ISO 80601-2-56"],
    ),
    "bpm": (
        "ruida",
        "blood_pressure_monitor",
        "RD-B22",
        "Upper-arm BP monitor",
        "上臂式电子血压计",
        {},
        ["ISO 81060-2"],
    ),
    "concentrator": ("ruida", "oxygen_concentrator", "RD-OC5", "5 L home oxygen machine", "5升制氧机", {}, []),
    "syringe": ("bolian", "syringe", "BL-SY5", "Luer lock syringe 5 ml", "5ml鲁尔注射器", {}, ["ISO 7886-1:2017"]),
    "dressing": (
        "jiaye",
        "wound_dressing",
        "JY-W9",
        "Hydrocolloid pad 10 x 10 cm",
        "水胶体敷贴",
        {"material": "hydrocolloid"},
        [],
    ),
    "sanitizer": (
        "bolian",
        "hand_sanitizer",
        "BL-H75",
        "75% ethanol hand gel 500 ml",
        "75%酒精免洗凝胶",
        {},
        ["EN 1500"],
    ),
    "wheelchair": (
        "yuanda",
        "wheelchair_manual",
        "YD-24S",
        "Folding steel chair, 24 inch wheels",
        "钢制折叠轮椅",
        {},
        ["ISO 7176-19"],
    ),
    "powerchair": ("yuanda", "wheelchair_powered", "YD-P1", "Lithium power chair", "锂电电动轮椅", {}, []),
    "bed": ("yuanda", "hospital_bed", "YD-B3", "Three-crank ward bed", "三摇护理病床", {}, ["IEC 60601-2-52"]),
    "agtest": ("ruida", "ivd_ag_self", "RD-AG1", "SARS-CoV-2 Ag home kit, nasal", "新冠抗原自测盒", {}, []),
    "foley": (
        "haifeng",
        "urinary_catheter",
        "HF-F16",
        "2-way balloon catheter, silicone coated, CH16",
        "双腔导尿管",
        {},
        ["EN 1616"],
    ),
}
"""Key -> supplier, type, model, English and Chinese name, specification, standards as the supplier wrote them."""
SHARED, WITHHELD = "KD-2025-58213-B1", "KD-2025-77140-C2"
"""Numbers of certificates: one that buyers may see, one that they may not."""


def make_offers() -> dict[str, str]:
    """The rows, with the words that they are found by. Returns what a result is called in the table -> its key."""
    names: dict[str, str] = {}
    companies = {}
    for key, (name_en, name_zh, city, province, code) in SUPPLIERS.items():
        companies[key] = SupplierFactory(
            name_en=name_en,
            name_zh=name_zh,
            city=city,
            province=province,
            credit_code=code,
            status=Supplier.Status.QUALIFIED,
        )
        names[f"supplier:{key}"] = f"supplier:{companies[key].pk}"
    products: dict[str, Product] = {}
    for key, (company, kind, model, name_en, name_zh, specification, standards) in PRODUCTS.items():
        products[key] = ProductFactory(
            supplier=companies[company],
            product_type=ProductType.objects.get(pk=kind),
            model=model,
            name_en=name_en,
            name_zh=name_zh,
            specification=specification,
            standards=standards,
            attributes={},
        )
        names[f"product:{key}"] = f"product:{products[key].pk}"
    judging.update_catalogue_of(products.values(), at=NOON)
    for number, is_shared, covered in ((SHARED, True, "ffp2"), (WITHHELD, False, "kn95")):
        certificate = CertificateFactory(
            supplier=companies["kangyi"],
            certificate_type=CertificateType.objects.get(pk="eu_ppe_module_b"),
            number=number,
            is_shared=is_shared,
            status=Certificate.Status.APPROVED,
        )
        certificate.products.add(products[covered])
        names[f"certificate:{number}"] = f"certificate:{certificate.pk}"
    return names
