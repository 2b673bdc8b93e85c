"""Readings made of a few lines, for examples."""

from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.layout import Sheet
from suppliers.documents.fields.proposals import FieldName, Fields
from suppliers.documents.reading import Box, Line, Page, Reading, Source, Word
from suppliers.documents.sniff import Kind

HEIGHT, STEP, CHAR_WIDTH = 0.012, 0.02, 0.009
WIDE = 2


def words_of(text, left, top, height=HEIGHT, confidence=1.0):
    """The words of a line side by side; Chinese characters are twice as wide as others."""
    words, at = [], left
    for word in text.split(" "):
        width = sum(WIDE if char > "\u2e80" else 1 for char in word) * CHAR_WIDTH
        if word:
            words.append(Word(word, Box(at, top, at + width, top + height), confidence))
        at += width + CHAR_WIDTH
    return tuple(words)


def line(text, left=0.1, top=0.1, *, height=HEIGHT, confidence=1.0, source=Source.TEXT_LAYER):
    words = words_of(text, left, top, height, confidence)
    right = words[-1].box.right
    return Line(text, Box(left, top, right, top + height), source, confidence, words)


def reading_of(*lines, pages=1):
    """A reading with these lines; plain texts are placed one below the other with gaps."""
    placed = [
        one if isinstance(one, Line) else line(one, top=0.1 + 2 * STEP * place) for place, one in enumerate(lines)
    ]
    first = Page(1, 1000, 1400, lines=tuple(placed))
    return Reading(Kind.PDF, 1000, (first, *(Page(number, 1000, 1400) for number in range(2, pages + 1))))


def sheet_of(*lines):
    return Sheet.of(reading_of(*lines))


def ocr_line(text, left=0.1, top=0.1, *, confidence=0.98, height=HEIGHT):
    """A line that OCR read."""
    return line(text, left, top, height=height, confidence=confidence, source=Source.OCR)


def best(proposals, field):
    found = Fields.of(proposals).best(FieldName(field))
    return found.value if found else None


KINDS = {
    "cn_nmpa_registration": KindFacts(
        "NMPA registration certificate", "中国医疗器械注册证（第二类、第三类）",
        r"^(?:国械注准20[12]\d3|[粤苏浙]械注准20[12]\d2)\d{2}\d{4,5}$", number_pattern_is_guess=False, validity_months=60,
    ),
    "cn_business_licence": KindFacts("PRC business licence", "营业执照", r"^[0-9A-Z]{18}$", number_pattern_is_guess=False),
    "cn_gb_report": KindFacts("GB/YY test report", "国家标准检测报告"),
    "test_report": KindFacts("Test report", "检测报告"),
    "iso13485": KindFacts("ISO 13485 QMS certificate", "ISO 13485 医疗器械质量管理体系认证证书", validity_months=36),
    "iso9001": KindFacts("ISO 9001 QMS certificate", "ISO 9001 质量管理体系认证证书", validity_months=36),
    "eu_doc_mdr": KindFacts("EU declaration of conformity, Regulation (EU) 2017/745", "欧盟符合性声明"),
    "eu_doc_ppe": KindFacts("EU declaration of conformity, Regulation (EU) 2016/425", "欧盟符合性声明"),
    "eu_ppe_module_b": KindFacts("EU type-examination certificate (Module B)", "欧盟型式检验证书", number_is_the_issuers=True),
    "eu_nb_cert_mdr": KindFacts("MDR notified-body certificate", "MDR 公告机构证书", number_is_the_issuers=True),
    "cn_export_certificate_registered": KindFacts("Export certificate, kind I", "出口销售证明（一）"),
    "cn_export_certificate_export_only": KindFacts("Export certificate, kind II", "出口销售证明（二）"),
    "us_510k": KindFacts("FDA 510(k) clearance letter", "美国 FDA 510(k)", r"^K\d{6}$", number_pattern_is_guess=False),
    "sa_mdma": KindFacts("SFDA Medical Device Marketing Authorisation", "沙特 SFDA 医疗器械上市许可（MDMA）", r"^MDMA-\d-\d{4}-\d+$"),
}  # fmt: skip
