"""Chinese documents: business licence, device registration and filing, production licence, export sales certificate."""

from kpmarket.site.demo.documents.document import Document, day_en, day_zh
from kpmarket.site.demo.documents.sheet import RED, SOFT_INK, Sheet

GOLD = "#b08d3c"


def business_licence(document: Document) -> bytes:
    """营业执照: landscape, a red heading in an ornate frame, two columns."""
    sheet = Sheet(document, wide=True, margin=84)
    _ornate(sheet)
    sheet.waves("#efe4c6", 150, 520, 10)
    sheet.y = 84
    sheet.title("营 业 执 照", 40, colour=RED, gap=4)
    sheet.title("BUSINESS LICENCE", 11, colour=SOFT_INK, gap=10)
    sheet.put(84, 86, "统一社会信用代码", 9, colour=SOFT_INK)
    sheet.put(84, 104, document.number, 13, bold=True)
    sheet.bars(sheet.width - 190, 74, 104, 26)
    sheet.put(sheet.width - 190, 112, "（副本）  Duplicate", 9, colour=SOFT_INK)
    top = sheet.y + 8
    left = [
        ("名　　称 Name", f"{document.holder_zh}\n{document.holder_en}"),
        (
            "类　　型 Type",
            "股份有限公司（非上市）" if "股份" in document.holder_zh else "有限责任公司（自然人投资或控股）",
        ),
        ("法定代表人 Representative", f"{document.person_zh}  {document.person_en}"),
        (
            "经营范围 Scope",
            document.scope or "第一类、第二类、第三类医疗器械生产与销售；劳动防护用品生产；货物进出口。",
        ),
    ]
    right = [
        ("注册资本 Capital", f"人民币{sheet.chance.choice(['伍佰万', '壹仟万', '叁仟万', '伍仟万'])}元整"),
        ("成立日期 Established", day_zh(document.valid_from)),
        ("营业期限 Term", f"{day_zh(document.valid_from)}至{day_zh(document.valid_until)}"),
        ("住　　所 Address", f"{document.address_zh}\n{document.address_en}"),
    ]
    _columns(sheet, left, right, top)
    sheet.seal(sheet.width - 190, 468, document.issuer_zh, radius=48)
    sheet.put(sheet.width - 190, 458, f"登记机关  {document.issuer_zh}", 10, align="centre")
    sheet.put(sheet.width - 190, 478, day_zh(document.issued_on), 11, bold=True, align="centre")
    sheet.put(84, 500, "国家企业信用信息公示系统网址（样本）  http://credit.example", 8, colour=SOFT_INK)
    return sheet.finish()


def _ornate(sheet: Sheet) -> None:
    sheet.frame(GOLD, inset=28, weight=5)
    sheet.frame(GOLD, inset=44, weight=1)
    for x in (44, sheet.width - 74):
        for y in (44, sheet.height - 74):
            sheet.box(x, y, 30, 30, line=GOLD, weight=1.4)
            sheet.box(x + 7, y + 7, 16, 16, fill="#f0e2b8", line=GOLD)


def _columns(sheet: Sheet, left: list[tuple[str, str]], right: list[tuple[str, str]], top: float) -> None:
    for x, pairs in ((84, left), (440, right)):
        sheet.y = top
        for name, stated in pairs:
            start = sheet.y
            sheet.put(x, start + 15.6, name, 8.5, colour=SOFT_INK)
            sheet.flow(stated, 11, x=x + 122, width=212, gap=13)


