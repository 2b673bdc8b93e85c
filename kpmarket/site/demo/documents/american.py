"""American documents: clearance letters, establishment registration, respirator approval."""

from kpmarket.site.demo.documents.document import Document, day_en
from kpmarket.site.demo.documents.sheet import SOFT_INK, Sheet

NAVY = "#10355f"
CODES = {
    "medical_mask": ("FXX", "878.4040", "Surgical apparel"),
    "surgical_gown": ("FYA", "878.4040", "Surgical apparel"),
    "exam_glove": ("LZA", "880.6250", "Non-powdered patient examination glove"),
    "surgical_glove": ("KGO", "878.4460", "Non-powdered surgeon's glove"),
    "ir_thermometer": ("FLL", "880.2910", "Clinical electronic thermometer"),
    "pulse_oximeter": ("DQA", "870.2700", "Oximeter"),
    "ventilator": ("CBK", "868.5895", "Continuous ventilator"),
    "oxygen_concentrator": ("CAW", "868.5440", "Portable oxygen generator"),
    "syringe": ("FMF", "880.5860", "Piston syringe"),
    "hypodermic_needle": ("FMI", "880.5570", "Hypodermic single lumen needle"),
    "infusion_set": ("FPA", "880.5440", "Intravascular administration set"),
    "iv_cannula": ("FOZ", "880.5200", "Intravascular catheter"),
    "urinary_catheter": ("EZL", "876.5130", "Urological catheter and accessories"),
    "wound_dressing": ("NAD", "878.4020", "Occlusive wound dressing"),
    "bandage": ("FQM", "880.5075", "Elastic bandage"),
    "blood_pressure_monitor": ("DXN", "870.1130", "Noninvasive blood pressure measurement system"),
    "glucose_meter": ("NBW", "862.1345", "Glucose test system"),
    "glucose_strip": ("NBW", "862.1345", "Glucose test system"),
    "contact_thermometer": ("FLL", "880.2910", "Clinical electronic thermometer"),
    "pregnancy_test": ("LCX", "862.1155", "Human chorionic gonadotropin (HCG) test system"),
    "wheelchair_manual": ("IOR", "890.3850", "Mechanical wheelchair"),
    "wheelchair_powered": ("ITI", "890.3860", "Powered wheelchair"),
    "hospital_bed": ("FNL", "880.5100", "AC-powered adjustable hospital bed"),
}


def _authority_head(sheet: Sheet, name: str, below: str) -> None:
    sheet.box(sheet.margin, 46, 44, 44, fill=NAVY)
    sheet.put(sheet.margin + 22, 74, "SPEC", 13, bold=True, colour="#ffffff", align="centre")
    sheet.put(sheet.margin + 56, 66, name, 13, bold=True, colour=NAVY)
    sheet.put(sheet.margin + 56, 82, below, 8.5, colour=SOFT_INK)
    sheet.rule(100, colour=NAVY, weight=1.2)
    sheet.y = 116


def clearance_letter(document: Document) -> bytes:
    """A premarket letter: addressee, Re block, two paragraphs, signature."""
    sheet = Sheet(document, margin=72)
    _authority_head(sheet, document.issuer_en, f"{document.issuer_zh} · {document.type_name_en}")
    sheet.flow(day_en(document.issued_on), 10, gap=10)
    sheet.flow(
        f"{document.holder_en}\n{document.holder_zh}\n% {document.person_en or 'Official correspondent'}\n{document.address_en}",
        10,
        gap=14,
    )
    code, regulation, name = CODES.get(document.product_type, ("QKR", "878.4040", "Device"))
    article = document.articles[0]
    sheet.facts([
        ("Re:", document.number),
        ("Trade/Device Name:", f"{article.name_en} {', '.join(each.model for each in document.articles[:8])}"),
        ("Regulation Number:", f"21 CFR {regulation}"),
        ("Regulation Name:", name),
        ("Regulatory Class:", "Class II"),
        ("Product Code:", code),
        ("Dated:", day_en(document.valid_from)),
    ], label=130, ruled=False, gap=2)  # fmt: skip
    sheet.y += 10
    for text in _clearance_paragraphs(document):
        sheet.flow(text, 10, gap=8)
    sheet.put(sheet.margin, sheet.height - 158, "Sincerely,", 10)
    sheet.signature(
        sheet.margin,
        sheet.height - 104,
        sheet.chance.choice(["Eleanor V. Thackmoor", "Marcus D. Hollingrove"]),
        "Assistant Director (invented)",
    )
    sheet.put(sheet.margin, sheet.height - 62, "Enclosure: indications for use", 8.5, colour=SOFT_INK)
    return sheet.finish()


