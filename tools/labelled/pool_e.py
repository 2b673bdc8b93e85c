"""Places, companies, goods, issuers and forms of numbers of layout e, which no other layout has."""

from __future__ import annotations

from datetime import date

from tools.labelled.kinds import BODY, LABORATORY
from tools.labelled.pool import Pool

PLACES = (
    ("430111", "湘", "长", "湖南省", "长沙市", "雨花区", "Yuhua District, Changsha City, Hunan Province", "Changsha", "Hunan", "410116"),
    ("320412", "苏", "常", "江苏省", "常州市", "武进区", "Wujin District, Changzhou, Jiangsu", "Changzhou", "Jiangsu", "213164"),
    ("440604", "粤", "佛", "广东省", "佛山市", "禅城区", "Chancheng District, Foshan City, Guangdong Province", "Foshan", "Guangdong", "528000"),
    ("370704", "鲁", "潍", "山东省", "潍坊市", "坊子区", "Fangzi District, Weifang, Shandong", "Weifang", "Shandong", "261200"),
    ("360122", "赣", "洪", "江西省", "南昌市", "新建区", "Xinjian District, Nanchang, Jiangxi", "Nanchang", "Jiangxi", "330100"),
    ("331004", "浙", "台", "浙江省", "台州市", "路桥区", "Luqiao District, Taizhou City, Zhejiang", "Taizhou", "Zhejiang", "318050"),
    ("610112", "陕", "西", "陕西省", "西安市", "未央区", "Weiyang District, Xi'an, Shaanxi", "Xi'an", "Shaanxi", "710016"),
)  # fmt: skip
BRANDS = (
    ("璟若", "Jingruo"), ("恩葳", "Enwei"), ("芷衡", "Zhiheng"), ("稷康", "Jikang"), ("诺瑾", "Nuojin"), ("拓菲斯", "Topharis"),
    ("青橼", "Qingyuan"), ("瀚佑", "Hanyou"), ("赛恪", "Saike"), ("麦琅", "Meilang"), ("棣和", "Dihe"),
)  # fmt: skip
TRADES = (
    ("医疗科技", "Medical Technology"), ("医疗器械", "Medical Appliance"), ("医疗设备", "Medical Equipment"), ("防护科技", "Protection Technology"),
    ("生物工程", "Bio-engineering"), ("医药用品", "Medical Goods"),
)  # fmt: skip
GOODS = {
    "device": (
        ("医用电子体温计", "Digital clinical thermometer", ("EN 12470-3:2000+A1:2009", "EN ISO 15223-1:2021"), ("GB/T 21416-2008",), "CT"),
        ("一次性使用输液器", "Infusion set for single use, gravity feed", ("EN ISO 8536-4:2020", "EN ISO 10993-7:2008"), ("GB 8368-2018", "GB/T 14233.1-2022"), "IV"),
        ("压缩式雾化器", "Compressor nebulizer", ("EN 60601-1-11:2015", "EN ISO 27427:2019"), ("YY 9706.111-2021", "YY/T 1438-2016"), "NB"),
        ("医用弹性绷带", "Elastic bandage for medical use", ("EN ISO 10993-5:2009", "EN ISO 20417:2021"), ("YY/T 0507-2009",), "EB"),
        ("无菌敷贴", "Sterile adhesive wound dressing", ("EN 13726:2023", "EN ISO 11135:2014"), ("YY/T 0148-2006", "YY/T 0471.1-2004"), "WD"),
    ),
    "ppe": (
        ("防机械伤害手套", "Gloves protecting against mechanical risks", ("EN 388:2016+A1:2018", "EN ISO 21420:2020"), ("GB 24541-2022",), "MG"),
        ("防护服（5、6型）", "Protective clothing type 5 and type 6", ("EN ISO 13982-1:2004+A1:2010", "EN 13034:2005+A1:2009"), ("GB 24539-2021",), "CV"),
        ("安全护目镜", "Wide-vision safety goggles", ("EN ISO 16321-1:2022",), ("GB 32166.1-2016",), "WV"),
        ("折叠式防颗粒物口罩", "Folding particle filtering half mask", ("EN 149:2001+A1:2009", "EN 13274-7:2019"), ("GB 2626-2019",), "FM"),
    ),
    "ivd": (
        ("尿液分析试纸条", "Urinalysis reagent strips", ("EN ISO 18113-2:2024", "EN ISO 23640:2015"), ("YY/T 0478-2011",), "UA"),
        ("幽门螺杆菌抗体检测试剂盒", "Helicobacter pylori antibody test cassette", ("EN ISO 14971:2019", "EN 13975:2003"), ("YY/T 1262-2015",), "HP"),
        ("促黄体生成素检测试纸", "LH ovulation test strip", ("EN 13532:2002", "EN ISO 18113-4:2024"), ("YY/T 1164-2021",), "LH"),
    ),
}  # fmt: skip
ISSUERS = {
    BODY: (
        ("Brennfeld Prüf- und Zertifizierungsgesellschaft mbH", "", "9318"), ("Loxley Marchmont Assurance B.V.", "", "9642"),
        ("Saint-Aubrac Certification SAS", "", "9077"), ("Fennimore Product Certification DAC", "", "9807"), ("Osterholm Assessment A/S", "", "9529"),
    ),
    LABORATORY: (
        ("Hengce Standards Technical Services (Changzhou) Co., Ltd.", "衡测标准技术服务（常州）有限公司", ""),
        ("Xiangchu Medical Device Quality Inspection Institute", "湘楚医疗器械质量检验研究院", ""),
        ("Aldergrove Laboratories (Foshan) Co., Ltd.", "桤林检测（佛山）有限公司", ""),
    ),
}  # fmt: skip
CHINESE_BODIES = (
    ("Yuheng International Certification (Beijing) Co., Ltd.", "昱衡国际认证（北京）有限公司", ""),
    ("Hangzhou Yanzheng Certification Co., Ltd.", "杭州衍正认证有限公司", ""),
    ("Guangdong Lanting Quality Assessment Center", "广东澜庭质量评审中心", ""),
)
SEATS = {
    "Brennfeld Prüf- und Zertifizierungsgesellschaft mbH": "Am Tiergraben 17, 80999 München, Germany",
    "Loxley Marchmont Assurance B.V.": "Lindengracht 210, 1015 KM Amsterdam, The Netherlands",
    "Saint-Aubrac Certification SAS": "9 rue du Vieux Moulin, 69007 Lyon, France",
    "Fennimore Product Certification DAC": "Unit 4, Rathdown Park, Dublin D15 YK8X, Ireland",
    "Osterholm Assessment A/S": "Havnevej 31, 2900 Hellerup, Denmark",
    "Hengce Standards Technical Services (Changzhou) Co., Ltd.": "Block C, 66 Huashan Middle Road, Xinbei District, Changzhou",
    "Xiangchu Medical Device Quality Inspection Institute": "No. 120 Laodong West Road, Tianxin District, Changsha",
    "Aldergrove Laboratories (Foshan) Co., Ltd.": "2/F, Tower 5, 8 Foping 3rd Road, Nanhai District, Foshan",
    "Yuheng International Certification (Beijing) Co., Ltd.": "北京市丰台区南四环西路 188 号 12 区",
    "Hangzhou Yanzheng Certification Co., Ltd.": "杭州市滨江区江南大道 3880 号",
    "Guangdong Lanting Quality Assessment Center": "广州市天河区天寿路 105 号",
}
NUMBERS = {
    "cn_nmpa_registration": ("{area}械注准{year}208####", "{area}械注准{year}222####"),
    "cn_nmpa_filing": ("{area}{city}械备{year}2###", "{area}{city}械备{year}3###号"),
    "cn_production_licence": ("{area}药监械生产许{year}2###号", "{area}药监械生产许{year}4###号"),
    "cn_export_certificate_registered": ("{area}药监械出{year}3####号",),
    "cn_export_certificate_export_only": ("{area}药监械出{year}4###号",),
    "cn_gb_report": ("AN{yy}-H0####", "GJ{year}(Z)#####", "XC{yy}-WT-#####"),
    "eu_doc_mdr": ("MED-DOC-{year}/0##", "@@@-CE-0##-A", "RA-F-21-{yy}##"),
    "eu_doc_ppe": ("DoC/{year}/4##", "@@-PPE-CE-0##"),
    "eu_doc_ivdr": ("IVD-CE-{yy}0##", "RA-IVD-##/{year}"),
    "eu_nb_cert_mdr": ("HD 60###### 0001", "MDR-QMS-0#####", "3###.{yy}0#.D"),
    "eu_ppe_module_b": ("P{yy}-0####-B", "@@{yy}######", "PSA-60###/{yy}-1"),
    "eu_ppe_module_c2": ("P{yy}-0####-C2", "PSA-C2-7####/{yy}"),
    "eu_ar": ("NL-AR-0000#####", "IE-AR-0000#####", "FR-AR-0000#####"),
    "gb_ukca_doc": ("UK-DOC-{year}-3##", "@@@-UKCA-0#"),
    "iso13485": ("1192{yy}MD#####R1S", "YH{yy}MDMS0####"),
    "iso9001": ("1192{yy}Q2####R0S", "YH{yy}QMS0####R3M"),
    "mdsap": ("MDS-{yy}0####", "SX 2####### 0001"),
    "test_report": ("CZHT{yy}0#####-T", "AFS/T/{yy}/####", "{yy}-R-4####"),
    "cfs": ("MPA-FS-{year}-6###", "FS7####/{year}"),
    "loa": ("@@@/LOA/{yy}-0##", "AUTH-{year}-3#"),
    "us_510k": ("K{yy}####",),
    "us_est_registration": ("301#######", "8######"),
    "gb_mhra_registration": ("CA04####", "{year}03########"),
}


