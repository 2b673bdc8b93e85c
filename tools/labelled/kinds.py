"""The kinds of labelled documents: how each is titled, numbered and worded in three layouts, a, b and c."""

from __future__ import annotations

from dataclasses import dataclass

BODY, LABORATORY, AUTHORITY, MAKER = "body", "laboratory", "authority", "maker"
PROVINCE, CITY, MARKET = (
    ("Medical Products Administration", "药品监督管理局", False),
    ("Administration for Market Regulation", "市场监督管理局", True),
    ("Market Supervision Administration", "市场监督管理局", True),
)
Three = tuple[str, str, str]


@dataclass(frozen=True)
class Kind:
    """One kind of certificate. Titles and sentences are one per layout; lines of a title stand after each other."""

    id: str
    languages: str
    number: str
    number_labels: Three
    titles: Three
    says: Three
    slots: str
    issuer: str = AUTHORITY
    office: tuple[str, str, bool] = PROVINCE
    product: str = "device"
    years: int = 5
    classes: tuple[str, ...] = ()
    is_chinese_standard: bool = False
    has_own_start: bool = False


CHINESE = (
    Kind(
        "cn_business_licence", "zh", "", ("统一社会信用代码", "统一社会信用代码", "统一社会信用代码"),
        ("营业执照\n（副本）", "营 业 执 照", "营业执照\n统一社会信用代码与注册登记信息"),
        ("国家企业信用信息公示系统网址（样本）", "市场主体应当于每年1月1日至6月30日报送年度报告。", "经登记机关核准，准予登记。"),
        "number holder address scope issued period issuer", office=MARKET, years=20,
    ),
    Kind(
        "cn_nmpa_registration", "zh", "{area}械注准{year}2140###", ("注册证编号", "注册证号", "医疗器械注册证编号"),
        ("中华人民共和国\n医疗器械注册证", "医疗器械注册证", "中华人民共和国医疗器械注册证"),
        ("本证书与产品技术要求共同使用有效。", "经审查，该产品符合医疗器械产品市场准入规定，准予注册。", "附件：产品技术要求、说明书。"),
        "number holder address product models scope issuer issued starts ends", has_own_start=True,
    ),
    Kind(
        "cn_nmpa_filing", "zh", "{area}械备{year}0###号", ("备案编号", "备案号", "备案凭证编号"),
        ("第一类医疗器械备案凭证", "第一类医疗器械备案信息表", "第一类医疗器械备案编号告知书"),
        ("备案信息以备案机关公布为准。", "根据《医疗器械监督管理条例》予以备案。", "你单位提交的备案资料符合要求，准予备案。"),
        "number holder address product models scope issuer issued", office=CITY,
    ),
    Kind(
        "cn_production_licence", "zh", "{area}药监械生产许{year}0###号", ("许可证编号", "编号", "生产许可证编号"),
        ("医疗器械生产许可证", "中华人民共和国\n医疗器械生产许可证", "医疗器械生产许可证\n（副本）"),
        ("持证企业应当在核定的范围内生产。", "依照《医疗器械生产监督管理办法》核发。", "本许可证正本、副本具有同等法律效力。"),
        "number holder credit address scope issuer issued ends", has_own_start=True,
    ),
    Kind(
        "cn_export_certificate_registered", "both", "{area}药监械出{year}0###号", ("证明编号\nCertificate No.", "编号\nNo.", "证书编号\nCertificate Number"),
        ("医疗器械产品出口销售证明（一）\nCERTIFICATE FOR EXPORTATION OF MEDICAL PRODUCTS (I)", "医疗器械产品出口销售证明（一）", "出口销售证明（一）\nCertificate for Exportation of Medical Products (I)"),
        ("兹证明下列产品已在中国注册或备案，准许在中国生产和销售。This is to certify that the following products have been registered or filed in China.",
         "以下医疗器械已在中国注册，可以在中国市场销售。The following medical devices are registered or filed in China and may be sold there.",
         "上述产品已在中华人民共和国注册，其出口不受限制。The above products are registered or filed in China and their exportation is not restricted."),
        "number holder address product models issuer issued ends", years=2,
    ),
    Kind(
        "cn_export_certificate_export_only", "both", "{area}药监械出{year}1###号", ("证明编号\nCertificate No.", "编号\nNo.", "证书编号\nCertificate Number"),
        ("医疗器械产品出口销售证明（二）\nCERTIFICATE FOR EXPORTATION OF MEDICAL PRODUCTS (II)", "医疗器械产品出口销售证明（二）", "出口销售证明（二）\nCertificate for Exportation of Medical Products (II)"),
        ("下列产品未在中国注册或备案，仅供出口。The following products are neither registered nor filed in China and are for export only.",
         "以下产品未在中国注册，仅供出口。The products below are not registered in China. For export only.",
         "上述产品未在中华人民共和国注册，仅限出口。The above products have not been registered or filed in China; export only."),
        "number holder address product models issuer issued ends", years=2,
    ),
    Kind(
        "cn_gb_report", "zh", "WT{year}-0####", ("报告编号", "No", "检验报告编号"),
        ("检验检测报告", "检 测 报 告", "检验报告\nTEST REPORT"),
        ("样品经检验，所检项目符合标准要求。", "检验结论：所检项目合格。", "本报告仅对来样负责，复制报告未加盖检验专用章无效。"),
        "number holder product models standards issuer issued", issuer=LABORATORY, is_chinese_standard=True,
    ),
)  # fmt: skip

