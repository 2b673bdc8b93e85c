"""Stands for any public register that has no adapter: a person looks it up."""

from audits.registers.adapter import Adapter

OTHER = Adapter("other", "")
