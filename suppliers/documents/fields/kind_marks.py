"""The words that identify each kind of document. Titles are matched without spaces, since print and OCR drop them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A kind is identified by a line that its title fills, by words that must occur, and by words that must not.

    Without a title, the first of the words that must occur is its place.
    """

    kind: str
    title: re.Pattern[str] | None
    needs: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    confidence: float


def _mark(kind: str, title: str = "", *needs: str, without: str = "", confidence: float = 0.97) -> Mark:
    return Mark(
        kind,
        re.compile(title) if title else None,
        tuple(re.compile(one) for one in needs),
        re.compile(without) if without else None,
        confidence,
    )


MDR, IVDR, PPE = r"2017\s?/\s?745", r"2017\s?/\s?746", r"2016\s?/\s?425"
MDD, IVDD, OLD_PPE = r"93\s?/\s?42", r"98\s?/\s?79", r"89\s?/\s?686"
UK_LAW = r"2002\s?/\s?618|2002 no\.? ?618|medical devices regulations 2002|uk\s?mdr\s?2002"
DECLARATION = r"declarationofconformity|符合性声明|符合声明|符合性聲明|konformitätserklärung|déclarationdeconformité"
BODY = r"notified body|公告机构|benannte stelle|organisme notifi|organismo notificat|annex (?:ix|x|xi|ii|iii|iv|v|vi)\b"
BODY_TITLE = (
    r"qualitymanagementsystemcertificate|qualitymanagementsystem\(?certificate"
    r"|technicaldocumentationassessment|^e[uc]-?certificate"
    r"|fullqualityassurance|productionqualityassurance|productqualityassurance|designexamination|e[uc]type-?examination"
    r"|qualityassurancesystem|^certificateofconformity|qualityassurancecertificate|qualitysystemapproval"
    r"|productverification|^mdrcertificat|^e[uc]-?certificat|质量管理体系证书|技术文件评审证书|公告机构证书|欧盟证书"
)
TYPE_EXAMINATION = (
    r"(?:e[uc]-?)?type-?examination(?:certificate(?:no\W*)?)?|型式检验证书|型式审查证书|baumusterprüf"
    r"|examende(?:u?e|c)?type|examen(?:ue|ce)detype|examenuedetipo|examenu?edetipo"
)
SYSTEM = r"management\s?systems?|管理体系|managementsystem"
CERTIFICATE = r"certificat|registration|证书|zertifikat|認證|证明"
LAWS = rf"{MDR}|{IVDR}|{PPE}|{MDD}|{IVDD}|{OLD_PPE}"
EXPORT = r"出口销售证明|certificateforexportationofmedicalproducts|certificateforexportation"
NOT_IN_CHINA = (
    r"未在(?:中国|中华人民共和国)|未(?:进入|获准进入)中国市场|未在(?:国内|境内)|仅供出口|neither registered nor filed"
    r"|not (?:yet )?(?:been )?(?:registered|approved|marketed|sold) in china"
    r"|not (?:yet )?(?:entered|been placed on) the chinese market|export only"
)
IN_CHINA = (
    r"已在(?:中国|中华人民共和国)|(?:are|is|been) registered or filed in china|准许在中国(?:生产|销售|上市)|已?准许在中国市场"
    r"|(?:allowed|permitted|authori[sz]ed) to be (?:sold|marketed|placed) (?:in|on) (?:the )?chin"
)
REPORT = r"testreport|testingreport|reportoftesting|prüfbericht|rapportd.essai|检[测验]报告|检验检测报告|reportoftest"
CHINESE_STANDARD = r"(?<![a-z])(?:gb|yy)\s?(?:/\s?t)?\s?\d{3,5}"
OTHER_STANDARD = r"(?<![a-z])(?:en|astm|iso|iec)\s?(?:iso\s?)?[a-z]?\d{2,5}"

