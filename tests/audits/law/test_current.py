"""Loading an edition of the rulebook."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audits.law import current, files
from audits.models import Country, Market, Publication, Requirement, RulebookEdition
from suppliers.models import CertificateType, ProductType
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STRICTER = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: report")


def test_loading_brings_markets_countries_types_and_requirements(law):
    assert sorted(Market.objects.values_list("pk", flat=True)) == ["CN", "EU", "US"]
    assert Market.objects.get(pk="EU").name_zh == "欧盟"
    assert Country.objects.get(pk="FR").market_id == "EU"
    assert ProductType.objects.get().name_zh == "口罩"
    assert CertificateType.objects.get(pk="licence").facts["covers"] == "company"
    row = Requirement.objects.get(requirement_id="EU.medical_mask.1")
    assert row.asks == {"all_of": ["doc", {"report": {"standard": "EN 1"}}]}
    assert row.condition == {"sterile": False}


def test_loading_the_same_files_again_makes_no_second_edition(law, tmp_path):
    edition, is_new = current.load_rulebook(small_law.write(tmp_path / "again"), by=None, at=NOON)

    assert (edition.pk, is_new, RulebookEdition.objects.count()) == (law.pk, False, 1)


def test_another_law_becomes_the_edition_in_force_and_the_old_one_stays_readable(law, tmp_path):
    edition, is_new = current.load_rulebook(small_law.write(tmp_path / "next", US=STRICTER), by=None, at=NOON)

    assert is_new
    assert current.current_edition().pk == edition.pk
    old = current.rulebook_of(law.edition)
    assert old.requirements_for("medical_mask", "US")[0].expression.evidence == "doc"


def test_a_faulty_rulebook_is_refused_whole_and_the_edition_in_force_stays(law, tmp_path):
    faulty = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: nothing_of_the_kind")
    directory = small_law.write(tmp_path / "faulty", US=faulty)

    with pytest.raises(CommandError, match=r"markets/US\.yaml.*US\.medical_mask\.1.*nothing_of_the_kind"):
        call_command("load_rulebook", str(directory))

    assert current.current_edition().pk == law.pk
    assert Requirement.objects.count() == 3


def test_an_edition_is_read_again_from_its_own_files(law):
    current.rulebook_of.cache_clear()

    assert current.rulebook_of(law.edition).edition == law.edition


def test_before_the_first_edition_there_are_no_rules_and_nothing_can_be_recorded():
    with pytest.raises(current.NoRulebook):
        current.current_edition()

    assert current.current_rulebook().requirements == ()


def test_at_each_moment_the_edition_published_last_was_in_force(law, tmp_path):
    stricter, _is_new = current.load_rulebook(small_law.write(tmp_path / "next", US=STRICTER), by=None, at=NOON)
    current.load_rulebook(small_law.write(tmp_path / "back"), by=None, at=NOON + HOUR)

    assert current.edition_at(LONG_AGO - HOUR) is None
    assert current.edition_at(LONG_AGO) == law
    assert current.edition_at(NOON - HOUR) == law
    assert current.edition_at(NOON) == stricter
    assert current.edition_at(NOON + HOUR) == law


def test_loading_what_is_in_force_publishes_nothing(law, tmp_path):
    current.load_rulebook(small_law.write(tmp_path / "again"), by=None, at=NOON)

    assert [(one.edition, one.at) for one in Publication.objects.all()] == [(law, LONG_AGO)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audits_publication SET by_id = NULL",
        "DELETE FROM audits_publication",
        "UPDATE audits_rulebookedition SET files = '{}'",
        "DELETE FROM audits_rulebookedition",
    ],
)
def test_the_database_refuses_to_change_what_was_published(law, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_edition_keeps_every_byte_of_its_files(db, tmp_path):
    text = "# a comment\r\n" + small_law.FILES["markets/US.yaml"]
    directory = small_law.write(tmp_path / "law")
    (directory / "markets/US.yaml").write_bytes(text.encode())

    edition, _is_new = current.load_rulebook(directory, by=None, at=NOON)

    assert RulebookEdition.objects.get(pk=edition.pk).files["markets/US.yaml"] == text


def test_after_loading_older_editions_are_in_the_cache(law, tmp_path, django_assert_num_queries):
    stricter = small_law.write(tmp_path / "stricter", US=STRICTER)
    cache.clear()
    call_command("load_rulebook", stricter, verbosity=0)
    current.rulebook_of.cache_clear()

    with django_assert_num_queries(0):
        current.rulebook_of(law.edition)


def test_a_process_that_starts_takes_over_what_another_one_read(law, django_assert_num_queries):
    current.rulebook_of(law.edition)
    current.rulebook_of.cache_clear()

    with django_assert_num_queries(0):
        again = current.rulebook_of(law.edition)

    assert again == files.read(law.files)
