"""European documents: declarations of conformity, notified bodies' certificates, mandates, registrations of economic operators."""

from kpmarket.site.demo.documents.document import Document, day_en
from kpmarket.site.demo.documents.sheet import INK, SOFT_INK, Sheet

BLUE = "#1f4e8c"
LAWS: dict[str, tuple[str, str]] = {
    "mdr": ("EU DECLARATION OF CONFORMITY", "Regulation (EU) 2017/745 on medical devices"),
    "mdd": ("EC DECLARATION OF CONFORMITY", "Council Directive 93/42/EEC concerning medical devices"),
    "ivdr": ("EU DECLARATION OF CONFORMITY", "Regulation (EU) 2017/746 on in vitro diagnostic medical devices"),
    "ivdd": ("EC DECLARATION OF CONFORMITY", "Directive 98/79/EC on in vitro diagnostic medical devices"),
    "ppe": ("EU DECLARATION OF CONFORMITY", "Regulation (EU) 2016/425 on personal protective equipment"),
    "ukca": ("UK DECLARATION OF CONFORMITY", "The Medical Devices Regulations 2002 (SI 2002/618), as amended"),
}


def law_of(type_id: str) -> tuple[str, str]:
    words = type_id.split("_")
    return next((LAWS[word] for word in words if word in LAWS), LAWS["mdr"])


def declaration(document: Document) -> bytes:
    """The maker declares alone: letterhead, numbered points, place, date, signature."""
    sheet = Sheet(document, margin=64)
    _letterhead(sheet, document)
    heading, law = law_of(document.type_id)
    sheet.title(heading, 21, gap=4)
    sheet.title("符合性声明", 12, colour=SOFT_INK, gap=4)
    sheet.flow(f"in accordance with {law}", 10, align="centre", gap=4)
    sheet.flow(f"Declaration No. {document.number}", 10, bold=True, align="centre", gap=12)
    for number, (name, stated) in enumerate(_declared_points(document, law), 1):
        sheet.put(sheet.margin, sheet.y + 13, f"{number}.", 9.5, bold=True)
        top = sheet.y
        sheet.flow(name, 9.5, x=sheet.margin + 20, width=126, colour=SOFT_INK, gap=0)
        low, sheet.y = sheet.y, top
        sheet.flow(stated, 10.5, x=sheet.margin + 154, gap=0)
        sheet.y = max(sheet.y, low) + 12
    sheet.y += 4
    sheet.flow(
        f"This declaration is issued under the sole responsibility of the manufacturer. The products named above conform to {law} "
        "and to the standards listed. 本声明由制造商全权负责签发。", 9.5, gap=26)  # fmt: skip
    y = max(sheet.y + 34, sheet.height - 130)
    place = document.address_en.split(",")[-3].strip() if document.address_en.count(",") > 2 else "China"
    sheet.put(sheet.margin, y - 34, f"{place}, {day_en(document.issued_on)}", 9.5)
    sheet.signature(
        sheet.margin,
        y + 8,
        document.person_en or "Head of regulatory affairs",
        "Signed for and on behalf of the manufacturer",
        width=190,
    )
    sheet.seal(sheet.width - 140, y - 6, document.holder_zh, radius=44)
    return sheet.finish()


def _letterhead(sheet: Sheet, document: Document) -> None:
    colour = sheet.chance.choice(["#0f6f73", "#1f4e8c", "#7a3b5d", "#3d6b35", "#a5572b"])
    sheet.box(0, 0, sheet.width, 10, fill=colour)
    sheet.put(sheet.margin, 48, document.holder_en, 12, bold=True, colour=colour)
    sheet.put(sheet.margin, 62, document.holder_zh, 9, colour=SOFT_INK)
    sheet.put(sheet.margin, 75, document.address_en, 7.5, colour=SOFT_INK)
    sheet.rule(84, colour=colour, weight=1)
    sheet.y = 98


