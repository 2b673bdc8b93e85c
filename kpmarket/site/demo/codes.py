"""Numbers with the form and the check digits of real ones, out of ranges that were never given to anybody."""

import string
from datetime import date
from random import Random

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_ALPHABET = string.digits + string.ascii_uppercase


def credit_code(district: str, rng: Random) -> str:
    """A unified social credit code (GB 32100) of an enterprise in this district; both check digits hold.

    Organisation codes begin with a digit or with MA, MB and so on: one that begins with KP belongs to nobody.
    """
    body = "KP" + "".join(rng.choices(CREDIT_ALPHABET, k=6))
    head = f"91{district}{body}{_organisation_check(body)}"
    total = sum(CREDIT_ALPHABET.index(char) * weight for char, weight in zip(head, CREDIT_WEIGHTS, strict=True))
    return head + CREDIT_ALPHABET[-total % 31]


def _organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    values = (ORGANISATION_ALPHABET.index(char) for char in body)
    rest = 11 - sum(value * weight for value, weight in zip(values, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def trade_item_number(rng: Random) -> str:
    """A 14-digit GTIN with its check digit; the prefix 02 is kept for use inside shops and is never issued."""
    digits = "002" + "".join(rng.choices(string.digits, k=10))
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(digits))
    return digits + str(-total % 10)


def fill_shape(shape: str, rng: Random, **words: str) -> str:
    """The shape with a digit for each ``#``, a capital for each ``@`` and its words in braces filled in."""
    filled = []
    for char in shape.format(**words):
        choices = {"#": string.digits, "@": "ABCDEFGHJKLMNPRTUVWXY"}.get(char)
        filled.append(rng.choice(choices) if choices else char)
    return "".join(filled)


SUB_CATALOGUES = {
    **dict.fromkeys(("ir_thermometer", "contact_thermometer", "blood_pressure_monitor", "pulse_oximeter"), "07"),
    **dict.fromkeys(("ventilator", "oxygen_concentrator"), "08"),
    **dict.fromkeys(("ivd_ag_pro", "ivd_ag_self", "ivd_ab", "ivd_pcr"), "40"),
    **dict.fromkeys(("influenza_test", "hiv_test", "malaria_test", "pregnancy_test", "glucose_strip"), "40"),
    **dict.fromkeys(("wheelchair_manual", "wheelchair_powered"), "19"),
    "glucose_meter": "22",
    "hospital_bed": "15",
}
"""Chapter of the Chinese device catalogue by product type; 14 (protective and nursing goods) for the rest."""

CLASS_THREE = frozenset(
    {"ventilator", "ivd_ag_pro", "ivd_ag_self", "ivd_ab", "ivd_pcr", "influenza_test", "hiv_test", "malaria_test"}
    | {"syringe", "hypodermic_needle", "infusion_set", "iv_cannula"}
)

NUMBER_SHAPES: dict[str, str] = {
    "cn_nmpa_filing": "{area}械备{year}9###号",
    "cn_production_licence": "{area}药监械生产许{year}9###号",
    "cn_export_certificate": "{area}药监械出{year}9###号",
    "cn_gb_report": "{year}-YB-9####",
    "test_report": "TR-{yy}-9#####-@",
    "iso13485": "QM {yy} 9####-13485",
    "iso9001": "QM {yy} 9####-9001",
    "mdsap": "MDSAP 9#####",
    "eu_ar": "DE-AR-9########",
    "eu_srn_mf": "CN-MF-9########",
    "eu_importer": "NL-IM-9########",
    "eu_ppe_module_b": "9{yy}/@@-####-B",
    "eu_ppe_module_c2": "9{yy}/@@-####-C2",
    "eu_ppe_module_d": "9{yy}/@@-####-D",
    "eu_nb_cert_mdr": "MDR 9{yy}### R01",
    "eu_nb_cert_ivdr": "IVDR 9{yy}### R01",
    "eu_bpr_authorisation": "EU-9######-0000",
    "eu_clp_pcn": "KP##-@@@@-9###-####",
    "ch_chrn": "CHRN-AR-9#######",
    "ch_chemo_biocide": "CHZN9###",
    "tr_tareks": "9###################",
    "gb_mhra_registration": "GMDN 9#####",
    "xi_mhra_registration": "GMDN 9#####",
    "gb_bpr_auth": "UK-{year}-9###",
    "us_510k": "K{yy}9###",
    "us_denovo": "DEN{yy}9###",
    "us_eua": "EUA{yy}9###",
    "us_est_registration": "9009######",
    "us_device_listing": "Z9#####",
    "us_niosh": "TC-84A-99##",
    "us_otc_drug_reg": "99999-9##-##",
    "ca_mdel": "9####",
    "ca_mdl": "9#####",
    "ca_io_authorisation": "9#####",
    "ca_npn": "9#######",
    "ca_site_licence": "9#####",
    "au_artg": "9#####",
    "nz_wand": "{yy}9###-WAND-6@#@@@",
    "jp_mah": "13B1X9####",
    "jp_fmr": "BG9#######",
    "jp_todokede": "13B1X9##########",
    "jp_ninsho": "399@@BZX9#######",
    "jp_shonin": "399##BZX9#######",
    "jp_tiis": "TM9####",
    "kr_md_notification": "수신 {yy}-9#### 호",
    "kr_md_certification": "수인 {yy}-9#### 호",
    "kr_md_approval": "수허 {yy}-9#### 호",
    "kr_kgmp": "KTL-KP-9####",
    "sg_smdr": "DE9######",
    "sg_dealer_licence": "ES9######",
    "my_mda_registration": "GB9######-9####",
    "my_establishment_licence": "MDA-9###-W9##",
    "my_npra_notification": "NOT{yy}9######K",
    "my_npra_mal": "MAL{yy}9#####XZ",
    "th_cosmetic_notification": "10-9-{yy}9#######",
    "vn_declaration": "9{yy}######/PCBB-HN",
    "vn_ma": "{yy}9####ĐKLH/BYT-HTTB",
    "vn_circulation_chem": "VNDP-HC-9##-##-{yy}",
    "id_nie_akl": "KEMENKES RI AKL 9{yy}########",
    "id_nie_pkl": "KEMENKES RI PKL 9{yy}########",
    "id_halal": "ID9################",
    "ph_lto": "LTO-9############",
    "ph_cmdn": "CDRRHR-CMDN-{year}-9#####",
    "ph_cmdr": "CMDR-{year}-9#####",
    "hk_mdacs": "HKMD 9#####",
    "tw_md_licence": "衛部醫器陸輸字第9#####號",
    "tw_qsd": "QSD9####",
    "tw_bsmi": "Z9####",
    "in_md15": "IMP/MD/{year}/9#####",
    "in_bis": "CM/L-99########",
    "pk_enlistment": "MDIR-9######",
    "sa_mdma": "MDMA-9-{year}-9###",
    "il_amar": "99#######",
    "ng_nafdac": "Z9-9###",
    "ke_ppb": "PPB/MD/{year}/9###",
    "ke_kebs_coc": "CoC-KP-9#####",
    "za_sahpra_licence": "9#######MD",
    "za_nrcs_loa": "NRCS/8072/9#####/9###",
    "gh_fda": "FDA/MD.{yy}-9###",
    "br_notificacao": "99#########",
    "br_registro": "99#########",
    "br_inmetro": "99####/{year}",
    "br_ca": "99####",
    "br_cosmetic_g2": "29#######",
    "mx_registro": "9###C{year} SSA",
    "co_invima": "INVIMA {year}DM-9######",
    "ar_anmat": "PM-9###-9##",
    "pe_digemid": "DM9####E",
    "latam_sanitizer": "NSOC9####-{yy}CO",
    "ru_rzn": "РЗН {year}/9####",
    "eaeu_md_registration": "RU/{year}/9#####",
    "eaeu_tr019_cert": "ЕАЭС RU С-CN.КП99.В.9####/{yy}",
    "eaeu_tr019_doc": "ЕАЭС N RU Д-CN.КП99.В.9####/{yy}",
    "eaeu_sgr": "RU.77.99.88.002.Е.9#####.04.{yy}",
    "ua_cert": "UA.TR.999-{yy}-9###",
    "rs_alims": "515-99-9####-{yy}-###",
    "who_pq": "PQDx 9###-###-00",
    "who_eul": "EUL 9###-###-00",
}
"""Form of the number of a document, by certificate type, in a range above what its authority has reached."""

TRADE_ITEMS = frozenset({"eu_eudamed_device", "us_gudid", "tr_uts"})


def document_number(type_id: str, rng: Random, *, issued_on: date, area: str = "苏", product_type: str = "") -> str:
    """A number as this certificate type has it, matching the pattern that the rulebook knows for it."""
    if type_id == "cn_nmpa_registration":
        return registration_number(product_type, rng, issued_on=issued_on, area=area)
    if type_id in TRADE_ITEMS:
        return trade_item_number(rng)
    shape = NUMBER_SHAPES.get(type_id) or f"KP-{initials(type_id)}-{{year}}-9####"
    return fill_shape(shape, rng, area=area, year=str(issued_on.year), yy=f"{issued_on.year % 100:02}")


def registration_number(product_type: str, rng: Random, *, issued_on: date, area: str) -> str:
    """Number of a Chinese device registration: class III is national, class II is the province's; serials end below 9000."""
    authority, risk = ("国", 3) if product_type in CLASS_THREE else (area, 2)
    chapter = SUB_CATALOGUES.get(product_type, "14")
    return fill_shape(f"{authority}械注准{issued_on.year}{risk}{chapter}9###", rng)


def initials(type_id: str) -> str:
    return "".join(word[0] for word in type_id.split("_") if word).upper()
