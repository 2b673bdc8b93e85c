"""The job that extracts fields. It runs in the sandbox, since the text is the document's own and may be hostile."""

import json

from suppliers.documents.fields import KindFacts, extract_fields
from suppliers.documents.packing import unpack
from suppliers.documents.reading import Reading


def propose(data: bytes) -> tuple[dict[str, object], list[bytes]]:
    """The proposals for one reading. `data` is JSON with the reading and the known kinds of documents."""
    content = json.loads(data)
    kinds = {kind: unpack(KindFacts, facts) for kind, facts in content["kinds"].items()}
    return {"fields": extract_fields(Reading.from_json(content["reading"]), kinds).as_json()}, []
