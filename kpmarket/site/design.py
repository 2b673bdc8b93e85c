"""A living page of every component, for those who build pages; only there while developing."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.world_grid import CountryState

UNTIL = date(2027, 3, 14)
PROOF = {"proven": 7, "needed": 8, "yours": 1, "weakest": "Importer's licence: yours to arrange."}
STATES = ("cleared", "conditional", "ready", "blocked", "not_assessed")


class SampleForm(forms.Form):
    name = LineField(label="Company name", help_text="As it stands on the licence.")
    code = LineField(label="Credit code", help_text="18 characters.", min_length=18)
    note = MultilineField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("m", "Manufacturer"), ("t", "Trader")], widget=forms.RadioSelect)
    province = forms.ChoiceField(label="Province", choices=[("33", "Zhejiang"), ("44", "Guangdong")])
    day = forms.DateField(label="Valid until", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    agree = forms.BooleanField(label="The company stands behind what is written here.")


def evidence() -> list[dict[str, Any]]:
    """A table with every kind of row."""
    registers = [{"register": "NANDO notified bodies", "about": "body", "outcome": "confirmed", "at": UNTIL}]
    document = {
        "label": "EU type-examination", "number": "NB 0000-23-118", "issuer": "Northgate Certification", "issued_on": UNTIL,
        "until": UNTIL, "url": "", "approved_on": UNTIL, "registers": registers, "note": "answered",
    }  # fmt: skip
    law = {"text": "Regulation (EU) 2016/425, Article 8", "url": "#law"}
    sources = [{"title": "Type examination", "url": "#source", "is_exact": False}]
    rows = [
        {
            "title": "Type examination, module B",
            "state": "met",
            "depth": 0,
            "document": document,
            "instead": ["Module C2"],
        },
        {"title": "One of these", "state": "missing", "depth": 0, "mode": "any"},
        {"title": "EN 149 test report", "state": "lapsed", "depth": 1, "detail": "Ended on 2 May 2026."},
        {"title": "EU declaration of conformity", "state": "missing", "depth": 1},
        {"title": "Importer's licence", "state": "yours", "depth": 0},
    ]
    return [
        {"title": "Respirators for sale in the Union", "state": "missing", "mode": "all", "citation": law, "sources": sources,
         "confidence": "medium", "rows": rows},
    ]  # fmt: skip


def products() -> list[dict[str, Any]]:
    """One card in each state."""
    names = (
        "Particle respirator FFP2 NR, folded, five layers",
        "医用外科口罩 挂耳式",
        "Pulse oximeter",
        "Infrared thermometer",
        "Isolation gown",
    )
    return [
        {
            "product": {"name": name, "model": "KX-9501", "url": f"#{state}", "price": "US$ 0.083", "price_from": "from 50,000 pieces", "moq": "10,000", "lead_time": "12 days"},
            "state": state,
            "missing": ["EN 14683 test report"] if state == "blocked" else [],
            "arrange": ["Importer's licence"] if state == "ready" else [],
            "supplier": {"name": "Taizhou Lanhe Protective Co., Ltd", "url": "#supplier", "levels": [{"label": "Documents", "on": date(2026, 6, 3)}, {"label": "Site", "on": date(2026, 2, 9)}]},
        }
        for state, name in zip(STATES, names, strict=True)
    ]  # fmt: skip


def markets() -> list[CountryState]:
    groups = {
        "cleared": "DE FR IT ES NL BE AT PL SE DK FI IE PT GR CZ HU RO BG HR SI SK EE LV LT LU MT CY NO IS LI CH",
        "conditional": "BR MX CL ZA AE SA",
        "ready": "KR JP GB",
        "blocked": "US CA AU SG IN",
    }
    return [CountryState(code, state) for state, codes in groups.items() for code in codes.split()]


def context(form: forms.Form) -> dict[str, Any]:
    """Everything that the page shows, in plain values."""
    bars = [
        {"x": 40, "width": 330, "tone": "ok"},
        {"x": 370, "width": 90, "tone": "gap"},
        {"x": 460, "width": 500, "tone": "mute"},
    ]
    return {
        "form": form, "states": STATES, "until": UNTIL, "today": date(2026, 11, 22), "groups": evidence(), "proof": PROOF, "products": products(), "markets": markets(),
        "missing": [["EN 149 test report"], ["NIOSH approval", "Importer of record"]],
        "statuses": [("approved", "Approved"), ("submitted", "Submitted"), ("revision_requested", "Revision requested"), ("rejected", "Rejected"), ("draft", "Draft")],
        "levels": ("success", "info", "warning", "error"),
        "stats": [("214", "suppliers vetted"), ("31", "refused"), ("1,508", "certificates checked this month")],
        "crumbs": [{"label": "Catalogue", "url": "#"}, {"label": "Respirators", "url": "#"}],
        "selected": {"products": 2, "suppliers": 1, "keys": [1, 2]},
        "tabs": [{"label": "Products", "url": "#", "count": 12, "current": True}, {"label": "Certificates", "url": "#", "count": 4}, {"label": "Enquiries", "url": "#"}],
        "rows": [{"label": "Filtration", "value": "≥ 94 %"}, {"label": "Standard", "value": "EN 149:2001+A1:2009", "url": "#"}, {"label": "Layers", "value": "5"}],
        "headings": [{"label": "From"}, {"label": "Price"}, {"label": "Lead time"}],
        "table": [["10,000", "US$ 0.091", "12 days"], ["50,000", "US$ 0.083", "15 days"]],
        "events": [{"when": datetime(2026, 11, 20, 9, 0), "what": "Approved", "who": "Lin M.", "tone": "ok"}, {"when": datetime(2026, 11, 3, 9, 0), "what": "Revision requested", "note": "The scope does not name the model.", "tone": "warn"}, {"when": datetime(2026, 10, 28, 9, 0), "what": "Submitted"}],
        "bars": [{"label": "ISO 13485", "text": "until 14 March 2027; a gap of 33 days", "bars": bars}],
        "steps": [{"title": "Company", "state": "done", "url": "#"}, {"title": "Contacts", "state": "now", "url": "#", "missing": ["phone", "person for recalls"]}, {"title": "Products", "state": "todo"}, {"title": "Audit", "state": "waiting"}],
        "pages": [{"url": "/static/kpmarket/icon.svg", "width": 600, "height": 600, "alt": "Page 1"}],
    }  # fmt: skip


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state; ?errors shows the form as it comes back."""
    messages.success(request, "Saved. The auditors have been notified.")
    return render(
        request, "kpmarket/components.html", context(SampleForm({"name": "A"} if "errors" in request.GET else None))
    )
