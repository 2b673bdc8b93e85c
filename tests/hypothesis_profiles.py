"""How many examples a property gets: ``thorough`` unless `--hypothesis-profile=quick` asks for a first look.

Neither slow examples nor slow generation are faults: a busy machine is no reason for a property to fail.
"""

from hypothesis import HealthCheck, settings

QUICK_EXAMPLES = 25
SUPPRESSED = [HealthCheck.too_slow]

settings.register_profile("thorough", deadline=None, suppress_health_check=SUPPRESSED)
settings.register_profile(
    "quick", deadline=None, suppress_health_check=SUPPRESSED, max_examples=QUICK_EXAMPLES, database=None
)
settings.load_profile("thorough")


def examples(count: int) -> settings:
    """A property's own number of examples, at most what the quick profile allows where that is in use."""
    in_use = settings.get_current_profile_name()
    return settings(max_examples=min(count, QUICK_EXAMPLES) if in_use == "quick" else count)
