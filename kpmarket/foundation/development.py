"""What only a site that nobody else can reach may be set to. Read by the settings, so without Django's own."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = {"localhost", "127.0.0.1", "::1", "[::1]"}


def refuse_where_others_come(site_url: str, allowed_hosts: list[str], refusals: Mapping[str, bool]) -> None:
    """Raise ImproperlyConfigured with the first refusal that applies, unless the site is plain HTTP on this machine.

    Letters lead to ``site_url`` and requests are answered for ``allowed_hosts``: each of them must name this machine.
    """
    address = urlsplit(site_url)
    if address.scheme == "http" and {address.hostname, *allowed_hosts} <= THIS_MACHINE:
        return
    for refusal, applies in refusals.items():
        if applies:
            raise ImproperlyConfigured(
                f"{refusal} SITE_URL or ALLOWED_HOSTS names a host other than localhost, or https."
            )