def _declared_points(document: Document, law: str) -> list[tuple[str, str]]:
    """The numbered points of a declaration: label and statement."""
    return [
        ("Manufacturer 制造商", f"{document.holder_en}\n{document.holder_zh}\n{document.address_en}"),
        (
            "Product 产品",
            "\n".join(f"{each.name_en} ({each.name_zh}), model {each.model}" for each in document.articles[:8]),
        ),
        *_classification(document),
        ("Applied standards 标准", document.standard or "EN ISO 13485, EN ISO 14971, EN ISO 15223-1"),
        (
            "Scope 范围",
            document.scope or f"All lots placed on the market under {law.split(' on ')[0].split(' concerning ')[0]}",
        ),
        (
            "Valid 有效期",
            f"{day_en(document.valid_from)} to {day_en(document.valid_until)}"
            if document.valid_until
            else f"from {day_en(document.valid_from)}",
        ),
    ]


def _classification(document: Document) -> list[tuple[str, str]]:
    """Category and module of protective equipment; registration number, class and rule of a device."""
    if "ppe" in document.type_id:
        return [
            ("Category and module", "Category III; module B (Annex V) with module C2 (Annex VII)"),
            (
                "Type-examination",
                f"performed by notified body {document.issuer_number or '9417'}, certificate named in the technical file",
            ),
        ]
    digits = "".join(str(ord(char) % 10) for char in document.credit_code[-9:]) or "900000001"
    return [
        ("SRN and Basic UDI-DI", f"CN-MF-9{digits[:8]}    Basic UDI-DI 02{digits}{document.articles[0].model[:6]}"),
        (
            "Class and rule",
            "Class B, rule 6, Annex VIII" if document.product_type.startswith("ivd") else "Class I, rule 1, Annex VIII",
        ),
    ]


def body_certificate(document: Document) -> bytes:
    """A notified or approved body's certificate under the device laws, on a patterned background."""
    sheet = Sheet(document, margin=70)
    _, law = law_of(document.type_id)
    _body_head(sheet, document, BLUE)
    sheet.title(
        "UK CA Certificate" if document.type_id.startswith("gb_") else "EU Quality Management System Certificate",
        23,
        colour=BLUE,
        gap=4,
    )
    sheet.title(law, 10.5, colour=SOFT_INK, gap=4)
    sheet.title("Annex IX, Chapters I and III　质量管理体系证书", 10, colour=SOFT_INK, gap=14)
    sheet.facts([
        ("Certificate No. 证书编号", document.number),
        ("Manufacturer 制造商", f"{document.holder_en}\n{document.holder_zh}"),
        ("Address 地址", document.address_en),
        ("Scope 范围", document.scope or "Design, manufacture and final inspection of the devices listed"),
        ("Devices 产品", "\n".join(f"{each.name_en}, {each.model}" for each in document.articles[:8])),
        ("Standards 标准", document.standard or "EN ISO 13485:2016+A11:2021"),
        ("Valid from 生效", day_en(document.valid_from)),
        ("Valid until 有效期至", day_en(document.valid_until)),
    ])  # fmt: skip
    sheet.flow(
        f"{document.issuer_en} certifies that the manufacturer has a quality management system that meets the law named above for these devices. "
        "The system is subject to surveillance; the certificate is valid only while surveillance is passed.", 9, colour=SOFT_INK)  # fmt: skip
    _body_foot(sheet, document, BLUE)
    return sheet.finish()


def _body_head(sheet: Sheet, document: Document, colour: str) -> None:
    sheet.frame(colour, inset=22, weight=1.8)
    sheet.waves("#dbe6f2", 170, 700, 14)
    sheet.box(sheet.margin, 52, 40, 40, fill=colour)
    sheet.put(sheet.margin + 20, 79, document.issuer_en[:1], 24, bold=True, colour="#ffffff", align="centre")
    sheet.put(sheet.margin + 52, 70, document.issuer_en, 13, bold=True, colour=colour)
    sheet.put(sheet.margin + 52, 86, document.issuer_zh, 9, colour=SOFT_INK)
    if document.issuer_number:
        sheet.put(sheet.width - sheet.margin, 70, document.issuer_number, 18, bold=True, colour=colour, align="right")
        word = "Approved body" if document.type_id.startswith("gb_") else "Notified body"
        sheet.put(sheet.width - sheet.margin, 86, f"{word} (invented)", 7.5, colour=SOFT_INK, align="right")
    sheet.y = 116


