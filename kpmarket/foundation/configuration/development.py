"""What only a site that nobody else can reach may be set to. Read by the settings, so without Django's own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = {"localhost", "127.0.0.1", "::1", "[::1]"}


def refuse_where_others_come(
    site_url: str,
    allowed_hosts: list[str],
    *,
    has_public_key: bool,
    has_public_factor_key: bool,
    eases_second_factor: bool,
) -> None:
    """Raise ImproperlyConfigured for settings of a demonstration, unless the site is plain HTTP on this machine.

    Letters lead to ``site_url`` and requests are answered for ``allowed_hosts``: each of them must name this machine.
    """
    address = urlsplit(site_url)
    if address.scheme == "http" and {address.hostname, *allowed_hosts} <= THIS_MACHINE:
        return
    reason = "SITE_URL or ALLOWED_HOSTS names a host other than localhost, or https."
    if has_public_key:
        raise ImproperlyConfigured(f"Set SECRET_KEY to a value of your own. {reason}")
    if has_public_factor_key:
        raise ImproperlyConfigured(f"Set MFA_KEYS to a key of your own that is not SECRET_KEY. {reason}")
    if eases_second_factor:
        raise ImproperlyConfigured(f"EASE_SECOND_FACTOR is for the demo on your own machine. {reason}")
