"""What a product's page says of packing, customs, transport, shelf life, samples and terms, as rows of words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.catalogue.prices import decimal, money, number
from buyers.catalogue.product_facts import Value
from suppliers.models import Product
from suppliers.models.supply import Battery
from suppliers.products.hs_codes import hs_code


def supply_facts(product: Product) -> list[Value]:
    """Every fact that the supplier stated, in the order in which a buyer needs them; nothing for what is not stated."""
    rows = [
        (_("One unit"), unit_in_words(product)),
        (_("Price holds"), f"{product.incoterm} {product.incoterm_place}".strip()),
        (_("Sample"), sample(product)),
        (_("Shelf life"), months(product.shelf_life_months)),
        (_("Export carton"), carton(product)),
        (_("HS code, as proposed by the supplier"), customs(product)),
        (_("Battery"), Battery(product.battery).label if product.battery else ""),
        (_("Dangerous goods"), danger(product)),
    ]
    return [Value(label, str(value)) for label, value in rows if value]


def unit_in_words(product: Product) -> str:
    """'box of 50 pieces'; nothing for a single piece, or where the size is not stated."""
    pieces = product.pieces
    if not pieces or pieces == 1:
        return ""
    words = ngettext("%(unit)s of %(count)s piece", "%(unit)s of %(count)s pieces", pieces)
    return words % {"unit": product.get_unit_display(), "count": number(pieces)}


def sample(product: Product) -> str:
    """Its price, or that it is free, and in how many days it leaves."""
    price, days = product.sample_price, product.sample_days
    parts = []
    if price is not None:
        parts.append(money(price, product.currency) if price else _("free"))
    if days:
        parts.append(ngettext("leaves in %(count)s day", "leaves in %(count)s days", days) % {"count": days})
    return ", ".join(parts)


def months(count: int | None) -> str:
    """A shelf life in words."""
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count} if count else ""


def carton(product: Product) -> str:
    """Measures, weight and content of the export carton, as far as they are stated."""
    sides = (product.carton_length_mm, product.carton_width_mm, product.carton_height_mm)
    parts = []
    if volume := product.carton_volume_m3:
        parts.append(f"{' × '.join(number(side) for side in sides if side)} mm")
        parts.append(f"{decimal(float(round(volume, 3)))} m³")
    if product.carton_gross_kg:
        parts.append(_("%(weight)s kg gross") % {"weight": decimal(float(product.carton_gross_kg))})
    if held := product.carton_pieces:
        parts.append(ngettext("%(count)s piece", "%(count)s pieces", held) % {"count": number(held)})
    return ", ".join(parts)


def customs(product: Product) -> str:
    """The code with what it covers."""
    if not product.hs_code:
        return ""
    words = hs_code(product.product_type_id, product.hs_code).words
    return f"{product.hs_code} · {words}" if words else product.hs_code


def danger(product: Product) -> str:
    """Yes with the UN numbers, or no; nothing where the supplier has not said. A lithium battery says it too."""
    numbers = product.un_numbers
    if numbers:
        return _("Yes: %(numbers)s") % {"numbers": ", ".join(numbers)}
    return {True: _("Yes"), False: _("No, the supplier states"), None: ""}[product.is_dangerous]