def nmpa_registration(document: Document) -> bytes:
    """中华人民共和国医疗器械注册证: a ruled form, every field in both languages."""
    sheet = Sheet(document)
    sheet.frame("#2c5f8a", inset=26)
    sheet.y = 62
    sheet.title("中华人民共和国", 17, gap=4)
    sheet.title(
        "医疗器械注册证" + ("（体外诊断试剂）" if document.product_type.startswith("ivd") else ""),
        24,
        colour="#1d4f7c",
        gap=4,
    )
    sheet.title("Registration Certificate for Medical Device", 10, colour=SOFT_INK, gap=12)
    sheet.put(sheet.width / 2, sheet.y + 8, f"注册证编号：{document.number}", 12, bold=True, align="centre")
    sheet.y += 24
    article = document.articles[0]
    sheet.facts([
        ("注册人名称 Registrant", f"{document.holder_zh}\n{document.holder_en}"),
        ("注册人住所 Address", f"{document.address_zh}\n{document.address_en}"),
        ("生产地址 Production site", document.address_zh),
        ("产品名称 Product", f"{article.name_zh}  {article.name_en}"),
        ("型号、规格 Models", "、".join(each.model for each in document.articles)),
        ("结构及组成 Composition", "见产品技术要求。As given in the product's technical requirements."),
        ("适用范围 Intended use", document.scope or f"供医疗机构使用的{article.name_zh}。"),
        ("产品技术要求 Standard", document.standard or "产品技术要求编号同注册证编号"),
        ("附　　件 Annex", "产品技术要求、说明书"),
    ], label=150, gap=14)  # fmt: skip
    sheet.y += 22
    _signed_by_authority(sheet, document)
    return sheet.finish()


def _signed_by_authority(sheet: Sheet, document: Document) -> None:
    """The lower right corner of Chinese documents: who approved, since when, until when, the seal over it."""
    right = sheet.width - 190
    y = max(sheet.y, sheet.height - 190)
    for step, (name, stated) in enumerate((
        ("审批部门：", document.issuer_zh),
        ("批准日期：", day_zh(document.issued_on)),
        ("生效日期：", day_zh(document.valid_from)),
        ("有效期至：", day_zh(document.valid_until)),
    )):  # fmt: skip
        sheet.put(right - 64, y + step * 21, name, 10, colour=SOFT_INK)
        sheet.put(right - 6, y + step * 21, stated, 10.5, bold=True)
    sheet.put(
        sheet.margin,
        y + 63,
        f"Valid {day_en(document.valid_from)} to {day_en(document.valid_until)}",
        8.5,
        colour=SOFT_INK,
    )
    sheet.put(sheet.margin, y + 42, document.issuer_en, 8.5, colour=SOFT_INK)
    sheet.seal(right + 64, y + 26, document.issuer_zh, radius=50)


def class_one_filing(document: Document) -> bytes:
    """第一类医疗器械备案信息表: a plain table without an end."""
    sheet = Sheet(document)
    sheet.title("第一类医疗器械备案信息表", 22, gap=4)
    sheet.title("Filing of a Class I Medical Device", 10, colour=SOFT_INK, gap=14)
    sheet.put(sheet.margin, sheet.y + 6, f"备案号：{document.number}", 12, bold=True)
    sheet.y += 18
    article = document.articles[0]
    rows = [
        ("项目 Item", "内容 Content"),
        ("备案人名称", f"{document.holder_zh}\n{document.holder_en}"),
        ("备案人统一社会信用代码", document.credit_code),
        ("备案人注册地址", f"{document.address_zh}\n{document.address_en}"),
        ("产品名称", f"{article.name_zh}  {article.name_en}"),
        ("型号/规格", "、".join(each.model for each in document.articles)),
        ("产品描述", document.scope or "由无纺布制成，非无菌提供，一次性使用。"),
        ("预期用途", "用于医疗机构的一般防护与检查。"),
        ("备案部门 / 备案日期", f"{document.issuer_zh}\n{day_zh(document.issued_on)}"),
        ("变更情况", "无"),
    ]
    sheet.table(rows, (3, 7), size=11.5)
    sheet.seal(sheet.width - 150, sheet.y + 52, document.issuer_zh)
    sheet.put(sheet.margin, sheet.y + 50, document.issuer_en, 9, colour=SOFT_INK)
    sheet.put(sheet.margin, sheet.y + 66, "备案凭证无有效期。 A filing has no end date.", 9, colour=SOFT_INK)
    return sheet.finish()


