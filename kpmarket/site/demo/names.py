"""Invented suppliers, buyers and people, in Chinese and English. None of them exists; a test holds them against known makers."""

import re
from dataclasses import dataclass
from itertools import product as pairs
from random import Random

from kpmarket.site.demo.codes import credit_code
from kpmarket.site.demo.places import PLACES, Place

FIRST_CHARACTERS = {
    "澜": "Lan", "霁": "Ji", "岚": "Lan", "澄": "Cheng", "翎": "Ling", "珩": "Heng", "皓": "Hao", "阙": "Que", "霖": "Lin", "溪": "Xi",
    "栖": "Qi", "鹿": "Lu", "砚": "Yan", "曜": "Yao", "汀": "Ting", "遥": "Yao", "洵": "Xun", "槿": "Jin",
}  # fmt: skip
SECOND_CHARACTERS = {
    "屿": "Yu", "禾": "He", "苇": "Wei", "棠": "Tang", "笙": "Sheng", "梧": "Wu", "樾": "Yue", "桁": "Heng", "鹭": "Lu", "汐": "Xi",
    "岑": "Cen", "衡": "Heng", "舟": "Zhou", "铎": "Duo", "桉": "An", "沅": "Yuan",
}  # fmt: skip
"""Brand words are one of the first and one of the second: poetic, and in no trade register that we know of."""

KNOWN_MAKERS = frozenset(
    [
        "mindray",
        "yuwell",
        "winner",
        "intco",
        "bluesail",
        "aeonmed",
        "andon",
        "sinocare",
        "hubeiwanli",
        "dawn",
        "byd",
        "3m",
        "honeywell",
        "makrite",
        "weigao",
        "kangtai",
        "orient",
        "wondfo",
        "bgi",
        "beijinggenomics",
        "hotgen",
        "lepu",
        "acon",
        "allmed",
        "zhende",
        "comen",
        "resvent",
        "beyond",
        "contec",
        "creative",
        "berrcom",
        "jumper",
        "medtronic",
        "draeger",
        "hamilton",
        "ansell",
        "topglove",
        "hartalega",
        "medline",
        "cardinal",
        "molnlycke",
        "livzon",
        "genrui",
        "joinstar",
        "safecare",
        "迈瑞",
        "鱼跃",
        "稳健",
        "英科",
        "蓝帆",
        "谊安",
        "九安",
        "三诺",
        "威高",
        "振德",
        "奥美",
        "万孚",
        "华大",
        "热景",
        "乐普",
        "艾康",
        "科曼",
        "瑞思迈",
        "贝丰",
        "康泰",
        "理邦",
        "倍益康",
        "新华",
        "阳普",
        "达安",
        "之江",
        "圣湘",
        "安图",
        "东方生物",
        "博拓",
        "奥泰",
        "亚辉龙",
        "明德",
        "丽珠",
        "比亚迪",
        "朝美",
        "保为康",
        "大胜",
        "龙昌",
        "超亚",
        "飘安",
        "健琪",
        "亚都",
    ]
)
"""Names of real makers that must not be met by chance."""


@dataclass(frozen=True)
class Trade:
    """A line of business: how it is written in a company's name and what such a company makes."""

    name_zh: str
    name_en: str
    makes: tuple[str, ...]
    is_trader: bool = False


