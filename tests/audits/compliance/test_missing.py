from datetime import date, timedelta

from audits.compliance.missing import MissingDocument, missing
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, Outcome
from tests.audits.compliance.law import TODAY, all_of, any_of, book, document, dossier, edition, leaf, row


def ways(facts, *rows, on=TODAY, editions=()):
    """The sets by type alone."""
    return [[wanted.type for wanted in way] for way in missing(facts, book(*rows, editions=editions), on=on)]


def test_what_ships_misses_nothing():
    assert ways(dossier(document("a")), row("1", "a")) == []
    assert ways(dossier(document("a")), row("1", "a", confidence=Confidence.LOW), row("2", "b")) == []


def test_what_is_not_assessed_misses_nothing():
    assert ways(dossier(), row("1", "a", outcome=Outcome.MANUAL_REVIEW)) == []
    assert ways(dossier(market="US"), row("1", "a")) == []


def test_documents_on_file_are_not_asked_for_again_and_lapsed_ones_are():
    held = (document("a"), document("b", None, TODAY - timedelta(days=1)))

    assert ways(dossier(*held), row("1", all_of("a", "b", "c"))) == [["b", "c"]]


def test_each_branch_and_each_route_is_a_way_the_smallest_first_then_by_name():
    rows = (row("1", all_of("d", any_of("z", "b"))), row("2", "y"), row("3", "x"))

    assert ways(dossier(), *rows) == [["x"], ["y"], ["b", "d"], ["d", "z"]]


def test_ways_of_many_documents_come_by_name_too():
    routes = [
        ["a", "k", "l", "m"],
        ["b", "e", "l", "m"],
        ["c", "e", "f", "z"],
        ["d", "g", "h", "i"],
        ["e", "w", "x", "y"],
    ]

    assert ways(dossier(), *(row(str(place), all_of(*route)) for place, route in enumerate(reversed(routes)))) == routes


def test_a_way_that_holds_another_is_left_out():
    assert ways(dossier(), row("1", all_of("a", "b")), row("2", "a")) == [["a"]]


def test_every_additional_requirement_is_part_of_every_way():
    extra = row("3", any_of("c", "d"), combine=Combine.ADDITIONAL)

    assert ways(dossier(), row("1", "a"), row("2", "b"), extra) == [["a", "c"], ["a", "d"], ["b", "c"], ["b", "d"]]


def test_a_way_out_of_china_is_part_of_every_way():
    rows = (row("1", "a"), row("CN.1", "x", market="CN"), row("CN.2", "y", market="CN"))

    assert ways(dossier(shipped_from_china=True), *rows) == [["a", "x"], ["a", "y"]]
    assert ways(dossier(document("a"), shipped_from_china=True), *rows) == [["x"], ["y"]]


def test_a_low_route_is_a_way_only_where_no_firm_one_is_open():
    low = row("2", "b", confidence=Confidence.LOW)

    assert ways(dossier(), row("1", all_of("a", "c")), low) == [["a", "c"]]
    assert ways(dossier(), low) == [["b"]]


def test_where_china_asks_with_low_confidence_only_the_ways_make_it_conditional():
    rows = (
        row("1", "a"),
        row("2", "b", confidence=Confidence.LOW),
        row("CN.1", "x", market="CN", confidence=Confidence.LOW),
    )

    assert ways(dossier(shipped_from_china=True), *rows) == [["a", "x"], ["b", "x"]]


def test_what_the_document_must_state_is_named():
    asked = leaf("report", standard="EN 166 or EN ISO 16321-1")
    codes = leaf("clearance", product_codes=("QVP", "QKO"))

    assert missing(dossier(), book(row("1", all_of(asked, codes))), on=TODAY) == (
        (
            MissingDocument("clearance", (("product_codes", ("QVP", "QKO")),)),
            MissingDocument("report", (("standard", "EN 166 or EN ISO 16321-1"),)),
        ),
    )


