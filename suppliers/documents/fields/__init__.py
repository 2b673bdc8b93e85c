"""From what was read to what it means: the fields of a certificate, each with its place and how sure it is. Pure."""

from suppliers.documents.fields.dates import UNLIMITED
from suppliers.documents.fields.facts import KindFacts
from suppliers.documents.fields.proposals import FieldName, Fields, Proposal
from suppliers.documents.fields.proposing import propose

__all__ = ["UNLIMITED", "FieldName", "Fields", "KindFacts", "Proposal", "propose"]