def production_licence(document: Document) -> bytes:
    """医疗器械生产许可证: landscape, green frame, the product list next to the particulars."""
    sheet = Sheet(document, wide=True, margin=78)
    sheet.frame("#2f7d5b", inset=30, weight=4)
    sheet.waves("#dcebe2", 150, 500, 9)
    sheet.y = 64
    sheet.title("医疗器械生产许可证", 32, colour="#1f6848", gap=4)
    sheet.title("MEDICAL DEVICE PRODUCTION LICENCE", 10.5, colour=SOFT_INK, gap=14)
    sheet.put(sheet.width / 2, sheet.y + 4, f"许可证编号：{document.number}", 12, bold=True, align="centre")
    left = [
        ("企业名称 Company", f"{document.holder_zh}\n{document.holder_en}"),
        ("统一社会信用代码", document.credit_code),
        ("法定代表人", f"{document.person_zh}  {document.person_en}"),
        ("生产地址 Site", f"{document.address_zh}\n{document.address_en}"),
    ]
    right = [
        ("生产范围 Scope", document.scope or "II类：14 注输、护理和防护器械；07 医用诊察和监护器械"),
        ("产品 Products", "\n".join(f"{each.name_zh} {each.model}" for each in document.articles[:8])),
        ("发证日期 Issued", day_zh(document.issued_on)),
        ("有效期限 Valid", f"{day_zh(document.valid_from)}至{day_zh(document.valid_until)}"),
    ]
    _columns(sheet, left, right, sheet.y + 20)
    sheet.put(sheet.width - 210, 488, f"发证部门  {document.issuer_zh}", 10, align="centre")
    sheet.put(sheet.width - 210, 505, document.issuer_en, 8, colour=SOFT_INK, align="centre")
    sheet.seal(sheet.width - 180, 478, document.issuer_zh, radius=47)
    return sheet.finish()


def export_certificate(document: Document) -> bytes:
    """医疗器械出口销售证明 under NMPA Announcement 126 of 2025; kind II covers what China has not approved."""
    sheet = Sheet(document)
    registered = document.variant != "II"
    kind = "（I）" if registered else "（II）"
    sheet.frame("#7a2230", inset=26, weight=1.6)
    sheet.y = 58
    sheet.title(f"医疗器械出口销售证明{kind}", 22, colour="#7a2230", gap=4)
    sheet.title(f"CERTIFICATE FOR EXPORTATION OF MEDICAL PRODUCTS ({'I' if registered else 'II'})", 11.5, gap=12)
    sheet.put(sheet.margin, sheet.y + 6, f"证明编号：{document.number}", 10.5, bold=True)
    sheet.put(
        sheet.width - sheet.margin, sheet.y + 6, f"No. MD{document.number[-6:-1]}", 10.5, bold=True, align="right"
    )
    sheet.y += 18
    sheet.flow(_export_statement_zh(registered), 10, gap=4)
    sheet.flow(_export_statement_en(registered), 9.5, colour=SOFT_INK, gap=10)
    sheet.table(
        [("产品名称 Product", "型号 Model", "注册/备案 Registration"), *(
            (f"{each.name_zh}\n{each.name_en}", each.model, document.standard if registered else "未在中国注册 Not registered in China")
            for each in document.articles[:8]
        )],
        (5, 3, 4),
    )  # fmt: skip
    sheet.facts([
        ("生产企业 Manufacturer", f"{document.holder_zh}\n{document.holder_en}"),
        ("地址 Address", f"{document.address_zh}\n{document.address_en}"),
        ("有效期至 Valid until", f"{day_zh(document.valid_until)}  {day_en(document.valid_until)}"),
    ])  # fmt: skip
    sheet.y += 40
    _signed_by_authority(sheet, document)
    return sheet.finish()


def _export_statement_zh(registered: bool) -> str:
    if registered:
        return "兹证明下列产品已在中华人民共和国取得医疗器械注册或备案，准许在中国生产和销售，其出口不受限制。"
    return "兹证明下列产品未在中华人民共和国注册或备案，仅供出口，不得在中国境内销售；生产企业具备相应的生产条件。"


def _export_statement_en(registered: bool) -> str:
    if registered:
        return "This is to certify that the products below are registered or filed in China, that their manufacture and sale in China are permitted, and that their exportation is not restricted."
    return "This is to certify that the products below are made for export only: they are neither registered nor filed in China and may not be sold there. The manufacturer holds the production conditions required."
