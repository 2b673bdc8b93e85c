"""Issuers of the specimens: invented bodies and laboratories. Authorities are named, but their emblems are not imitated."""

from dataclasses import dataclass
from random import Random

from kpmarket.site.demo.places import MUNICIPALITIES, Place


@dataclass(frozen=True)
class Issuer:
    """The body that issues a document. Numbers of notified bodies here begin with 9; the Commission has given none such."""

    name_en: str
    name_zh: str
    number: str = ""


NOTIFIED_BODIES = (
    Issuer("Nordlys Zertifizierung GmbH", "诺德里斯认证有限公司", "9417"),
    Issuer("Certivalle S.r.l.", "切蒂瓦莱认证公司", "9523"),
    Issuer("Polder Conformity B.V.", "波尔德合格评定公司", "9608"),
    Issuer("Tarnbrook Assurance Oy", "塔恩布鲁克保证公司", "9731"),
    Issuer("Béryl Attestation SAS", "贝里尔认证公司", "9846"),
)
APPROVED_BODIES = (Issuer("Harrowmere Certification Ltd", "哈罗米尔认证有限公司", "9152"),)
CERTIFICATION_BODIES = (
    Issuer("Meridian Lark Certification Ltd", "云雀子午认证有限公司", "MLC-9"),
    Issuer("Qinghe Beacon Certification Co., Ltd.", "清禾灯塔认证有限公司", "QBC-9"),
    Issuer("Ostrava Standards Register a.s.", "奥斯特标准注册公司", "OSR-9"),
)
LABORATORIES = (
    Issuer("Yunting Textile & Device Testing Centre", "云汀纺织与器械检测中心", "CNAS L99001"),
    Issuer("Lakeside Analytical Laboratories (Suzhou)", "湖畔分析实验室（苏州）", "CNAS L99017"),
    Issuer("Nanwan Medical Test Institute", "南湾医疗检验研究院", "CNAS L99042"),
)
REPRESENTATIVES = (
    Issuer("Lindenhof MedRep GmbH, Hamburg", "林登霍夫医疗代表公司", "DE-AR-999000117"),
    Issuer("Canal Bridge Representation B.V., Utrecht", "运河桥代表公司", "NL-AR-999000244"),
    Issuer("Kestrel Regulatory Agents Ltd, Leeds", "红隼法规代理公司", "UKRP-9003"),
)
AUTHORITIES: dict[str, Issuer] = {
    "us": Issuer("U.S. Food and Drug Administration", "美国食品药品监督管理局"),
    "gb": Issuer("Medicines and Healthcare products Regulatory Agency", "英国药品和健康产品管理局"),
    "xi": Issuer("Medicines and Healthcare products Regulatory Agency", "英国药品和健康产品管理局"),
    "ca": Issuer("Health Canada", "加拿大卫生部"),
    "au": Issuer("Therapeutic Goods Administration", "澳大利亚治疗用品管理局"),
    "jp": Issuer("Pharmaceuticals and Medical Devices Agency", "日本医药品医疗器械综合机构"),
    "kr": Issuer("Ministry of Food and Drug Safety", "韩国食品药品安全部"),
    "sg": Issuer("Health Sciences Authority", "新加坡卫生科学局"),
    "my": Issuer("Medical Device Authority", "马来西亚医疗器械管理局"),
    "th": Issuer("Thai Food and Drug Administration", "泰国食品药品监督管理局"),
    "vn": Issuer("Ministry of Health of Viet Nam", "越南卫生部"),
    "id": Issuer("Ministry of Health of Indonesia", "印度尼西亚卫生部"),
    "ph": Issuer("Food and Drug Administration of the Philippines", "菲律宾食品药品监督管理局"),
    "tw": Issuer("Taiwan Food and Drug Administration", "中国台湾食品药物管理署"),
    "in": Issuer("Central Drugs Standard Control Organisation", "印度中央药品标准控制组织"),
    "sa": Issuer("Saudi Food and Drug Authority", "沙特食品药品管理局"),
    "ae": Issuer("Emirates Drug Establishment", "阿联酋药品机构"),
    "br": Issuer("Agência Nacional de Vigilância Sanitária", "巴西国家卫生监督局"),
    "mx": Issuer("COFEPRIS", "墨西哥联邦卫生风险防护委员会"),
    "co": Issuer("INVIMA", "哥伦比亚国家食品药品监督局"),
    "ar": Issuer("ANMAT", "阿根廷国家药品食品医疗技术管理局"),
    "za": Issuer("South African Health Products Regulatory Authority", "南非健康产品监管局"),
    "ng": Issuer("NAFDAC", "尼日利亚食品药品监督管理局"),
    "ke": Issuer("Pharmacy and Poisons Board", "肯尼亚药房和毒物局"),
    "ch": Issuer("Swissmedic", "瑞士药品监督管理局"),
    "tr": Issuer("TITCK", "土耳其药品和医疗器械局"),
    "who": Issuer("World Health Organization", "世界卫生组织"),
}
"""By the market that opens the certificate type's id."""

BODY_TYPES: dict[str, tuple[Issuer, ...]] = {
    "eu_nb": NOTIFIED_BODIES,
    "eu_ppe_module": NOTIFIED_BODIES,
    "eu_ppe_89": NOTIFIED_BODIES,
    "eu_mdr_transition": NOTIFIED_BODIES,
    "gb_ukca_ab": APPROVED_BODIES,
    "gb_ppe_type": APPROVED_BODIES,
    "iso": CERTIFICATION_BODIES,
    "mdsap": CERTIFICATION_BODIES,
    "test_report": LABORATORIES,
    "cn_gb_report": LABORATORIES,
    "eu_ar": REPRESENTATIVES[:2],
    "gb_ukrp": REPRESENTATIVES[2:],
}
MAKERS_OWN = ("eu_doc", "gb_ukca_doc", "tech_file", "local_label", "loa", "consumer", "us_device", "eu_udi", "eu_qms")


def issuer_for(type_id: str, rng: Random, *, place: Place, holder: Issuer) -> Issuer:
    """Who issues a document of this type to a holder in this place."""
    if type_id.startswith(MAKERS_OWN):
        return holder
    for beginning, bodies in BODY_TYPES.items():
        if type_id.startswith(beginning):
            return rng.choice(bodies)
    if type_id.startswith("cn_business"):
        return _market_regulator(place)
    if type_id.startswith(("cn_", "cfs")):
        return _medical_products_administration(place)
    return AUTHORITIES.get(type_id.split("_")[0]) or rng.choice(CERTIFICATION_BODIES)


def _market_regulator(place: Place) -> Issuer:
    town_zh, town_en = place.district_zh or f"{place.city_zh}市", place.district_en or place.city_en
    return Issuer(f"{town_en} Administration for Market Regulation", f"{town_zh}市场监督管理局")


def _medical_products_administration(place: Place) -> Issuer:
    level = "市" if place.province in MUNICIPALITIES else "省"
    region = "广西壮族自治区" if place.province == "45" else f"{place.province_zh}{level}"
    return Issuer(f"{place.province_en} Medical Products Administration", f"{region}药品监督管理局")
