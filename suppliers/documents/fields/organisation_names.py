"""Patterns of the names of companies, bodies and authorities, in Latin and Chinese script."""

import re

from suppliers.documents.fields.characters import with_spaces

SUFFIX = (
    r"(?:Co\.?\s?,?\s?(?:Ltd\b|Limited\b)\.?|Corporation(?:,?\s?(?:Ltd\b|Limited\b)\.?)?"
    r"|Corp\b\.?(?:,?\s?(?:Ltd\b|Limited\b)\.?)?|Inc\b\.?|LLC\b|L\.L\.C\.|Limited\b"
    r"|GmbH(?:\s?&\s?Co\.\s?KG)?"
    r"|S\.\s?A\.\s?(?:de\sC\.\s?V\.|P\.\s?I\.\sde\sC\.\s?V\.|[CUB]\.|R\.\s?L\.)|S\.\s?R\.\s?L\b\.?|Ltda\b\.?|Lda\b\.?|EIRELI\b|Zrt\b\.?|Nyrt\b\.?|GesmbH\b"
    r"|spol\.\ss\sr\.\s?o\.|EOOD\b|OOD\b|W\.L\.L\.|FZCO\b|OÜ\b|Foundation\b(?=\s*(?:[,;(]|$))"
    r"|B\.\s?V\.?|N\.V\.|S\.\s?r\.\s?[lI1]\b\.?|Srl\b|LLP\b|S\.p\.A\.?|S\.A\.S\.?|S\.A\.|S\.\s?L\.(?:U\.)?"
    r"|Sp\. z o\.\s?o\.|s\.r\.o\.|d\.o\.o\.|A\.Ş\.|ApS\b|Kft\b\.?|UAB\b|SAS\b|\bOy\b|mbH\b|\bDAC\b|\bAG\b"
    r"|CO\.?\s?,?\s?(?:LTD\b|LIMITED\b)\.?|(?:PRIVATE\s|PVT\.?\s)?(?:LIMITED\b|LTD\b\.?)|INC\b\.?|CORP\b\.?"
    r"|(?:Pvt|PVT)\.?\s?[LI](?:td|TD)\b\.?|A\.\s?[ŞS$](?:\.|(?=\s*$))|AN[OÖ]N[İIÍ]M [ŞS][İIÍ]RKET[İIÍ]|[Aa]nonim [ŞS]irketi|(?:Ltd|LTD)\.?\s?[ŞS](?:ti|T[İIÍ])\.?|MChJ\b|\bOOO\b|FZ[CE]\b|FZ-LLC"
    r"|\bKG\b|a\.\s?s\.|A/S\b|\bAB\b|PLC\b|Pty\.?\s?Ltd\b\.?|Ltd\b\.?|Sdn\.?\s?Bhd\.?"
    r"|(?:Group|Company|Factory)\b(?=\s*(?:[,;(]|[\u4e00-\u9fff]|$)))"
)
LATIN_COMPANY = re.compile(rf"[A-ZÀ-ÞĀ-Ž0-9][0-9A-Za-zÀ-ž&'’.,()/\-$ ]{{1,90}}?[\s,.)]\s?{SUFFIX}", re.ASCII)
CHINESE_COMPANY = re.compile(
    r"(?:(?<=证明)|(?<=名称)|(?<=类型)|(?<=^[称型])|(?<![\u4e00-\u9fff]))(?!兹|证明|名称|类型|[称型][\u4e00-\u9fff]*公司)[\u4e00-\u9fff][\u4e00-\u9fff（）()]{1,35}(?:公司|总厂|工厂|制品厂|器械厂"
    r"|用品厂|厂|集团|合作社|加工部|经营部|批发部|商行|工作室)(?:[（(]个体工商户[）)])?(?![\u4e00-\u9fff])"
)
BODY_WORD = (
    r"LABORATOR(?:Y|IES)|CENT(?:RE|ER)\b|DEPARTMENT|COUNCIL|BUREAU|Directorate|DIRECTORATE|Government of|GOVERNMENT OF"
    r"|Administration|ADMINISTRATION|Agency|AGENCY|AUTHORITY|MINISTRY|INSTITUTE|Institut\b|Instituto"
    r"|Istituto|Authority|Ministry|Institute|Laborator(?:y|ies)|Cent(?:er|re)|Department|Organi[sz]ation"
    r"|Board|Council|Bureau|Drug Establishment|INSTITUTION|Institution\b(?!s)|BOARD|REGISTRY|Registry|CHAMBER|ORGANI[SZ]ATION"
    r"|ODAS[Iıİ]|Odas[ıi]|(?:BA[ŞS]KANL|M[ÜU]D[ÜU]RL|BAKANL)[Iİ][ĞG][Iİ]|ENST[İIÍ]T[ÜU]S[ÜU]|KURUMU|Kurumu"
    r"|A[Uu][Tt][Oo][Rr][Ii][Tt][Aa][Tt][Ee][Aa]|MINISTERUL|Ministerul|MINISTERIO|MINIST[ÉE]RIO|Ministère|MINISTÈRE|Ministero|MINISTERO"
    r"|Ministerium|Bundesamt|Bundesinstitut|Câmara|Cámara|CÁMARA|Camera di Commercio|Handelskammer|Urząd|Úřad|Agenzia|AGENZIA"
    r"|Autorité|Comisión|COMISIÓN|Secretaría|SECRETARÍA|Superintendencia|Dirección General|DIRECCIÓN GENERAL|VAZIRLIGI|AGENTLIGI"
    r"|Swissmedic|Health Canada|Register|Chamber|Agência|Agencia|COFEPRIS|INVIMA|ANMAT|NAFDAC|TITCK|Centro"
    r"|Ministerio|Ministério"
)
LATIN_BODY = re.compile(
    rf"(?:[A-ZÀ-Þ][\w.&'’\-]*\s(?:of\s|and\s|for\s|the\s|de\s|&\s)*){{0,8}}(?:{BODY_WORD})\b(?:\s(?:of|for"
    rf"|and|the|et|und|&|[A-Z][\w.&'’\-]*)){{0,7}}(?:\s?\([A-Z][a-z]+\))?"
)
CHINESE_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,26}(?:药品监督管理局|市场监督管理局|行政审批局|审批服务局|监督管理局|管理局|管理署|监督局|海关|委员会|商会|卫生部|保健部|安全部|综合机构"
    r"|科学局|版权局|专利局|商标局|知识产权局|公安[厅局]|商务厅|信息化厅|卫生厅|农业农村厅|管理厅|建设厅|协会|協会|学会|機構|研究院|研究所|(?:检[测验]|测试|质检|监测)(?:中心|所|院)|实验室|认证中心|组织|食品药品监督管理总局)"
    r"(?:（[\u4e00-\u9fff]{2,6}）|\([\u4e00-\u9fff]{2,6}\))?"
)
BODY_LINE = re.compile(rf"(?=.*(?:{BODY_WORD})\b)[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž.,&'’() -]{{5,76}}")
PLACE_WORDS = re.compile(
    (
        r"\b(?:road|rd|street|st|avenue|ave|lane|district|building|bldg|floor|room|no|park|zone|town|village"
        r"|county|city|province|china|industrial|highway)\b"
    ),
    re.IGNORECASE | re.ASCII,
)
PLACE_ABROAD = re.compile(
    r"\b(?:mah|mahallesi|cad|caddesi|sok|sokak|bulvar[ıi]|calle|avda|avenida|pol[ií]gono|rua|viale|piazza|corso|boulevard"
    r"|stra(?:ss|ß)e|platz|weg|marg|nagar|plot|sector|estate|jalan|suite|tower|p\.?o\.? box)\b",
    re.IGNORECASE,
)
"""Words of addresses of bodies, in whose countries holders seldom are."""
CHINESE_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:省|市|区|县|镇|乡|路|街|道|大道|村|号|幢|栋|楼|室|园)")
LEADS_TO_A_NAME = re.compile(
    r".*(?:\b(?:system|systems|property|files?|documentation)\sof\b|\bM/[sS]\b\.?|\b(?:CEO|Director|Manager)(?=,)"
    r"|\b(?:that|between|by|we|undersigned|manufacturer|company|client|applicant|designates?|appoints?"
    r"|authori[sz]es?|named|whereas)\b"
    r"|\b[Ww]e\b|\b[a-z]{2,}\s(?:of|for|to|from|and)|\bAnnex\s[^,]*,)[\s,:]+(?=[A-Z0-9])"
)
"""The start of a sentence before a name."""
OTHERS_NAME = re.compile(
    r"\b(?:Certif\w+|Testing|Assurance|Inspection|Regist(?:rars?|ry)|Zertifi\w+|Regulatory|Representative"
    r"|Compliance|Notified|Laborator(?:y|ies))\b"
    r"|认证|检[测验]"
    r"|(?:GmbH|mbH|DAC|B\.\s?V\.?|N\.V\.|S\.\s?r\.\s?[lI1]|S\.p\.A|S\.A\.S?|S\.\s?L(?:\.U)?|Sp\. z o\.\s?o"
    r"|s\.r\.o|d\.o\.o|SAS|Oy|AG|KG|A/S|AB|a\.\s?s)\W*$"
)
"""Bodies, representatives, and legal forms that no Chinese company has: when only mentioned, they are no holder."""


