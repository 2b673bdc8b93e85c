"""The four things that an order stands on, each with where to check it: held, watched, delivered to, legal."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buyers.terms.contract import Terms
from buyers.terms.incoterms import edition, who_does_what
from buyers.terms.legal import ARRANGED, forums, has_new_york_convention, laws
from buyers.trade.models import QuoteRevision
from buyers.trade.services.assurance import assurance
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_rows import mark_of
from buyers.trade.services.watch_words import line_words
from kpmarket.foundation.places import place_name

TONES = {"cleared": "ok", "conditional": "warn", "ready": "info", "blocked": "bad", "prohibited": "bad"}
MODES = dict(QuoteRevision.Mode.choices)


@dataclass(frozen=True)
class Link:
    """Where a promise is checked."""

    label: str
    url: str


@dataclass(frozen=True)
class Promise:
    """One of four. ``tone`` colours it; the words say the same."""

    code: str
    title: str
    icon: str
    tone: str
    text: str
    notes: tuple[str, ...]
    links: tuple[Link, ...]


def promises_of(facts: OrderFacts) -> tuple[Promise, ...]:
    """The four; nothing before there are terms."""
    if facts.terms is None:
        return ()
    return (_money(facts, facts.terms), _watched(facts), _delivered(facts.terms), _legal(facts, facts.terms))


def _guide(slug: str, label: str) -> Link:
    return Link(label, reverse("trade:guide", args=[slug]))


def _money(facts: OrderFacts, terms: Terms) -> Promise:
    """What a named holder holds, in the words of ``assurance`` alone."""
    said = assurance(facts.order, terms, facts.balances)
    here = Link(_("Where the money is"), "#money")
    guide = (
        _guide("assurance", _("What is held, and what is not"))
        if said.holder
        else _guide("payment", _("How payment works"))
    )
    notes = [_("%(amount)s of it %(until)s") % {"amount": one.amount, "until": one.until} for one in said.parts]
    notes += [said.holder, said.not_covered]
    tone = "ok" if said.is_held else "mute"
    return Promise("held", _("Money"), "lock", tone, said.sentence, tuple(filter(None, notes)), (here, guide))


def _watched(facts: OrderFacts) -> Promise:
    mark = mark_of(facts.watch)
    worst = next((one for one in facts.watch if one.hold), None) or next(
        (one for one in facts.watch if one.is_too_short), next(iter(facts.watch), None)
    )
    words = line_words(worst) if worst else None
    text = words.text if words else _("No line is watched.")
    if len(facts.watch) > 1 and worst:
        text = _("Line %(line)s: %(text)s") % {"line": worst.line.number, "text": text}
    notes = words.notes if words else ()
    watched = Link(_("Everything about the watch"), reverse("trade:watch", args=[facts.order.pk]))
    links = (watched, _guide("lapse", _("What a lapse would mean")))
    return Promise("watched", _("Clearance"), "eye", TONES.get(mark.state, "mute"), text, notes, links)


def _delivered(terms: Terms) -> Promise:
    language = get_language() or "en"
    text = _("%(rule)s %(place)s (Incoterms %(edition)s), %(mode)s") % {
        "rule": terms.incoterm,
        "place": terms.place,
        "edition": terms.incoterms_edition or edition(),
        "mode": str(MODES.get(terms.mode, terms.mode)),
    }
    duties = who_does_what(terms.incoterm)
    mine = [one.label.read_in(language) for one in duties if one.by == "buyer"]
    theirs = [one.label.read_in(language) for one in duties if one.by == "supplier"]
    notes = [
        _("Expected entry: %(day)s") % {"day": date_format(terms.expected_entry)},
        _("Supplier: %(duties)s") % {"duties": "; ".join(theirs)} if theirs else "",
        _("Buyer: %(duties)s") % {"duties": "; ".join(mine)} if mine else "",
    ]
    links = (_guide("incoterms", _("Who does what under this term")),)
    return Promise("delivered", _("Delivery"), "truck", "info", text, tuple(filter(None, notes)), links)


def _legal(facts: OrderFacts, terms: Terms) -> Promise:
    language = get_language() or "en"
    law, forum = laws().get(terms.law), forums().get(terms.forum)
    text = _("Law: %(law)s. Disputes: %(forum)s.") % {
        "law": law.label.read_in(language) if law else terms.law,
        "forum": forum.label.read_in(language) if forum else terms.forum,
    }
    notes = (
        _enforced(terms.buyer_country, facts),
        _("We give no legal advice. Have law and forum checked before you sign."),
    )
    links = (Link(_("The contract"), "#contract"), _guide("order", _("How an order on this site goes")))
    return Promise("legal", _("Law and disputes"), "scale", "info", text, notes, links)


def _enforced(country: str, facts: OrderFacts) -> str:
    """Whether awards are recognised where the buyer is."""
    place = place_name(country)
    if country in ARRANGED:
        return _("Awards are recognised in %(place)s by an arrangement of its own with mainland China.") % {
            "place": place
        }
    if has_new_york_convention(country, facts.on):
        return _("Awards are recognised in %(place)s and in China under the New York Convention.") % {"place": place}
    text = _(
        "We do not find %(place)s among the states of the New York Convention: ask whether awards are recognised there."
    )
    return text % {"place": place}
