"""Whatever public register a certificate type names and no adapter knows: a person looks."""

from audits.registers.adapter import Adapter

OTHER = Adapter("other", "")
