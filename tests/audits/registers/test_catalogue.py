"""The registers that certificate types name."""

from audits.law import files
from audits.lookups.messages import INTERFACES, POINTS, REASONS
from audits.models.register_check import CheckOutcome, Register
from audits.registers.adapter import InterfaceSource
from audits.registers.catalogue import ADAPTERS, BY_COMPANY, BY_ISSUER, CHECKED_HERE, REGISTERS_BY_TYPE, registers_of
from audits.registers.question import Outcome, Point, Reason


def test_every_register_has_a_name_and_every_name_a_register():
    assert set(ADAPTERS) == set(Register.values)
    assert set(CheckOutcome.values) == {one.value for one in Outcome}


def test_every_code_has_words():
    assert set(REASONS) == set(Reason)
    assert set(POINTS) == set(Point)
    assert set(INTERFACES) == set(InterfaceSource)


def test_the_mapped_types_have_a_register_in_the_rulebook():
    types = {entry.id: entry for entry in files.load().evidence_types.values()}

    assert [kind for kind in REGISTERS_BY_TYPE if not types[kind].register_name] == []


def test_the_registers_that_are_named_exist():
    keys = {key for keys in REGISTERS_BY_TYPE.values() for key in keys} | BY_COMPANY | BY_ISSUER | CHECKED_HERE

    assert keys <= set(ADAPTERS)


def test_a_register_that_no_machine_knows_is_read_by_hand():
    assert [one.key for one in registers_of("br_ca", has_register=True)] == ["other"]
    assert registers_of("local_label", has_register=False) == []
    assert [one.key for one in registers_of("us_510k", has_register=False)] == ["openfda_510k"]
