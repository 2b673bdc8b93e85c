"""Questions of a product and a place, answered by the guide and by the standards that the rules name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from audits.compliance.rulebook import Rulebook
from audits.law.guide import guide
from buyers.answers.results import Link, Rank, Result, ResultKind
from buyers.answers.subjects import countries_of, markets_named, places_named, stand_in, types_named
from buyers.answers.uses import standards_asked
from buyers.catalogue.reference import Destination
from buyers.guides import words
from buyers.guides.addresses import guide_url, place_slug
from buyers.search.meanings import Kind
from buyers.search.terms import Reading
from suppliers.models import ProductType

MOST_PAIRS = 6
ASKED_OFTEN = (
    gettext_lazy("KN95 in the EU"),
    gettext_lazy("gown level 2 into the US"),
    gettext_lazy("gloves into India"),
    gettext_lazy("first shipment to the Gulf"),
)
"""What people type into the search, which answers them from the rules in force."""
MARKS = frozenset({"EU", "GB"})
"""Markets whose marks are mistaken for each other."""
UKCA_DOCUMENTS = frozenset({"gb_ukca_doc", "gb_ukca_ab_cert"})


def questions(reading: Reading, book: Rulebook, here: Destination | None, *, on: date) -> list[Result]:
    """The guides that answer a text which names a place; ``here`` stands for its market where the text names that."""
    types = types_named(reading, book)
    found: list[Result] = [*_about_marks(reading)]
    for place in places_named(reading):
        found += _of_place(reading, book, types, place, [], on=on)
    for market in markets_named(reading, book):
        if chosen := stand_in(market, book, here):
            found += _of_place(reading, book, types, chosen, countries_of(market), on=on)
    return _each_once(found)[:MOST_PAIRS]


def _about_marks(reading: Reading) -> Iterator[Result]:
    """The page that answers which mark Great Britain asks for, where the text names both marks, or UKCA."""
    marks = {one.id for one in reading.meanings(Kind.MARK)}
    is_ukca = any(one.id in UKCA_DOCUMENTS for one in reading.meanings(Kind.DOCUMENT))
    if MARKS.issubset(marks) or is_ukca:
        about = _(
            "Which mark medical products need in Great Britain, and until when CE is recognised, by product type."
        )
        url = reverse("buyers:ce-or-ukca")
        yield Result(ResultKind.GUIDE, "question:ce-or-ukca", _("CE or UKCA?"), url, Rank.QUESTION, about)


def _of_place(
    reading: Reading,
    book: Rulebook,
    types: list[ProductType],
    place: Destination,
    countries: list[Destination],
    *,
    on: date,
) -> Iterator[Result]:
    """A guide for each type; the list of all guides of the place where the text names no type.

    ``countries`` are those of the market for which the place stands; none where the text names the place itself.
    """
    market = book.markets.get(place.market or "") if len(countries) > 1 else None
    facts = {"place": place.name, "market": words.market_name(market) if market else ""}
    stands = _("%(place)s stands for %(market)s, where the same rules hold; languages of the label differ.") % facts
    if not types:
        name = facts["market"] or place.name
        about = [_("Every product type, with how sure we are of its rules there."), *([stands] if market else [])]
        links = tuple(Link(one.name, _list_url(one)) for one in countries if one != place)
        title = _("What it takes to ship to %(place)s") % {"place": name}
        yield Result(
            ResultKind.GUIDE, f"place:{place.code}", title, _list_url(place), Rank.QUESTION, " ".join(about), links
        )
    for one in types:
        title = _("%(type)s into %(place)s") % {"type": one.display_name, "place": place.name}
        links = tuple(Link(country.name, guide_url(one.pk, country.code)) for country in countries if country != place)
        yield Result(
            ResultKind.GUIDE,
            f"guide:{one.pk}:{place.code}",
            title,
            guide_url(one.pk, place.code),
            Rank.QUESTION,
            " ".join([*_sentences(reading, book, one, place, on=on), *([stands] if market else [])]),
            links,
        )


def _sentences(reading: Reading, book: Rulebook, one: ProductType, place: Destination, *, on: date) -> Iterator[str]:
    """What the rules say in short: the routes, whether they name the standards that were typed, and what else holds there."""
    said = guide(book, one.pk, place.market or "", on=on)
    if not said.is_assessed:
        yield _("We hold no rule for it there: not assessed. That is neither a yes nor a no.")
        return
    routes = len(said.routes)
    yield ngettext("%(count)s route is open.", "%(count)s routes are open.", routes) % {"count": routes}
    if said.prohibitions:
        yield _("Some such products are prohibited there.")
    asked = standards_asked(book, one.pk, place.market or "", on=on)
    typed = dict.fromkeys(m.standard for m in reading.meanings(Kind.STANDARD, Kind.GRADE))
    named = [standard for standard in typed if standard in asked]
    between = pgettext("between names", ", ")
    if named:
        yield _("The rules there ask for %(standards)s.") % {"standards": between.join(named)}
    elif typed and asked:
        yield _("The rules there name %(standards)s; what you typed is not among these standards.") % {
            "standards": between.join(asked)
        }


def _list_url(place: Destination) -> str:
    """All guides of a place."""
    return f"{reverse('buyers:guides')}?to={place_slug(place.code)}"


def _each_once(results: Iterable[Result]) -> list[Result]:
    return list({one.key: one for one in results}.values())
