"""The labels of document numbers, and the kinds of documents that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suppliers.documents.fields.characters import allowing_chinese_spaces, with_single_spaces

NO = (
    r"(?:number|numéro|numero|nummer|reference(?:\s*(?:number|no\b))?|identifier|no\b|nos\b|nr\b"
    r"|n\.?\s?[°º]|№|num\b|ref\b|id\b|#|code)\.?"
)
OF_CERTIFICATE, OF_REGISTRATION, OF_LICENCE, OF_REPORT = "certificate", "registration", "licence", "report"
OF_DECLARATION, OF_FILING, OF_EXPORT, OF_COMPANY, OF_ANY = "declaration", "filing", "export", "company", "any"

WORDS: tuple[tuple[str, float, str], ...] = (
    (
        OF_CERTIFICATE,
        1.0,
        (
            rf"(?:cert?ificate|cert\.?|certificat|zertifikats?|certificado)(?:\s*registration)?[\s-]*(?:{NO}"
            rf"|identification\b|reference\b)"
            rf"|(?:number|no\.?) of (?:the |this )?certificate\b|num[eé]ro (?:de |du )?certifica(?:t|do)\b"
            rf"|n[uú]mero d[eo] certificado|numero (?:di |del )?certificato"
        ),
    ),
    (
        OF_CERTIFICATE,
        1.0,
        r"(?:认证|资质)?证书\s*(?:编\s*)?(?:号码?|编码)|认证编号|(?<!注册)(?<!可)(?<!许可)证\s*(?:书)?\s*编?号",
    ),
    (
        OF_REGISTRATION,
        1.0,
        (
            rf"(?:registration|registry|register|registrier|reg\.?|listing|establishment|fei"
            rf"|artg)[\s-]*(?:certificate\s*)?{NO}"
        ),
    ),
    (OF_REGISTRATION, 1.0, r"(?:注册证|登记证?|注册)\s*(?:书)?\s*编?\s*号码?|批准文号|批[准件]号|^文\s*号"),
    (OF_REGISTRATION, 0.93, rf"owner/operator\s*{NO}"),
    (OF_REGISTRATION, 1.0, r"\bfcc\s?id(?:entifier)?\b\.?"),
    (OF_LICENCE, 1.0, rf"(?:licen[cs]e|permit|authori[sz]ation|approval|notification)\s*{NO}"),
    (OF_LICENCE, 1.0, r"许可证?\s*(?:书)?\s*编?\s*号码?|批准证?书?编号|生产备案(?:凭证)?编号"),
    (OF_REPORT, 1.0, rf"(?:test\s*)?report\s*{NO}|bericht(?:s)?[\s-]*{NO}"),
    (OF_REPORT, 1.0, r"报告\s*(?:书)?\s*编?\s*号"),
    (
        OF_DECLARATION,
        1.0,
        (
            rf"(?:declaration|doc)\s*(?:of conformity\s*)?(?:{NO}|identification\b)"
            rf"|identification (?:number |no\.? )?of (?:the |this )?(?:eu )?declaration"
        ),
    ),
    (OF_DECLARATION, 1.0, r"声明\s*(?:书)?\s*编?\s*号"),
    (OF_FILING, 1.0, rf"(?:filing|record)\s*{NO}"),
    (OF_FILING, 1.0, r"备案\s*(?:凭证)?\s*编?\s*号"),
    (
        OF_EXPORT,
        1.0,
        (
            rf"(?:certificate|letter) of [a-z][a-z ]{{2,30}}?\s*{NO}|\b(?:cfs|fsc)\s*{NO}"
            rf"|free sales? certificate\s*{NO}"
        ),
    ),
    (
        OF_ANY,
        0.97,
        (
            rf"\bloa\s*{NO}|\bmhra (?:account |registration )?reference(?:\s*{NO})?"
            rf"|serial {NO} of (?:the |this )?certificate"
        ),
    ),
    (OF_EXPORT, 1.0, r"证明\s*(?:书)?\s*编\s*号"),
    (OF_COMPANY, 1.0, r"统一社会信用代码|unified social credit (?:code|identifier)|注册号"),
    (
        OF_ANY,
        0.97,
        rf"(?:document|doc\.?|file|reference|ref\.?|agreement|mandate|contract|letter|artwork|serial)\s*{NO}",
    ),
    (OF_ANY, 0.97, r"文件\s*编\s*号|协议\s*(?:书)?\s*编?\s*号|授权书?\s*编?\s*号|^编\s*号|(?<=\s)编\s*号|^number\b"),
    (OF_CERTIFICATE, 0.93, r"^certificate(?=\s+(?:[A-Z]{1,5}[ /-]?)?\d)"),
    (OF_CERTIFICATE, 0.9, r"^certificate$"),
    (OF_ANY, 0.93, r"\bsrn\b(?=\W*[a-z]{2}-ar-)"),
    (OF_ANY, 0.91, r"^(?:our\s)?ref(?:erence)?\b\.?"),
    (
        OF_ANY,
        0.93,
        (
            r"^no\.?\b(?!\w)|^ne?(?=\s(?:[A-Z]{1,5}[-/]?\d|\d{4}))|^nr\.|^№|^n[°º]|^re:|^artwork\b"
            r"|^our (?:reference|ref\b\.?|file\b)|510\s?\(k\)\s*(?:number|no\b\.?)"
        ),
    ),
)
PATTERNS = tuple(
    (family, strength, re.compile(allowing_chinese_spaces(words), re.IGNORECASE | re.ASCII))
    for family, strength, words in WORDS
)
OTHER_OWNERS = re.compile(
    r"(?:notified|approved|certification|inspection|conformity assessment)?\s*bod(?:y|ies)|accreditation"
    r"|cnas|cma\b|model|catalog(?:ue)?|cat\.|article|part\b|style|lot\b|batch|serial|sample|phone"
    r"|telephone|tel\b|fax|invoice|technical(?: file| documentation)?"
    r"|\b(?:(?:previous|prior|former|old|superseded|replaced|main|audit|master)(?: certificate| report"
    r"| registration)?"
    r"|(?:supersedes|replaces)(?: the)?(?: certificate)?|single|company|business|trade|commercial|customer"
    r"|client|passport|identity)\b"
    r"|product code|regulation n|post|zip|item|tax|vat|bank|account|revision|version|page|edition"
    r"|公告机构|认可|资质认定|型号|批号|样品|电话|传真|邮编|技术要求|技术文件|序号|产品编号|版本|产品注册|标准|身份|(?<![中太平])原|旧|首次|上次|(?:被)?(?:替代|取代)|查询|验证|防伪",
    re.IGNORECASE,
)
AFTER = re.compile(r"[\s:#.()\[\]|/*-]*")
FAMILIES: tuple[tuple[str, str], ...] = (
    ("cn_business_licence", OF_COMPANY),
    ("cn_nmpa_registration", OF_REGISTRATION),
    ("cn_nmpa_filing", OF_FILING),
    ("cn_production_licence", OF_LICENCE),
    ("cn_export", OF_EXPORT),
    ("cn_gb_report", OF_REPORT),
    ("test_report", OF_REPORT),
    ("eu_doc", OF_DECLARATION),
    ("gb_ukca_doc", OF_DECLARATION),
    ("ua_doc", OF_DECLARATION),
    ("eaeu_tr019_doc", OF_DECLARATION),
    ("eu_nb", OF_CERTIFICATE),
    ("eu_ppe", OF_CERTIFICATE),
    ("gb_ukca_ab", OF_CERTIFICATE),
    ("gb_ppe", OF_CERTIFICATE),
    ("iso", OF_CERTIFICATE),
    ("mdsap", OF_CERTIFICATE),
    ("us_est", OF_REGISTRATION),
    ("us_device", OF_REGISTRATION),
)
"""By the beginning of the kind's id: the family of the label of its own number."""