def _body_foot(sheet: Sheet, document: Document, colour: str) -> None:
    y = sheet.height - 110
    sheet.signature(
        sheet.margin,
        y,
        sheet.chance.choice(["M. Falkenried", "S. Oltmann", "C. Beaurivage", "T. Lindqvarn"]),
        "Head of certification",
    )
    sheet.put(sheet.width / 2, y + 12, f"Issued {day_en(document.issued_on)}", 9, align="centre")
    sheet.seal(sheet.width - 130, y - 4, document.issuer_en[:30].upper(), "SPECIMEN", colour=colour, star=False)


MODULES: dict[str, tuple[str, str, str]] = {
    "b": (
        "EU Type-Examination Certificate",
        "Module B, Annex V　欧盟型式检验证书",
        "The technical design of the type meets the essential requirements of Annex II.",
    ),
    "c2": (
        "Report on Supervised Product Checks",
        "Module C2, Annex VII　监督抽检报告",
        "Samples taken at random intervals agree with the type; production is homogeneous.",
    ),
    "d": (
        "Quality Assurance Approval",
        "Module D, Annex VIII　生产质量保证",
        "The quality system of production, inspection and testing is approved.",
    ),
}


def ppe_certificate(document: Document) -> bytes:
    """Modules B, C2 and D of Regulation (EU) 2016/425."""
    sheet = Sheet(document, margin=70)
    colour = "#8a5a14"
    module = document.type_id.rsplit("_", 1)[-1]
    heading, annex, finding = MODULES.get(module, MODULES["b"])
    _body_head(sheet, document, colour)
    sheet.title(heading, 23, colour=colour, gap=4)
    sheet.title(f"Regulation (EU) 2016/425 — {annex}", 10.5, colour=SOFT_INK, gap=16)
    sheet.put(sheet.width / 2, sheet.y + 6, f"No. {document.number}", 14, bold=True, align="centre")
    sheet.y += 22
    sheet.facts(
        [
            ("Holder 持有人", f"{document.holder_en}\n{document.holder_zh}\n{document.address_en}"),
            ("PPE category 类别", "III"),
        ]
    )
    sheet.table(
        [
            ("Product", "产品", "Model", "Standard"),
            *(
                (e.name_en, e.name_zh, e.model, document.standard or "EN 149:2001+A1:2009")
                for e in document.articles[:8]
            ),
        ],
        (4, 3, 3, 4),
    )
    sheet.flow(finding, 10.5, bold=True, gap=4)
    sheet.flow(document.scope or "Particle filtering half mask; non-reusable (NR); sizes: one.", 9.5)
    sheet.facts([("Valid from", day_en(document.valid_from)), ("Valid until", day_en(document.valid_until))])
    if module == "b":
        sheet.flow(
            "For category III this certificate counts only together with module C2 or D. 该证书须与C2或D模式同时使用。",
            9,
            colour=SOFT_INK,
        )
    _body_foot(sheet, document, colour)
    return sheet.finish()