TEXTILES = ("medical_mask", "respirator", "community_mask", "surgical_gown", "isolation_gown", "ppe_coverall")
SHIELDS = ("protective_eyewear", "face_shield")
TESTS = ("ivd_ag_pro", "ivd_ag_self", "ivd_ab", "ivd_pcr")
CONSUMABLES = ("syringe", "hypodermic_needle", "infusion_set", "iv_cannula", "urinary_catheter")
HOME_MONITORS = ("blood_pressure_monitor", "glucose_meter", "glucose_strip", "contact_thermometer")
RAPID_TESTS = ("influenza_test", "hiv_test", "malaria_test", "pregnancy_test")
TRADES: tuple[Trade, ...] = (
    Trade("医疗用品", "Medical Supplies", TEXTILES),
    Trade("医疗器械", "Medical Devices", ("ir_thermometer", "pulse_oximeter", "medical_mask", "face_shield")),
    Trade("防护用品", "Protective Products", ("respirator", "ppe_coverall", "isolation_gown", *SHIELDS)),
    Trade("卫生材料", "Hygiene Materials", ("medical_mask", "community_mask", "surgical_gown", "isolation_gown")),
    Trade("乳胶制品", "Latex Products", ("exam_glove", "surgical_glove")),
    Trade("呼吸科技", "Respiratory Technology", ("ventilator", "oxygen_concentrator", "pulse_oximeter")),
    Trade("医疗电子", "Medical Electronics", ("ir_thermometer", "pulse_oximeter", "oxygen_concentrator", "ventilator")),
    Trade("生物技术", "Biotechnology", TESTS),
    Trade("诊断试剂", "Diagnostics", TESTS),
    Trade("日化", "Personal Care", ("hand_sanitizer",)),
    Trade("消毒制品", "Disinfection Products", ("hand_sanitizer", "community_mask")),
    Trade("光学", "Optical Safety", SHIELDS),
    Trade("医用耗材", "Medical Consumables", CONSUMABLES),
    Trade("医用敷料", "Wound Care", ("wound_dressing", "bandage", "surgical_gown")),
    Trade("健康科技", "Health Technology", HOME_MONITORS),
    Trade("体外诊断", "Rapid Diagnostics", RAPID_TESTS),
    Trade("康复器械", "Rehabilitation Equipment", ("wheelchair_manual", "wheelchair_powered", "hospital_bed")),
    Trade("进出口", "Import & Export", ("medical_mask", "exam_glove", "isolation_gown", "face_shield"), is_trader=True),
)

