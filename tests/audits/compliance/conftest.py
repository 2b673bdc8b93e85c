"""Properties here take their time."""

from tests import unhurried  # noqa: F401 - loading it is what it does
