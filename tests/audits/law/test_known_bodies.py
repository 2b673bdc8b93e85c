"""The reader knows every body of the rulebook by its number, under the same name."""

from audits.law import files
from suppliers.documents.fields.bodies import KNOWN
from suppliers.documents.fields.characters import letters_only

OTHERWISE_PRINTED = {"0373", "0481", "0494", "1023", "1383", "2265", "2764", "3121"}
"""Bodies whose name in the rulebook is an abbreviation that other words share; the reader knows their full names."""


def test_every_body_of_the_rulebook_is_known_to_the_reader():
    known = {number: body for body in KNOWN for number in body.numbers}
    listed = {number: body.name for number, body in files.load().issuing_bodies.items()}

    assert set(known) == set(listed)
    for number, name in listed.items():
        plain = letters_only(name.partition(" (")[0])
        is_known = any(plain in letters_only(one) or letters_only(one) in plain for one in known[number].names)
        assert is_known or number in OTHERWISE_PRINTED, (number, name)
