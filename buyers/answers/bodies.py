"""Bodies that issue documents: those of the rulebook's partial list, and those that a warning list names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audits.answers.chinese_names import body_for_reader
from audits.compliance.reference import IssuingBody
from audits.compliance.rulebook import Expression, Rulebook, leaves
from audits.findings.lists import NamedBody, lists, named_bodies
from suppliers.models import ProductType

LIST = "named_on_warning_lists"


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its number or, without one, by its name; ``listed`` is its entry in the rulebook, ``warning`` that of the list."""

    key: str
    listed: IssuingBody | None = None
    warning: NamedBody | None = None

    @property
    def name(self) -> str:
        """As the list of bodies has it, else as the warning list has it."""
        return self.listed.name if self.listed else self.warning.name if self.warning else self.key

    @property
    def number(self) -> str:
        """Its number; empty where we know none."""
        return self.listed.number if self.listed else self.warning.number if self.warning else ""

    @property
    def title(self) -> str:
        """Name for the reader, and number."""
        shown = body_for_reader(self.name)
        return f"{shown} ({self.number})" if self.number else shown

    @property
    def laws(self) -> list[str]:
        """The laws that it is listed for."""
        return list(dict.fromkeys(one.law for one in self.listed.entitled)) if self.listed else []

    @property
    def summary(self) -> str:
        """What we know in short."""
        said = []
        if self.laws:
            said.append(_("Listed for %(laws)s.") % {"laws": pgettext("between names", ", ").join(self.laws)})
        else:
            said.append(_("Not on our list of notified bodies, which is partial: that proves nothing."))
        if self.warning:
            said.append(_("Named on a warning list of documents for protective equipment."))
        return " ".join(said)


def bodies(book: Rulebook) -> dict[str, Body]:
    """Every body by its key."""
    return dict(_bodies(book))


@lru_cache(maxsize=2)
def _bodies(book: Rulebook) -> tuple[tuple[str, Body], ...]:
    return tuple((body.key, body) for body in _all(book))


def _all(book: Rulebook) -> Iterator[Body]:
    """A warning with a number belongs to the body that has the number; one without to a body of that name, else to none."""
    left = list(named_bodies())
    for number, listed in book.issuing_bodies.items():
        warning = next((one for one in left if one.number == number), None)
        if warning:
            left.remove(warning)
        yield Body(number, listed, warning)
    yield from (Body(one.number or one.name, None, one) for one in left)


def worth_for(body: Body, product_type: ProductType, book: Rulebook) -> str:
    """What a document of the body is worth for a product type, as far as the rules and our list say."""
    asked = {
        book.evidence_types[leaf.evidence].issuer_law
        for row in _expressions(book, product_type.pk)
        for leaf in leaves(row)
    }
    laws = sorted(law for law in asked if law)
    facts = {"type": product_type.display_name, "laws": pgettext("between names", ", ").join(laws)}
    if not laws:
        return _("%(type)s: no rule that we hold asks for a document of such a body.") % facts
    if set(laws) & set(body.laws):
        return _("%(type)s: some rules ask for a document of a body listed for %(laws)s, and this one is.") % facts
    return (
        _("%(type)s: some rules ask for a document of a body listed for %(laws)s; we do not have this one listed so.")
        % facts
    )


def _expressions(book: Rulebook, product_type: str) -> Iterator[Expression]:
    return (row.expression for (kind, _market), rows in book.by_pair.items() if kind == product_type for row in rows)


def body_of(key: str, book: Rulebook) -> Body | None:
    """The body with that number or name."""
    return bodies(book).get(key)


def body_slug(body: Body) -> str:
    """A body in an address: its number and name."""
    return slugify(f"{body.number} {body.name}")


def body_in(slug: str, book: Rulebook) -> Body | None:
    """The body of an address; its number alone is enough."""
    found = (body for body in bodies(book).values() if slug in (body_slug(body), body.number))
    return next(found, None)


def warning_source() -> dict[str, str]:
    """The warning list: its title, its page, and a copy of it."""
    named = lists()[LIST]
    return {"title": named["list"], "url": named["source"], "copy": named["copy"]}
