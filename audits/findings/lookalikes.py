"""Pages of other companies that look or read like those of a certificate, in one query however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q

from audits.findings import alike
from audits.findings.alike import Kind
from audits.models import PageFingerprint
from suppliers.documents.reading import Page, Reading

MOST_CANDIDATES = 2000
"""Of pages that share a band so many are compared."""
Place = tuple[int, int]
Known = tuple[Kind, str]
Found = dict[Kind, dict[Place, set[int]]]


def known_by(page: Page) -> Iterator[Known]:
    """All by which a page can be found again."""
    if figures := alike.figures_of(line.text for line in page.lines):
        yield Kind.FIGURES, figures
    pictures = ((Kind.PAGE, page.fingerprint), (Kind.CONTENT, next(iter(page.turns), "")))
    yield from ((kind, bits) for kind, bits in pictures if alike.is_telling(bits))


def asked_of(page: Page) -> list[Known]:
    """By what to look for others like it: its figures, or else its picture, its content turned all four ways."""
    if figures := alike.figures_of(line.text for line in page.lines):
        return [(Kind.FIGURES, figures)]
    pictures = [(Kind.PAGE, page.fingerprint), *((Kind.CONTENT, bits) for bits in page.turns)]
    return [(kind, bits) for kind, bits in pictures if alike.is_telling(bits)]


def pages_elsewhere(readings: Iterable[tuple[int, Reading]], others: Q) -> Found:
    """By kind and by place (file and page): keys of certificates, ``others``, with a page that is nearly the same."""
    own = {(file, page.number): asked_of(page) for file, reading in readings for page in reading.pages}
    found: Found = {kind: defaultdict(set) for kind in Kind}
    candidates = _candidates(known for asked in own.values() for known in asked) & others if any(own.values()) else None
    if candidates is None:
        return found
    rows = PageFingerprint.objects.filter(candidates, file__removed_at=None)
    near = set(rows.order_by().values_list("kind", "bits", "file__certificate")[:MOST_CANDIDATES])
    for place, asked in own.items():
        for kind, bits in asked:
            alike_ones = {other for of, its, other in near if of == kind and alike.are_alike(bits, its, kind)}
            if alike_ones:
                found[kind][place] |= alike_ones
    return found


def _candidates(asked: Iterable[Known]) -> Q:
    """Rows that share a band with any of these."""
    shares_a_band = Q()
    for name, values in _by_column(asked).items():
        shares_a_band |= Q(**{f"{name}__in": values})
    return shares_a_band


def _by_column(asked: Iterable[Known]) -> Mapping[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for kind, bits in asked:
        for name, band in zip(PageFingerprint.BANDS, alike.bands_of(bits, kind), strict=True):
            if band is not None:
                found[name].add(band)
    return {name: sorted(values) for name, values in found.items()}
