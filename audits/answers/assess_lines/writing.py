"""From a verdict to the object that a line is answered with."""

from __future__ import annotations

from audits.answers.assess_lines.reading import Question
from audits.compliance.assess import assess
from audits.compliance.causes import Cause, CauseCode
from audits.compliance.information import Information
from audits.compliance.information_for import information_for
from audits.compliance.missing import BuyerDocument, MissingDocument, missing, missing_from_buyer
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import holding_on_without_readiness
from audits.compliance.verdict import BuyerQuestion, Verdict


def reply(question: Question, rulebook: Rulebook) -> dict[str, object]:
    """The whole answer; its keys are a contract.

    ``holds_from`` is the first day of the unbroken run of that state, ``null`` when no start is known.
    ``ends_because`` is a list, ``null`` when ``holds_until`` is: ``code`` and what it speaks of, see ``cause``.
    ``question`` is what the buyer's side left open and would change the answer, ``null`` where nothing would.
    ``information`` is what a buyer should know and no answer rests on.
    """
    identifier, dossier, on = question
    verdict = assess(dossier, rulebook, on=on)
    holding = holding_on_without_readiness(dossier, rulebook, on=on)
    until = holding.holds_until
    return {
        "id": identifier,
        "state": verdict.state.value,
        "holds_from": holding.holds_from.isoformat() if holding.holds_from else None,
        "holds_until": until.isoformat() if until else None,
        "ends_because": [cause(one) for one in holding.ends_because] if until else None,
        "rows": list(verdict.rows),
        "missing": [[document_as_json(one) for one in way] for way in missing(dossier, rulebook, on=on)],
        "confidence": verdict.confidence.value if verdict.confidence else None,
        "citations": citations(verdict),
        "supplier_part": verdict.supplier_part.value if verdict.supplier_part else None,
        "yours_to_arrange": [
            [arrange(one) for one in way]
            for way in (missing_from_buyer(dossier, rulebook, on=on) if verdict.is_ready else ())
        ],
        "question": question_as_json(verdict.question, rulebook) if verdict.question else None,
        "information": [information_as_json(one) for one in information_for(dossier, rulebook, on=on)],
    }


def question_as_json(question: BuyerQuestion, rulebook: Rulebook) -> dict[str, object]:
    """The fact to state under ``buyer``, and what each answer would give."""
    return {
        "fact": question.fact,
        "question": rulebook.buyer_facts[question.fact].question,
        "answers": [
            {
                "value": one.value,
                "state": one.state.value,
                "supplier_part": one.supplier_part.value if one.supplier_part else None,
            }
            for one in question.answers
        ],
    }


def information_as_json(one: Information) -> dict[str, object]:
    """An entry that informs: law on the day, law to come with its first day, or pending law with the expected one."""
    return {
        "id": one.id,
        "topic": one.topic.value,
        "text": one.text,
        "rate": one.rate or None,
        "from": one.effective_from.isoformat() if one.effective_from else None,
        "until": one.effective_until.isoformat() if one.effective_until else None,
        "pending": one.is_pending,
        "expected": one.expected.isoformat() if one.expected else None,
        "confidence": one.confidence.value,
        "legal_basis": one.legal_basis,
        "sources": list(one.sources),
    }


def cause(one: Cause) -> dict[str, str | None]:
    """A document by ``type`` and ``ref`` (and its ``issuer``, where the cause is about it), a requirement by ``id``, an edition by
    ``standard`` and ``edition``."""
    code = one.code.value
    if one.code in (CauseCode.REQUIREMENT_ENDS, CauseCode.REQUIREMENT_BEGINS):
        return {"code": code, "id": one.id}
    if one.code in (CauseCode.EDITION_ENDS, CauseCode.EDITION_BEGINS):
        return {"code": code, "standard": one.type, "edition": one.ref}
    if one.code in (CauseCode.ISSUER_ENDS, CauseCode.ISSUER_BEGINS):
        return {"code": code, "type": one.type, "ref": one.ref, "issuer": one.id}
    return {"code": code, "type": one.type, "ref": one.ref}


def document_as_json(one: MissingDocument) -> dict[str, object]:
    """A document to be got; ``with`` can be given back as it is."""
    return {
        "type": one.type,
        "with": {key: said if isinstance(said, str) else list(said) for key, said in one.narrowing},
    }


def arrange(one: BuyerDocument) -> dict[str, object]:
    """A document that the buyer's side must add, with the rows that ask for it."""
    return {
        **document_as_json(MissingDocument(one.type, one.narrowing)),
        "citations": [{"row": row.id, "legal_basis": row.legal_basis} for row in one.requirements],
    }


def citations(verdict: Verdict) -> list[dict[str, object]]:
    """The legal basis and the sources of each row that the answer rests on."""
    used = set(verdict.rows)
    return [
        {
            "row": one.requirement.id,
            "legal_basis": one.requirement.legal_basis,
            "sources": [{"id": source.id, "title": source.title, "url": source.url} for source in one.sources],
        }
        for one in verdict.judged
        if one.requirement.id in used
    ]
