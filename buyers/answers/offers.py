"""Suppliers, products and certificates on offer that a text names. Only what every stranger may see is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.translation import gettext as _

from audits.clearances.search_words import province_names
from audits.models import Listing
from buyers.answers.results import Rank, Result, ResultKind
from buyers.answers.subjects import says_products_only
from buyers.search.atoms import atoms, key, singular
from buyers.search.certificates import shared_certificates
from buyers.search.lexicon import lexicon
from buyers.search.listings import narrowed_listings
from buyers.search.terms import Reading, Term
from kpmarket.foundation.text.search import squeeze
from suppliers.identity.provinces import Province
from suppliers.models import Product, Supplier

MOST_SUPPLIERS, MOST_PRODUCTS = 5, 6
COMPARED = 200
"""Products found, of which those are shown that say the most of the words themselves."""


def offers(reading: Reading) -> list[Result]:
    """Certificates by their number, suppliers, then products."""
    return [*_certificates(reading), *_suppliers(reading), *_products(reading)]


def _certificates(reading: Reading) -> Iterator[Result]:
    for one in shared_certificates(squeeze(reading.text)):
        title = f"{one.certificate_type} {one.number}"
        about = _("Shared by %(supplier)s") % {"supplier": one.supplier.display_name}
        url = one.supplier.get_absolute_url()
        yield Result(ResultKind.CERTIFICATE, f"certificate:{one.pk}", title, url, Rank.NUMBER, about)


def _suppliers(reading: Reading) -> list[Result]:
    """Those of which all words are in the name, the city, the province or the credit code; else only the unknown words."""
    unknown = tuple(term for term in reading.terms if not term.meanings and term.products is None)
    for terms in dict.fromkeys((reading.terms, unknown)):
        some = [singular(atom) for term in terms for atom in _typed_atoms(term)]
        if some and (found := _suppliers_with(some)):
            return [_supplier(one, reading) for one in found]
    return []


def _typed_atoms(term: Term) -> tuple[str, ...]:
    """Chinese words whole: single characters say too little."""
    return (term.text,) if not term.text.isascii() else term.atoms


def _suppliers_with(some: Iterable[str]) -> list[Supplier]:
    condition = reduce(and_, (_says(one) for one in some))
    return list(Supplier.objects.qualified().filter(condition).order_by("name_en", "pk")[:MOST_SUPPLIERS])


def _says(word: str) -> Q:
    provinces = [code for code in Province.values if word in {key(name) for name in province_names(code)}]
    fields = ("name_en", "name_zh", "city")
    in_names = [Q(**{f"{field}__icontains": word}) for field in fields]
    return reduce(or_, [*in_names, Q(credit_code__iexact=word), Q(province__in=provinces)])


def _supplier(one: Supplier, reading: Reading) -> Result:
    typed = squeeze(reading.text)
    names = {squeeze(one.name_en), squeeze(one.name_zh)}
    rank = Rank.ELSEWHERE if says_products_only(reading) else Rank.WORDS
    if typed == squeeze(one.credit_code):
        rank = Rank.NUMBER
    elif typed in names:
        rank = Rank.EXACT
    about = " · ".join(filter(None, (one.get_role_display(), one.city)))
    return Result(ResultKind.SUPPLIER, f"supplier:{one.pk}", one.display_name, one.get_absolute_url(), rank, about)


def _products(reading: Reading) -> list[Result]:
    """Products that meet every term; first those that say the most of the words in their own name, then by name."""
    if not reading.product_terms:
        return []
    listings = narrowed_listings(Listing.objects.all(), reading.product_terms, lexicon())
    keys = list(listings.order_by("pk").values_list("pk", flat=True)[:COMPARED])
    found = Product.objects.on_offer().filter(pk__in=keys).select_related("supplier", "product_type")
    words = {singular(atom) for term in reading.product_terms for atom in term.atoms}
    ordered = sorted(found, key=lambda one: (-_matches(one, words), one.name_en, one.pk))
    return [_product(one, reading) for one in ordered[:MOST_PRODUCTS]]


def _matches(product: Product, words: set[str]) -> int:
    own = {singular(atom) for atom in atoms(f"{product.name_en} {product.name_zh} {product.model}")}
    return sum(any(atom.startswith(word) for atom in own) for word in words)


def _product(one: Product, reading: Reading) -> Result:
    is_model = bool(one.model) and squeeze(one.model) == squeeze(reading.text)
    title = f"{one.display_name} · {one.model}".strip(" ·")
    about = f"{one.supplier.display_name} · {one.product_type.display_name}"
    rank = Rank.NUMBER if is_model else Rank.WORDS
    return Result(ResultKind.PRODUCT, f"product:{one.pk}", title, one.get_absolute_url(), rank, about)
