"""A directory of files becomes the edition in force, whole or not at all."""

import pytest
from django.core.management import CommandError, call_command

from audits.law import current
from audits.models import Publication, Requirement, RulebookEdition
from tests.audits import small_law

pytestmark = pytest.mark.django_db
US = small_law.FILES["markets/US.yaml"]

FAULTS = {
    "unknown id": (US.replace("asks: doc", "asks: dok").encode(), "US.medical_mask.1: unknown evidence type 'dok'"),
    "cycle": (
        US.replace("asks: doc", "asks: &a {all_of: [doc, *a]}").encode(),
        "line 11: \\*a refers to itself",
    ),
    "contradiction": (
        (US + US[US.index("    - id:") :].replace("mask.1", "mask.1a").replace("asks: doc", "asks: report")).encode(),
        "US.medical_mask.1a: contradicts US.medical_mask.1 on the days they share: they ask for different documents",
    ),
    "end before start": (
        US.replace("2027-01-31", "1999-12-31").encode(),
        "US.medical_mask.1: ends on 1999-12-31 before it starts on 2000-01-01",
    ),
    "unknown key": (US.replace("route:", "rout:").encode(), "US.medical_mask.1: .*'rout' was unexpected"),
    "bad date": (US.replace("2027-01-31", "2027-02-30").encode(), "US.medical_mask.1: bad date '2027-02-30'"),
    "five megabytes": (US.encode() + b"#" * 5_000_000, "is larger than 1 MB"),
    "NUL": (US.encode() + b"\0", "line 15: holds a NUL character"),
    "wrong encoding": (
        US.replace("美国", "Größe").encode("latin-1"),
        "is not UTF-8: byte 44 is not part of a character",
    ),
    "empty file": (b"", "None is not of type 'object'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_by_name_row_and_reason_and_the_edition_in_force_stays(law, tmp_path, fault):
    content, reason = FAULTS[fault]
    directory = small_law.write(tmp_path / "faulty")
    (directory / "markets/US.yaml").write_bytes(content)

    with pytest.raises(CommandError, match=rf"^markets/US\.yaml: .*{reason}.*\. The edition in force stays\.$"):
        call_command("load_rulebook", str(directory))

    assert current.current_edition() == law
    assert (RulebookEdition.objects.count(), Publication.objects.count(), Requirement.objects.count()) == (1, 1, 3)


def test_a_new_edition_and_one_that_is_known_are_notified_apart(tmp_path, capsys):
    directory = small_law.write(tmp_path / "law")

    call_command("load_rulebook", str(directory))
    call_command("load_rulebook", str(directory))

    edition = current.current_edition().edition
    assert capsys.readouterr().out.splitlines() == [
        f"Edition {edition} loaded; 0 clearance rows changed.",
        f"Edition {edition} was loaded before.",
    ]
