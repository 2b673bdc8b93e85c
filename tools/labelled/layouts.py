"""Pages of labelled documents as HTML: three arrangements with wording, type and colour of their own, for every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from html import escape
from random import Random

from kpmarket.site.demo.chance import chance
from tools.labelled.kinds import Kind
from tools.labelled.page_content import PageContent

VARIANTS = ("a", "b", "c")
LABELS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "holder": (("名称", "Manufacturer"), ("企业名称", "Name of company"), ("单位名称", "Legal manufacturer")),
    "address": (("住所", "Address"), ("地址", "Registered address"), ("生产地址", "Place of business")),
    "credit": (("统一社会信用代码", "Unified social credit code"),) * 3,
    "issuer": (("发证机关", "Issued by"), ("审批部门", "Issuing body"), ("签发单位", "Issuing organisation")),
    "body": (("公告机构编号", "Notified body No."), ("公告机构号", "Notified Body number"), ("机构编号", "Identification number of the notified body")),
    "product": (("产品名称", "Product"), ("品名", "Product name"), ("产品名称及描述", "Device description")),
    "models": (("型号、规格", "Models"), ("规格型号", "Model(s)"), ("型号", "Type / model reference")),
    "standards": (("检验依据", "Standards applied"), ("执行标准", "Applied standards"), ("依据标准", "Harmonised standards")),
    "class": (("管理类别", "Classification"), ("类别", "Device class"), ("风险等级", "Risk class")),
    "scope": (("范围", "Scope"), ("经营范围", "Scope of certification"), ("生产范围", "Certified scope")),
    "issued": (("发证日期", "Date of issue"), ("签发日期", "Issue date"), ("批准日期", "Issued on")),
    "starts": (("生效日期", "Valid from"), ("有效期自", "Effective date"), ("有效期起始", "Date effective")),
    "ends": (("有效期至", "Valid until"), ("有效期限至", "Expiry date"), ("截止日期", "Certificate expires on")),
    "period": (("有效期", "Validity"), ("营业期限", "Period of validity"), ("期限", "Term of validity")),
    "term": (("有效期", "Validity"), ("有效期", "Validity"), ("有效期限", "Valid for")),
}  # fmt: skip
DATES = {
    "zh": {
        "a": ("plain", "dashes"),
        "b": ("padded", "dots", "spaced"),
        "c": ("characters", "plain", "slashes", "dashes"),
        "d": ("plain", "spaced", "dashes", "padded", "characters"),
        "e": ("padded", "plain", "dashes", "spaced", "dots"),
    },
    "en": {
        "a": ("day-name", "dashes", "short-name"),
        "b": ("name-day", "german", "customs"),
        "c": ("ordinal", "german", "slashes", "short-name", "day-name"),
        "d": ("day-name", "dashes", "name-day", "ordinal", "german"),
        "e": ("dashes", "day-name", "short-name", "german", "day-short", "customs"),
    },
}
TYPES = {
    "a": ("Liberation Sans, Noto Sans CJK SC", "DejaVu Sans, Noto Sans CJK SC"),
    "b": ("Liberation Serif, Noto Serif CJK SC", "Liberation Sans Narrow, Noto Sans CJK SC"),
    "c": (
        "DejaVu Serif, Noto Serif CJK SC",
        "Liberation Serif, Noto Sans CJK SC",
        "Liberation Sans, Noto Serif CJK SC",
    ),
}
COLOURS = ("#143a6b", "#7a1f1f", "#1d5b3a", "#333333", "#5a3d82")
STYLE = """
@page { size: A4; margin: 0 } * { box-sizing: border-box }
body { margin: 0; width: 210mm; height: 296mm; padding: 20mm; font-size: 11pt; line-height: 1.45; color: #1a1a1a; position: relative }
h1 { color: VAR; margin: 0 0 3mm } h2 { font-size: 12pt; font-weight: normal; margin: 0 0 4mm }
table { border-collapse: collapse; width: 100% } td { padding: 2.4mm 3mm; vertical-align: top }
.a td { border: .3mm solid #777 } .a td:first-child { width: 33%; background: #f1f1f1 } .a h1, .a h2 { text-align: center }
.b .row { display: flex; gap: 4mm; padding: 1.7mm 0 } .b .half { display: flex; flex-wrap: wrap }
.b .half .row { width: 50% } .b { border: 1.2mm double VAR } .b h1 { letter-spacing: .06em }
.c h1, .c h2 { text-align: center } .c .pair { margin: 0 0 3.4mm } .c .pair small { display: block; color: #555; font-size: 8.5pt }
.c .days { display: grid; grid-template-columns: 1fr 1fr 1fr; margin-top: 9mm; border-top: .3mm solid VAR; padding-top: 3mm }
.c.centred .pair { text-align: center } .c .letter p { margin: 0 0 4mm }
.foot { position: absolute; left: 20mm; right: 20mm; bottom: 12mm; font-size: 7.5pt; color: #666; text-align: center }
.seal-anchor { position: relative } .seal { position: absolute; left: -6mm; top: -15mm; width: 34mm; height: 34mm; transform: rotate(ROTATIONdeg); mix-blend-mode: multiply }
"""
SEAL = """<svg class="seal" viewBox="0 0 100 100"><g fill="none" stroke="#c8102e" stroke-width="3"><circle cx="50" cy="50" r="47"/></g>
<path id="rim" d="M 14 56 A 37 37 0 1 1 86 56" fill="none"/><text fill="#c8102e" font-size="8.6" textLength="104"><textPath href="#rim">NAME</textPath></text>
<path fill="#c8102e" d="M50 33l4 12h13l-10 8 4 12-11-8-11 8 4-12-10-8h13z"/><text x="50" y="83" text-anchor="middle" fill="#c8102e" font-size="9">样本 SPECIMEN</text></svg>"""


def page(kind: Kind, content: PageContent, variant: str, rng: Random, *, stamped: bool) -> str:
    """The whole page as HTML. Afterwards `content.truth` holds what the page states."""
    colour = rng.choice(COLOURS)
    style = STYLE.replace("VAR", colour).replace("ROTATION", str(rng.randrange(-14, 15)))
    title, *rest = kind.titles[VARIANTS.index(variant)].split("\n")
    size = 26 if len(title) < 22 else 20
    head = f'<h1 style="font-size:{size}pt">{escape(title)}</h1>' + "".join(f"<h2>{escape(line)}</h2>" for line in rest)
    body, classes = ARRANGEMENTS[variant](kind, content, rng)
    content.note_facts_in_text(f"{kind.titles[VARIANTS.index(variant)]}\n{kind.says[VARIANTS.index(variant)]}")
    seal = SEAL.replace("NAME", content.facts.issuer_zh or content.facts.holder_zh) if stamped else ""
    body = body.replace('<i class="seal-anchor"></i>', f'<span class="seal-anchor">{seal}</span>', 1)
    fonts = rng.choice(TYPES[variant])
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style>'
        f'<body class="{classes}" style="font-family:{fonts}">{head}{body}'
        '<p class="foot">Invented specimen for measurement. Not a certificate. 样本，仅供测量使用。</p>'
    )


def dates_of(kind: Kind, variant: str, seed: str) -> str:
    forms = DATES["en" if kind.languages == "en" else "zh"][variant]
    return chance("dates", kind.id, variant, seed).choice(forms)


def _label(kind: Kind, slot: str, variant: str) -> str:
    at = VARIANTS.index(variant)
    zh, en = (kind.number_labels[at].split("\n") * 2)[:2] if slot == "number" else LABELS[slot][at]
    if kind.languages == "both":
        return zh if zh == en else f"{zh} {en}"
    return zh if kind.languages == "zh" else en


def _slots(kind: Kind, rng: Random) -> list[str]:
    """The slots of the kind; now and then a period in one line, or a term, for a beginning and an end."""
    text = kind.slots
    if "starts ends" in text:
        text = text.replace("starts ends", rng.choice(("starts ends", "period", "term")))
    return text.split()


def _pairs(kind: Kind, content: PageContent, variant: str, slots: Iterable[str]) -> list[tuple[str, str, str]]:
    return [(slot, _label(kind, slot, variant), _with_seal_anchor(slot, content.value(slot))) for slot in slots]


def _with_others(kind: Kind, content: PageContent, variant: str, rng: Random) -> list[tuple[str, str, str]]:
    """The kind's own facts with one or two others somewhere between them."""
    pairs = _pairs(kind, content, variant, _slots(kind, rng))
    for label, value in _unrelated_facts(kind, content, rng):
        pairs.insert(rng.randrange(2, len(pairs)), ("other", label, value))
    return pairs


def _unrelated_facts(kind: Kind, content: PageContent, rng: Random) -> list[tuple[str, str]]:
    """Label and value of numbers and days that are no answer to any field, as real documents have them."""
    day = content.facts.issued_on - timedelta(days=rng.randrange(400, 900))
    first = f"{day.year}年{day.month}月{day.day}日" if content.zh else f"{day.day} {day:%B} {day.year}"
    others = (
        (("联系电话", "Telephone"), f"0{rng.randrange(510, 899)}-8{rng.randrange(10**6, 10**7)}"),
        (("受理号", "Application No."), f"AP{rng.randrange(10**5, 10**6)}"),
        (("首次发证日期", "First issued"), first),
        (("邮政编码", "Postcode"), str(rng.randrange(210000, 530000))),
        (("版本", "Revision"), f"{rng.randrange(10):02}"),
    )
    chosen = rng.sample(others, rng.randrange(3))
    return [
        (zh if kind.languages == "zh" else en if kind.languages == "en" else f"{zh} {en}", value)
        for (zh, en), value in chosen
    ]


def _with_seal_anchor(slot: str, value: str) -> str:
    """The value with the anchor of a seal, which lies over the day of issue."""
    return f'<i class="seal-anchor"></i>{value}' if slot == "issued" else value


def _table(kind: Kind, content: PageContent, rng: Random) -> tuple[str, str]:
    """A ruled table, labels at the left, the sentence below."""
    pairs = _with_others(kind, content, "a", rng)
    rows = "".join(f"<tr><td>{escape(label)}</td><td>{value}</td></tr>" for _, label, value in pairs)
    return f"<table>{rows}</table><p>{escape(kind.says[0])}</p>", "a"


def _lines(kind: Kind, content: PageContent, rng: Random) -> tuple[str, str]:
    """Labels with colons in the flow of lines; the last facts in two columns."""
    pairs = _with_others(kind, content, "b", rng)
    colon = "：" if content.zh else ":"
    rows = [
        f'<div class="row"><span>{escape(label)}{colon}</span><span>{value}</span></div>' for _, label, value in pairs
    ]
    short = [
        row
        for row, (slot, _, _) in zip(rows, pairs, strict=True)
        if slot in {"issued", "starts", "ends", "class", "body"}
    ]
    long = [row for row in rows if row not in short]
    return f'<p>{escape(kind.says[1])}</p>{"".join(long)}<div class="half">{"".join(short)}</div>', "b"


def _stacked(kind: Kind, content: PageContent, rng: Random) -> tuple[str, str]:
    """Small labels above their values, now and then centred; the days next to each other at the foot."""
    pairs = _with_others(kind, content, "c", rng)
    days = [pair for pair in pairs if pair[0] in {"issued", "starts", "ends", "issuer"}]
    rows = "".join(_pair(pair) for pair in pairs if pair not in days)
    foot = "".join(_pair(pair) for pair in days)
    centred = " centred" if rng.random() < 0.5 else ""
    return f'<p>{escape(kind.says[2])}</p>{rows}<div class="days">{foot}</div>', f"c{centred}"


def _pair(pair: tuple[str, str, str]) -> str:
    return f'<div class="pair"><small>{escape(pair[1])}</small>{pair[2]}</div>'


Arrangement = Callable[[Kind, PageContent, Random], tuple[str, str]]
ARRANGEMENTS: dict[str, Arrangement] = {"a": _table, "b": _lines, "c": _stacked}
