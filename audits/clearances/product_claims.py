"""Claims of products, judged by their approved documents: what buyers read as shown or as not verified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from audits.claims.offer import JudgedOffer, Texts, judge_offer
from audits.clearances.evidence import gather
from suppliers.models import Product


def texts_of(product: Product) -> Texts:
    """What buyers read of it in words. A fact that is true is claimed by its name."""
    values = {key: key.replace("_", " ") if value is True else value for key, value in product.specification.items()}
    return {
        "name_en": product.name_en,
        "name_zh": product.name_zh,
        "model": product.model,
        "description_en": product.description_en,
        **{f"standards.{place}": standard for place, standard in enumerate(product.standards)},
        **{f"specification.{key}": value for key, value in values.items() if isinstance(value, str)},
    }


def judged_offers(products: Iterable[Product], *, on: date) -> dict[int, JudgedOffer]:
    """The claims of each product by its key, in a fixed number of queries however many products."""
    products = list(products)
    documents = gather(products)
    return {product.pk: judge_offer(texts_of(product), documents[product.pk], on=on) for product in products}
