"""Which faults are made of a piece of code, and how they are named."""

import ast
from pathlib import Path

import pytest
import yaml

from tools.mutants.breaking import Replacement, faults_in
from tools.mutants.faults import faults_of
from tools.mutants.subjects import SUBJECTS


@pytest.mark.parametrize(
    ("code", "faulty"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a and b", ["a or b", "a", "b"]),
        ("not a", ["a"]),
        ("min(a)", ["max(a)"]),
        ("text.strip()", ["text"]),
        ("f(a, key=b)", ["f(a)"]),
        ("1", ["2", "0"]),
        ("'word'", ["'word~'"]),
        ("[a for a in b if a]", ["[a for a in b]"]),
    ],
)
def test_a_piece_of_code_has_these_faults(code, faulty):
    assert faulty_versions(f"x = {code}") == [f"x = {version}" for version in faulty]


def faulty_versions(code):
    versions = []
    for number in range(len(list(faults_of(ast.parse(code))))):
        tree = ast.parse(code)
        old, new = list(faults_of(tree))[number]
        versions.append(ast.unparse(Replacement(old, new).visit(tree)))
    return versions


def test_annotations_and_docstrings_have_no_faults():
    assert list(faults_of(ast.parse('def f(a: "int") -> "str":\n    """Says 1."""'))) == []


def test_a_fault_is_named_by_its_function_and_counted_where_it_repeats(tmp_path):
    path = tmp_path / "rules.py"
    path.write_text("def f(a):\n    return (a < 1, a < 1)\n", encoding="utf-8")

    names = [str(fault) for fault in faults_in(path)]

    assert "f: a < 1 → a <= 1" in names
    assert "f: a < 1 → a <= 1 (2)" in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_explained_fault_still_exists(name):
    subject = SUBJECTS[name]
    explained = yaml.safe_load(subject.explained.read_text(encoding="utf-8"))

    for module, reasons in explained.items():
        names = {str(fault) for fault in faults_in(Path(subject.code, f"{module}.py"))}
        assert set(reasons) - names == set()
