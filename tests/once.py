"""On PostgreSQL and Redis, tests that ask neither are left out: they ran on the embedded defaults and cannot differ.

So are those marked ``once``: what they look at is the browser's part, a count that no database changes, or services that
they start themselves. With ``--left-out-on-services`` it is these that run.
What reads all generated documents begins first: it takes the longest, and nobody is to wait for it alone at the end.
Properties stay: `make test` gives them few examples, and here they get all. A test that needs Redis but no database is marked
``services``.
"""

import pytest
from django.conf import settings

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
SQLITE = "django.db.backends.sqlite3"


def asks_a_service(item):
    """Whether the test meets a database or Redis, or gets more examples here than on the embedded defaults."""
    return not any(item.iter_markers("once")) and (
        bool(DATABASE_FIXTURES.intersection(item.fixturenames))
        or any(item.iter_markers("django_db"))
        or any(item.iter_markers("services"))
        or getattr(item.obj, "is_hypothesis_test", False)
    )


def pytest_addoption(parser):
    parser.addoption("--left-out-on-services", action="store_true", help="only what PostgreSQL and Redis leave out")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    is_default, is_rest = settings.DATABASES["default"]["ENGINE"] == SQLITE, config.getoption("left_out_on_services")
    if is_default and not is_rest:
        return
    chosen = [item for item in items if asks_a_service(item) is not is_rest]
    config.hook.pytest_deselected(items=[item for item in items if asks_a_service(item) is is_rest])
    items[:] = sorted(chosen, key=lambda item: "labelled" not in item.path.parts)
