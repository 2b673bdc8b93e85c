"""What is said of a kind of data about people, the legal bases and the places that there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.configuration.retention import Kept

Words = str | Promise


class Basis(Enum):
    """Why the law allows it."""

    CONTRACT = _("It is needed for what you asked us to do (GDPR Art. 6(1)(b), PIPL Art. 13(II)).")
    WORK = _("It is needed for the work of our own people (GDPR Art. 6(1)(b) and (f), PIPL Art. 13(II)).")
    SECURITY = _(
        "We must keep accounts secure and notice attacks (GDPR Art. 6(1)(f) and 32, PIPL Art. 13(III) with Art. 51; "
        "China's Cybersecurity Law asks for six months of logs)."
    )
    RECORD = _(
        "Buyers rely on what was judged, so it must stay provable who submitted and who decided what "
        "(GDPR Art. 6(1)(f) and 17(3)(e), PIPL Art. 13(II))."
    )
    LAW = _(
        "The law gives you rights, and we must be able to prove that we met them (GDPR Art. 5(2) and 6(1)(c), PIPL Art. 13(III))."
    )


class Place(Enum):
    """Where it is kept."""

    DATABASE = _("our database")
    FILES = _("our private files")
    LOG = _("our log files")
    BROWSER = _("your browser")


@dataclass(frozen=True)
class Kind:
    """One kind of data about people. ``kept`` may name the days of ``period`` as ``%(days)s``.

    ``on_erasure`` says what becomes of it when a person has their data erased; ``stays_because``, where something stays,
    names the reason and until when.
    """

    code: str
    title: Words
    what: Words
    why: Words
    basis: Basis
    kept: Words
    receivers: Words
    places: tuple[Place, ...] = (Place.DATABASE,)
    period: Kept | None = None
    on_erasure: Words = ""
    stays_because: Words = ""

    @property
    def kept_for(self) -> str:
        """How long it is kept, with the number of days that is in force."""
        days = settings.RETENTION_DAYS[self.period] if self.period else ""
        return str(self.kept) % {"days": days}

    @property
    def stays_until(self) -> str:
        """Why something stays after erasure, with the number of days that is in force; empty where nothing does."""
        return str(self.stays_because) % {"days": settings.RETENTION_DAYS[self.period] if self.period else ""}
