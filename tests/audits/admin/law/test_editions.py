"""The history of editions, and taking one away."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from audits.clearances.patterns import markets_that_differ
from audits.law import files as rulebook_files
from audits.law.current import load_rulebook, rulebook_of
from audits.models import RulebookEdition
from tests.audits import small_law

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STRICTER = small_law.FILES["markets/US.yaml"].replace("asks: doc", "asks: report")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


def digests(files):
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def shipped_bytes():
    paths = rulebook_files.RULEBOOK_DIR.rglob("*.yaml")
    return {path.relative_to(rulebook_files.RULEBOOK_DIR).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def stricter(law, tmp_path):
    return load_rulebook(small_law.write(tmp_path / "next", US=STRICTER), by=None, at=NOON)[0]


def test_the_history_reads_as_a_list_of_changes_the_newest_first(client, auditor, law, stricter):
    client.force_login(auditor)

    page = client.get(reverse("admin:audits_rulebookedition_changelist"))

    assert [entry.edition for entry in page.context["history"]] == [stricter, law]
    assert page.context["history"][0].sentences == [
        "Corrected: United States, Mask, Clearance: it asks for Test report instead of Declaration."
    ]
    assert page.context["history"][1].is_first
    assert page.content.count(b"in force</span>") == 1


def test_the_page_of_an_edition_tells_its_changes_and_files(client, auditor, stricter):
    client.force_login(auditor)

    page = client.get(reverse("admin:audits_rulebookedition_change", args=[stricter.pk]))

    assert len(page.context["entry"].sentences) == 1
    assert page.context["files"] == sorted(small_law.FILES)


def test_the_download_is_the_files_byte_for_byte(client, auditor):
    edition, _is_new = load_rulebook(by=None, at=NOON)
    client.force_login(auditor)

    answer = client.get(reverse("admin:audits_rulebookedition_download", args=[edition.pk]))

    assert answer["Content-Disposition"] == f'attachment; filename="rulebook-{edition.edition}.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert digests({name: archive.read(name) for name in archive.namelist()}) == digests(shipped_bytes())


def test_the_export_is_the_files_byte_for_byte_and_loads_as_the_same_edition(tmp_path, db):
    edition, _is_new = load_rulebook(by=None, at=NOON)

    call_command("export_rulebook", str(tmp_path / "out"), verbosity=0)

    written = {p.relative_to(tmp_path / "out").as_posix(): p.read_bytes() for p in (tmp_path / "out").rglob("*.yaml")}
    assert digests(written) == digests(shipped_bytes())
    assert load_rulebook(tmp_path / "out", by=None, at=NOON) == (edition, False)


def test_an_older_edition_is_exported_by_its_hash(law, stricter, tmp_path):
    call_command("export_rulebook", str(tmp_path / "old"), edition=law.edition[:8], verbosity=0)

    assert (tmp_path / "old/markets/US.yaml").read_text() == small_law.FILES["markets/US.yaml"]


def test_an_export_overwrites_nothing_and_says_what_it_does_not_find(law, tmp_path):
    with pytest.raises(CommandError, match=r"is not empty\.$"):
        call_command("export_rulebook", str(tmp_path))
    with pytest.raises(CommandError, match=r"^There is no such edition\.$"):
        call_command("export_rulebook", str(tmp_path / "x"), edition="zz")
    RulebookEdition.objects.create(edition=law.edition[:4] + "0", files={})
    with pytest.raises(CommandError, match=r"^Several editions begin with"):
        call_command("export_rulebook", str(tmp_path / "x"), edition=law.edition[:4])


def test_without_an_edition_the_export_says_what_to_do(db, tmp_path):
    with pytest.raises(CommandError, match="load_rulebook"):
        call_command("export_rulebook", str(tmp_path / "x"))


def test_an_edition_with_other_names_alone_says_so_and_nothing_is_judged_again(client, auditor, law, tmp_path):
    directory = small_law.write(tmp_path / "next")
    (directory / "routes.yaml").write_text("Clearance: 上市许可\n", encoding="utf-8")
    renamed, is_new = load_rulebook(directory, by=None, at=NOON)
    client.force_login(auditor)

    page = client.get(reverse("admin:audits_rulebookedition_change", args=[renamed.pk]))

    assert is_new
    assert page.context["entry"].sentences == ["Details that no answer rests on were changed."]
    assert markets_that_differ(rulebook_of(law.edition), rulebook_of(renamed.edition), "medical_mask") == frozenset()
