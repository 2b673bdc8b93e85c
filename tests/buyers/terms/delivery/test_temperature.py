from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.logger_files import Reading, read_logger_file
from buyers.terms.delivery.temperature import Range, mean_kinetic, temperature_facts, usual_range_of
from tests.buyers.terms.delivery import logger_exports as exports
from tests.buyers.terms.refusals import refused

FRIDGE = Range(200, 800)
START = datetime(2026, 11, 30, 8, 0)


def series(temperatures, minutes=10):
    return [Reading(START + timedelta(minutes=minutes * i), value) for i, value in enumerate(temperatures)]


def test_an_excursion_has_its_extremes_and_minutes():
    facts = temperature_facts(read_logger_file(exports.LIBERO.encode()).channels, FRIDGE)

    assert (facts.lowest, facts.highest, facts.minutes_outside, facts.readings_outside) == (290, 940, 20, 2)
    assert (facts.first_at, facts.last_at, facts.readings, facts.longest_gap) == (
        START,
        START + timedelta(minutes=50),
        6,
        10,
    )
    assert facts.has_excursion


def test_both_ends_of_the_range_are_inside():
    facts = temperature_facts([series([200, 800])], FRIDGE)

    assert (facts.has_excursion, facts.minutes_outside) == (False, 0)


def test_one_channel_outside_is_enough():
    facts = temperature_facts(read_logger_file(exports.TWO_CHANNELS.encode()).channels, FRIDGE)

    assert (facts.readings_outside, facts.minutes_outside) == (1, 10)


def test_the_last_reading_counts_though_nothing_follows_it():
    facts = temperature_facts([series([500, 900])], FRIDGE)

    assert (facts.has_excursion, facts.minutes_outside) == (True, 0)


def test_a_hole_in_the_record_is_named():
    with_hole = [*series([500, 500]), Reading(START + timedelta(hours=9), 500)]

    assert temperature_facts([with_hole], FRIDGE).longest_gap == 530


def test_heat_counts_more_than_cold_in_the_mean_kinetic_temperature():
    assert mean_kinetic(series([500] * 5)) == 500
    assert mean_kinetic(series([2000, 3000])) == 2626


@given(st.lists(st.integers(-3000, 6000), min_size=1, max_size=40))
def test_the_mean_kinetic_temperature_lies_between_the_mean_and_the_highest(temperatures):
    found = mean_kinetic(series(temperatures))

    assert sum(temperatures) / len(temperatures) - 1 <= found <= max(temperatures)


def test_no_facts_without_readings_or_with_a_reversed_range():
    with refused("no-readings"):
        temperature_facts([[]], FRIDGE)
    with refused("range-reversed"):
        temperature_facts([series([1])], Range(800, 200))


def test_reagents_are_usually_kept_in_a_fridge_and_masks_anywhere():
    assert usual_range_of("ivd_pcr").range == FRIDGE
    assert usual_range_of("medical_mask") is None
