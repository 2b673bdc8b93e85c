"""Transcripts of real layouts are read at least as well as docs/reading.md says."""

import json
import re

import pytest
from django.conf import settings

from suppliers.documents import scoring
from suppliers.documents.fields import FieldName, extract_fields
from suppliers.documents.transcripts import DEVELOPMENT, MEASURED, TRANSCRIPTS, part_of, transcript, transcripts_in
from suppliers.management.commands import reading_report as report
from tools.labelled import docs_tables, fit_confidence, readings_store

KINDS = report.kinds_in(readings_store.FOLDER)
SHARE = re.compile(r"\d+/\d+ = (?P<share>[\d.]+|-)")
OLDER_THAN_THE_RULE = {  # the extractors were changed while these were looked at
    "declaration-labels-under-values",
    "eu-type-examination-small",
    "foreign-business-licence",
    "licence-2018-portrait",
    "licence-2019-landscape-watermarked",
    "licence-booklet",
    "licence-labels-letter-spaced",
    "licence-sole-trader-photo",
    "management-system-strip-with-decision",
    "quality-system-hybrid",
}


def best(name, field):
    document = transcript(name, (TRANSCRIPTS / DEVELOPMENT / f"{name}.json").read_text(encoding="utf-8"))
    answer = extract_fields(document.reading, KINDS).best(FieldName(field))
    return answer.value if answer and answer.confidence >= report.FILLED_FROM else None


def entries(part):
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (TRANSCRIPTS / part).glob("*.json")}


@pytest.mark.slow
def test_no_field_is_read_worse_than_the_page_says():
    page = (settings.BASE_DIR / "docs" / "reading.md").read_text(encoding="utf-8")
    table = page.split(docs_tables.BEGIN)[1].split(docs_tables.END)[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")]
    claims = {row[0]: [found["share"] for cell in row[1:] if (found := SHARE.fullmatch(cell))] for row in rows[2:]}

    extracted = list(scoring.extracted(transcripts_in(TRANSCRIPTS / DEVELOPMENT), KINDS))
    tallies, _ = scoring.scores_of(extracted, at_least=report.FILLED_FROM)

    worse = {}
    for field, floors in claims.items():
        tally = scoring.total_over_looks(tallies, FieldName(field))
        for value, floor in zip((tally.precision, tally.recall), floors, strict=True):
            if floor != "-" and (value is None or value < float(floor)):
                worse[field] = (floor, tally)
    assert set(claims) == set(FieldName)
    assert worse == {}
    assert report.wrongly_sure(extracted) in table


def test_the_name_of_a_transcript_decides_whether_one_may_look_at_it():
    parts = {name: part for part in (DEVELOPMENT, MEASURED) for name in entries(part)}

    elsewhere = {name for name, part in parts.items() if part != part_of(name)}
    assert {name.removesuffix("--picture") for name in elsewhere} == OLDER_THAN_THE_RULE


@pytest.mark.parametrize("part", [DEVELOPMENT, MEASURED])
def test_every_transcript_says_whether_its_page_was_looked_at(part):
    assert {entry["origin"] for entry in entries(part).values()} <= {"viewed", "described"}
    assert all(entry["about"] and entry["truth"] and entry["lines"] for entry in entries(part).values())


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("licence-2015-portrait", "valid_until", "unlimited"),  # 2015年8月19日 至 不约定期限
        ("licence-2015-portrait", "number", "440306112874530"),  # 注册号
        ("licence-2019-note-across", "valid_until", "unlimited"),  # 至永久
        ("licence-2019-landscape", "issued_on", "2019-03-19"),  # 2019 年 03 月 19 日, each a line
        ("licence-2018-portrait", "holder_zh", "常州禾澄检测技术服务有限公司"),  # 名 | 称 …
        ("licence-2015-watermarked", "holder_zh", "北京明溪朗图科技有限公司"),  # 名类住 downwards
        ("licence-2019-landscape-watermarked", "issued_on", "2020-04-16"),
        ("voluntary-certificate-of-compliance", "holder_en", "Shaoxing Yunlan Protective Products Group Co., Ltd."),
        ("quality-system-hybrid", "holder_en", "PRIMELIFE BIOSCIENCES LIMITED"),
        ("attestation-loose-colons", "number", "M.2021.114.C48215"),
        ("management-system-strip-of-columns", "issued_on", "2016-09-19"),  # Place and date:
        ("management-system-strip-with-decision", "issued_on", "2022-02-22"),  # not the decision
        ("declaration-labels-under-values", "issued_on", "2018-08-17"),
        ("iso13485-without-system", "kind", "iso13485"),
        ("foreign-business-licence", "kind", None),
        ("rohs-compliance-british-body", "valid_until", "2022-04-26"),  # 26 | th Apr. 2022, raised
        ("rohs-compliance-british-body", "issuer", "EUROGLOBAL CERTIFICATIONS (UK) LTD."),  # over two lines at the head
        ("gmp-compliance-gulf-body", "issued_on", "2021-06-02"),  # 02/06/2021 in India
        ("ce-compliance-bic", "valid_until", "2026-12-11"),  # three years less a day, if the day stands first
        ("gmp-food-vietnam-ministry", "issued_on", "2020-10-04"),  # ngày 04 tháng 10 năm 2020
        ("importer-exporter-code-india", "issued_on", "2005-02-23"),  # Date of | 23/02/2005 | Issue
        ("enterprise-registration-india", "issued_on", "2021-12-15"),  # not the gazette notification it cites
        ("information-security-cac", "issuer", "CAC Conformity Assessment Center d.o.o."),
        ("quality-system-uamls", "holder_en", "KVT BRIGHT SOLUTIONS"),  # without a legal form
        ("quality-system-gulf-body", "holder_en", "KRANE INDIA PRIVATE LIMITED"),  # not "… System of KRANE …"
        ("licence-electronic-2023", "issuer", "上海市奉贤区市场监督管理局"),  # over two lines
        ("conformity-licence-tse", "valid_until", "2022-05-19"),  # SON GEÇERLILIK TARÍHI, the accents misread
        ("standards-mark-israel", "holder_en", "ENDERO TEKNIK BORU ELEMANLARI A.S"),  # grants permission to:
        (
            "quality-system-great-taiwan",
            "issuer",
            "GREAT International Certification Co., Ltd.",
        ),  # over two lines, at the foot
        ("eu-type-examination-radio-applus", "kind", None),  # of radio equipment, not of PPE
        ("halal-certificate-uzbekistan", "kind", None),  # not the Indonesian one
        ("test-report-cover-fraunhofer", "number", "P-BA 847/2017e"),  # at the end of the title
        ("transport-licence-romania", "valid_from", "2023-04-04"),  # valabilă de la data de
        ("declaration-ukca-electronics", "kind", None),
        ("declaration-ukca-electronics", "number", None),  # that of a laboratory's report
    ],
)
def test_a_cause_of_mistakes_stays_mended(name, field, value):
    assert best(name, field) == value


def test_first_proposals_are_of_transcripts_that_one_may_look_at():
    assert set(fit_confidence.first_proposals()) <= set(entries(DEVELOPMENT))
