"""What regulators register and license, and the label of a registered product."""

from kpmarket.site.demo.documents.document import Document, day_en
from kpmarket.site.demo.documents.sheet import INK, SOFT_INK, Sheet
from kpmarket.site.demo.label_texts import LINES

TEAL = "#0f6f73"


def label_artwork(document: Document) -> bytes:
    """A box label to scale with its symbols, and the first lines of the instructions."""
    sheet = Sheet(document, wide=True, margin=46)
    sheet.put(46, 44, f"Artwork {document.number}", 11, bold=True)
    sheet.put(
        sheet.width - 46,
        44,
        f"{document.type_name_en[:60]} · rev. A · {day_en(document.issued_on)}",
        8.5,
        colour=SOFT_INK,
        align="right",
    )
    _box_label(sheet, document)
    sheet.put(271, 376, "←   120 mm   →", 8, colour=SOFT_INK, align="centre")
    sheet.y = 56
    sheet.flow("Instructions for use 使用说明", 12, x=520, bold=True, gap=6)
    for text in INSTRUCTIONS:
        sheet.flow(text, 9, x=520, gap=5)
    for language in document.languages:
        sheet.flow(f"{language.upper()}  {LINES[language]}", 8.5, x=520, gap=3)
    sheet.y = max(400, sheet.y + 10)
    sheet.facts(
        [
            ("Manufacturer 制造商", f"{document.holder_en}  {document.holder_zh}"),
            ("Approved for print 批准", f"{document.person_en}  {document.person_zh}"),
            ("Scope 范围", document.scope or "All packs of the models named"),
            ("Models 型号", ", ".join(e.model for e in document.articles)),
        ],
        label=150,
    )
    return sheet.finish()


def _box_label(sheet: Sheet, document: Document) -> None:
    """The label itself: product in both languages, symbols with their texts, bar code, model, marking."""
    article = document.articles[0]
    colour = sheet.chance.choice([TEAL, "#2b5ea8", "#7a3b5d", "#b0622b"])
    sheet.box(46, 60, 450, 300, line=INK, weight=1)
    sheet.box(46, 60, 450, 62, fill=colour)
    sheet.put(62, 88, article.name_en[:44], 15, bold=True, colour="#ffffff")
    sheet.put(62, 110, article.name_zh, 12, colour="#ffffff")
    for step, (symbol, text) in enumerate(_symbols(document)):
        y = 132 + step * 31
        sheet.box(62, y, 34, 23, line=INK)
        sheet.put(79, y + 16, symbol, 10.5, bold=True, align="centre")
        sheet.y = y - 4
        sheet.flow(text, 8, x=106, width=216, gap=0)
    sheet.bars(338, 236, 140, 50)
    sheet.put(408, 298, "(01)00290000000000(17)300101(10)A9", 6.5, align="centre")
    sheet.put(408, 170, document.articles[0].model, 17, bold=True, align="centre")
    sheet.put(408, 190, document.standard or "single use  一次性使用", 8.5, align="centre")
    sheet.put(408, 222, "CE" if document.type_id.startswith(("eu", "local")) else "", 26, bold=True, align="centre")


def _symbols(document: Document) -> list[tuple[str, str]]:
    return [
        ("MFR", document.holder_en),
        ("REP", "Authorised representative as named in the mandate (invented)"),
        ("REF", document.articles[0].model),
        ("LOT", f"{document.issued_on:%y%m}A9 · production {document.issued_on:%Y-%m}"),
        ("EXP", "24 months after production"),
        ("②", "Do not use again 禁止二次使用"),
        ("!", "Keep dry. Keep away from sunlight 怕雨 怕晒"),
    ]


INSTRUCTIONS = (
    "1. Wash your hands before use. 使用前请洗手。",
    "2. Check that the pack is whole and in date. 检查包装完好并在有效期内。",
    "3. Use once and dispose of as clinical waste. 一次性使用，按医疗废物处理。",
    "4. Store at 5 to 40 °C, below 80 % humidity. 贮存条件：5–40 °C，湿度不大于80%。",
    "5. Report serious incidents to the manufacturer and to the authority of your country. 严重不良事件请报告制造商及主管部门。",
)


BANDS: dict[str, tuple[str, ...]] = {
    "br": ("#1f7a3d", "#f2c230", "#25408f"), "mx": ("#1f6b45", "#ffffff", "#a8202f"), "jp": ("#ffffff", "#b3202f", "#ffffff"),
    "kr": ("#21407f", "#ffffff", "#b3303a"), "sa": ("#1f6b3a", "#ffffff", "#1f6b3a"), "ae": ("#1f6b3a", "#ffffff", "#22282c"),
    "in": ("#d98032", "#ffffff", "#2c7a3c"), "au": ("#1f3a78", "#ffffff", "#b3303a"), "ca": ("#b3202f", "#ffffff", "#b3202f"),
    "gb": ("#1f3a78", "#ffffff", "#b3202f"), "za": ("#1f6b3a", "#f2c230", "#22282c"), "us": ("#1f3a78", "#ffffff", "#b3202f"),
}  # fmt: skip


