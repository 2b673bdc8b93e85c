"""Places, companies, goods, issuers and forms of numbers of layout d, which layouts a to c do not have."""

from __future__ import annotations

from datetime import date

from tools.labelled.kinds import BODY, LABORATORY
from tools.labelled.pool import Pool

PLACES = (
    ("320612", "苏", "通", "江苏省", "南通市", "通州区", "Tongzhou District, Nantong City, Jiangsu Province", "Nantong", "Jiangsu", "226300"),
    ("440114", "粤", "穗", "广东省", "广州市", "花都区", "Huadu District, Guangzhou, Guangdong", "Guangzhou", "Guangdong", "510800"),
    ("330411", "浙", "嘉", "浙江省", "嘉兴市", "秀洲区", "Xiuzhou District, Jiaxing, Zhejiang", "Jiaxing", "Zhejiang", "314031"),
    ("350205", "闽", "厦", "福建省", "厦门市", "海沧区", "Haicang District, Xiamen, Fujian", "Xiamen", "Fujian", "361026"),
    ("340111", "皖", "合", "安徽省", "合肥市", "包河区", "Baohe District, Hefei City, Anhui Province", "Hefei", "Anhui", "230051"),
    ("410102", "豫", "郑", "河南省", "郑州市", "中原区", "Zhongyuan District, Zhengzhou, Henan", "Zhengzhou", "Henan", "450007"),
)  # fmt: skip
BRANDS = (
    ("云栎", "Yunli"), ("峤安", "Qiaoan"), ("筠泊", "Yunbo"), ("旻蓁", "Minzhen"), ("垣朔", "Yuanshuo"), ("禾隽", "Hejun"),
    ("泊岚", "Bolan"), ("煦棣", "Xudi"), ("澍元", "Shuyuan"), ("柏霖康", "Berrinkon"), ("沃思达", "Vostar"), ("益贝特", "Ebettor"),
)  # fmt: skip
TRADES = (
    ("医疗器械", "Medical Instruments"), ("医疗器械", "Medical Device"), ("医用材料", "Medical Material"), ("医疗制品", "Medical Products"),
    ("健康科技", "Health Technology"), ("生物科技", "Biotech"), ("卫生用品", "Sanitary Products"),
)  # fmt: skip
SUFFIXES = (
    ("有限公司", "Co., Ltd."),
    ("有限公司", "Co., Ltd"),
    ("股份有限公司", "Co., Ltd."),
    ("有限公司", "Inc."),
    ("有限公司", "Limited"),
)
STREETS = (
    ("振兴路", "Zhenxing Road"),
    ("合欢大道", "Hehuan Avenue"),
    ("东海北路", "Donghai North Road"),
    ("创智五路", "Chuangzhi 5th Road"),
    ("滨河西街", "West Binhe Street"),
)
GOODS = {
    "device": (
        ("一次性使用医用丁腈检查手套", "Disposable medical nitrile examination gloves", ("EN 455-1:2020", "EN 455-2:2015", "EN ISO 10993-1:2020"), ("GB 10213-2006",), "NG"),
        ("上臂式电子血压计", "Upper arm electronic blood pressure monitor", ("EN 60601-1:2006+A1:2013", "EN 1060-3:1997+A2:2009"), ("YY 9706.230-2023", "GB 9706.1-2020"), "DBP"),
        ("一次性使用无菌注射器", "Sterile syringe for single use", ("EN ISO 7886-1:2018", "EN ISO 15223-1:2021"), ("GB 15810-2019",), "ZS"),
        ("一次性使用隔离衣", "Disposable isolation gown", ("EN 13795-2:2019", "EN ISO 14971:2019"), ("YY/T 1799-2020",), "FG"),
    ),
    "ppe": (
        ("自吸过滤式防颗粒物呼吸器", "Particle filtering half mask", ("EN 149:2001+A1:2009",), ("GB 2626-2019",), "YM"),
        ("防护面罩", "Protective face shield", ("EN 166:2001",), ("GB 14866-2006",), "FS"),
        ("化学品防护手套", "Gloves for protection against chemicals and micro-organisms", ("EN ISO 374-1:2016+A1:2018", "EN ISO 374-5:2016", "EN ISO 21420:2020"), ("GB 28881-2023",), "CP"),
    ),
    "ivd": (
        ("甲型/乙型流感病毒抗原检测试剂盒（胶体金法）", "Influenza A/B Antigen Rapid Test (Colloidal Gold)", ("EN ISO 13485:2016", "EN ISO 23640:2015", "EN 13612:2002"), ("YY/T 1579-2018",), "IF"),
        ("血糖试纸", "Blood glucose test strips", ("EN ISO 15197:2015", "EN ISO 18113-4:2011"), ("GB/T 19634-2021",), "GS"),
    ),
}  # fmt: skip
ISSUERS = {
    BODY: (
        ("Velmund Cert GmbH", "", "9266"), ("Kestrel Rowe Certification Limited", "", "9381"), ("Altavera Certificación S.L.", "", "9874"),
        ("Vestrand Produktcertifiering AB", "", "9455"), ("Institut Morlaix Essais et Certification", "", "9013"),
    ),
    LABORATORY: (
        ("Suling Testing Technology Services Co., Ltd.", "苏岭检测技术服务有限公司", ""),
        ("Jianghuai Medical Device Testing Institute", "江淮医疗器械检验检测院", ""),
        ("Brightwater Testing Services (Ningbo) Ltd.", "明水检测技术（宁波）有限公司", ""),
    ),
}  # fmt: skip
CHINESE_BODIES = (
    ("Beijing Hengzhu United Certification Co., Ltd.", "北京恒筑联合认证有限公司", ""),
    ("Shanghai Lizhun Quality Certification Co., Ltd.", "上海砺准质量认证有限公司", ""),
    ("Zhonghuan Huaxin Certification Center", "中寰华信认证中心", ""),
)
NUMBERS = {
    "cn_nmpa_registration": ("{area}械注准{year}214####", "{area}械注准{year}207####"),
    "cn_nmpa_filing": ("{area}{city}械备{year}0###", "{area}{city}械备{year}1###号"),
    "cn_production_licence": ("{area}药监械生产许{year}0###号", "{area}药监械生产许{year}1###号"),
    "cn_export_certificate_registered": ("{area}药监械出{year}0###号",),
    "cn_export_certificate_export_only": ("{area}药监械出{year}2###号",),
    "cn_gb_report": ("{year}ZC-0####", "QW-{year}-#####", "W{year}##-###"),
    "eu_doc_mdr": ("CE-MDR-##", "@@/QR-7.3-##", "TCF-{year}-0#"),
    "eu_doc_ppe": ("PPE-DoC-0##", "{year}-PPE-##"),
    "eu_doc_ivdr": ("IVD-DOC-00#", "@@-IVDR-{year}##"),
    "eu_nb_cert_mdr": ("G10 0##### 00## Rev. 0#", "HZ 2######-1", "MDR 78####"),
    "eu_ppe_module_b": ("ZP/B###/2#", "0#######-B", "2#/####/00/0###"),
    "eu_ppe_module_c2": ("ZP/C2-###/2#", "@@-C2-#####"),
    "eu_ar": ("DE-AR-0000#####", "NL-AR-0000#####", "ES-AR-0000#####"),
    "gb_ukca_doc": ("UKCA-DoC-0##", "@@/UKDOC-##"),
    "iso13485": ("01622Q1####R0M", "CMD 2#-0###"),
    "iso9001": ("05323Q3####R2M", "CN2#/#####"),
    "mdsap": ("QS6 0##### 00## Rev. 0#", "MDSAP 73####"),
    "test_report": ("@@@@2#0####1-0#", "SL5{year}2######TX", "NGBEC2#00####"),
    "cfs": ("{year}F0####", "FSC/####/2#"),
    "loa": ("@@-LOA-{year}0#", "RA/{year}/0##"),
    "us_510k": ("K{yy}####",),
    "us_est_registration": ("30########", "9######"),
    "gb_mhra_registration": ("0001####", "MHRA-000##### "),
}  # fmt: skip

