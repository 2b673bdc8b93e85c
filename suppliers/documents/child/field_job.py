"""Fields proposed behind closed doors, too: the words are the document's own, and patterns may be led astray by them."""

import json

from suppliers.documents.fields import KindFacts, extract_fields
from suppliers.documents.packing import unpack
from suppliers.documents.reading import Reading


def propose(data: bytes) -> tuple[dict[str, object], list[bytes]]:
    """The proposals for one reading, which comes packed as JSON with what is known about kinds of documents."""
    content = json.loads(data)
    kinds = {kind: unpack(KindFacts, facts) for kind, facts in content["kinds"].items()}
    return {"fields": extract_fields(Reading.from_json(content["reading"]), kinds).as_json()}, []