def authority_licence(document: Document) -> bytes:
    """A regulator's registration or import licence, with a band in the colours of the country."""
    sheet = Sheet(document, margin=66)
    main = _country_band(sheet, document.type_id.split("_")[0])
    sheet.box(30, 36, sheet.width - 60, sheet.height - 72, line=main, weight=1.2)
    sheet.waves("#e6eaec", 180, 700, 12)
    sheet.y = 60
    sheet.title(document.issuer_en, 15, colour=main, gap=2)
    sheet.title(document.issuer_zh, 10, colour=SOFT_INK, gap=22)
    sheet.flow(document.type_name_en, 19, bold=True, align="centre", gap=2)
    sheet.flow(document.type_name_zh, 12.5, align="centre", colour=SOFT_INK, gap=12)
    sheet.box(sheet.width / 2 - 150, sheet.y, 300, 34, fill="#ffffff", line=main)
    sheet.put(sheet.width / 2, sheet.y + 22, document.number, 14, bold=True, align="centre")
    sheet.y += 52
    sheet.facts([
        ("Holder 持有人", f"{document.holder_en}\n{document.holder_zh}"),
        ("Legal manufacturer's address 地址", f"{document.address_en}\n{document.address_zh}"),
        ("Scope 范围", document.scope or "Import, storage and supply of the devices below"),
        ("Standard or class 依据", document.standard),
    ])  # fmt: skip
    sheet.table(
        [("Device", "产品", "Model"), *((e.name_en, e.name_zh, e.model) for e in document.articles[:8])],
        (7, 4, 3),
        size=8.5,
    )
    sheet.facts([
        ("Issued 签发", f"{day_en(document.issued_on)}"),
        ("Valid from 生效", day_en(document.valid_from)),
        ("Valid until 有效期至", day_en(document.valid_until)),
    ])  # fmt: skip
    y = sheet.height - 104
    sheet.signature(sheet.margin, y, "Registrar (invented)", "for the authority")
    sheet.bars(sheet.width / 2 - 40, y - 24, 90, 26)
    sheet.seal(sheet.width - 128, y - 10, "DEMONSTRATION REGISTRY", "SPECIMEN", colour=main, star=False)
    return sheet.finish()


def _country_band(sheet: Sheet, country: str) -> str:
    """Stripes along the upper edge, in random colours where the country has none; returns the first that is not white."""
    colours = BANDS.get(country) or tuple(
        sheet.chance.sample(["#2b5ea8", "#1f6b5c", "#7a3b5d", "#b0622b", "#44525c"], 3)
    )
    for place, colour in enumerate(colours):
        sheet.box(0, place * 7, sheet.width, 7, fill=colour)
    return next(colour for colour in colours if colour != "#ffffff")


def registration_letter(document: Document) -> bytes:
    """A regulator's letter that confirms a registration: grey head, boxed account, list of devices."""
    sheet = Sheet(document, margin=66)
    sheet.put(66, 70, document.issuer_en, 15, bold=True, colour="#0b3c5d")
    sheet.put(66, 86, document.issuer_zh, 9, colour=SOFT_INK)
    sheet.rule(98, colour="#0b3c5d", weight=2)
    sheet.y = 112
    sheet.flow(f"{document.holder_en}\n{document.address_en}", 10, width=260, gap=4)
    sheet.flow(day_en(document.issued_on), 10, gap=14)
    sheet.flow("Confirmation of registration 注册确认函", 17, bold=True, gap=10)
    sheet.box(66, sheet.y, sheet.inner, 50, fill="#eef3f6")
    sheet.put(80, sheet.y + 20, "Reference 编号", 9, colour=SOFT_INK)
    sheet.put(80, sheet.y + 39, document.number, 14, bold=True)
    sheet.put(
        sheet.width - 80,
        sheet.y + 39,
        f"{day_en(document.valid_from)} – {day_en(document.valid_until)}",
        10,
        align="right",
    )
    sheet.y += 62
    sheet.flow("We confirm that the manufacturer named above has been registered together with the devices listed. Registration is not an approval, "
               "a certification or an endorsement of a device. 注册不代表对产品的批准或认可。", 10.5, gap=10)  # fmt: skip
    sheet.table(
        [("Device", "产品", "Model", "Class"), *((e.name_en, e.name_zh, e.model, "I") for e in document.articles[:8])],
        (7, 4, 3, 1),
        size=8.5,
    )
    sheet.facts(
        [
            ("Responsible person 责任人", "Kestrel Regulatory Agents Ltd, Leeds (invented)"),
            ("Manufacturer 制造商", f"{document.holder_en}\n{document.holder_zh}"),
            ("Scope 范围", document.scope),
        ]
    )
    sheet.signature(66, sheet.height - 120, "Device registrations team", "no signature is needed")
    return sheet.finish()
