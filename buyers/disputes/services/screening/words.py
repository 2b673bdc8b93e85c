"""Screening in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.disputes.models import SanctionsList
from buyers.disputes.services.screening.standing import Standing
from buyers.terms.disputes.lists import PublishedList, published_lists
from buyers.terms.disputes.names import Why

WHYS = {
    Why.SAME: gettext_lazy("the same words"),
    Why.ORDER: gettext_lazy("the same words in another order"),
    Why.INSIDE: gettext_lazy("all words of the listed name are in this one"),
    Why.SPELLING: gettext_lazy("spelled almost the same"),
    Why.READING: gettext_lazy("the Chinese name is read almost as the listed one"),
}
STATES = {
    "open": gettext_lazy("Open question"),
    "cleared": gettext_lazy("Somebody else"),
    "listed": gettext_lazy("The listed party"),
}


def list_words(one: SanctionsList | PublishedList) -> str:
    """The name of a list in the reader's language; its id where we do not know it."""
    known = published_lists().get(one.list_id if isinstance(one, SanctionsList) else one.id)
    if known is None:
        return str(one)
    name = known.label.read_in(get_language() or "en")
    is_copied = isinstance(one, SanctionsList) and not known.is_read
    return _("%(list)s (a table that somebody copied)") % {"list": name} if is_copied else name


def why_words(why: str) -> str:
    """What made two names similar."""
    return str(WHYS[Why(why)])


def state_words(state: str) -> str:
    return str(STATES[state])


def standing_words(standing: Standing) -> Sequence[str]:
    """What both sides read: which lists their names were compared with, and what waits. Nobody is named or accused."""
    if not standing.lists:
        return [_("Not screened: no list of sanctions is loaded.")]
    found = [
        _("Names compared with: %(list)s of %(day)s.") % {"list": list_words(one), "day": date_format(one.published_on)}
        for one in standing.lists
    ]
    if standing.is_listed:
        found.append(_("The order is stopped: nothing is released or paid out. The desk writes to both sides."))
    elif standing.is_asked:
        found.append(
            _("A person looks at a name that is like a listed one. A payment that it concerns waits for that.")
        )
    else:
        found.append(_("No question is open. A list says nothing about names that are not on it."))
    return found