POOL_E = Pool(
    name="new house",  # codespell:ignore house (a seed: another word gives other documents)
    places=PLACES,
    brands=BRANDS,
    trades=TRADES,
    suffixes=(("有限公司", "Co., Ltd."), ("有限公司", "Co.,Ltd"), ("有限责任公司", "Co., Ltd."), ("股份有限公司", "Corp., Ltd.")),
    companies=(
        ("{province_zh}{brand_zh}{trade_zh}{suffix_zh}", "{province} {brand} {trade} {suffix}"),
        ("{brand_zh}{trade_zh}（{city_zh}）{suffix_zh}", "{brand} {trade} ({city}) {suffix}"),
        ("{city_zh}市{brand_zh}{trade_zh}{suffix_zh}", "{city} {brand} {trade} {suffix}"),
    ),
    streets=(
        ("环保中路", "Huanbao Middle Road"), ("香樟路", "Xiangzhang Road"), ("凤翔西街", "West Fengxiang Street"),
        ("龙城大道", "Longcheng Avenue"), ("经开三路", "Jingkai 3rd Road"), ("纬七路", "Weiqi Road"),
    ),
    english_addresses=(
        "{street_number} {street}, {place} {post}, China",
        "Floor {hall}, Building B, No. {street_number} {street}, {place}, {post} P. R. China",
        "Unit {hall}01, No.{street_number}, {street}, {place}, China",
        "No. {street_number}, {street}, {place}, {post}, P.R.C.",
    ),
    chinese_addresses=("", "{hall}栋", "B座{hall}楼", "科技园{hall}号厂房"),
    goods=GOODS,
    models=(
        ("{letters}{first}00",),
        ("{letters}-{first}", "{letters}-{first}P"),
        ("{letters}{first}S", "{letters}{first}M", "{letters}{first}L"),
        ("{letters}-A{first}", "{letters}-B{first}", "{letters}-C{first}", "{letters}-D{first}"),
    ),
    issuers=ISSUERS,
    chinese_bodies=CHINESE_BODIES,
    numbers=NUMBERS,
    first_day=date(2021, 3, 1),
    english_persons=("Wenbo Guan", "Jiayin Xiang", "Haoran Miao", "Suqin Yan"),
    chinese_persons=("管文博", "向佳音", "苗浩然", "晏素琴"),
    representatives=(
        ("Van Delden Regulatory B.V.", "Stationsplein 45, 3013 AK Rotterdam, The Netherlands"),
        ("Corrib Medical Representation Ltd", "12 Merchants Quay, Galway H91 X4P7, Ireland"),
        ("Ardèche Conformité SARL", "25 avenue de la Gare, 26000 Valence, France"),
    ),
    british=(
        "Penhallow Device Services Ltd, 3 Market Row, Exeter EX1 1BW, United Kingdom",
        "Strathcorrie UK Representation Ltd, 90 Bath Street, Glasgow G2 2EN, United Kingdom",
    ),
    agents=("Cedar Falls Device Consulting LLC", "Harbor North Regulatory Inc."),
    signers=("K. Aldous", "Dr. S. Brückner", "P. van Rijswijk", "C. Marchetti"),
    other_body="Osterholm Assessment A/S (Notified Body 9529)",
    seats=SEATS,
    as_they_write={
        "us_510k": "name-day",
        "us_est_registration": "short-name",
        "gb_mhra_registration": "day-name",
        "cn_business_licence": "padded",
    },
    english_days=("dashes", "day-name", "short-name", "day-short", "german"),
)  # fmt: skip