POOL_D = Pool(
    name="held out",
    places=PLACES,
    brands=BRANDS,
    trades=TRADES,
    suffixes=SUFFIXES,
    companies=(("{city_zh}{brand_zh}{trade_zh}{suffix_zh}", "{city} {brand} {trade} {suffix}"),),
    streets=STREETS,
    english_addresses=(
        "No. {street_number} {street}, {place}, China",
        "Building {hall}, No. {street_number}, {street}, {place}, {post}, P.R. China",
        "{hall}F, No.{street_number} {street}, {place}, {post}, PEOPLE'S REPUBLIC OF CHINA",
    ),
    chinese_addresses=("", "{hall}幢", "{hall}号楼三层"),
    goods=GOODS,
    models=(
        ("{letters}-{first}01",),
        ("{letters}{first}0", "{letters}{first}1"),
        ("{letters}-{first}A", "{letters}-{first}B", "{letters}-{first}C"),
        ("{letters}-8{first}", "{letters}-9{first}V"),
    ),
    issuers=ISSUERS,
    chinese_bodies=CHINESE_BODIES,
    numbers=NUMBERS,
    first_day=date(2020, 8, 3),
    english_persons=("Zhixing Lou", "Anran Fei", "Yuheng Qiu", "Shuyi Bian"),
    chinese_persons=("娄知行", "费安然", "邱予恒", "卞舒仪"),
    representatives=(
        ("Elbhafen Medical Services GmbH", "Kaistrasse 41, 20459 Hamburg, Germany"),
        ("Medipunt Europa B.V.", "Westvest 112, 2611 AZ Delft, The Netherlands"),
        ("Costa Regulatoria S.L.", "Calle Azahar 8, 29001 Málaga, Spain"),
    ),
    british=(
        "Thornley Regulatory Ltd, 6 Weaver's Yard, Leeds LS1 4AB, United Kingdom",
        "Ashcombe Medical Compliance Ltd, 27 Quay Street, Bristol BS1 5QP, United Kingdom",
    ),
    agents=("Ridgeline Regulatory Consulting LLC", "Blue Mesa Device Agents Inc."),
    signers=("A. Lindqvist", "Dr. M. Ferrand", "J. Whitcombe", "R. Olmedo"),
    other_body="Vestrand Produktcertifiering AB, No. 9455",
    seats={},
    as_they_write={"us_510k": "name-day", "gb_mhra_registration": "day-name", "cn_business_licence": "padded"},
    english_days=("day-name", "dashes", "name-day", "ordinal", "german"),
)
