"""Run every extractor on a reading."""

from collections.abc import Mapping

from suppliers.documents.fields import credit_codes, holders, issuers, kinds, models, numbers, standards, validity
from suppliers.documents.fields.calibration import calibrated
from suppliers.documents.fields.characters import repair_digits
from suppliers.documents.fields.corroboration import Witness
from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.layout import Sheet
from suppliers.documents.fields.proposals import FieldName, Fields
from suppliers.documents.fields.rotated_pages import place_on_image, set_upright
from suppliers.documents.reading import Reading

MIN_NUMBER_CONFIDENCE = 0.5
"""From this confidence on, a number is not proposed as a model."""
MIN_MODEL_CONFIDENCE = 0.9
"""From this confidence on, a model is not proposed as a number that has no label."""
MIN_KIND_CONFIDENCE = 0.5
"""Below this confidence the number pattern of the kind is not used."""


def extract_fields(reading: Reading, kinds_of_documents: Mapping[str, KindFacts]) -> Fields:
    """All proposals for one reading; a person confirms or corrects each of them."""
    fields, witness = scored_fields(reading, kinds_of_documents)
    return place_on_image(calibrated(fields, witness), reading)


def scored_fields(reading: Reading, kinds_of_documents: Mapping[str, KindFacts]) -> tuple[Fields, Witness]:
    """The proposals with the scores of their extractors, and the document as evidence for them."""
    sheet = Sheet.of(set_upright(reading))
    kind_proposals = list(kinds.propose(sheet, kinds_of_documents))
    best = Fields.of(kind_proposals).best(FieldName.KIND)
    kind = best.value if best and best.confidence >= MIN_KIND_CONFIDENCE else ""
    found_models = list(models.propose_models(sheet))
    labelled = {one.value for one in found_models if one.confidence >= MIN_MODEL_CONFIDENCE}
    numbered = list(numbers.propose(sheet, kind, kinds_of_documents.get(kind), labelled))
    number = Fields.of(numbered).best(FieldName.NUMBER)
    others = {one.value for one in numbered if one.confidence >= MIN_NUMBER_CONFIDENCE}
    held = list(holders.propose(sheet))
    names = [one for one in Fields.of(held).proposals if one.field in {FieldName.HOLDER_EN, FieldName.HOLDER_ZH}]
    fields = Fields.of((
        *kind_proposals,
        *numbered,
        *issuers.propose(sheet, kind, number.value if number else "", names),
        *held,
        *credit_codes.propose(sheet),
        *validity.propose(sheet),
        *standards.propose(sheet),
        *(one for one in found_models if not {one.value, repair_digits(one.value)} & others),
        *models.propose_class(sheet),
    ))  # fmt: skip
    return fields, Witness.of(sheet, kinds_of_documents)
