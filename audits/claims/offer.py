"""What an offer claims, part by part, and how each claim stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audits.claims.recognising import claims_in
from audits.claims.support import JudgedClaim, Support, in_force, judge
from audits.compliance.dossier import Evidence

Texts = Mapping[str, str]
"""What buyers read of a product in words, by the name of its part: ``name_en``, ``standards.0``, ``specification.size``."""
STANDARDS = "standards."


@dataclass(frozen=True)
class JudgedText:
    """One part of an offer with its claims. ``is_a_claim``: every word of it is one, recognised or not."""

    text: str
    claims: tuple[JudgedClaim, ...]
    is_a_claim: bool = False

    @property
    def support(self) -> Support | None:
        """The weakest of its claims; None where it claims nothing."""
        supports = [claim.support for claim in self.claims]
        if not supports:
            return Support.NOT_SHOWN if self.is_a_claim else None
        return max(supports, key=WEAKNESS.index)

    def words(self, *supports: Support) -> list[str]:
        """The words of its claims that stand so, each once. An unknown standard is one claim as a whole."""
        if self.is_a_claim and not self.claims:
            return [self.text] if Support.NOT_SHOWN in supports else []
        return list(dict.fromkeys(claim.claim.words for claim in self.claims if claim.support in supports))


WEAKNESS = list(Support)


@dataclass(frozen=True)
class JudgedOffer:
    """Every part of an offer that claims something, by the names of ``Texts``."""

    parts: Mapping[str, JudgedText]

    def words(self, *supports: Support) -> list[str]:
        """The words of all claims that stand so, each once."""
        return list(dict.fromkeys(word for part in self.parts.values() for word in part.words(*supports)))

    @property
    def unverified(self) -> list[str]:
        """What the supplier states and no approved document shows."""
        return self.words(Support.NOT_SHOWN, Support.CONTRADICTED)

    @property
    def contradictions(self) -> Iterator[JudgedClaim]:
        """Claims that documents contradict, or that are false without one."""
        return (claim for part in self.parts.values() for claim in part.claims if claim.support == Support.CONTRADICTED)

    @property
    def shown_standards(self) -> list[str]:
        """Standards and classes that an approved document shows, as the supplier wrote them."""
        return [
            part.text
            for name, part in self.parts.items()
            if name.startswith(STANDARDS) and part.support == Support.SHOWN
        ]


def judge_offer(texts: Texts, documents: Iterable[Evidence], *, on: date) -> JudgedOffer:
    """The claims of an offer, judged by the documents in force that day."""
    valid = in_force(documents, on=on)
    parts = {
        name: JudgedText(text, judge(claims_in(text), valid), name.startswith(STANDARDS))
        for name, text in texts.items()
        if text
    }
    return JudgedOffer({name: part for name, part in parts.items() if part.support is not None})


def has_claims(texts: Iterable[str]) -> bool:
    """Whether some of these texts claims anything."""
    return any(claims_in(text) for text in texts)