LEGAL_FORM = re.compile(
    r"(?:其他|国有|私营|外商投资|台港澳[^司]*)?(?:有限责任|股份有限|一人有限责任|集团有限|有限|合伙|独资)(?:责任)?(?:公司|企业)(?:分公司)?"
)
FORM_OR_ROLE_WORDS = re.compile(
    r"\b(?:group|co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|gmbh|ag|kg|sa|srl|spa|bv|nv|pte|pty"
    r"|sdn|bhd|private|public|joint|stock|liability|factory|works|enterprises?|manufacturers?|marketers?|distributors?"
    r"|importers?|exporters?|suppliers?|holders?|producers?|dealers?|traders?|applicants?|clients?|customers?|owners?"
    r"|names?|address|products?|goods|devices?|and|or|of|for|the|a|an|in|to|by|with)\b",
    re.IGNORECASE,
)
"""Words that make no name, alone or together."""
OF_A_SENTENCE = re.compile(
    r"(?:and|or|of|for|in|with|by|to|the following|which|that|this|is|are|has|have|been|was|were)\b"
    r"|.*\b(?:manufacturers?|marketers?|distributors?|importers?)\s+(?:and\s+\w+\s+)?(?:of|for)\b"
    r"|.*\b(?:has been|have been|was|were|shall|hereby|is in conformity|complies|conforms)\b",
    re.IGNORECASE,
)


