"""Documents of many countries: test reports, management systems, technical files, statements."""

from kpmarket.site.demo.documents.document import Document, day_en, day_zh
from kpmarket.site.demo.documents.results import invent_results
from kpmarket.site.demo.documents.sheet import SOFT_INK, Sheet

TEAL = "#0f6f73"


def test_report(document: Document) -> bytes:
    """Two pages: the cover with client and sample, then the results."""
    sheet = Sheet(document, margin=60)
    _report_head(sheet, document, 1)
    sheet.y = 140
    sheet.title("TEST REPORT", 34, colour=TEAL, gap=4)
    sheet.title("检 测 报 告", 20, gap=10)
    sheet.title(f"No. {document.number}", 14, gap=30)
    sheet.facts([
        ("Client 委托单位", f"{document.holder_en}\n{document.holder_zh}"),
        ("Address 地址", f"{document.address_en}\n{document.address_zh}"),
        ("Sample 样品名称", "\n".join(f"{each.name_en}  {each.name_zh}" for each in document.articles[:3])),
        ("Model 型号", ", ".join(each.model for each in document.articles[:8])),
        ("Standard 检验依据", document.standard),
        ("Received 收样日期", day_en(document.valid_from)),
        ("Conclusion 结论", f"The sample meets the tested clauses of {document.standard}. 所检项目符合标准要求。"),
    ], size=10.5)  # fmt: skip
    sheet.flow(
        "Results relate to the sample as received. Copies in part need the laboratory's written consent. 本报告仅对来样负责。",
        8.5,
        colour=SOFT_INK,
    )
    y = sheet.height - 120
    for place, role in enumerate(("Tested by 检验", "Checked by 审核", "Approved by 批准")):
        sheet.signature(sheet.margin + place * 125, y, role, width=96)
    sheet.put(
        sheet.margin, y + 38, f"Date of issue 签发日期  {day_en(document.issued_on)}  {day_zh(document.issued_on)}", 9
    )
    sheet.seal(sheet.width - 104, y - 18, document.issuer_zh, "检验检测专用章")
    sheet.new_page()
    _results_page(sheet, document)
    return sheet.finish()


def _report_head(sheet: Sheet, document: Document, page: int) -> None:
    sheet.put(60, 54, document.issuer_en, 12, bold=True, colour=TEAL)
    sheet.put(60, 69, document.issuer_zh, 9, colour=SOFT_INK)
    sheet.put(sheet.width - 60, 54, document.issuer_number or "CNAS L99001", 11, bold=True, align="right")
    sheet.put(sheet.width - 60, 69, f"{document.number}   {page} / 2", 8.5, colour=SOFT_INK, align="right")
    sheet.rule(80, colour=TEAL, weight=1.4)
    sheet.y = 92


def _results_page(sheet: Sheet, document: Document) -> None:
    _report_head(sheet, document, 2)
    sheet.flow(f"Results 检验结果 — {document.standard}", 13, bold=True, gap=8)
    rows = [("No.", "Item 检验项目", "Requirement 标准要求", "Result 结果", "Verdict 判定")]
    for number, (name, limit, result) in enumerate(invent_results(document.standard, sheet.chance), 1):
        rows.append((str(number), name, limit, result, "Pass 合格"))
    sheet.table(rows, (1, 6, 4, 3, 3), size=9)
    sheet.flow("Single values of the first item 第一项单值", 11, bold=True, gap=6)
    name, limit, first = invent_results(document.standard, sheet.chance)[0]
    middle = float(first.split()[0])
    singles = [f"{middle * sheet.chance.uniform(0.985, 1.005):.2f}" for _ in range(10)]
    sheet.table(
        [("Specimen", *map(str, range(1, 6))), ("1–5", *singles[:5]), ("6–10", *singles[5:])],
        (2, 2, 2, 2, 2, 2),
        size=9,
    )
    sheet.facts([
        ("Conditioning 预处理", "(21 ± 5) °C, (85 ± 5) % RH, at least 4 h"),
        ("Equipment 设备", "calibrated; certificates on file (invented)"),
        ("Uncertainty 不确定度", "k = 2, not used in the verdict"),
        ("Scope 说明", document.scope or "Full test of the clauses listed"),
    ])  # fmt: skip
    sheet.flow("— End of report 报告结束 —", 9, align="centre", colour=SOFT_INK)


def management_certificate(document: Document) -> bytes:
    """A certification body's certificate of a management system."""
    sheet = Sheet(document, margin=76)
    colour = sheet.chance.choice(["#2b4a73", "#6b3a62", "#1f6f5c"])
    norm, title = SYSTEMS.get(document.type_id, SYSTEMS["iso13485"])
    sheet.frame(colour, inset=24, weight=5)
    sheet.waves("#e3e7ee", 120, 740, 16)
    sheet.y = 74
    sheet.title("CERTIFICATE", 38, colour=colour, gap=2)
    sheet.title("认 证 证 书", 16, colour=SOFT_INK, gap=20)
    sheet.flow(f"{document.issuer_en}  {document.issuer_zh}", 10.5, align="centre", gap=2)
    sheet.flow("hereby certifies that the management system of", 10, align="centre", colour=SOFT_INK, gap=8)
    sheet.title(document.holder_en, 17, gap=2)
    sheet.title(document.holder_zh, 14, gap=4)
    sheet.flow(f"{document.address_en}\n{document.address_zh}", 9.5, align="centre", gap=12)
    sheet.flow("has been audited and meets the requirements of  符合", 10, align="centre", colour=SOFT_INK, gap=4)
    sheet.title(
        document.standard if document.standard.startswith(("ISO ", "EN ISO ")) else norm, 24, colour=colour, gap=2
    )
    sheet.title(title, 10.5, colour=SOFT_INK, gap=14)
    sheet.flow("for the following scope  认证范围", 10, align="centre", colour=SOFT_INK, gap=2)
    names = "; ".join(dict.fromkeys(each.name_en for each in document.articles)) or "medical supplies"
    sheet.flow(document.scope or f"Design, production and sale of {names}", 11, align="centre", bold=True, gap=4)
    sheet.flow("、".join(dict.fromkeys(each.name_zh for each in document.articles)), 10, align="centre", gap=14)
    sheet.facts([
        ("Certificate No. 证书号", document.number),
        ("Valid from 生效日期", f"{day_en(document.valid_from)}  {day_zh(document.valid_from)}"),
        ("Valid until 有效期至", f"{day_en(document.valid_until)}  {day_zh(document.valid_until)}"),
    ])  # fmt: skip
    y = sheet.height - 106
    sheet.signature(
        sheet.margin,
        y,
        sheet.chance.choice(["A. Wendelstein", "Qiao Mingzhu", "R. Otterburn"]),
        "Certification manager",
    )
    sheet.put(sheet.width / 2, y + 12, f"Issued {day_en(document.issued_on)}", 9, align="centre")
    sheet.seal(sheet.width - 132, y - 8, document.issuer_en[:30].upper(), "SPECIMEN", colour=colour, star=False)
    return sheet.finish()


