"""Pages of other companies that look or read like those of a certificate, found in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from audits.findings.similarity import Kind, PageKey, are_enough, figures_of, is_comparable
from audits.models import PageFingerprint
from suppliers.documents.reading import Page, Reading

MAX_CANDIDATES = 2000
"""At most so many pages that share a band are compared."""
ALL_ROTATIONS = 4
Place = tuple[int, int]
"""File key and page number."""
Band = tuple[str, int]
"""Column and number."""
Candidates = dict[Band, set[tuple[PageKey, int]]]
"""Keys of pages, with the key of their certificate."""
SimilarPages = dict[Kind, dict[Place, set[int]]]
"""Keys of certificates with a similar page, by kind and own place."""


def keys_to_store(page: Page) -> list[PageKey]:
    """Everything that a page can be found again by."""
    figures = _figures_on(page)
    by_figures = [PageKey(Kind.FIGURES, "", figures)] if are_enough(figures) else []
    return [*by_figures, *_image_keys(page, figures, rotations=1)]


def keys_to_search(page: Page) -> list[PageKey]:
    """What to search similar pages by: the figures, or else the image, with its content in all four rotations."""
    figures = _figures_on(page)
    if are_enough(figures):
        return [PageKey(Kind.FIGURES, "", figures)]
    return list(_image_keys(page, figures, rotations=ALL_ROTATIONS))


def find_similar_pages(readings: Iterable[tuple[int, Reading]], others: Q) -> SimilarPages:
    """Certificates among ``others`` with a page that is almost the same. ``readings`` are pairs of file key and reading."""
    own = {(file, page.number): keys_to_search(page) for file, reading in readings for page in reading.pages}
    candidates = _candidates([key for keys in own.values() for key in keys], others)
    similar: SimilarPages = {kind: defaultdict(set) for kind in Kind}
    for place, keys in own.items():
        for key in keys:
            sharing = set().union(*(candidates.get(band, ()) for band in _bands(key)))
            if certificates := {certificate for candidate, certificate in sharing if key.is_similar(candidate)}:
                similar[key.kind][place] |= certificates
    return similar


def _figures_on(page: Page) -> str:
    return figures_of(line.text for line in page.lines)


def _image_keys(page: Page, figures: str, *, rotations: int) -> Iterator[PageKey]:
    images = [(Kind.PAGE, page.fingerprint), *((Kind.CONTENT, bits) for bits in page.rotated_fingerprints[:rotations])]
    return (PageKey(kind, bits, figures) for kind, bits in images if is_comparable(bits))


def _candidates(keys: Sequence[PageKey], others: Q) -> Candidates:
    """Stored pages that share a band with any of these keys, by each of their bands."""
    columns: dict[str, set[int]] = defaultdict(set)
    for name, band in (pair for key in keys for pair in _bands(key)):
        columns[name].add(band)
    if not columns:
        return {}
    shares_a_band = Q()
    for name, values in columns.items():
        shares_a_band |= Q(**{f"{name}__in": sorted(values)})
    rows = PageFingerprint.objects.filter(shares_a_band, others, file__removed_at=None).order_by()
    names = ("kind", "bits", "figures", "file__certificate", *PageFingerprint.BANDS)
    candidates: Candidates = defaultdict(set)
    for kind, bits, figures, certificate, *bands in rows.values_list(*names)[:MAX_CANDIDATES]:
        for name, band in zip(PageFingerprint.BANDS, bands, strict=True):
            candidates[name, band].add((PageKey(Kind(kind), bits, figures), certificate))
    return candidates


def _bands(key: PageKey) -> list[Band]:
    """The columns with the number to look for in each."""
    pairs = zip(PageFingerprint.BANDS, key.bands(), strict=True)
    return [(name, band) for name, band in pairs if band is not None]
