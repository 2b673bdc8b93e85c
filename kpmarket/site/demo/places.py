"""Real districts of real cities (GB/T 2260): where the invented suppliers have their invented addresses."""

from dataclasses import dataclass

PROVINCES: dict[str, tuple[str, str, str]] = {
    "11": ("北京", "Beijing", "京"),
    "12": ("天津", "Tianjin", "津"),
    "13": ("河北", "Hebei", "冀"),
    "21": ("辽宁", "Liaoning", "辽"),
    "31": ("上海", "Shanghai", "沪"),
    "32": ("江苏", "Jiangsu", "苏"),
    "33": ("浙江", "Zhejiang", "浙"),
    "34": ("安徽", "Anhui", "皖"),
    "35": ("福建", "Fujian", "闽"),
    "36": ("江西", "Jiangxi", "赣"),
    "37": ("山东", "Shandong", "鲁"),
    "41": ("河南", "Henan", "豫"),
    "42": ("湖北", "Hubei", "鄂"),
    "43": ("湖南", "Hunan", "湘"),
    "44": ("广东", "Guangdong", "粤"),
    "45": ("广西", "Guangxi", "桂"),
    "50": ("重庆", "Chongqing", "渝"),
    "51": ("四川", "Sichuan", "川"),
    "61": ("陕西", "Shaanxi", "陕"),
}
"""Code of the province: Chinese name, English name, the character that opens its registration numbers."""

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


@dataclass(frozen=True)
class Place:
    """A district of a city, with what addresses, credit codes and telephone numbers take from it."""

    code: str
    city_zh: str
    city_en: str
    district_zh: str
    district_en: str
    dialling_code: str
    postcode: str

    @property
    def province(self) -> str:
        return self.code[:2]

    @property
    def province_zh(self) -> str:
        return PROVINCES[self.province][0]

    @property
    def province_en(self) -> str:
        return PROVINCES[self.province][1]

    @property
    def abbreviation(self) -> str:
        return PROVINCES[self.province][2]

    @property
    def full_zh(self) -> str:
        """Province, city and district as an address writes them."""
        if self.province in MUNICIPALITIES:
            return f"{self.city_zh}市{self.district_zh}"
        region = "广西壮族自治区" if self.province == "45" else f"{self.province_zh}省"
        return f"{region}{self.city_zh}市{self.district_zh}"

    @property
    def full_en(self) -> str:
        names = [self.district_en, self.city_en, self.province_en]
        return ", ".join(dict.fromkeys(name for name in names if name))


PLACES: tuple[Place, ...] = tuple(
    Place(*row.split("|"))
    for row in (
        "320583|苏州|Suzhou|昆山市|Kunshan|512|215300",
        "320506|苏州|Suzhou|吴中区|Wuzhong District|512|215100",
        "320115|南京|Nanjing|江宁区|Jiangning District|25|211100",
        "320412|常州|Changzhou|武进区|Wujin District|519|213100",
        "321003|扬州|Yangzhou|邗江区|Hanjiang District|514|225100",
        "320214|无锡|Wuxi|新吴区|Xinwu District|510|214100",
        "330110|杭州|Hangzhou|余杭区|Yuhang District|571|311100",
        "330109|杭州|Hangzhou|萧山区|Xiaoshan District|571|311200",
        "330212|宁波|Ningbo|鄞州区|Yinzhou District|574|315100",
        "330304|温州|Wenzhou|瓯海区|Ouhai District|577|325000",
        "330603|绍兴|Shaoxing|柯桥区|Keqiao District|575|312030",
        "330402|嘉兴|Jiaxing|南湖区|Nanhu District|573|314000",
        "440307|深圳|Shenzhen|龙岗区|Longgang District|755|518100",
        "440306|深圳|Shenzhen|宝安区|Bao'an District|755|518100",
        "440112|广州|Guangzhou|黄埔区|Huangpu District|20|510700",
        "440605|佛山|Foshan|南海区|Nanhai District|757|528200",
        "440402|珠海|Zhuhai|香洲区|Xiangzhou District|756|519000",
        "441900|东莞|Dongguan|||769|523000",
        "420115|武汉|Wuhan|江夏区|Jiangxia District|27|430200",
        "429004|仙桃|Xiantao|||728|433000",
        "420506|宜昌|Yichang|夷陵区|Yiling District|717|443100",
        "410783|新乡|Xinxiang|长垣市|Changyuan|373|453400",
        "410102|郑州|Zhengzhou|中原区|Zhongyuan District|371|450000",
        "410311|洛阳|Luoyang|洛龙区|Luolong District|379|471000",
        "370305|淄博|Zibo|临淄区|Linzi District|533|255400",
        "370703|潍坊|Weifang|寒亭区|Hanting District|536|261100",
        "370112|济南|Jinan|历城区|Licheng District|531|250100",
        "370214|青岛|Qingdao|城阳区|Chengyang District|532|266100",
        "350205|厦门|Xiamen|海沧区|Haicang District|592|361000",
        "350104|福州|Fuzhou|仓山区|Cangshan District|591|350000",
        "350582|泉州|Quanzhou|晋江市|Jinjiang|595|362200",
        "360124|南昌|Nanchang|进贤县|Jinxian County|791|331700",
        "360702|赣州|Ganzhou|章贡区|Zhanggong District|797|341000",
        "340104|合肥|Hefei|蜀山区|Shushan District|551|230000",
        "340881|安庆|Anqing|桐城市|Tongcheng|556|231400",
        "340207|芜湖|Wuhu|鸠江区|Jiujiang District|553|241000",
        "430104|长沙|Changsha|岳麓区|Yuelu District|731|410000",
        "430181|长沙|Changsha|浏阳市|Liuyang|731|410300",
        "130102|石家庄|Shijiazhuang|长安区|Chang'an District|311|050000",
        "130203|唐山|Tangshan|路北区|Lubei District|315|063000",
        "510116|成都|Chengdu|双流区|Shuangliu District|28|610200",
        "510703|绵阳|Mianyang|涪城区|Fucheng District|816|621000",
        "500112|重庆|Chongqing|渝北区|Yubei District|23|401120",
        "500107|重庆|Chongqing|九龙坡区|Jiulongpo District|23|400050",
        "310117|上海|Shanghai|松江区|Songjiang District|21|201600",
        "310114|上海|Shanghai|嘉定区|Jiading District|21|201800",
        "110115|北京|Beijing|大兴区|Daxing District|10|102600",
        "110114|北京|Beijing|昌平区|Changping District|10|102200",
        "120111|天津|Tianjin|西青区|Xiqing District|22|300380",
        "120114|天津|Tianjin|武清区|Wuqing District|22|301700",
        "210213|大连|Dalian|金州区|Jinzhou District|411|116100",
        "210112|沈阳|Shenyang|浑南区|Hunnan District|24|110100",
        "450305|桂林|Guilin|七星区|Qixing District|773|541000",
        "610113|西安|Xi'an|雁塔区|Yanta District|29|710000",
    )
)