EUROPEAN = (
    Kind(
        "eu_doc_mdr", "en", "DOC-MD-{year}-0##", ("Document No.", "Declaration No.", "DoC reference"),
        ("EU DECLARATION OF CONFORMITY\nRegulation (EU) 2017/745", "EU Declaration of Conformity\naccording to Annex IV of Regulation (EU) 2017/745 on medical devices", "Declaration of Conformity\n(EU) 2017/745 MDR"),
        ("This declaration of conformity is issued under the sole responsibility of the manufacturer.", "We declare that the devices below meet Regulation (EU) 2017/745.", "The manufacturer takes sole responsibility for this statement. It meets the provisions of the MDR."),
        "number holder address product models class standards issued", issuer=MAKER, classes=("I", "IIa", "IIb"),
    ),
    Kind(
        "eu_doc_ppe", "en", "PPE/{year}/##", ("Declaration No.", "Document number", "No."),
        ("EU DECLARATION OF CONFORMITY\nRegulation (EU) 2016/425", "EU Declaration of Conformity\nPersonal protective equipment, Regulation (EU) 2016/425", "Declaration of Conformity\nPPE Regulation (EU) 2016/425"),
        ("The PPE is subject to module C2 under surveillance of the notified body.", "The object of the declaration is in conformity with Regulation (EU) 2016/425.", "Issued under the sole responsibility of the manufacturer."),
        "number holder address product models standards issued", issuer=MAKER, product="ppe",
    ),
    Kind(
        "eu_doc_ivdr", "en", "IVDR-DC-####", ("Document No.", "Declaration number", "Ref. No."),
        ("EU DECLARATION OF CONFORMITY\nRegulation (EU) 2017/746", "EU Declaration of Conformity\nIn vitro diagnostic medical devices, Regulation (EU) 2017/746", "Declaration of Conformity\nIVDR (EU) 2017/746"),
        ("We declare under our sole responsibility that the devices meet Regulation (EU) 2017/746.", "This declaration is issued under the sole responsibility of the manufacturer.", "The devices comply with the provisions of Annex I."),
        "number holder address product models class standards issued", issuer=MAKER, product="ivd", classes=("A", "B", "C"),
    ),
    Kind(
        "eu_nb_cert_mdr", "en", "MDR 7#####", ("Certificate No.", "Certificate Registration No.", "Certificate number"),
        ("EU Quality Management System Certificate\nRegulation (EU) 2017/745, Annex IX Chapters I and III", "EU CERTIFICATE\nQuality Management System, Regulation (EU) 2017/745, Annex IX", "EU Quality Management System Certificate\n(MDR) 2017/745"),
        ("The notified body certifies that the manufacturer has established a quality management system under Annex IX.", "As a notified body we confirm that the system meets the requirements of Annex IX.", "Notified body assessment under Annex IX was carried out; surveillance is required."),
        "number holder address scope body issuer issued starts ends", issuer=BODY, has_own_start=True,
    ),
    Kind(
        "eu_ppe_module_b", "en", "B-{year}-####", ("Certificate No.", "EU type-examination certificate No.", "Certificate number"),
        ("EU TYPE-EXAMINATION CERTIFICATE\nModule B, Regulation (EU) 2016/425", "EU Type-Examination Certificate\nPersonal protective equipment (EU) 2016/425, Annex V (Module B)", "EU-Type Examination Certificate\nRegulation (EU) 2016/425"),
        ("The notified body has examined the technical design of the type.", "The type meets the essential health and safety requirements.", "Examined by the notified body in accordance with Annex V."),
        "number holder address product models standards body issuer issued ends", issuer=BODY, product="ppe",
    ),
    Kind(
        "eu_ppe_module_c2", "en", "C2-####-{year}", ("Certificate No.", "Report No.", "Certificate number"),
        ("Certificate of Supervised Product Checks\nModule C2, Regulation (EU) 2016/425", "MODULE C2 CERTIFICATE\nSupervised product checks at random intervals, (EU) 2016/425 Annex VII", "Module C2 Surveillance Certificate\nPPE Regulation (EU) 2016/425"),
        ("Supervised product checks at random intervals were carried out by the notified body, Annex VII.", "The samples agree with the type described in the certificate of Module B.", "Conformity to type based on internal production control plus supervised product checks, Module C2."),
        "number holder address product models body issuer issued ends", issuer=BODY, product="ppe", years=1,
    ),
    Kind(
        "eu_ar", "en", "DE-AR-000######", ("SRN of the authorised representative", "EUDAMED actor ID (SRN)", "Single registration number (SRN)"),
        ("EU Authorised Representative Mandate", "MANDATE\nEuropean Authorised Representative, Article 11 of Regulation (EU) 2017/745", "European Authorised Representative Agreement"),
        ("The manufacturer designates the representative in the European Union named below.", "The authorised representative acts in the EU on behalf of the manufacturer.", "Both parties agree to the tasks of Article 11. The representative is established in the European Union."),
        "number holder address product period issued", issuer=MAKER, years=3,
    ),
    Kind(
        "gb_ukca_doc", "en", "UKDOC-{year}-##", ("Document No.", "Declaration No.", "Reference No."),
        ("UK DECLARATION OF CONFORMITY\nThe Medical Devices Regulations 2002 (SI 2002/618)", "UK Declaration of Conformity\nUK MDR 2002, SI 2002 No 618 as amended", "Declaration of Conformity (UKCA)\nMedical Devices Regulations 2002"),
        ("Issued under the sole responsibility of the manufacturer.", "The devices meet the UK Medical Devices Regulations 2002.", "We declare that the UKCA marking may be affixed."),
        "number holder address product models class standards issued", issuer=MAKER, classes=("I", "IIa"),
    ),
)  # fmt: skip