def _clearance_paragraphs(document: Document) -> tuple[str, ...]:
    """The body of the letter."""
    return (
        f"Dear {document.person_en or 'Correspondent'}:",
        "We have reviewed your submission for the device referenced above and have determined that it is substantially equivalent, for the "
        "indications for use stated in the enclosure, to legally marketed predicate devices. You may therefore market the device, subject to "
        "the general controls provisions of the Act: annual registration, listing of devices, good manufacturing practice and labelling.",
        f"Indications for use: {document.scope or document.articles[0].name_en + ' for single use by health care personnel.'}",
        f"Standards recognised in the submission: {document.standard or 'as listed in the summary'}.",
        "This letter does not mean that the agency has determined that the device complies with other requirements of the Act.",
        "审查结论：实质等同（样本文本，仅供演示）。",
    )


def establishment_registration(document: Document) -> bytes:
    """Registration and listing as agents print it: a table, and the sentence that it is no approval."""
    sheet = Sheet(document, wide=True, margin=70)
    sheet.frame(NAVY, inset=26, weight=3)
    sheet.waves("#dfe7f1", 120, 500, 8)
    sheet.y = 58
    sheet.title(f"Certificate of Registration {document.issued_on.year}", 27, colour=NAVY, gap=4)
    sheet.title(f"{document.type_name_en}　{document.type_name_zh}", 11, colour=SOFT_INK, gap=12)
    sheet.facts([
        ("Establishment 企业", f"{document.holder_en}  {document.holder_zh}"),
        ("Address 地址", document.address_en),
        ("Number 编号", document.number),
        ("U.S. agent", "Juniper Gate Regulatory Agents LLC, Dover (invented)"),
    ], label=160)  # fmt: skip
    code, regulation, _ = CODES.get(document.product_type, ("QKR", "878.4040", ""))
    sheet.table(
        [
            ("Listed device", "Model", "Product code", "Regulation"),
            *((e.name_en, e.model, code, f"21 CFR {regulation}") for e in document.articles[:8]),
        ],
        (5, 3, 2, 3),
    )
    sheet.flow(f"Valid {day_en(document.valid_from)} to {day_en(document.valid_until)}", 11, bold=True, gap=2)
    sheet.flow(
        "Registration is not an approval of the establishment or its products. 注册不代表批准。", 9.5, colour="#a1172a"
    )
    sheet.seal(sheet.width - 140, sheet.height - 104, "JUNIPER GATE AGENTS", "SPECIMEN", colour=NAVY, star=False)
    return sheet.finish()


def respirator_approval(document: Document) -> bytes:
    """Approval of a respirator: letter and the matrix of protections and cautions."""
    sheet = Sheet(document, margin=64)
    _authority_head(sheet, document.issuer_en, "Respirator approval under 42 CFR Part 84　呼吸器批准")
    sheet.title(document.number, 30, colour=NAVY, gap=6)
    sheet.title("N95 Filtering Facepiece Respirator", 13, gap=14)
    sheet.facts([
        ("Approval holder 持有人", f"{document.holder_en}\n{document.holder_zh}"),
        ("Address 地址", document.address_en),
        ("Issued 签发", day_en(document.issued_on)),
    ])  # fmt: skip
    rows = [("TC number", "Protection", "Model", "Facepiece", "Cautions and limitations")]
    rows += [(document.number, "N95", each.model, "X", "A B C J M N O P") for each in document.articles[:8]]
    sheet.table(rows, (3, 2, 3, 2, 4))
    for letter, text in (
        ("A", "Not for use in atmospheres containing less than 19.5 percent oxygen."),
        ("B", "Not for use in atmospheres immediately dangerous to life or health."),
        ("C", "Do not exceed maximum use concentrations established by regulatory standards."),
        ("J", "Failure to properly use and maintain this product could result in injury or death."),
        (
            "M",
            "All approved respirators shall be selected, fitted, used and maintained in accordance with applicable rules.",
        ),
        ("N", "Never substitute, modify, add or omit parts."),
        ("O", "Refer to user's instructions for information on use and maintenance."),
        ("P", "This respirator is not evaluated for use as a surgical mask unless stated."),
    ):
        sheet.flow(f"{letter} — {text}", 8.5, gap=2)
    sheet.signature(sheet.margin, sheet.height - 90, "R. Alderbrook", "Chief, conformity verification (invented)")
    return sheet.finish()