@dataclass(frozen=True)
class NumberLabel:
    """A label with its span, the family of documents it belongs to, and how clearly it is a label (0 to 1)."""

    family: str
    start: int
    end: int
    strength: float


def family_of(kind: str) -> str:
    return next((family for beginning, family in FAMILIES if kind.startswith(beginning)), OF_ANY)


def labels_in(text: str) -> list[NumberLabel]:
    """The labels in order. A label followed at once by the same one in the other language is merged with it."""
    found = sorted(
        (
            NumberLabel(family, match.start(), match.end(), strength)
            for family, strength, words in PATTERNS
            for match in words.finditer(text)
            if not _is_of_something_else(text, match, family)
        ),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[NumberLabel] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        if kept and AFTER.fullmatch(text[kept[-1].end : one.start]):
            family = kept[-1].family if one.family == OF_ANY else one.family
            kept[-1] = NumberLabel(family, kept[-1].start, one.end, max(kept[-1].strength, one.strength))
        else:
            kept.append(one)
    return kept


def value_start(text: str, label: NumberLabel) -> int:
    """Where the value after the label begins."""
    after = AFTER.match(text, label.end)
    return after.end() if after else label.end


def _is_of_something_else(text: str, match: re.Match[str], family: str) -> bool:
    """Whether the words before make it another number: of a body, a model, a sample. "Body certificate" is exempt."""
    before = with_single_spaces(text[max(0, match.start() - 16) : match.start()])
    others = (one for one in OTHER_OWNERS.finditer(before) if len(before) - one.end() <= 3)
    return any(family != OF_CERTIFICATE or not one[0].lower().endswith(("body", "bodies")) for one in others)