WORLDWIDE = (
    Kind(
        "iso13485", "both", "QM-####-{year}", ("证书编号\nCertificate No.", "Certificate Number", "注册号\nRegistration No."),
        ("CERTIFICATE\nISO 13485:2016 Quality Management System", "医疗器械质量管理体系认证证书\nISO 13485:2016", "Certificate of Registration\nMedical devices quality management system ISO 13485:2016"),
        ("This is to certify that the quality management system conforms to ISO 13485:2016. 兹证明该组织的质量管理体系符合标准。", "The management system meets ISO 13485:2016 for the scope below.", "Surveillance audits are held every year. 证书有效性以年度监督合格为前提。"),
        "number holder address scope issuer issued starts ends", issuer=BODY, years=3, has_own_start=True,
    ),
    Kind(
        "iso9001", "both", "Q-9####-R1", ("证书编号\nCertificate No.", "Certificate Registration No.", "证书号\nCert. No."),
        ("质量管理体系认证证书\nISO 9001:2015", "CERTIFICATE\nQuality Management System ISO 9001:2015", "Certificate of Conformity\nQuality management system GB/T 19001-2016 / ISO 9001:2015"),
        ("The management system fulfils the requirements of ISO 9001:2015.", "兹证明质量管理体系符合 ISO 9001:2015。This is to certify that the management system complies.", "证书的有效性以监督审核合格为前提。"),
        "number holder address scope issuer issued starts ends", issuer=BODY, years=3, has_own_start=True,
    ),
    Kind(
        "mdsap", "en", "MDSAP 6#####", ("Certificate No.", "Certificate Number", "Certificate Registration No."),
        ("MDSAP CERTIFICATE\nMedical Device Single Audit Program", "Medical Device Single Audit Program\nCertificate of Registration ISO 13485:2016", "Certificate\nMedical Device Single Audit Program (MDSAP)"),
        ("Jurisdictions: Australia, Brazil, Canada, Japan, United States.", "The quality management system was audited under MDSAP.", "Audited against ISO 13485:2016 and the regulations of the participating countries."),
        "number holder address scope issuer issued starts ends", issuer=BODY, years=3, has_own_start=True,
    ),
    Kind(
        "test_report", "en", "SH{year}0####", ("Test Report No.", "Report No.", "Report Number"),
        ("TEST REPORT", "Test Report", "TEST REPORT\nAccredited laboratory"),
        ("The results relate only to the items tested.", "The submitted samples comply with the requirements.", "This report shall not be reproduced except in full."),
        "number holder address product models standards issuer issued", issuer=LABORATORY, product="ppe",
    ),
    Kind(
        "cfs", "en", "CFS{year}-0####", ("Certificate No.", "No.", "Reference number"),
        ("CERTIFICATE OF FREE SALE", "Certificate of Free Sale\nMedical Devices", "FREE SALE CERTIFICATE"),
        ("The products named below are freely sold in the domestic market.", "It is certified that the products may be sold without restriction.", "The manufacturer is under the supervision of the administration."),
        "number holder address product models issuer issued ends", years=2,
    ),
    Kind(
        "loa", "en", "LOA-{year}-##", ("Reference No.", "Ref. No.", "Letter No."),
        ("LETTER OF AUTHORIZATION", "Letter of Authorisation", "POWER OF ATTORNEY"),
        ("We authorise the representative to register our products with the authority.", "The distributor may apply for registration on our behalf.", "This authorisation may be withdrawn in writing."),
        "number holder address product period issued", issuer=MAKER, years=2,
    ),
    Kind(
        "us_510k", "en", "K2#####", ("510(k) Number", "Re:", "510(k) No."),
        ("U.S. FOOD AND DRUG ADMINISTRATION\n510(k) Clearance Letter", "Premarket Notification 510(k)\nDetermination of Substantial Equivalence", "510(k) Clearance\nU.S. Food and Drug Administration"),
        ("We have determined the device is substantially equivalent to legally marketed predicate devices.", "Your Section 510(k) premarket notification: the device is substantially equivalent.", "The device may be marketed subject to the general controls. Found substantially equivalent."),
        "number holder address product models class issuer issued", issuer="U.S. Food and Drug Administration", classes=("I", "II"),
    ),
    Kind(
        "us_est_registration", "en", "30########", ("Registration Number", "Establishment Registration No.", "Registration No."),
        ("Certificate of FDA Registration\nMedical Device Establishment Registration", "CERTIFICATE OF REGISTRATION\nU.S. FDA Establishment Registration", "FDA Establishment Registration Certificate"),
        ("Owner/operator registered under 21 CFR Part 807. Registration does not denote approval.", "The establishment registration was completed with the agency. Owner/Operator listed.", "The registered establishment has completed its annual registration."),
        "number holder address product issued ends", issuer=MAKER, years=1,
    ),
    Kind(
        "gb_mhra_registration", "en", "MHRA-00#####", ("MHRA reference number", "Reference No.", "Registration reference"),
        ("MHRA DEVICE REGISTRATION\nLetter of confirmation", "Medicines and Healthcare products Regulatory Agency\nMHRA device registration", "Confirmation of MHRA Device Registration"),
        ("The devices below are registered to be placed on the market in Great Britain.", "Registration is confirmed under the Medical Devices Regulations 2002.", "An annual confirmation is due."),
        "number holder address product models issuer issued", issuer="Medicines and Healthcare products Regulatory Agency",
    ),
)  # fmt: skip

KINDS = (*CHINESE, *EUROPEAN, *WORLDWIDE)
