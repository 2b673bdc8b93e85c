"""The site map with bare pages of any size next to it: same middleware, same template engine, no database.

``/bare/…`` is the page that a Django project shows without asking a database anything: the site's own frame (head, header,
footer, context processors) around rows of plain variables. ``/bare/frameless/…`` leaves the frame away as well.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.urls import include, path

ROW = """<li class="card"><img class="card__picture" src="/pictures/{{ row.picture }}" width="320" height="240" alt="" loading="lazy">
<h3 class="card__title"><a href="/products/{{ row.number }}/">{{ row.name }}</a></h3><p class="card__model">{{ row.model }}</p>
<p class="card__price">{{ row.price }} <small>{{ row.note }}</small></p>
<dl class="card__facts"><div><dt>MOQ</dt><dd>{{ row.moq }}</dd></div><div><dt>Lead time</dt><dd>{{ row.days }}</dd></div></dl>
<p class="card__state tone-ok"><span>Cleared for {{ row.place }} until {{ row.until }}</span></p>
<div class="card__foot"><a href="/suppliers/{{ row.number }}/">{{ row.supplier }}</a></div></li>
"""
ROWS = f"""<h1>{{{{ title }}}}</h1><ul>{{% for row in rows %}}{ROW}{{% endfor %}}</ul>"""
FRAMED = engines["django"].from_string(f'{{% extends "base.html" %}}{{% block main %}}{ROWS}{{% endblock main %}}')
FRAMELESS = engines["django"].from_string(
    f"<!DOCTYPE html><html lang='en'><head><title>{{{{ title }}}}</title></head><body>{ROWS}</body></html>"
)


EMPTY_BYTES: dict[Any, int] = {}


def row(number: int) -> dict[str, object]:
    """Twelve variables like those of a card."""
    return {
        "number": number,
        "picture": f"{number}-320.webp",
        "name": f"Folding respirator of the kind number {number}",
        "model": f"KP-{number:06}",
        "price": "$0.1234 / piece",
        "note": "from 10,000",
        "moq": "10,000",
        "days": "14 days",
        "place": "Germany",
        "until": "12 December 2027",
        "supplier": f"Invented Medical Supplies {number} Ltd.",
    }


ROW_BYTES = len(Template(ROW).render(Context({"row": row(10)})))


@login_not_required
def bare(request: HttpRequest, size: int) -> HttpResponse:
    """About so many bytes: the frame, and rows of variables in it."""
    return shown(request, FRAMED, size)


@login_not_required
def frameless(request: HttpRequest, size: int) -> HttpResponse:
    """About so many bytes of rows alone."""
    return shown(request, FRAMELESS, size)


def shown(request: HttpRequest, template: Any, size: int) -> HttpResponse:
    """The template with as many rows as fit next to what it weighs without any."""
    if template not in EMPTY_BYTES:
        EMPTY_BYTES[template] = len(template.render({"title": "Bare", "rows": []}, request).encode())
    rows = [row(number) for number in range(max(1, round((size - EMPTY_BYTES[template]) / ROW_BYTES)))]
    return HttpResponse(template.render({"title": "Bare", "rows": rows}, request))


urlpatterns = [
    path("bare/<int:size>/", bare),
    path("bare/frameless/<int:size>/", frameless),
    path("", include("kpmarket.urls")),
]
