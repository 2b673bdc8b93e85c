"""Fields are read at least as well as docs/reading.md says, on the same documents."""

import re

import pytest
from django.conf import settings

from suppliers.documents import scoring
from suppliers.documents.fields import FieldName
from suppliers.documents.scoring import Tally
from suppliers.management.commands import reading_report
from suppliers.readings.field_proposals import FILLED_FROM
from tools.labelled import docs_tables, kinds_file, readings_store
from tools.labelled.plan import Part, documents

pytestmark = pytest.mark.slow

PAGE = settings.BASE_DIR / "docs" / "reading.md"
CELL = re.compile(r"(?P<precision>[\d.]+|-) / (?P<recall>[\d.]+|-) \((?P<wanted>\d+)\)")


def claimed_scores(part):
    """The table under the heading of a part: what the page claims for each field and look."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {docs_tables.title(part)}")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if line.startswith("|")]
    looks, body = rows[0][1:], rows[2:]
    return {
        (FieldName(field), look): CELL.fullmatch(cell)
        for field, *cells in body
        for look, cell in zip(looks, cells, strict=True)
    }


def measured_scores(part):
    tallies, _ = scoring.scores(
        reading_report.readings_in(readings_store.FOLDER, part),
        reading_report.kinds_in(readings_store.FOLDER),
        at_least=FILLED_FROM,
    )
    return tallies | {(field, "all"): scoring.total_over_looks(tallies, field) for field in FieldName}


def reaches(value, floor):
    return floor == "-" or (value is not None and value >= float(floor))


@pytest.mark.parametrize("part", list(Part))
def test_nothing_is_read_worse_than_the_page_says(part):
    claims, tallies = claimed_scores(part), measured_scores(part)

    worse = {
        (field, look): (claim[0], tally)
        for (field, look), claim in claims.items()
        if (tally := tallies.get((field, look), Tally())).wanted != int(claim["wanted"])
        or not reaches(tally.precision, claim["precision"])
        or not reaches(tally.recall, claim["recall"])
    }

    assert set(claims) == set(tallies)
    assert worse == {}


def test_the_kinds_next_to_the_readings_are_those_of_the_rulebook():
    assert dict(reading_report.kinds_in(readings_store.FOLDER)) == kinds_file.kinds_of_the_rulebook()


def test_the_readings_kept_are_of_planned_documents_with_the_labels_of_today():
    plan = {document.name: document for document in documents()}
    readings = [(part, one) for part in Part for one in reading_report.readings_in(readings_store.FOLDER, part)]

    assert {one.name for _, one in readings} - set(plan) == set()
    for part, one in readings:
        labels = readings_store.labels(plan[one.name])
        assert (part, one.truth, one.not_judged) == (
            plan[one.name].part,
            {FieldName(name): tuple(map(tuple, values)) for name, values in labels["truth"].items()},
            frozenset(labels["not_judged"]),
        )
