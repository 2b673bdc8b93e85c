"""The table of settings follows the source."""

import pytest
from django.core.management import CommandError, call_command

from kpmarket.management.commands import settings_table as command
from kpmarket.site.settings_table import MeaningMissing, Setting, settings_in, table, with_table

SOURCE = """
BASE_DIR = Path(__file__)
# --- Files ------
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))  # folder of everything
KEY = "a key"
# Two lines
# of meaning.
LOCATION = env.str("LOCATION", default=f"file:///{VAR_DIR / 'here'}")
# --- People ------
DEMO = env.bool("DEMO", default=False)  # a switch
start(
    level=env.str("LEVEL", default=KEY),  # one | two
    url=env.str("URL", default=""),  # an address
    offline=env.bool("OFFLINE", default=DEMO),  # as the demonstration
)
DAYS = env.list(  # days
    "DAYS", cast=int, default=[2, 1, 0, -1]
)
LIMIT = env.int("LIMIT", default=2 * 1024)  # bytes
URLS = env.dict("URLS", default={})  # addresses
"""


def test_each_variable_has_its_section_default_and_meaning():
    assert settings_in(SOURCE) == [
        Setting("Files", "VAR_DIR", "./var", "Folder of everything"),
        Setting("Files", "LOCATION", "file:///$VAR_DIR/here", "Two lines of meaning"),
        Setting("People", "DEMO", "False", "A switch"),
        Setting("People", "LEVEL", "a key", "One \\| two"),
        Setting("People", "URL", "", "An address"),
        Setting("People", "OFFLINE", "$DEMO", "As the demonstration"),
        Setting("People", "DAYS", "2,1,0,-1", "Days"),
        Setting("People", "LIMIT", "2048", "Bytes"),
        Setting("People", "URLS", "", "Addresses"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        'A = env.str("A", default="")',
        '# --- Title ---\nA = env.str("A", default="")',
        '# Of something else.\n\nA = env.str("A", default="")',
        'B = 1  # of B\nA = env.str("A", default="")',
    ],
)
def test_a_variable_without_a_comment_of_its_own_is_refused(source):
    with pytest.raises(MeaningMissing, match=r"^A, line"):
        settings_in(source)


def test_a_default_that_cannot_be_shown_is_refused():
    with pytest.raises(ValueError, match=r"line 1: time\(\)"):
        settings_in('A = env.str("A", default=time())  # meaning')


def test_the_table_says_off_and_none():
    rows = [
        Setting("Files", "A", "False", "A switch"),
        Setting("Files", "B", "", "A name"),
        Setting("Days", "C", "5", "C"),
    ]

    assert table(rows) == (
        "\n## Files\n\n| variable | default | meaning |\n|---|---|---|\n"
        "| `A` | off | A switch |\n| `B` | none | A name |\n"
        "\n## Days\n\n| variable | default | meaning |\n|---|---|---|\n| `C` | `5` | C |\n"
    )


def test_only_the_text_between_the_marks_is_replaced():
    document = "Before.\n\n<!-- settings: start -->\nold\n<!-- settings: end -->\n\nAfter.\n"

    assert with_table(document, "new") == (
        "Before.\n\n<!-- settings: start -->\nnew\n<!-- settings: end -->\n\nAfter.\n"
    )


def test_the_committed_document_is_up_to_date():
    call_command("settings_table", check=True)


def test_a_document_that_is_out_of_date_is_named_and_brought_up_to_date(settings, tmp_path):
    source, document = tmp_path / command.SOURCE, tmp_path / command.DOCUMENT
    for path, text in ((source, SOURCE), (document, "<!-- settings: start -->\n<!-- settings: end -->\n")):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="out of date"):
        call_command("settings_table", check=True)
    call_command("settings_table", update=True)
    call_command("settings_table", check=True)

    source.write_text(SOURCE.replace("# addresses", ""))
    with pytest.raises(CommandError, match="no comment that says what it means: URLS, line"):
        call_command("settings_table", check=True)
