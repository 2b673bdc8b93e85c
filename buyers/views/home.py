"""Home page, the page on vetting, and the redirect to each person's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.compliance.rulebook import Rulebook
from audits.law.current import current_rulebook
from audits.law.guide import EXPORTER, upcoming_changes
from buyers.catalogue import destination, reference
from buyers.catalogue.reference import Destination
from buyers.catalogue.type_counts import TypeCount, type_counts
from buyers.guides.head import Head
from buyers.guides.news import Bundle, bundles, items
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from kpmarket.accounts.models import User
from suppliers.models import Supplier
from suppliers.products.type_groups import by_group

NEWS_ROWS = 5
MOST_CHANGES = 60
"""Changes that are put into words before those that mean the same become one line."""
CHANGES_KEPT = 256
"""Lists of changes that a process keeps: some eighty markets in two languages."""
TITLE = gettext_lazy("Verified medical supplies from China")
ABOUT = gettext_lazy(
    "Masks, gloves, gowns, syringes, tests and devices from Chinese suppliers whose documents were judged: what may go to your "
    "country today, until when, and what proves it."
)


@require_safe
@vary_on_headers("Cookie", "Accept-Language")
@login_not_required
@in_asked_language
@kept
def home(request: HttpRequest) -> HttpResponse:
    """One sentence to fill in, product types by group, what changes next in the law, and what vetting is."""
    today = timezone.localdate()
    there = destination.standing(request)
    context = {
        "section": "home",
        "groups": tiles(there.here, today),
        "types": reference.type_choices(),
        "destinations": reference.destination_choices(),
        "here": there.here,
        "destination_said": there.text,
        "today": today,
        "numbers": numbers(),
        "ahead": next_changes(there.here, today),
        "head": Head(str(TITLE), str(ABOUT), request.path, kind="website", asked_language=asked_language(request)),
    }
    return render(request, "buyers/home.html", context)


@require_safe
@login_not_required
@in_asked_language
def vetting(request: HttpRequest) -> HttpResponse:
    """What was checked, by whom, and what our words mean."""
    about = _("What an auditor compares before a supplier is shown, what we do not do, and what our words mean.")
    head = Head(_("How we vet"), about, request.path, kind="website", asked_language=asked_language(request))
    return render(request, "buyers/vetting.html", {"section": "vetting", "head": head})


@require_safe
@login_not_required
@in_asked_language
def for_suppliers(request: HttpRequest) -> HttpResponse:
    """Why and how a supplier joins."""
    about = _("Bring your documents once: for each product you see which markets are open and what is missing.")
    head = Head(_("For suppliers"), about, request.path, kind="website", asked_language=asked_language(request))
    return render(request, "buyers/for_suppliers.html", {"section": "suppliers", "head": head})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Where a person goes after signing in."""
    user = request.user
    if isinstance(user, User) and user.is_staff:
        return redirect("admin:index")
    if isinstance(user, User) and (user.purpose == User.Purpose.SUPPLY or user.memberships.exists()):
        return redirect("suppliers:dashboard")
    return redirect("buyers:home")


def numbers() -> dict[str, int]:
    """Suppliers vetted and refused, in one query."""
    statuses = dict(
        Supplier.objects.filter(status__in=["qualified", "rejected", "suspended"])
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    vetted = statuses.pop("qualified", 0)
    return {"vetted": vetted, "refused": sum(statuses.values())}


@dataclass(frozen=True)
class Tile:
    """A product type with what stands there for the chosen destination; ``count`` is None without one."""

    key: str
    name: str
    url: str
    count: TypeCount | None


@dataclass(frozen=True)
class TileGroup:
    """Tiles of one group of product types."""

    code: str
    name: str
    tiles: tuple[Tile, ...]


def tiles(here: Destination | None, today: date) -> tuple[TileGroup, ...]:
    """Every product type in its group; with a destination each leads there."""
    counts, has_rules = type_counts(here, on=today), here is not None and here.market is not None
    address = reverse("buyers:catalogue")
    kept = {"to": here.code} if here else {}
    return tuple(
        TileGroup(
            group.group.value,
            group.name,
            tuple(
                Tile(
                    one.pk,
                    one.display_name,
                    f"{address}?{urlencode({'type': one.pk, **kept})}",
                    counts.get(one.pk, TypeCount()) if has_rules else None,
                )
                for one in group.types
            ),
        )
        for group in by_group(reference.product_types().values())
    )


@dataclass(frozen=True)
class Ahead:
    """The next changes of the law: of the chosen destination and of leaving China, or of all where there are none."""

    bundles: tuple[Bundle, ...]
    is_here: bool


def next_changes(here: Destination | None, today: date) -> Ahead:
    """The nearest first, a few of them."""
    return _changes_ahead(current_rulebook(), (here.market, EXPORTER) if here else (), today, get_language() or "")


@lru_cache(maxsize=CHANGES_KEPT)
def _changes_ahead(book: Rulebook, markets: tuple[str | None, ...], today: date, language: str) -> Ahead:
    """The same for every reader of that edition, these markets, day and language."""
    coming = upcoming_changes(book, on=today)
    ours = [one for one in coming if one.market in markets]
    found = bundles(items(book, (ours or coming)[:MOST_CHANGES], today=today))
    return Ahead(tuple(found[:NEWS_ROWS]), is_here=bool(ours))
