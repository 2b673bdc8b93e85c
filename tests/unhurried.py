"""A busy machine is no reason for a property to fail: neither slow examples nor their slow making are faults."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
