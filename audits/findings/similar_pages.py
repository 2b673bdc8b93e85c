"""Pages of other companies that look or read like those of a certificate, in one query however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from audits.findings.similarity import Kind, Known, are_enough, figures_of, is_telling
from audits.models import PageFingerprint
from suppliers.documents.reading import Page, Reading

MOST_CANDIDATES = 2000
"""Of pages that share a band so many are compared."""
TURNS = 4
Place = tuple[int, int]
Band = tuple[str, int]
Near = dict[Band, set[tuple[Known, int]]]
Found = dict[Kind, dict[Place, set[int]]]


def known_by(page: Page) -> list[Known]:
    """All by which a page can be found again."""
    figures = _figures(page)
    by_figures = [Known(Kind.FIGURES, "", figures)] if are_enough(figures) else []
    return [*by_figures, *_pictures(page, figures, turns=1)]


def asked_of(page: Page) -> list[Known]:
    """By what to look for others like it: its figures, or else its picture, its content turned all four ways."""
    figures = _figures(page)
    return [Known(Kind.FIGURES, "", figures)] if are_enough(figures) else list(_pictures(page, figures, turns=TURNS))


def pages_elsewhere(readings: Iterable[tuple[int, Reading]], others: Q) -> Found:
    """By kind and by place (file and page): keys of certificates, ``others``, with a page that is nearly the same."""
    own = {(file, page.number): asked_of(page) for file, reading in readings for page in reading.pages}
    near = _near([known for asked in own.values() for known in asked], others)
    found: Found = {kind: defaultdict(set) for kind in Kind}
    for place, asked in own.items():
        for known in asked:
            sharing = set().union(*(near.get(band, ()) for band in _bands(known)))
            if same := {other for its, other in sharing if known.is_like(its)}:
                found[known.kind][place] |= same
    return found


def _figures(page: Page) -> str:
    return figures_of(line.text for line in page.lines)


def _pictures(page: Page, figures: str, *, turns: int) -> Iterator[Known]:
    pictures = [(Kind.PAGE, page.fingerprint), *((Kind.CONTENT, bits) for bits in page.turns[:turns])]
    return (Known(kind, bits, figures) for kind, bits in pictures if is_telling(bits))


def _near(asked: Sequence[Known], others: Q) -> Near:
    """Rows that share a band with any of these, by each of their bands: what they are known by, and whose they are."""
    columns: dict[str, set[int]] = defaultdict(set)
    for name, band in (each for known in asked for each in _bands(known)):
        columns[name].add(band)
    if not columns:
        return {}
    shares_a_band = Q()
    for name, values in columns.items():
        shares_a_band |= Q(**{f"{name}__in": sorted(values)})
    rows = PageFingerprint.objects.filter(shares_a_band, others, file__removed_at=None).order_by()
    names = ("kind", "bits", "figures", "file__certificate", *PageFingerprint.BANDS)
    found: Near = defaultdict(set)
    for kind, bits, figures, other, *bands in rows.values_list(*names)[:MOST_CANDIDATES]:
        for of_row in zip(PageFingerprint.BANDS, bands, strict=True):
            found[of_row].add((Known(Kind(kind), bits, figures), other))
    return found


def _bands(known: Known) -> list[Band]:
    """The columns with the number to look for in each."""
    pairs = zip(PageFingerprint.BANDS, known.bands(), strict=True)
    return [(name, band) for name, band in pairs if band is not None]
