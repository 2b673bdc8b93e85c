from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from buyers.catalogue.rates import rates
from buyers.models import ExchangeRate

pytestmark = pytest.mark.django_db


def run(path, *flags):
    out = StringIO()
    call_command("import_rates", str(path), *flags, stdout=out)
    return out.getvalue()


def test_a_file_is_stored_and_used_at_once_and_a_second_time_changes_what_it_says(tmp_path):
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text("Date,USD,GBP,\n2019-03-22,1.1302,0.8600,\n2019-03-21,1.1387,N/A,\n")
    assert rates().day is None

    assert run(file) == "3 rates, of 2019-03-21 to 2019-03-22.\n"
    assert str(rates().day) == "2019-03-22"

    file.write_text("Date,USD\n2019-03-22,1.5\n")
    run(file, "--demonstration")
    changed = ExchangeRate.objects.get(day="2019-03-22", currency="USD")
    assert (str(changed.per_euro), changed.is_demonstration, ExchangeRate.objects.count()) == ("1.500000", True, 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"PK\xff\xfe", "unpack it first"),
        (b"Date,USD\n2019-03-22,x\n", "is no number"),
        (b"Date,USD\n2219-03-22,1\n", "still to come"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_changes_nothing(tmp_path, content, said):
    file = tmp_path / "rates"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=said):
        run(file)
    assert not ExchangeRate.objects.exists()
