"""Writes the rulebook's kinds of documents next to the kept readings, so that measuring needs no database."""

import json

from audits.law import files
from suppliers.documents import packing
from suppliers.documents.fields import KindFacts
from tools.labelled import readings_store

PATH = readings_store.FOLDER / "kinds.json"


def kinds_of_the_rulebook() -> dict[str, KindFacts]:
    """The same facts that reading takes from the certificate types."""
    return {
        one.id: KindFacts(
            name_en=one.name,
            name_zh=one.name_zh,
            number_pattern="" if one.number_identifies == "issuing_body" else one.number_pattern or "",
            number_pattern_is_guess=one.number_pattern_is_guess,
            validity_months=one.validity_months,
            market=one.market,
        )
        for one in files.load().evidence_types.values()
    }


def write() -> None:
    kinds = {name: packing.pack(facts) for name, facts in sorted(kinds_of_the_rulebook().items())}
    PATH.write_text(json.dumps(kinds, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
