"""Words for what the rulebook keeps as codes: how sure a row is, who issues, what kind of page a source is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from audits.compliance.reference import Confidence

SURE = {
    Confidence.HIGH: gettext_lazy("An official source, or two sources that agree, say so."),
    Confidence.MEDIUM: gettext_lazy(
        "One secondary source says so; or the law is well known and we have found no page of its text. The row says which."
    ),
    Confidence.LOW: gettext_lazy("We are not sure of this. Confirm it with the authority before you rely on it."),
}
ONE_SOURCE = gettext_lazy("One secondary source says so.")
KNOWN_LAW = gettext_lazy("The law is well known; we have found no page of its text.")
TEXTS = ("official", "official-text", "official-copy")
"""Qualities of sources that are the text of the law."""
CLASS_BASIS = {
    "sourced": gettext_lazy("a source names the class"),
    "derived": gettext_lazy("we derived the class from the rules of classification; the authority decides"),
    "knowledge": gettext_lazy("no source of ours names the class; ask the authority"),
}
ISSUERS = {
    "authority": gettext_lazy("authority"),
    "certification_body": gettext_lazy("certification body"),
    "manufacturer": gettext_lazy("manufacturer"),
    "economic_operator": gettext_lazy("economic operator"),
    "notified_body": gettext_lazy("notified body"),
    "approved_body": gettext_lazy("approved body"),
    "international_organisation": gettext_lazy("international organisation"),
    "laboratory": gettext_lazy("laboratory"),
    "auditing_organisation": gettext_lazy("auditing organisation"),
    "trade_body": gettext_lazy("trade body"),
    "insurer": gettext_lazy("insurer"),
    "importer": gettext_lazy("importer"),
}
QUALITY = {
    "official": gettext_lazy("official"),
    "official-text": gettext_lazy("official text"),
    "official-copy": gettext_lazy("copy of an official text"),
    "official-derived": gettext_lazy("made from official data"),
    "official-body": gettext_lazy("a body with an official task"),
    "law-firm": gettext_lazy("law firm"),
    "consultant": gettext_lazy("consultant"),
    "industry": gettext_lazy("industry association"),
    "secondary": gettext_lazy("secondary source"),
    "news": gettext_lazy("news"),
    "community": gettext_lazy("community"),
    "knowledge": gettext_lazy("general knowledge, no page found"),
}