def is_a_name(text: str) -> bool:
    """Whether something remains of a text without legal form and role, and it is no piece of a sentence."""
    if LEGAL_FORM.fullmatch(text) or OF_A_SENTENCE.match(text):
        return False
    return len(NO_LETTERS.sub("", FORM_OR_ROLE_WORDS.sub(" ", text))) >= 2


MISREAD_FORM = re.compile(r"(?<=[.,\s])[Il1]td\b")
NO_LETTERS = re.compile(r"[\W\d_]+")


def as_a_name(text: str) -> str:
    """A name in one spelling: single spaces, no stop of the sentence, and Ltd where OCR read Itd."""
    return MISREAD_FORM.sub("Ltd", with_spaces(text)).strip(" ,;:(")


def before_the_name(text: str) -> int:
    """The number of characters before the name itself."""
    lead = LEADS_TO_A_NAME.match(text)
    return lead.end() if lead else 0


def looks_like_an_address(text: str) -> bool:
    """Two place words and a digit or a comma; in Chinese two levels, from province down to building."""
    if len(CHINESE_PLACE.findall(text)) >= 1 and re.search(r"[省市区县].*(?:路|街|道|村|镇|号|园)", text):
        return True
    return len(PLACE_WORDS.findall(text)) >= 2 and bool(re.search(r"[\d,]", text))