def test_the_documents_of_a_way_come_by_name_also_where_one_may_state_several_things():
    one, several = leaf("report", scope="masks"), leaf("report", scope=("gloves", "gowns"))

    assert missing(dossier(), book(row("1", all_of("zzz", one, several, "aaa"))), on=TODAY) == (
        (
            MissingDocument("aaa", ()),
            MissingDocument("report", (("scope", "masks"),)),
            MissingDocument("report", (("scope", ("gloves", "gowns")),)),
            MissingDocument("zzz", ()),
        ),
    )


def test_one_document_that_states_more_serves_for_one_that_states_less():
    rows = (row("1", leaf("report", standard="EN 149")), row("2", "report", combine=Combine.ADDITIONAL))

    assert missing(dossier(), book(*rows), on=TODAY) == ((MissingDocument("report", (("standard", "EN 149"),)),),)


def test_a_way_that_only_demands_more_of_the_same_document_is_left_out():
    rows = (row("1", leaf("report", standard="EN 149")), row("2", "report"))

    assert missing(dossier(), book(*rows), on=TODAY) == ((MissingDocument("report", ()),),)


def test_a_document_that_may_state_either_does_not_serve_for_one_that_must_state_the_one():
    rows = (
        row("1", leaf("report", **{"class": ("B", "C")})),
        row("2", leaf("report", **{"class": "B"}), combine=Combine.ADDITIONAL),
    )

    assert missing(dossier(), book(*rows), on=TODAY) == ((MissingDocument("report", (("class", "B"),)),),)


def test_of_documents_that_can_replace_each_other_one_is_named():
    spellings = [leaf("report", scope=scope) for scope in ("MASKS", "MASKs", "MAsks", "Masks", "masks")]

    together = missing(dossier(), book(row("1", all_of(*spellings))), on=TODAY)
    apart = missing(dossier(), book(*(row(str(place), one) for place, one in enumerate(spellings))), on=TODAY)

    assert together == ((MissingDocument("report", (("scope", "masks"),)),),)
    assert apart == ((MissingDocument("report", (("scope", "MASKS"),)),),)


def test_the_document_asked_for_can_serve_on_the_only_day_of_an_edition():
    editions = [edition("EN 149", "2001", TODAY, TODAY)]
    rows = (
        row("1", leaf("report", standard="EN 149:2001")),
        row("2", leaf("report", standard="EN 149"), combine=Combine.ADDITIONAL),
    )

    assert ways(dossier(), *rows, editions=editions) == [["report"]]


def test_the_document_asked_for_can_serve_on_the_day_of_an_edition():
    editions = [edition("EN 149", "2001", None, date(2026, 1, 1), is_forbidden_after=True)]
    rows = (
        row("1", leaf("report", standard="EN 149:2001")),
        row("2", leaf("report", standard="EN 149"), combine=Combine.ADDITIONAL),
    )

    assert ways(dossier(), *rows, editions=editions) == [["report", "report"]]
    assert ways(dossier(), *rows, editions=editions, on=date(2026, 1, 1)) == [["report"]]


def test_the_ways_are_bounded_and_each_still_leads_out():
    wide = all_of(*(any_of(*(f"{letter}{number}" for number in range(4))) for letter in "abcdefgh"))
    rules = book(row("1", wide))
    found = missing(dossier(), rules, on=TODAY)

    assert len(found) == 64
    assert all(not missing(dossier(*(document(one.type) for one in way)), rules, on=TODAY) for way in found)


def test_of_too_many_ways_the_smallest_are_kept():
    wide = any_of(*(all_of(f"x{n}", f"y{n}", f"z{n}") for n in range(200)), *"abcdefghij")

    assert ways(dossier(), row("1", wide))[:10] == [[letter] for letter in "abcdefghij"]


def test_a_way_that_holds_another_takes_no_place_of_the_ways_that_are_kept():
    wide = any_of("a", *(all_of("a", f"b{n}") for n in range(100)), all_of("x", "y", "z"))

    assert ways(dossier(), row("1", wide)) == [["a"], ["x", "y", "z"]]
