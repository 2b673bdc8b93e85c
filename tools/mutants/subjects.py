"""What faults are put into: the rules of law and the terms of trade, which load without Django, and the ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import django

from audits.law import files

HERE = Path(__file__).parent


def keep_rulebook() -> None:
    """Read the shipped rulebook once, for every child."""
    files.load = lru_cache(files.load)
    files.load()


def load_tables() -> None:
    """Have Django know the apps, before any test is collected."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    django.setup()


def forget_data() -> None:
    """Empty what the modules of trade keep of their data files, so that a fault in reading them shows."""
    for name, module in list(sys.modules.items()):
        if name.startswith("buyers.terms"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@dataclass(frozen=True)
class Subject:
    """A package of modules with its tests. ``options`` are pytest's; ``slow_modules`` are tests that come last.

    ``more_tests``: tests of it elsewhere, and those of its own that are left out: slow and not about it, or in need of Django.
    """

    code: Path
    tests: Path
    explained: Path
    options: tuple[str, ...]
    more_tests: tuple[str, ...]
    slow_modules: frozenset[str]
    begin: Callable[[], None]
    begin_trial: Callable[[], None]
    modules: tuple[str, ...] = ()
    """The only modules of the package that faults are put into; none named: all."""
    has_tables: bool = False
    """It needs Django and a database. Then no module is loaded again: faults outside functions are left out."""

    @property
    def pytest(self) -> tuple[str, ...]:
        """How pytest is called, without the tests to run."""
        conftests = "tests" if self.has_tables else self.tests
        where = ("-c", os.devnull, "--rootdir=.", "--assert=plain", f"--confcutdir={conftests}")
        cache = () if self.has_tables else ("-p", "no:cacheprovider")
        return ("-p", "tests.hypothesis_profiles", "-x", *cache, *where, *self.options)


COMPLIANCE = Path("tests/audits/compliance")
SUBJECTS = {
    "rules": Subject(
        code=Path("audits/compliance"),
        tests=COMPLIANCE,
        explained=HERE / "explained.yaml",
        options=("-p", "tests.shipped_rulebook"),
        more_tests=(
            "tests/audits/answers/assess_lines",
            "--deselect=tests/audits/answers/assess_lines/test_assess_lines.py::test_no_value_of_any_key_stops_the_rest",
            f"--deselect={COMPLIANCE}/test_china.py::TestTheHomeMarket::test_every_status_has_words_and_export_only_says_that_it_is_no_approval",
        ),
        slow_modules=frozenset({"test_china", "test_meaning_of_keys", "test_shipped_rules", "test_properties"}),
        begin=keep_rulebook,
        begin_trial=lambda: None,
    ),
    "terms": Subject(
        code=Path("buyers/terms"),
        tests=Path("tests/buyers/terms"),
        explained=HERE / "explained_terms.yaml",
        options=(),
        more_tests=(),
        slow_modules=frozenset(),
        begin=lambda: None,
        begin_trial=forget_data,
    ),
    "ledger": Subject(
        code=Path("buyers/trade/services"),
        tests=Path("tests/buyers/trade/services/test_ledger.py"),
        explained=HERE / "explained_ledger.yaml",
        options=("-p", "pytest_django.plugin", "--ds=kpmarket.settings"),
        more_tests=tuple(
            f"tests/buyers/trade/services/test_{name}.py"
            for name in ("movements", "bank_movements", "verification", "ledger_machine")
        ),
        slow_modules=frozenset({"test_ledger_machine"}),
        begin=load_tables,
        begin_trial=lambda: None,
        modules=("balances", "bank_movements", "ledger", "movements", "trails"),
        has_tables=True,
    ),
}
