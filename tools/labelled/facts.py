"""What a labelled document states: invented names and numbers. The same seed gives the same facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.codes import credit_code, fill_shape
from tools.labelled.kinds import AUTHORITY, BODY, LABORATORY, MAKER, Kind

PLACES = (
    ("440306", "粤", "广东省", "深圳市宝安区", "Bao'an District, Shenzhen, Guangdong", "深圳", "Shenzhen"),
    ("320505", "苏", "江苏省", "苏州市虎丘区", "Huqiu District, Suzhou, Jiangsu", "苏州", "Suzhou"),
    ("330212", "浙", "浙江省", "宁波市鄞州区", "Yinzhou District, Ningbo, Zhejiang", "宁波", "Ningbo"),
    ("420116", "鄂", "湖北省", "武汉市黄陂区", "Huangpi District, Wuhan, Hubei", "武汉", "Wuhan"),
    ("370211", "鲁", "山东省", "青岛市黄岛区", "Huangdao District, Qingdao, Shandong", "青岛", "Qingdao"),
    ("510107", "川", "四川省", "成都市武侯区", "Wuhou District, Chengdu, Sichuan", "成都", "Chengdu"),
)
FIRST = (
    ("澜", "Lan"), ("霁", "Ji"), ("澄", "Cheng"), ("翎", "Ling"), ("珩", "Heng"), ("栖", "Qi"), ("砚", "Yan"), ("汀", "Ting"),
    ("洵", "Xun"), ("槿", "Jin"),
)  # fmt: skip
SECOND = (
    ("屿", "yu"),
    ("禾", "he"),
    ("苇", "wei"),
    ("棠", "tang"),
    ("笙", "sheng"),
    ("樾", "yue"),
    ("鹭", "lu"),
    ("岑", "cen"),
)
TRADES = (
    ("医疗用品", "Medical Supplies"), ("医疗器械", "Medical Devices"), ("防护用品", "Protective Products"),
    ("卫生材料", "Hygiene Materials"), ("生物技术", "Biotechnology"), ("医疗科技", "Medical Technology"),
)  # fmt: skip
SUFFIXES = (
    ("有限公司", "Co., Ltd."),
    ("股份有限公司", "Co., Ltd"),
    ("有限责任公司", "Limited"),
    ("（集团）有限公司", "Group Co., Ltd."),
)
STREETS = (
    ("兴业路", "Xingye Road"),
    ("望江路", "Wangjiang Road"),
    ("科苑三路", "Keyuan 3rd Road"),
    ("梧桐大道", "Wutong Avenue"),
)
PRODUCTS = {
    "device": (
        ("医用外科口罩", "Surgical mask", ("EN 14683:2019+AC:2019", "EN ISO 10993-1:2020"), ("YY 0469-2023", "YY/T 0969-2013"), "SM"),
        ("红外额温计", "Infrared forehead thermometer", ("EN ISO 80601-2-56:2017", "EN 60601-1:2006"), ("GB/T 21417.1-2008", "GB 9706.1-2020"), "IT"),
        ("一次性使用手术衣", "Surgical gown", ("EN 13795-1:2019", "EN ISO 11607-1:2020"), ("YY/T 0506.1-2023", "GB/T 16886.1-2022"), "SG"),
        ("脉搏血氧仪", "Fingertip pulse oximeter", ("EN ISO 80601-2-61:2019", "EN 60601-1-2:2015"), ("YY 9706.261-2023", "GB 9706.1-2020"), "PO"),
    ),
    "ppe": (
        ("颗粒物防护口罩", "Particle filtering half mask FFP2 NR", ("EN 149:2001+A1:2009",), ("GB 2626-2019",), "PR"),
        ("防护服", "Protective coverall", ("EN 14126:2003", "EN ISO 13982-1:2004"), ("GB 19082-2023",), "PC"),
        ("防护眼罩", "Protective goggles", ("EN 166:2001",), ("GB 32166.1-2016",), "EG"),
    ),
    "ivd": (
        ("新型冠状病毒抗原检测试剂盒", "SARS-CoV-2 antigen rapid test", ("EN ISO 23640:2015", "EN 13612:2002"), ("YY/T 1579-2018",), "AG"),
        ("核酸检测试剂盒", "Nucleic acid detection kit", ("EN ISO 18113-2:2011", "EN ISO 14971:2019"), ("YY/T 1182-2020",), "NA"),
    ),
}  # fmt: skip
ISSUERS = {
    BODY: (
        ("Nordlys Zertifizierung GmbH", "", "9417"), ("Polder Conformity B.V.", "", "9608"), ("Certivalle S.r.l.", "", "9523"),
        ("Tarnbrook Assurance Oy", "", "9731"), ("Harrowmere Certification Ltd", "", "9152"),
    ),
    LABORATORY: (
        ("Yunting Textile and Device Testing Centre", "云汀纺织与器械检测中心", "CNAS L99001"),
        ("Nanwan Medical Test Institute", "南湾医疗检验研究院", "CNAS L99042"),
        ("Lakeside Analytical Laboratories", "湖畔分析实验室有限公司", "CNAS L99017"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Everything that a layout may print."""

    number: str
    holder_en: str
    holder_zh: str
    address_en: str
    address_zh: str
    credit_code: str
    issuer_en: str
    issuer_zh: str
    issuer_number: str
    product_en: str
    product_zh: str
    models: tuple[str, ...]
    standards: tuple[str, ...]
    device_class: str
    issued_on: date
    valid_from: date
    valid_until: date
    years: int
    person_en: str
    person_zh: str