SURNAMES = {
    "陈": "Chen", "林": "Lin", "周": "Zhou", "吴": "Wu", "徐": "Xu", "孙": "Sun", "朱": "Zhu", "胡": "Hu", "郭": "Guo", "何": "He", "高": "Gao", "罗": "Luo",
    "郑": "Zheng", "梁": "Liang", "谢": "Xie", "宋": "Song", "唐": "Tang", "许": "Xu", "韩": "Han", "冯": "Feng", "曹": "Cao", "彭": "Peng", "曾": "Zeng",
}  # fmt: skip
GIVEN_CHARACTERS = {
    "文": "wen", "静": "jing", "志": "zhi", "远": "yuan", "晓": "xiao", "岚": "lan", "海": "hai", "宁": "ning", "思": "si", "琪": "qi", "立": "li",
    "诚": "cheng", "若": "ruo", "溪": "xi", "建": "jian", "平": "ping", "雨": "yu", "桐": "tong", "嘉": "jia", "禾": "he", "明": "ming", "舒": "shu",
}  # fmt: skip
POSITIONS = (
    ("外贸经理", "Export manager"),
    ("法规事务经理", "Regulatory affairs manager"),
    ("质量负责人", "Head of quality"),
    ("总经理", "General manager"),
)
ROADS = {
    "星河": "Xinghe", "创新": "Chuangxin", "科苑": "Keyuan", "滨江": "Binjiang", "青枫": "Qingfeng", "云杉": "Yunshan", "银杏": "Yinxing",
    "康庄": "Kangzhuang", "望湖": "Wanghu", "明远": "Mingyuan", "听松": "Tingsong", "竹园": "Zhuyuan", "朝阳": "Chaoyang", "新业": "Xinye",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody invented who answers for a company."""

    name_zh: str
    name_en: str
    position_zh: str
    position_en: str
    email: str
    phone: str


@dataclass(frozen=True)
class Company:
    """An invented Chinese supplier."""

    name_zh: str
    name_en: str
    brand_zh: str
    brand_en: str
    trade: Trade
    place: Place
    credit_code: str
    address_zh: str
    address_en: str
    postcode: str
    website: str
    people: tuple[Person, ...]


def suppliers(count: int, rng: Random) -> list[Company]:
    """So many suppliers, each with a brand of its own, spread evenly over provinces and lines of business."""
    brands = list(pairs(FIRST_CHARACTERS.items(), SECOND_CHARACTERS.items()))
    rng.shuffle(brands)
    taken: set[str] = set()
    companies: list[Company] = []
    places = _spread_over_provinces(rng)
    for (first_zh, first_en), (second_zh, second_en) in brands:
        brand_en = (first_en + second_en).capitalize()
        if len(companies) == count:
            return companies
        if brand_en in taken or resembles_known_maker(first_zh + second_zh + brand_en):
            continue
        taken.add(brand_en)
        place, trade = places[len(companies) % len(places)], TRADES[len(companies) % len(TRADES)]
        companies.append(_company(first_zh + second_zh, brand_en, trade, place, rng))
    raise ValueError(f"Only {len(companies)} brand words differ in English")


def _spread_over_provinces(rng: Random) -> list[Place]:
    """All places, so ordered that every province comes up before one comes up twice."""
    shuffled = rng.sample(PLACES, len(PLACES))
    places_so_far: dict[str, int] = {}
    rank: dict[str, int] = {}
    for place in shuffled:
        rank[place.code] = places_so_far[place.province] = places_so_far.get(place.province, 0) + 1
    return sorted(shuffled, key=lambda place: rank[place.code])


def resembles_known_maker(name: str) -> bool:
    """Whether a known maker's name occurs in this one."""
    letters = re.sub(r"[^\w]", "", name.lower())
    return (
        any(maker in letters for maker in KNOWN_MAKERS if len(maker) > 3 or not maker.isascii())
        or letters in KNOWN_MAKERS
    )


def _company(brand_zh: str, brand_en: str, trade: Trade, place: Place, rng: Random) -> Company:
    seat_zh, seat_en = rng.choice([(place.city_zh, place.city_en), (place.province_zh, place.province_en)])
    form_zh, form_en = rng.choices([("有限公司", "Co., Ltd."), ("股份有限公司", "Corporation Ltd.")], [5, 1])[0]
    domain = f"{brand_en.lower()}.example"
    road_zh, road_en = rng.choice(list(ROADS.items()))
    number, building = rng.randrange(1, 400), rng.randrange(1, 13)
    return Company(
        name_zh=f"{seat_zh}{brand_zh}{trade.name_zh}{form_zh}",
        name_en=f"{seat_en} {brand_en} {trade.name_en} {form_en}",
        brand_zh=brand_zh,
        brand_en=brand_en,
        trade=trade,
        place=place,
        credit_code=credit_code(place.code, rng),
        address_zh=f"{place.full_zh}{road_zh}路{number}号{building}幢",
        address_en=f"Building {building}, No. {number} {road_en} Road, {place.full_en} {place.postcode}, China",
        postcode=place.postcode,
        website=f"https://www.{domain}/",
        people=tuple(_person(position, place, domain, rng) for position in rng.sample(POSITIONS, 2)),
    )


def _person(position: tuple[str, str], place: Place, domain: str, rng: Random) -> Person:
    family_zh, family_en = rng.choice(list(SURNAMES.items()))
    given = rng.sample(list(GIVEN_CHARACTERS.items()), 2)
    given_en = "".join(pinyin for _, pinyin in given)
    return Person(
        name_zh=family_zh + "".join(char for char, _ in given),
        name_en=f"{given_en.capitalize()} {family_en}",
        position_zh=position[0],
        position_en=position[1],
        email=f"{given_en}.{family_en.lower()}@{domain}",
        phone=telephone(place, rng),
    )


def telephone(place: Place, rng: Random) -> str:
    """A number nobody has: behind a Chinese area code no subscriber's number begins with 0, that digit opens a trunk call."""
    return f"+86 {place.dialling_code} 0{rng.randrange(1000):03} {rng.randrange(10_000):04}"
