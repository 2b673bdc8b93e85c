"""Log lines for people and for programs."""

import json
import logging
import logging.config
import re
import sys

import pytest

from kpmarket.foundation.monitoring import request_ids
from kpmarket.foundation.monitoring.logs import logging_config


@pytest.fixture
def line(capsys):
    """A function that writes one log line in the chosen format and returns it."""

    def write(format_name, **record):
        config = logging.config.DictConfigurator(logging_config(level="INFO", format_name=format_name))
        formatter = config.configure_formatter(config.config["formatters"]["chosen"])
        made = logging.makeLogRecord({"name": "site", "levelname": "WARNING", "msg": "File %s waits", **record})
        request_ids.AddRequestId().filter(made)
        return formatter.format(made)

    return write


def test_a_line_for_people_names_the_request(line):
    with request_ids.use("f3b1c2d4-0001"):
        assert line("line", args=(7,)).endswith(" WARNING site [f3b1c2d4-0001] File 7 waits")


@pytest.mark.parametrize("quoted", ["a\n2026-11-30 INFO site forged", "a\r\nb", "a\u2028b\x1b[2J"])
def test_what_a_message_quotes_is_no_line_of_its_own(line, quoted):
    assert len(line("line", args=(quoted,)).splitlines()) == 1
    assert json.loads(line("json", args=(quoted,)))["message"] == f"File {quoted} waits"


def test_a_line_for_people_says_in_which_zone_it_counts(line):
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ", line("line", args=(7,)))


def test_a_line_for_programs_is_one_json_object(line):
    with request_ids.use("f3b1c2d4-0001"):
        fields = json.loads(line("json", args=("注册证",)))

    assert fields.pop("time").endswith("+00:00")
    assert fields == {
        "level": "WARNING",
        "logger": "site",
        "request_id": "f3b1c2d4-0001",
        "message": "File 注册证 waits",
    }


def test_an_exception_stays_in_the_object_of_its_line(line):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        written = line("json", args=(7,), exc_info=sys.exc_info())

    assert "\n" not in written
    assert json.loads(written)["exc_info"].endswith("ZeroDivisionError")


def test_the_request_object_that_django_attaches_is_left_out(line, rf):
    assert "request" not in json.loads(line("json", args=(7,), request=rf.get("/invitations/secret/")))


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="Choose from line, json"):
        logging_config(level="INFO", format_name="xml")
