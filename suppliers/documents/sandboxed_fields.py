"""Extract fields in a sandbox child: a hostile text that makes a pattern run forever is stopped with the child."""

from __future__ import annotations

import json
from collections.abc import Mapping

from suppliers.documents import packing, sandbox
from suppliers.documents.fields import Fields, KindFacts
from suppliers.documents.packing import Unfit
from suppliers.documents.protocol import Limits
from suppliers.documents.reading import Reading
from suppliers.documents.results import Code, Refused

LIMITS = Limits(seconds=20, memory=512 * 1024**2, output=8 * 1024**2)


def propose(reading: Reading, kinds: Mapping[str, KindFacts]) -> Fields | Refused:
    """The proposals for one reading, or the refusal when the child failed."""
    content = json.dumps({"reading": reading.as_json(), "kinds": packing.pack(kinds)}).encode()
    answer = sandbox.run("suppliers.documents.child.field_job:propose", content, {}, LIMITS)
    if isinstance(answer, Refused):
        return answer
    try:
        return Fields.from_json(answer.facts.get("fields"))
    except Unfit:
        return Refused(Code.UNREADABLE)
