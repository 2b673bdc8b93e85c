import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.certificates.claimed_scope import KEYS, NotANumberError, keys_for, read, scope_text, several, tidy


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ＥＮ　１４６８３：２０１９", "EN 14683:2019"), ("  a \t b\n", "a b"), ("国械注准", "国械注准")],
)
def test_full_width_letters_and_loose_spaces_are_made_plain(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["fxx, msh", "FXX；MSH", "fxx、msh", " fxx   MSH ,"])
def test_a_list_may_be_written_in_many_ways(typed):
    assert several(typed) == ["FXX", "MSH"]


@pytest.mark.parametrize(
    ("type_id", "keys"),
    [
        ("us_510k", ("product_codes",)),
        ("eu_nb_cert_ivdr", ("class",)),
        ("iso13485", ("standard",)),
        ("local_label", ("languages",)),
        ("eu_ar", ("name", "country")),
        ("cfs", ("country",)),
        ("za_section21", ("country", "quantity")),
        ("product_liability_insurance", ("insured",)),
        (None, ("standard",)),
    ],
)
def test_each_type_has_the_entries_that_rules_narrow_by(type_id, keys):
    assert keys_for(type_id) == keys


def test_languages_and_countries_are_kept_as_codes_however_they_are_written():
    assert read({"languages": "ES, Portuguese、中文", "country": "Ireland"}) == {
        "languages": ["es", "pt", "zh"],
        "country": "IE",
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [("5000", "5000"), ("50,000 pcs", "50000"), ("１２ ０００", "12000"), ("1.250.000 tests", "1250000")],
)
def test_a_quantity_is_kept_as_a_whole_number(written, kept):
    assert read({"quantity": written}) == {"quantity": kept}


@pytest.mark.parametrize("written", ["many", "5,00", "0", "10 x 500", "-3"])
def test_what_is_no_whole_number_of_pieces_is_refused(written):
    with pytest.raises(NotANumberError):
        read({"quantity": written})


def test_empty_entries_say_nothing():
    assert read(dict.fromkeys(KEYS, "  ")) == {}


@given(
    st.dictionaries(
        st.sampled_from([key for key in KEYS if key not in ("languages", "country", "quantity", "insured")]),
        st.text(st.characters(codec="ascii"), max_size=20),
    )
)
def test_what_is_read_and_shown_is_read_the_same_again(entries):
    stated = read(entries)

    assert read({key: scope_text(stated, key) for key in KEYS}) == stated


def test_a_document_that_covers_what_the_auditor_ticked_needs_no_entry_of_its_own():
    assert keys_for("us_eua") == ()
