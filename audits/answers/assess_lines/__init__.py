"""One question a line in, one answer a line out: the rules as a pipe, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from audits.answers.assess_lines import writing
from audits.answers.assess_lines.reading import Reader, echo, parse
from audits.answers.assess_lines.values import BadLineError
from audits.compliance.rulebook import Rulebook


def answers(lines: Iterable[bytes], rulebook: Rulebook) -> Iterator[str]:
    """One answer for each line, in order, whatever is in it."""
    reader = Reader(rulebook)
    return (answer(line, reader) for line in lines)


def answer(line: bytes, reader: Reader) -> str:
    """The answer to one line, or what is wrong with it."""
    asked: dict[str, object] = {}
    try:
        asked = parse(line)
        reply = writing.reply(reader.question(asked), reader.rulebook)
    except BadLineError as problem:
        reply = {"id": echo(asked.get("id")), "error": str(problem)}
    return json.dumps(reply, allow_nan=False)
