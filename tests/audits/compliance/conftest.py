"""Properties here take their time, also where these tests are run without the rest (python -m tests.mutants)."""

from tests import unhurried  # noqa: F401 - loading it is what it does
