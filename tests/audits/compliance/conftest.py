"""Properties here take their time, also where these tests are run without the rest (python -m tests.mutants)."""

from tests import hypothesis_profiles  # noqa: F401 - importing it registers them