def facts_of(kind: Kind, seed: str) -> Facts:
    """The facts of one document; nothing but its kind and its seed decides."""
    rng = chance("labelled", kind.id, seed)
    place = rng.choice(PLACES)
    brand = [rng.choice(FIRST), rng.choice(SECOND)]
    trade, suffix, street = rng.choice(TRADES), rng.choice(SUFFIXES), rng.choice(STREETS)
    street_number = rng.randrange(2, 190)
    product = rng.choice(PRODUCTS[kind.product])
    issued = date(2021, 1, 4) + timedelta(days=rng.randrange(1750))
    starts = issued + timedelta(days=rng.choice((0, 1, 6, 14))) if kind.has_own_start else issued
    issuer = _issuer(kind, place, rng)
    return Facts(
        number=fill_shape(kind.number, rng, area=place[1], year=str(issued.year)) if kind.number else credit_code(place[0], rng),
        holder_en=f"{place[6]} {brand[0][1]}{brand[1][1]} {trade[1]} {suffix[1]}",
        holder_zh=f"{place[5]}{brand[0][0]}{brand[1][0]}{trade[0]}{suffix[0]}",
        address_en=f"No. {street_number} {street[1]}, {place[4]}, China",
        address_zh=f"{place[2]}{place[3]}{street[0]}{street_number}号",
        credit_code=credit_code(place[0], rng),
        issuer_en=issuer[0],
        issuer_zh=issuer[1],
        issuer_number=issuer[2],
        product_en=product[1],
        product_zh=product[0],
        models=tuple(f"{product[4]}-{rng.randrange(100, 990)}{end}" for end in rng.choice((("",), ("A", "B"), ("S", "M", "L")))),
        standards=product[3] if kind.is_chinese_standard else product[2],
        device_class=rng.choice(kind.classes) if kind.classes else "",
        issued_on=issued,
        valid_from=starts,
        valid_until=after(starts, kind.years),
        years=kind.years,
        person_en=rng.choice(("Qing Wu", "Lanyi Shen", "Mo Tan", "Ruohan Pei")),
        person_zh=rng.choice(("吴清", "沈澜怡", "谭默", "裴若涵")),
    )  # fmt: skip


def _issuer(kind: Kind, place: tuple[str, ...], rng: Random) -> tuple[str, str, str]:
    if kind.issuer in ISSUERS:
        name_en, name_zh, number = rng.choice(ISSUERS[kind.issuer])
        return name_en, name_zh, number
    if kind.issuer == MAKER:
        return "", "", ""
    if kind.issuer != AUTHORITY:
        return kind.issuer, "", ""
    office = kind.office
    return (
        f"{place[4].rsplit(' ', 1)[-1]} {office[0]}",
        f"{place[2] if not office[2] else place[5] + '市'}{office[1]}",
        "",
    )


def after(first: date, years: int) -> date:
    """The last day of so many years: the day before the anniversary."""
    if first.month == 2 and first.day == 29:
        return date(first.year + years, 2, 28)
    return first.replace(year=first.year + years) - timedelta(days=1)
