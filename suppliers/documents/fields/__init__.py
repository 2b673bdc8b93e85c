"""Extract the fields of a certificate from a reading, each with its place and confidence. Pure."""

from suppliers.documents.fields.dates import UNLIMITED
from suppliers.documents.fields.extract import extract_fields
from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.proposals import FieldName, Fields, Proposal

__all__ = ["UNLIMITED", "FieldName", "Fields", "KindFacts", "Proposal", "extract_fields"]
