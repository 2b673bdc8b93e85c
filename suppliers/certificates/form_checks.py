"""What the form about a certificate refuses, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from suppliers.certificates.claimed_scope import INSURED, NAMED_KEYS, QUANTITY, NotANumberError, read
from suppliers.certificates.insured_sums import NotASumError
from suppliers.identity.language_names import UnknownNameError
from suppliers.models import Product

if TYPE_CHECKING:
    from suppliers.certificates.forms import CertificateForm


def names_known(form: CertificateForm, facts: dict[str, Any]) -> None:
    try:
        read({QUANTITY: facts.get(f"stated_{QUANTITY}") or ""})
    except NotANumberError:
        form.add_error(f"stated_{QUANTITY}", _("Write how many pieces in digits: 50000."))
    try:
        read({INSURED: facts.get(f"stated_{INSURED}") or ""})
    except NotASumError:
        form.add_error(f"stated_{INSURED}", _("Write one sum with the code of its currency: USD 5,000,000."))
    for key in NAMED_KEYS:
        try:
            read({key: facts.get(f"stated_{key}") or ""})
        except UnknownNameError as unknown:
            sentence = _("“%(written)s” is not known: write a two-letter code or the English or Chinese name.")
            form.add_error(f"stated_{key}", sentence % {"written": unknown.args[0]})


def empty_what_the_kind_lacks(form: CertificateForm, facts: dict[str, Any]) -> None:
    """What was ticked or typed for another kind does not go along; a first day is the day of issue where kinds have none."""
    for name in form.of_kind.hidden & set(facts):
        facts[name] = Product.objects.none() if name == "products" else None if name == "printed_until" else ""
    if form.submitting and form.of_kind.begins_when_issued and not facts.get("valid_from"):
        facts["valid_from"] = facts.get("issued_on")


def holder_explained(form: CertificateForm, facts: dict[str, Any]) -> None:
    """Another company's credit code on a document of one's own needs a reason, which the auditor reads."""
    if form.other_code and form.of_kind.is_the_suppliers and not facts.get("manufacturer"):
        if not facts.get("holder_reason"):
            sentence = _(
                "The document prints the credit code %(read)s; yours is %(own)s. Is it the right file? Else say why."
            )
            form.add_error(
                "holder_reason", sentence % {"read": form.other_code, "own": form.instance.supplier.credit_code}
            )
    else:
        facts["holder_reason"] = ""


def days_in_order(form: CertificateForm, facts: dict[str, Any]) -> None:
    issued, starts, ends = facts.get("issued_on"), facts.get("valid_from"), facts.get("valid_until")
    if starts and ends and ends < starts:
        form.add_error("valid_until", _("This is before “valid from”. Are the two days swapped?"))
    elif issued and ends and ends < issued:
        form.add_error("valid_until", _("This is before the day of issue. Are the two days swapped?"))
    if facts.get("printed_until") and ends and facts["printed_until"] > ends:
        form.add_error("printed_until", _("A law extends a document, it never shortens it: this day cannot be later."))


def nothing_missing(form: CertificateForm, facts: dict[str, Any]) -> None:
    sentences = {
        "certificate_type": _("Choose what kind of document this is."),
        "number": _("Enter the number printed on the document."),
        "issuer": _("Enter who issued the document; for a declaration, the company that signed it."),
        "valid_from": _("Enter the first day on which it holds; mostly the day of issue."),
    }
    if not form.of_kind.needs_number:
        del sentences["number"]
    if form.of_kind.begins_when_issued and not facts.get("valid_from"):
        sentences["issued_on"] = _("Enter the day on which it was issued.")
        del sentences["valid_from"]
    for name, sentence in sentences.items():
        if not facts.get(name) and name not in form.errors:
            form.add_error(name, sentence)
    if "languages" in form.of_kind.stated and not facts.get("stated_languages"):
        form.add_error("stated_languages", _("Say in which languages the label and the instructions are."))
    if INSURED in form.of_kind.stated and not facts.get("stated_insured") and "stated_insured" not in form.errors:
        form.add_error("stated_insured", _("Enter the sum insured with its currency."))
    ends = facts.get("valid_until") or facts.get("has_no_end") or not form.of_kind.needs_last_day
    if not ends and "valid_until" not in form.errors:
        form.add_error("valid_until", _("Enter the last day, or tick that the document names none."))