MARKS: tuple[Mark, ...] = (
    _mark("cn_business_licence", r"营业执照", confidence=0.98),
    _mark("cn_business_licence", r"^businesslicen[cs]e$",
        r"统一社会信用代码|social credit|registration authority.*china|[\u4e00-\u9fff]{4}", confidence=0.98),
    _mark("cn_nmpa_registration", r"医疗器械注册证|registrationcertificateformedicaldevice", confidence=0.98),
    _mark("cn_nmpa_registration",
        r"medicaldevices?registrationcertificate|registrationcertificate(?:of|for)medicaldevices?",
        r"械注[准进许]|nmpa|medical products administration|药品监督", confidence=0.96),
    _mark("cn_nmpa_filing",
        r"(?:第一类)?医疗器械(?:产品)?备案(?:凭证|信息表|编号告知书)|filingofaclassimedicaldevice"
        r"|classimedicaldevices?(?:record-?)?filing"
        r"|filing(?:certificate|receipt|voucher)(?:of|for)(?:a)?class(?:i|1|one)medicaldevice", without=r"生产备案凭证",
        confidence=0.98),
    _mark("cn_production_licence",
        r"医疗器械生产(?:企业)?许可证|医疗器械生产备案凭证|medicaldevices?(?:production|manufactur(?:e|ing))(?:licen[cs]e|permit)"
        r"|licen[cs]efor(?:the)?(?:production|manufactur(?:e|ing))ofmedicaldevices", confidence=0.98),
    _mark("cn_export_certificate_export_only",
        r"(?:出口销售证明|(?:certificatefor(?:the)?exportationof)?medicalproducts)[(（]?(?:ii|二)[)）]?", confidence=0.98),
    _mark("cn_export_certificate_export_only", EXPORT, NOT_IN_CHINA, without=IN_CHINA, confidence=0.95),
    _mark("cn_export_certificate_registered",
        r"(?:出口销售证明|(?:certificatefor(?:the)?exportationof)?medicalproducts)[(（]?(?:i|一)[)）]", confidence=0.98),
    _mark("cn_export_certificate_registered", EXPORT, IN_CHINA, without=rf"{NOT_IN_CHINA}|证明.{{0,3}}\(?ii",
        confidence=0.95),
    _mark("cn_export_certificate", EXPORT, without=rf"{NOT_IN_CHINA}|{IN_CHINA}|[(（](?:i|ii|一|二)[)）]", confidence=0.93),
    _mark("cfs", r"certificate(?:of|for)freesales?|freesales?certificate|自由销售证(?:明|书)", confidence=0.97),
    _mark("cn_gb_report", REPORT, CHINESE_STANDARD, without=OTHER_STANDARD, confidence=0.96),
    _mark("cn_gb_report", REPORT, CHINESE_STANDARD, confidence=0.7),
    _mark("cn_gb_report", r"检[测验]报告|检验检测报告", r"检[测验]类别", without=OTHER_STANDARD, confidence=0.94),
    _mark("test_report", REPORT, without=rf"{CHINESE_STANDARD}|检[测验]类别|declaration of conformity", confidence=0.96),
    _mark("test_report", REPORT, CHINESE_STANDARD, OTHER_STANDARD, confidence=0.6),
    _mark("test_report", r"^(?:analysis|analytical|final|study)(?:test)?report$", OTHER_STANDARD,
        without=CHINESE_STANDARD, confidence=0.93),
    _mark("cn_special_articles_approval", r"特殊物品.{0,10}审批单", confidence=0.97),
    _mark("cn_dangerous_goods_packaging", r"包装使用鉴定结果单|包装.{0,4}使用鉴定", confidence=0.97),
    _mark("mdsap",
        r"^mdsap(?!,)(?:\W?medicaldevicesingleauditprogram)?|medicaldevicesingleauditprogram|单一审核(?:程序|方案)",
        CERTIFICATE, confidence=0.97),
    _mark("mdsap", CERTIFICATE, r"medical device single audit program|\bmdsap\b", r"iso\s?13485",
        without=rf"declaration of conformity|{LAWS}", confidence=0.93),
    _mark("iso13485", r"^(?:bs|din)?(?:en)?iso13485", CERTIFICATE, SYSTEM,
        without=rf"mdsap|single audit program|declaration of conformity|{LAWS}", confidence=0.97),
    _mark("iso9001", r"^(?:bs|din)?(?:en)?iso9001|^gb/?t19001", CERTIFICATE, SYSTEM,
        without=rf"iso\s?13485|mdsap|declaration of conformity|{LAWS}", confidence=0.97),
    _mark("iso13485", CERTIFICATE, r"iso\s?13485", SYSTEM,
        without=rf"mdsap|single audit program|declaration of conformity|rdc\s?665|kgmp|{LAWS}|iso\s?9001",
        confidence=0.92),
    _mark("iso13485", r"medicaldevices?qualitymanagement|^(?:bs|din)?(?:en)?iso13485", CERTIFICATE, r"iso\s?13485",
        without=rf"mdsap|single audit program|declaration of conformity|rdc\s?665|kgmp|{LAWS}|iso\s?9001",
        confidence=0.93),
    _mark("iso9001", CERTIFICATE, r"iso\s?9001|gb/?t\s?19001", SYSTEM,
        without=rf"iso\s?13485|mdsap|declaration of conformity|{LAWS}", confidence=0.92),
    _mark("br_bgmp", r"boaspr[aá]ticasdefabrica[cç][aã]o|^cbpf|^rdc665", CERTIFICATE),
    _mark("kr_kgmp", r"kgmp", CERTIFICATE),
    _mark("tw_qsd", r"^qsd$|qualitysystemdocumentation", CERTIFICATE, confidence=0.93),
    _mark("eu_doc_mdr", DECLARATION, MDR, without=rf"{IVDR}|{PPE}|{UK_LAW}|uk declaration|2023/607"),
    _mark("eu_doc_ivdr", DECLARATION, IVDR, without=rf"{MDR}|{UK_LAW}|uk declaration"),
    _mark("eu_doc_ppe", DECLARATION, PPE, without=rf"{MDR}|{IVDR}|{UK_LAW}|uk declaration|{MDD}"),
    _mark("eu_doc_mdd", DECLARATION, MDD, without=rf"{MDR}|{IVDR}|{PPE}|{UK_LAW}|uk declaration"),
    _mark("eu_doc_ivdd", DECLARATION, IVDD, without=rf"{MDR}|{IVDR}|{PPE}|{UK_LAW}|uk declaration"),
    _mark("gb_ukca_doc", rf"uk(?:ca)?{DECLARATION}", rf"{UK_LAW}|medical|in vitro|diagnostic", without=LAWS),
    _mark("gb_ukca_doc", DECLARATION, UK_LAW, without=LAWS),
    _mark("eu_doc_mdr", DECLARATION, MDR, confidence=0.6),
    _mark("eu_doc_ivdr", DECLARATION, IVDR, confidence=0.6),
    _mark("eu_doc_ppe", DECLARATION, PPE, confidence=0.6),
    _mark("gb_ukca_doc", DECLARATION, UK_LAW, confidence=0.6),
    _mark("gcc_coc", r"certificateofconformity|gulftypeexamination|海湾符合性证书|海湾型式检验", r"\bgulf\b|\bgso\b|\bgcc\b|海湾",
        without=LAWS, confidence=0.95),
    _mark("ua_doc", DECLARATION, r"ukrain|ua\.tr|україн", confidence=0.9),
    _mark("eaeu_tr019_doc", r"декларацияосоответствии|declarationofconformity", r"(?:тр тс|tr cu|tr ts)\s?019",
        confidence=0.95),
    _mark("eaeu_tr019_cert", r"сертификатсоответствия|certificateofconformity", r"(?:тр тс|tr cu|tr ts)\s?019",
        confidence=0.95),
    _mark("eu_ppe_module_b", TYPE_EXAMINATION, PPE, without=r"approved body|uk type|ukca|declaration of conformity"),
    _mark("eu_ppe_89_686_cert", TYPE_EXAMINATION, OLD_PPE, without=PPE),
    _mark("gb_ppe_type_exam", TYPE_EXAMINATION, r"approved body|uk type|ukca"),
    _mark("eu_ppe_module_c2",
        r"supervisedproductchecks|监督抽检|modulec2(?!ord)(?:\W*annualsurveillance(?:ofppe)?)?|监督产品检查"
        r"|conformitytotype", PPE, r"module\s?c2|模式\s?c2|annex vii\b",
        without=r"approved body|declaration of conformity|quality assurance of the production"),
    _mark("eu_ppe_module_c2", CERTIFICATE, PPE, r"module\s?c2|模式\s?c2",
        r"supervised product checks|random intervals|surveillance|annex vii\b|module\s?c2 cert",
        without=r"approved body|declaration of conformity|quality assurance of the production|annex v\b|module\s?b\b",
        confidence=0.93),
    _mark("eu_ppe_module_d", r"qualityassurance|质量保证|conformitytotype", PPE, r"module\s?d\b|模式\s?d|annex viii\b",
        without=r"approved body|declaration of conformity|supervised product checks"),
    _mark("gb_ppe_module_c2", r"supervisedproductchecks|modulec2", r"approved body|ukca", r"module\s?c2"),
    _mark("gb_ppe_module_d", r"qualityassurance", r"approved body|ukca", r"module\s?d\b"),
    _mark("gb_mhra_registration", r"mhra|medicines(?:and|&)healthcareproducts",
        r"mhra|medicines (?:and|&) healthcare products", r"registr",
        without=r"mandate|agreement|hereinafter|approved body|declaration of conformity", confidence=0.96),
    _mark("gb_mhra_registration", r"^(?:letter|confirmation|certificate)of(?:device)?registration", r"\bmhra\b",
        without=r"mandate|agreement|approved body|declaration of conformity", confidence=0.93),
    _mark("gb_ukca_ab_cert", r"ukcacertificate", without=TYPE_EXAMINATION),
    _mark("gb_ukca_ab_cert", CERTIFICATE, r"approved body", UK_LAW),
    _mark("eu_nb_cert_mdr", BODY_TITLE, MDR, BODY,
        without=rf"{IVDR}|uk\s?ca certificate|approved body|declaration of conformity"),
    _mark("eu_nb_cert_ivdr", BODY_TITLE, IVDR, BODY,
        without=rf"{MDR}|uk\s?ca certificate|approved body|declaration of conformity"),
    _mark("eu_nb_cert_mdd_legacy", BODY_TITLE, MDD, BODY,
        without=rf"{MDR}|{IVDR}|uk\s?ca certificate|declaration of conformity"),
    _mark("eu_nb_cert_ivdd_legacy", BODY_TITLE, IVDD, BODY,
        without=rf"{MDR}|{IVDR}|uk\s?ca certificate|declaration of conformity"),
    _mark("eu_nb_cert_mdr", CERTIFICATE, MDR, r"notified body|公告机构|benannte stelle", r"annex (?:ix|x|xi)\b",
        without=rf"{IVDR}|{PPE}|approved body|declaration of conformity|free sale|mandate"
        rf"|authori[sz]ed representative (?:agreement|certificate)", confidence=0.9),
    _mark("eu_nb_cert_mdr", BODY_TITLE, MDR, without=r"declaration of conformity|approved body", confidence=0.6),
    _mark("eu_mdr_transition_letter", r"confirmationletter|letterofconfirmation|confirmation|declaration",
        r"2023\s?/\s?607|2024\s?/\s?1860", confidence=0.93),
    _mark("eu_ar",
        r"authori[sz]edrepresentative(?:mandate|agreement|confirmation|certificate|designation|appointment"
        r"|contract)"
        r"|^mandate|^ec-?rep(?:agreement|mandate|certificate|confirmation|designation|appointment)"
        r"|授权代表(?:委托书|协议)"
        r"|(?:subject:|re:)?(?:confirmationof(?:our|your|the)?)?(?:designation|appointment|mandate|certificate"
        r"|contract|letter)(?:of|for|as)(?:(?:designation|appointment)of)?(?:the|an)?(?:eu|ec"
        r"|european)?authori[sz]edrepresentative"
        r"|^(?:eu|european)authori[sz]edrepresentative", rf"european union|\beu\b|\bec\b|欧盟|{MDR}|{IVDR}",
        without=r"swiss|ch-rep|瑞士|ukrain|乌克兰|uk responsible", confidence=0.95),
    _mark("eu_ar", r"^letterof(?:designation|appointment|mandate)", rf"{MDR}|{IVDR}", r"authori[sz]ed representative",
        without=r"swiss|uk responsible", confidence=0.9),
    _mark("gb_ukrp", r"ukresponsibleperson|英国责任人", without=r"registered with the mhra|declaration of conformity",
        confidence=0.96),
    _mark("ch_rep", r"swissauthori[sz]edrepresentative|ch-?rep|瑞士授权代表", confidence=0.96),
    _mark("ua_ar", r"authori[sz]edrepresentativeinukraine|乌克兰授权代表", confidence=0.96),
    _mark("us_us_agent", r"u\.?s\.?agent(?:designation|agreement|appointment)|美国代理人指定", confidence=0.95),
    _mark("loa",
        r"letterofauthori[sz]ation|authori[sz]ationletter|manufacturer.?s.?authori[sz]ation"
        r"|(?:distribut(?:ion|or)|dealer|agency|agent|sales)authori[sz]ation|powerofattorney"
        r"|^(?:产品|销售|经销|代理|独家)*授权(?:书|函|证书)|^授权委托书|^委托书|致当地代表的授权书",
        without=r"eu authori[sz]ed representative|swiss|uk responsible|emergency use|欧盟授权代表|瑞士|英国责任人",
        confidence=0.95),
    _mark("loa", r"certificateofauthori[sz]ation|authori[sz]ationcertificate", r"distribut|dealer|sales agent|经销|代理",
        without=r"emergency use|authori[sz]ed representative|responsible person|notified body", confidence=0.9),
    _mark("eu_srn_mf", r"eudamedactorregistration|actorregistration|^srn|单一注册号|singleregistrationnumber",
        r"\b[a-z]{2}-mf-\d{9}", confidence=0.96),
    _mark("eu_importer", r"euimporter|欧盟进口商", r"\b[a-z]{2}-im-\d{9}", confidence=0.95),
    _mark("us_510k", "", r"510\s?\(k\)",
        r"substantial(?:ly)? equivalen|market(?:ing)? (?:notification|clearance)|clearance letter|实质等同",
        without=r"de novo|emergency use authori", confidence=0.96),
    _mark("us_denovo", "", r"de novo", r"den\s?\d{6}", confidence=0.95),
    _mark("us_eua", "", r"emergency use authori[sz]ation", r"eua\s?\d{6}|issu|authori",
        without=r"non-?niosh|appendix a", confidence=0.94),
    _mark("us_kn95_eua", "", r"non-?niosh", r"emergency use|eua", confidence=0.9),
    _mark("us_niosh", "", r"tc-\d{2}[a-z]-\d{4}", r"42 cfr|niosh|respirator approval", confidence=0.97),
    _mark("us_est_registration",
        r"certificat(?:e|ion)of(?:fda|us|u\.s\.)?registration|fdacertificateofregistration"
        r"|establishmentregistration|fdaregistration",
        r"establishment registration|registered establishment|owner/?operator", without=r"device listing \(|otc",
        confidence=0.93),
    _mark("us_est_registration", r"^certificateof(?:compliance|conformance)", r"\bfda\b|food and drug",
        r"establishment registration", confidence=0.9),
    _mark("us_device_listing", r"devicelisting", r"listing (?:number|no)|fda device listing", confidence=0.9),
    _mark("who_pq", r"prequalification", r"pqdx", confidence=0.95),
    _mark("who_eul", r"emergencyuselisting", confidence=0.95),
)  # fmt: skip
