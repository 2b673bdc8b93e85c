"""Plausible results of tests, by the standard that a report names."""

from random import Random

Row = tuple[str, str, str]

RESULTS: dict[str, tuple[tuple[str, str, float, float, str], ...]] = {
    "EN 14683": (
        ("Bacterial filtration efficiency (BFE) 细菌过滤效率", "≥ 98 %", 98.4, 99.8, "%"),
        ("Differential pressure 压力差", "< 60 Pa/cm²", 31, 52, "Pa/cm²"),
        ("Splash resistance 合成血液穿透阻力", "≥ 16.0 kPa", 16, 21, "kPa"),
        ("Microbial cleanliness 微生物清洁度", "≤ 30 CFU/g", 2, 17, "CFU/g"),
    ),
    "EN 149": (
        ("Filter penetration, NaCl 滤料穿透率", "≤ 6 %", 0.6, 3.9, "%"),
        ("Filter penetration, paraffin oil 石蜡油穿透率", "≤ 6 %", 1.1, 4.4, "%"),
        ("Total inward leakage 总向内泄漏率", "≤ 8 %", 2.8, 6.4, "%"),
        ("Breathing resistance at 95 L/min 呼吸阻力", "≤ 2.4 mbar", 0.9, 1.9, "mbar"),
        ("CO2 content of inhaled air 二氧化碳含量", "≤ 1.0 %", 0.4, 0.8, "%"),
    ),
    "GB 2626": (
        ("Filtration efficiency 过滤效率", "≥ 95.0 %", 96, 99.2, "%"),
        ("Inhalation resistance 吸气阻力", "≤ 210 Pa", 96, 168, "Pa"),
        ("Exhalation resistance 呼气阻力", "≤ 210 Pa", 90, 150, "Pa"),
    ),
    "YY 0469": (
        ("Bacterial filtration efficiency 细菌过滤效率", "≥ 95 %", 97, 99.7, "%"),
        ("Particle filtration efficiency 颗粒过滤效率", "≥ 30 %", 52, 88, "%"),
        ("Pressure difference 压力差", "≤ 49 Pa", 24, 42, "Pa"),
    ),
    "EN 455": (
        ("Freedom from holes, AQL 针孔", "≤ 1.5", 0.65, 1.0, ""),
        ("Force at break 扯断力", "≥ 6.0 N", 6.6, 9.4, "N"),
        ("Length, median 长度", "≥ 240 mm", 241, 262, "mm"),
        ("Powder residue 粉末残留", "≤ 2 mg", 0.4, 1.4, "mg"),
    ),
    "EN 13795": (
        ("Liquid penetration 抗渗水性", "≥ 100 cm H2O", 108, 151, "cm H2O"),
        ("Bursting strength, dry 胀破强力", "≥ 40 kPa", 68, 140, "kPa"),
        ("Particle release 落絮", "≤ 4.0 log10", 1.6, 3.1, "log10"),
        ("Microbial penetration, wet 阻湿态微生物穿透", "IB 6.0", 6, 6, "IB"),
    ),
    "EN 14126": (
        ("Resistance to blood-borne pathogens 抗血液穿透", "class 6: 20 kPa", 20, 20, "kPa"),
        ("Infective agents, mechanical contact 机械接触", "class 6: > 75 min", 76, 92, "min"),
        ("Contaminated aerosols 气溶胶", "class 3: > 5 log", 5.2, 6.4, "log"),
    ),
    "EN 166": (
        ("Spherical refractive power 球镜度", "± 0.06 1/m", 0.01, 0.05, "1/m"),
        ("Luminous transmittance 透光率", "≥ 74.4 %", 88, 93, "%"),
        ("Impact, 6 mm ball 冲击", "45 m/s", 45, 45, "m/s"),
    ),
    "80601-2-56": (
        ("Laboratory accuracy 实验室准确度", "± 0.2 °C", 0.05, 0.16, "°C"),
        ("Clinical bias 临床偏差", "report", 0.01, 0.09, "°C"),
        ("Response time 响应时间", "as declared, 1 s", 0.6, 0.9, "s"),
    ),
    "80601-2-61": (
        ("SpO2 accuracy Arms, 70-100 % 血氧准确度", "≤ 4.0 %", 1.4, 2.3, "%"),
        ("Pulse rate accuracy 脉率准确度", "± 3 bpm", 0.8, 2.1, "bpm"),
        ("Surface temperature 表面温度", "≤ 41 °C", 36, 39.5, "°C"),
    ),
}
OTHERS = (
    ("Appearance and dimensions 外观与尺寸", "per specification", 100, 100, "%"),
    ("Principal performance 主要性能", "≥ 95 % of declared", 97, 104, "%"),
    ("Marking and instructions 标识与说明书", "complete", 100, 100, "%"),
)


def invent_results(standard: str, rng: Random) -> list[Row]:
    """What was tested, the limit, the result, for the standard; a short general list for standards not known here."""
    plain = standard.replace("ISO ", "").replace("/T", "")
    rows = next((rows for name, rows in RESULTS.items() if name in plain), OTHERS)
    return [
        (name, limit, f"{_format_value(rng.uniform(low, high))} {unit}".strip())
        for name, limit, low, high, unit in rows
    ]


def _format_value(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"