SYSTEMS = {
    "iso13485": ("ISO 13485:2016", "Medical devices — Quality management systems　医疗器械质量管理体系"),
    "iso9001": ("ISO 9001:2015", "Quality management systems　质量管理体系"),
    "mdsap": ("MDSAP · ISO 13485:2016", "AU · BR · CA · JP · US　医疗器械单一审核方案"),
    "kr_kgmp": ("KGMP", "Good manufacturing practice　韩国医疗器械生产质量管理规范"),
    "br_bgmp": ("RDC 665/2022", "Boas práticas de fabricação　巴西医疗器械生产质量管理规范"),
    "tw_qsd": ("QSD", "Quality system documentation　质量体系文件"),
}


def technical_file(document: Document) -> bytes:
    """The cover and the table of contents of a dossier that the maker keeps."""
    sheet = Sheet(document, margin=72)
    sheet.box(0, 0, 30, sheet.height, fill=TEAL)
    sheet.put(72, 90, document.holder_en, 13, bold=True)
    sheet.put(72, 106, document.holder_zh, 10, colour=SOFT_INK)
    sheet.y = 150
    sheet.flow(document.type_name_en, 24, bold=True, colour=TEAL, gap=2)
    sheet.flow(document.type_name_zh, 14, gap=14)
    sheet.facts([
        ("Document No. 文件编号", document.number),
        ("Product 产品", "\n".join(f"{each.name_en} {each.model}" for each in document.articles[:8])),
        ("Standards 标准", document.standard or "as listed in section 4"),
        ("Issued 发布日期", day_en(document.issued_on)),
        ("Valid 有效", f"{day_en(document.valid_from)} – {day_en(document.valid_until)}"),
    ])  # fmt: skip
    sheet.y += 6
    sheet.table(
        [
            ("Section", "Contents 目录", "Rev."),
            *((str(n), text, sheet.chance.choice("ABC")) for n, text in enumerate(CONTENTS, 1)),
        ],
        (1, 8, 1),
        size=9,
    )
    sheet.signature(72, sheet.height - 84, document.person_en or "Head of regulatory affairs", "Released by")
    sheet.seal(sheet.width - 130, sheet.height - 96, document.holder_zh, radius=42)
    return sheet.finish()


CONTENTS = (
    "Description and specification 产品描述与规格",
    "Information supplied by the manufacturer 标签与说明书",
    "Design and manufacture 设计与生产",
    "General safety and performance requirements 通用安全与性能要求",
    "Benefit-risk analysis and risk management 风险管理",
    "Verification and validation 验证与确认",
    "Post-market surveillance plan 上市后监督",
)


def statement(document: Document) -> bytes:
    """A letter in which the maker or another signatory states something."""
    sheet = Sheet(document, margin=72)
    sheet.put(72, 64, document.issuer_en, 13, bold=True, colour=TEAL)
    sheet.put(72, 80, document.issuer_zh, 9.5, colour=SOFT_INK)
    sheet.rule(92, colour=TEAL, weight=1)
    sheet.y = 108
    sheet.flow(day_en(document.issued_on), 10, align="right", gap=16)
    sheet.flow(document.type_name_en, 17, bold=True, gap=2)
    sheet.flow(document.type_name_zh, 12, colour=SOFT_INK, gap=12)
    sheet.flow(f"Reference 编号: {document.number}", 10.5, bold=True, gap=10)
    sheet.flow(
        f"To whom it may concern: this letter concerns {document.holder_en} ({document.holder_zh}), {document.address_en}.",
        10.5,
        gap=10,
    )
    sheet.flow(
        document.scope or "The conditions of the law named below are met for the products listed, on the days stated.",
        10.5,
        gap=10,
    )
    sheet.table(
        [("Product 产品", "Model 型号"), *((f"{e.name_en}  {e.name_zh}", e.model) for e in document.articles[:8])],
        (7, 3),
        size=9.5,
    )
    sheet.facts(
        [
            ("Standard or law 依据", document.standard),
            ("From 自", day_en(document.valid_from)),
            ("Until 至", day_en(document.valid_until)),
        ]
    )
    y = max(sheet.y + 70, 560)
    sheet.signature(72, y, document.person_en or "Authorised signatory", document.issuer_en[:60], width=190)
    sheet.seal(sheet.width - 140, y - 8, document.issuer_zh, radius=42)
    return sheet.finish()
