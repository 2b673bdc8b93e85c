"""Which choices of a stranger a public page takes from the request besides its address: the destination alone."""

from __future__ import annotations

from django.utils import timezone

from buyers.catalogue import destination
from kpmarket.foundation.serving.kept_pages import kept_for_strangers

kept = kept_for_strangers(destination.standing, destination.COOKIE, clock=timezone.now)
