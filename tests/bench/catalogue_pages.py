"""The pages of the catalogue that are measured."""

from dataclasses import dataclass
from urllib.parse import urlencode

PRODUCT_TYPE = "respirator"
STANDARDS = ("EN 149 FFP2", "EN 149 FFP3", "GB 2626 KN95", "EN 14683 IIR")


@dataclass(frozen=True)
class Page:
    """One address, and who asks for it."""

    path: str
    is_signed_in: bool = False


def catalogue(**query: str) -> str:
    return f"/catalogue/?{urlencode({'to': 'DE', **query})}"


PAGES = {
    "type and destination": Page(catalogue(type=PRODUCT_TYPE)),
    "price, province, standard": Page(catalogue(type=PRODUCT_TYPE, price="3.5", province="44", standard=STANDARDS[0])),
    "text": Page(catalogue(type=PRODUCT_TYPE, q="classic medical")),
    "text in Chinese, all types": Page(catalogue(q="口罩")),
    "all types": Page(catalogue()),
    "signed in": Page(catalogue(type=PRODUCT_TYPE), is_signed_in=True),
}
