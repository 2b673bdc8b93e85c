"""No document of the demonstration, of the generator or of an example repeats a phrase of the rulebook.

What is proven with the rulebook's own words proves nothing: laboratories and authorities write others.
"""

import ast
from pathlib import Path

import pytest

from audits.law.files import RULEBOOK_DIR
from audits.law.yaml_reading import read_yaml

ROOT = Path(__file__).parents[1]
PROSE = frozenset({"route", "notes", "note", "text", "title", "definition", "legal_basis", "doubt", "corrected"})
"""Keys of the rulebook under which an editor writes sentences."""
FILES_OF_PROSE = ("markets/*.yaml", "standards.yaml", "information.yaml", "routes.yaml", "terms.yaml")
MIN_WORDS = 5
WRITERS = ("kpmarket/site/demo", "tools", "tests/audits/examples")


def _sentences(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _sentences(inner, name if name in PROSE else key if key == "corrected" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner, key)
    elif isinstance(value, str) and key in PROSE:
        yield value


def _plain(text):
    return " ".join(text.split()).casefold()


@pytest.fixture(scope="module")
def phrases():
    """Every phrase of the rulebook that is long enough to be somebody's wording."""
    files = [path for pattern in FILES_OF_PROSE for path in RULEBOOK_DIR.glob(pattern)]
    found = {
        _plain(text) for path in files for text in _sentences(read_yaml(path.read_text(encoding="utf-8"), path.name))
    }
    return {phrase for phrase in found if len(phrase.split()) >= MIN_WORDS}


def _texts(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return [text]
    literals = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return [value for value in literals if isinstance(value, str)]


def _written():
    for folder in WRITERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".yaml", ".toml", ".json"):
                yield path


def test_the_rulebook_has_phrases_to_compare_with(phrases):
    assert len(phrases) > 300


def test_no_writer_of_documents_repeats_a_phrase_of_the_rulebook(phrases):
    copied = [
        (str(path.relative_to(ROOT)), phrase)
        for path in _written()
        for text in map(_plain, _texts(path))
        for phrase in phrases
        if phrase in text
    ]
    assert copied == []


@pytest.mark.parametrize("path", ["kpmarket/site/demo/holdings.py", "kpmarket/site/demo/offerings.py"])
def test_what_makers_of_the_demonstration_hold_is_not_asked_of_the_rulebook(path):
    imported = [
        node.module
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    assert not [module for module in imported if module and module.startswith("audits")]
