"""Pages of other companies that look or read like those of a certificate, in one query however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from audits.findings import alike
from audits.findings.alike import Kind
from audits.models import PageFingerprint
from suppliers.documents.reading import Page, Reading

MOST_CANDIDATES = 2000
"""Of pages that share a band so many are compared."""
TURNS = 4
Place = tuple[int, int]
Known = tuple[Kind, str]
Band = tuple[str, int]
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
    pictures = [(Kind.PAGE, page.fingerprint), *((Kind.CONTENT, bits) for bits in page.turns[:TURNS])]
    return [(kind, bits) for kind, bits in pictures if alike.is_telling(bits)]


def pages_elsewhere(readings: Iterable[tuple[int, Reading]], others: Q) -> Found:
    """By kind and by place (file and page): keys of certificates, ``others``, with a page that is nearly the same."""
    own = {(file, page.number): asked_of(page) for file, reading in readings for page in reading.pages}
    near = _near([known for asked in own.values() for known in asked], others)
    found: Found = {kind: defaultdict(set) for kind in Kind}
    for place, asked in own.items():
        for kind, bits in asked:
            sharing = set().union(*(near.get(band, ()) for band in _bands(kind, bits)))
            if same := {other for its, other in sharing if alike.are_alike(bits, its, kind)}:
                found[kind][place] |= same
    return found


def _near(asked: Sequence[Known], others: Q) -> dict[Band, set[tuple[str, int]]]:
    """Rows that share a band with any of these, by each of their bands: what they are known by, and whose they are."""
    columns: dict[str, set[int]] = defaultdict(set)
    for name, band in (each for known in asked for each in _bands(*known)):
        columns[name].add(band)
    if not columns:
        return {}
    shares_a_band = Q()
    for name, values in columns.items():
        shares_a_band |= Q(**{f"{name}__in": sorted(values)})
    rows = PageFingerprint.objects.filter(shares_a_band, others, file__removed_at=None).order_by()
    found: dict[Band, set[tuple[str, int]]] = defaultdict(set)
    for bits, other, *bands in rows.values_list("bits", "file__certificate", *PageFingerprint.BANDS)[:MOST_CANDIDATES]:
        for of_row in zip(PageFingerprint.BANDS, bands, strict=True):
            found[of_row].add((bits, other))
    return found


def _bands(kind: Kind, bits: str) -> list[Band]:
    """The columns with the number to look for in each."""
    pairs = zip(PageFingerprint.BANDS, alike.bands_of(bits, kind), strict=True)
    return [(name, band) for name, band in pairs if band is not None]
