"""Names of the entries of a rulebook's lists, for people."""

from __future__ import annotations

from audits.compliance.rulebook import Rulebook
from kpmarket.foundation.text.languages import in_reader_language


def entry_name(kind: str, id_: str, book: Rulebook) -> str:
    """The name of a source, an issuing body, a question to the buyer or an entry that informs; empty where there is none."""
    if kind == "sources":
        return book.sources[id_].title if id_ in book.sources else ""
    if kind == "issuing_bodies":
        return f"{book.issuing_bodies[id_].name} ({id_})" if id_ in book.issuing_bodies else ""
    if kind == "buyer_facts" and (fact := book.buyer_facts.get(id_)):
        return in_reader_language(en=fact.question, zh=fact.question_zh)
    if kind == "information" and (one := book.information.get(id_)):
        return in_reader_language(en=one.text, zh=one.text_zh)
    return ""
