"""Letters about the documents of a shipment. ``names`` are called while a letter is written, in its reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Order
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter

Names = Callable[[], Sequence[str]]


@dataclass(frozen=True)
class About:
    """The order, the day on which its goods are to leave, the path of the page of the documents, and the cause."""

    order: Order
    day: date
    path: str
    cause: str

    def facts(self, names: Names) -> dict[str, str]:
        return {"number": self.order.number, "day": date_format(self.day), "names": "; ".join(names())}


def documents_missing(about: About, user: User, names: Names) -> Letter:
    """To one side: what it still has to bring before the goods leave."""

    def words() -> Words:
        facts = about.facts(names)
        return Words(
            subject=_("Order %(number)s: documents are missing before shipment") % facts,
            paragraphs=(
                _("The goods are to leave by %(day)s. Your side still brings: %(names)s.") % facts,
                _("The page of the documents says until when each is needed, and why."),
            ),
            path=about.path,
            action=_("Open the documents"),
        )

    return short_letter(about.order, user, words, key=_key("documents-missing", about, user))


def ready_to_ship_blocked(about: About, user: User, names: Names) -> Letter:
    """To both sides: the goods are to leave within days and are not ready to ship."""

    def words() -> Words:
        facts = about.facts(names)
        return Words(
            subject=_("Order %(number)s: the goods are not ready to ship") % facts,
            paragraphs=(
                _("The goods are to leave by %(day)s and are not ready to ship: %(names)s.") % facts,
                _("If they leave without it, customs may refuse them, and what was missing stays on record."),
            ),
            path=about.path,
            action=_("Open the documents"),
        )

    return short_letter(about.order, user, words, key=_key("ready-to-ship-blocked", about, user))


def _key(kind: str, about: About, user: User) -> str:
    return f"{kind}-{about.order.pk}-{about.cause}-{user.pk}".replace(":", "-")
