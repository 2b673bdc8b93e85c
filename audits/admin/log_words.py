"""The decision log in words: what an act is called, and where its subject has a page."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.models import Decision

KINDS: dict[str, Promise] = {"certificate": gettext_lazy("Certificate"), "supplier": gettext_lazy("Company")}
PAGES = {
    "certificate": "certificatecase",
    "supplier": "suppliercase",
    "product": "productcase",
    "site_audit": "siteaudit",
}
"""Subjects with a page at the desk, by the model of the page."""
WORDS: dict[str, Promise] = {
    "bundle_made": gettext_lazy("Evidence bundle made"),
    "certificate_not_answered": gettext_lazy("Certificate closed as not answered"),
    "correction_declined": gettext_lazy("Correction declined"),
    "correction_proposed": gettext_lazy("Correction proposed"),
    "days_sealed": gettext_lazy("Days sealed"),
    "decision_recommended": gettext_lazy("Decision recommended"),
    "decisions_exported": gettext_lazy("Decisions taken as a file"),
    "findings_answered": gettext_lazy("Findings answered"),
    "independence_stated": gettext_lazy("Independence stated"),
    "law_checked": gettext_lazy("Rules compared with their sources"),
    "look_again_listed": gettext_lazy("Documents to look at again listed"),
    "looked_again": gettext_lazy("Document looked at again"),
    "person_changed": gettext_lazy("Account changed"),
    "person_erased": gettext_lazy("Person erased"),
    "product_change_answered": gettext_lazy("Change of a product answered"),
    "product_changed": gettext_lazy("Product changed"),
    "recommendation_refused": gettext_lazy("Second signature refused"),
    "recommendation_signed": gettext_lazy("Second signature given"),
    "recommendation_void": gettext_lazy("Recommendation void"),
    "recommendation_withdrawn": gettext_lazy("Recommendation withdrawn"),
    "register_asked": gettext_lazy("Register asked"),
    "register_recorded": gettext_lazy("Look into a register recorded"),
    "role_changed": gettext_lazy("Role at the desk changed"),
    "role_given": gettext_lazy("Role at the desk given"),
    "review_handed_over": gettext_lazy("Case handed over"),
    "review_returned": gettext_lazy("Case returned by the clock"),
    "review_started": gettext_lazy("Case taken"),
    "rulebook_published": gettext_lazy("Rulebook edition published"),
    "sample_seed_made": gettext_lazy("Seed of draws made"),
    "second_review_chosen": gettext_lazy("Document chosen for a blind second review"),
    "second_review_judged": gettext_lazy("Second judgement given"),
    "second_review_lapsed": gettext_lazy("Blind second review lapsed"),
    "second_review_settled": gettext_lazy("Two judgements settled"),
    "second_review_taken": gettext_lazy("Blind second review taken"),
    "sessions_ended": gettext_lazy("Sessions ended"),
    "site_audit_cancelled": gettext_lazy("Site audit cancelled"),
    "site_audit_planned": gettext_lazy("Site audit planned"),
    "site_audit_reported": gettext_lazy("Site audit reported"),
    "site_finding_accepted": gettext_lazy("Answer to a finding accepted"),
    "site_finding_answered": gettext_lazy("Finding of a site audit answered"),
    "site_finding_effective": gettext_lazy("Finding of a site audit closed"),
    "site_finding_extended": gettext_lazy("More time given for a finding"),
    "site_finding_not_effective": gettext_lazy("Action on a finding does not work"),
    "site_finding_recorded": gettext_lazy("Finding of a site audit recorded"),
    "site_finding_returned": gettext_lazy("Answer to a finding returned"),
    "site_finding_withdrawn": gettext_lazy("Finding of a site audit withdrawn"),
    "source_change_closed": gettext_lazy("Change of a source closed"),
    "supplier_not_answered": gettext_lazy("Company closed as not answered"),
}


def words_of(act: str) -> str:
    """The act in the reader's language; a code that has no words stands for itself."""
    if act in WORDS:
        return str(WORDS[act])
    kind, _separator, outcome = act.partition("_")
    outcomes = dict(Decision.Outcome.choices)
    if kind in KINDS and outcome in outcomes:
        return _("%(kind)s: %(outcome)s") % {"kind": KINDS[kind], "outcome": outcomes[outcome]}
    return act


def link_to(subject: str) -> str:
    """The subject, as certificate:42, with a link where it has a page."""
    kind, _separator, key = subject.partition(":")
    return page_link(PAGES[kind], key, subject) if kind in PAGES and key.isdecimal() else subject


def page_link(model: str, key: object, text: str) -> str:
    try:
        address = reverse(f"admin:audits_{model}_change", args=[key])
    except NoReverseMatch:
        return text
    return format_html('<a href="{}">{}</a>', address, text)
