"""Home page, the page on vetting, and the redirect to each person's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audits.models import Decision, Requirement
from buyers.catalogue import destination, reference
from kpmarket.accounts.models import User
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Supplier
from suppliers.products.type_groups import by_group

NEWS_DAYS = 200
"""Changes of the law from so many days back to so many ahead are news."""
NEWS_ROWS = 6


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """One sentence to fill in, what vetting is, and what changed in the law."""
    today = timezone.localdate()
    there = destination.standing(request)
    context = {
        "section": "home",
        "groups": by_group(reference.product_types().values()),
        "destinations": reference.grouped_destinations(),
        "here": there.here,
        "destination_said": there.text,
        "today": today,
        "numbers": numbers(today),
        "news": news(today),
    }
    return render(request, "buyers/home.html", context)


@require_safe
@login_not_required
def vetting(request: HttpRequest) -> HttpResponse:
    """What was checked, by whom, and what our words mean."""
    return render(request, "buyers/vetting.html", {"section": "vetting"})


@require_safe
@login_not_required
def for_suppliers(request: HttpRequest) -> HttpResponse:
    """Why and how a supplier joins."""
    return render(request, "buyers/for_suppliers.html", {"section": "suppliers"})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Where a person goes after signing in."""
    user = request.user
    if isinstance(user, User) and user.is_staff:
        return redirect("admin:index")
    if isinstance(user, User) and (user.purpose == User.Purpose.SUPPLY or user.memberships.exists()):
        return redirect("suppliers:dashboard")
    return redirect("buyers:home")


def numbers(today: date) -> dict[str, int]:
    """Suppliers vetted and refused, and certificates judged this month, in two queries."""
    decided = Decision.objects.filter(
        certificate__isnull=False, at__date__gte=today.replace(day=1), at__date__lte=today
    )
    statuses = list(
        Supplier.objects.filter(status__in=["qualified", "rejected", "suspended"]).values_list("status", flat=True)
    )
    vetted = statuses.count("qualified")
    return {"vetted": vetted, "refused": len(statuses) - vetted, "checked": decided.count()}


@dataclass(frozen=True)
class NewRule:
    """A rule that begins about now."""

    effective_from: date
    market: object
    route: str
    legal_basis: str
    is_ahead: bool


def news(today: date) -> list[NewRule]:
    """Rules that begin about now, the latest first: one line per day, market and route."""
    window = (today - timedelta(days=NEWS_DAYS), today + timedelta(days=NEWS_DAYS))
    rows = (
        Requirement.objects.filter(rulebook__is_current=True, effective_from__range=window)
        .values("effective_from", "market", "route", "route_zh", "legal_basis")
        .distinct()
        .order_by("-effective_from", "market", "route")
    )
    markets = reference.markets()
    latest: dict[tuple[date, str], NewRule] = {}
    for row in rows:
        begins = row["effective_from"]
        assert begins is not None  # noqa: S101 - a range has no empty days
        rule = NewRule(
            effective_from=begins,
            market=markets.get(row["market"], row["market"]),
            route=in_reader_language(en=row["route"], zh=row["route_zh"]),
            legal_basis=row["legal_basis"],
            is_ahead=begins > today,
        )
        latest.setdefault((begins, row["market"]), rule)
    return list(latest.values())[:NEWS_ROWS]
