"""The site map with a bare page of any size beside it: same middleware, same template engine, no database."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

ROW = """<li class="card"><img class="card__picture" src="/pictures/{{ row.picture }}" width="320" height="240" alt="" loading="lazy">
<h3 class="card__title"><a href="/products/{{ row.number }}/">{{ row.name }}</a></h3><p class="card__model">{{ row.model }}</p>
<p class="card__price">{{ row.price }} <small>{{ row.note }}</small></p>
<dl class="card__facts"><div><dt>MOQ</dt><dd>{{ row.moq }}</dd></div><div><dt>Lead time</dt><dd>{{ row.days }}</dd></div></dl>
<p class="card__state tone-ok"><span>Cleared for {{ row.place }} until {{ row.until }}</span></p>
<div class="card__foot"><a href="/suppliers/{{ row.number }}/">{{ row.supplier }}</a></div></li>
"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{{{{ title }}}}</title></head><body><h1>{{{{ title }}}}</h1>
<ul>{{% for row in rows %}}{ROW}{{% endfor %}}</ul></body></html>"""
ROW_BYTES = 700
TEMPLATE = engines["django"].from_string(PAGE)


@login_not_required
def bare(request: HttpRequest, size: int) -> HttpResponse:
    """About so many bytes of rows like the catalogue's cards, each with twelve variables."""
    rows = [
        {
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
        for number in range(max(1, size // ROW_BYTES))
    ]
    return HttpResponse(TEMPLATE.render({"title": "Bare", "rows": rows}, request))


urlpatterns = [path("bare/<int:size>/", bare), path("", include("kpmarket.urls"))]