def mandate(document: Document) -> bytes:
    """A representative's mandate: two parties, clauses, two signatures."""
    sheet = Sheet(document, margin=70)
    sheet.title(document.type_name_en.split(" / ")[0].upper()[:70], 17, gap=4)
    sheet.title(document.type_name_zh, 12, colour=SOFT_INK, gap=6)
    sheet.flow(f"Agreement No. {document.number}", 10, align="centre", gap=14)
    sheet.facts([
        ("The manufacturer 制造商", f"{document.holder_en}\n{document.holder_zh}\n{document.address_en}"),
        ("The representative 授权代表", f"{document.issuer_en}\n{document.issuer_zh}  {document.issuer_number}"),
        ("Devices 产品", "; ".join(f"{each.name_en} {each.model}" for each in document.articles[:8])),
    ], ruled=False)  # fmt: skip
    for number, clause in enumerate(MANDATE_CLAUSES, 1):
        sheet.flow(f"{number}.  {clause}", 9.5, gap=4)
    end = f"to {day_en(document.valid_until)}" if document.valid_until else "without an end"
    sheet.flow(
        f"{len(MANDATE_CLAUSES) + 1}.  This mandate holds from {day_en(document.valid_from)} {end}. 本授权自{document.valid_from.isoformat()}起生效。",
        9.5,
    )
    y = max(sheet.y + 50, sheet.height - 150)
    sheet.signature(sheet.margin, y, document.person_en or "General manager", "For the manufacturer")
    sheet.signature(
        sheet.width / 2 + 20,
        y,
        sheet.chance.choice(["H. Wiesengrund", "J. de Kromme", "P. Ashdowne"]),
        "For the representative",
    )
    sheet.put(sheet.margin, y + 40, f"Signed {day_en(document.issued_on)}", 9, colour=SOFT_INK)
    sheet.seal(sheet.margin + 170, y - 4, document.holder_zh, radius=38)
    return sheet.finish()


MANDATE_CLAUSES = (
    "The manufacturer appoints the representative as its sole authorised representative for the devices above, and the representative accepts in writing.",
    "The representative verifies that the declaration of conformity and the technical documentation have been prepared and keeps copies at the disposal of the authorities.",
    "The representative complies with its duties of registration and verifies those of the manufacturer.",
    "The representative informs the manufacturer at once of complaints and of reports about suspected incidents.",
    "The representative may end the mandate when the manufacturer acts contrary to its obligations, and tells the authority of it.",
    "The representative is named with its address on label, outer packaging or instructions.",
)


def operator_registration(document: Document) -> bytes:
    """What a register shows of an economic operator or a device: a printed screen."""
    sheet = Sheet(document, margin=50)
    sheet.box(0, 0, sheet.width, 66, fill="#153e75")
    sheet.put(50, 34, "Register extract — economic operators and devices", 15, bold=True, colour="#ffffff")
    sheet.put(50, 52, "Printed view of a demonstration register  演示登记系统", 9, colour="#c8d6ea")
    sheet.y = 88
    sheet.box(50, 88, sheet.inner, 66, fill="#eaf1fa", line="#b9cbe4")
    sheet.put(66, 112, document.type_name_en[:78], 11, bold=True)
    sheet.put(66, 138, document.number, 18, bold=True, colour="#153e75")
    sheet.put(sheet.width - 66, 138, "● Registered 已登记", 10, bold=True, colour="#0a6638", align="right")
    sheet.y = 170
    for heading, pairs in (
        ("Actor 经济运营者", [("Name", document.holder_en), ("Name in Chinese", document.holder_zh), ("Address", document.address_en), ("Country", "China (CN)")]),
        ("Authority 主管机构", [("Registered with", f"{document.issuer_en}  {document.issuer_zh}"), ("Date", day_en(document.issued_on))]),
        ("Devices 产品", [(each.model, f"{each.name_en}  {each.name_zh}") for each in document.articles[:8]]),
        ("Status 状态", [("Valid from", day_en(document.valid_from)), ("Valid until", day_en(document.valid_until)), ("Version", "1 (current)")]),
    ):  # fmt: skip
        sheet.flow(heading, 11, bold=True, colour="#153e75", gap=2)
        sheet.facts(pairs, label=130)
        sheet.y += 8
    sheet.put(50, sheet.height - 40, f"{day_en(document.issued_on)} · page 1 of 1", 8, colour=INK)
    return sheet.finish()
