"""Codes of findings -> sentences for auditors. Neutral: each says what is seen and where to look, none accuses."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audits.findings.finding import Finding, Severity
from audits.models.register_check import Register

SEVERITIES = {
    Severity.CONTRADICTION: _("Contradiction"),
    Severity.WARNING: _("Please look"),
    Severity.NOTE: _("Note"),
}
SIGNERS = {"tester": _("who tested"), "checker": _("who checked"), "approver": _("who approved")}
PARTS = {
    "accreditation": _("the accreditation of the laboratory"),
    "sample_only": _("that it speaks of the sample alone"),
    "maker": _("the maker"),
    "day": _("a day"),
    "mask": _("masks"),
    "gown": _("gowns and protective clothing"),
    "eyewear": _("eye and face protection"),
    "glove": _("gloves"),
    "thermometer": _("thermometers"),
    "ventilator": _("ventilators"),
    "test": _("tests and reagents"),
    "sanitizer": _("hand sanitizers and disinfectants"),
    "oximeter": _("oximeters"),
    "concentrator": _("oxygen concentrators"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")

_OF_OTHERS = {
    "number_elsewhere": _(
        "Another company submitted a document of this type with the same number. Neither company is told."
    ),
    "file_elsewhere": _("Another company submitted exactly this file. Neither company is told."),
    "page_elsewhere": _(
        "Another company submitted a page that looks nearly the same. It may only be the same form. Neither company is told."
    ),
    "page_reads_elsewhere": _(
        "Another company submitted a page with the same numbers and days on it, as a copy has them that was cropped, turned or photographed again. Neither company is told."
    ),
    "register_contradicts": _("%(register)s says otherwise: see its column."),
    "register_has_none": _("%(register)s did not find it. Registers have gaps: it proves nothing."),
}
_OF_NUMBERS = {
    "number_missing": _("No number is claimed, though such documents carry one."),
    "number_form": _("The number %(number)s is not written as such numbers are (%(example)s)."),
    "body_number_form": _("%(number)s does not look like the number of a notified body: those have four digits."),
    "authority_and_class": _(
        "In %(number)s the authority (%(authority)s) and the class (%(class)s) do not go together: class III and imports are registered nationally, class II by a province."
    ),
    "class_digit": _("The number %(number)s says class %(digit)s, the document says %(read)s."),
    "class_of_products": _("The number says class %(digit)s, but China puts such products in class %(class)s."),
    "field_of_devices": _("The catalogue has no field %(field)s, which stands in %(number)s."),
    "year_of_number": _("The number %(number)s is of %(year)s, but the document begins on %(day)s."),
    "day_in_number": _("The number %(number)s carries the day %(day)s; the report is dated %(issued)s."),
    "province": _("The number %(number)s is of another province (%(place)s) than the company's."),
    "trade_licence": _("%(number)s is a licence to trade, not to make."),
    "credit_code_differs": _("The document prints the credit code %(read)s; the company's is %(own)s."),
    "credit_code_check": _("The check digit of the credit code %(read)s does not fit. Compare it with the picture."),
    "number_differs": _("The document prints the number %(read)s; claimed is %(claimed)s."),
}
_OF_HOLDERS = {
    "holder_differs": _("The document names %(read)s as its holder; the company is %(own)s."),
    "holder_written_otherwise": _("The holder is written a little differently: %(read)s; the company is %(own)s."),
    "holder_sounds_alike": _(
        "The holder %(read)s reads like the company's name, %(own)s, in another script. Other signs may sound the same: compare the rest."
    ),
    "address_differs": _("The document prints another address: %(read)s. The company's is %(own)s."),
}
_OF_DAYS = {
    "issued_after_end": _("Issued on %(day)s, after its own last day (%(last)s)."),
    "begins_after_end": _("It begins on %(day)s, after its own last day (%(last)s)."),
    "begins_before_issue": _("It holds from %(day)s, long before it was issued (%(issued)s)."),
    "issued_in_future": _("Issued on %(day)s, which is still to come."),
    "not_yet_valid": _("It holds only from %(day)s on."),
    "expired": _("It ended on %(day)s."),
    "longer_than_allowed": _("It holds until %(last)s: such documents hold %(months)s months at most."),
    "no_last_day": _("No last day is claimed, but such documents hold %(months)s months at most."),
    "end_not_claimed": _("The document prints a last day (%(read)s); none is claimed."),
    "issued_on_differs": _("The document prints %(read)s as the day of issue; claimed is %(claimed)s."),
    "valid_from_differs": _("The document prints %(read)s as its first day; claimed is %(claimed)s."),
    "valid_until_differs": _("The document prints %(read)s as its last day; claimed is %(claimed)s."),
}
_OF_ISSUERS = {
    "body_not_listed": _("Body %(number)s is not on our list, which is partial. Look it up for %(law)s."),
    "body_not_listed_for_law": _(
        "On our list %(name)s (%(number)s) stands for %(laws)s, not for %(law)s. The list is partial: look it up."
    ),
    "body_not_entitled_then": _("On %(day)s %(name)s (%(number)s) was not entitled under %(law)s, by our list."),
    "body_scope": _("%(name)s (%(number)s) is listed under %(law)s for other scopes than the one claimed."),
    "body_name": _("Number %(number)s is that of %(name)s; claimed is %(claimed)s."),
    "issuer_outside_union": _(
        "The issuer (%(issuer)s) seems to sit outside the countries whose bodies can be notified for PPE."
    ),
    "issuer_differs": _("The document names %(read)s as its issuer; claimed is %(claimed)s."),
    "issuer_number_differs": _("The document prints the body's number %(read)s; claimed is %(claimed)s."),
    "named_on_list": _(
        "%(name)s is named on a list of documents seen (%(list)s). The list says that it does not know whether the body issued them or they were forged, and accuses nobody. Please verify with the issuer."
    ),
    "name_often_misused": _(
        "Documents in the name of %(name)s, a genuine body, stand on a list of documents seen (%(list)s). Please verify with the issuer."
    ),
}
_OF_COVERAGE = {
    "no_products": _("It is claimed for no product."),
    "models_not_named": _("The document names %(read)s, but not these models: %(models)s."),
    "kind_differs": _("It reads like another kind of document: %(read)s."),
    "standard_differs": _("The document cites %(read)s; claimed is %(claimed)s."),
    "edition_not_in_force": _("%(standard)s, edition %(edition)s, is not accepted on this day."),
    "edition_after_issue": _("It cites %(standard)s, an edition later than the document itself (%(day)s)."),
}
_OF_FILES = {
    "code_differs": _("A code on the page says “%(read)s”, not the number %(number)s."),
    "code_leads_to_seller": _("A code on the page leads to the seller's own site, %(site)s, not to the issuer's."),
    "code_leads_anywhere": _("A code on the page leads to %(site)s, where anybody may put anything."),
    "code_leads_elsewhere": _("A code on the page leads to %(site)s, which is not the register of such documents."),
    "signature_not_checked": _("A signature could not be checked: %(signer)s."),
    "signature_broken": _("A signature does not hold: %(signer)s."),
    "changed_after_signing": _(
        "The file was changed after %(signer)s signed it, in a way that signing does not permit."
    ),
    "signature_not_whole": _("The signature of %(signer)s does not cover the whole file."),
    "signer_expired": _("The signer's own certificate had ended: %(signer)s."),
    "signer_unknown": _("The signature holds, but whether the signer is who they say is not known here: %(signer)s."),
    "signed_before_issue": _("Signed by %(signer)s on %(day)s, before the day of issue (%(issued)s)."),
    "text_differs_from_picture": _("The text layer says something else than what is seen: %(share)s%% agree."),
    "line_differs_from_picture": _("The file's text says “%(said)s” where “%(seen)s” is seen."),
    "line_not_seen": _("The file's text says “%(said)s” where nothing is seen."),
    "number_not_seen": _("The number %(number)s stands in the text layer, but was not seen on the picture."),
    "laid_over": _("Something is laid over the page: %(what)s."),
    "typed_into_form": _("A value stands in a form field, into which anybody can type."),
    "hidden_layer": _("The file has a layer that is switched off: %(what)s."),
    "active_parts": _("The file carries parts that do something when it is opened: %(what)s."),
    "carries_files": _("The file carries other files inside: %(what)s."),
    "outside_parts": _("Parts of the file are fetched from elsewhere: what is seen may change."),
    "font_not_carried": _("One font is not carried in the file, unlike the others: %(font)s."),
    "made_before_issue": _("The file was last changed on %(day)s, before the day of issue (%(issued)s)."),
    "made_after_issue": _("The file was made on %(day)s and is no scan; the document is of %(issued)s."),
    "made_in_future": _("The file says that it was made on %(day)s, which is still to come."),
    "changed_before_made": _("The file says that it was changed on %(changed)s and made on %(made)s."),
    "making_said_twice": _("The file says of its making once “%(one)s” and once “%(other)s”."),
    "made_by_editor": _("The file went through a program that changes finished files: %(program)s."),
    "author_is_another": _("The file names another company as its author: %(author)s."),
    "saved_again": _("The file was saved %(times)s times: earlier states are still in it."),
}
_OF_WORDING = {
    "voluntary_title": _("Its title is “%(said)s”: documents with such titles have no legal effect where an examination by a body is asked for."),
    "says_it_proves_nothing": _("It says of itself what it does not prove: “%(said)s”."),
    "fda_certificate": _("“%(said)s”: FDA issues no such certificates, and a listing is no approval."),
    "foreign_mark_on_slip": _("A Chinese slip of conformity carries “%(said)s”."),
    "signers_not_read": _("Not read on the report: %(who)s. Look for signatures."),
    "seal_not_checked": _("The document speaks of a seal or a signature in ink (%(said)s). Whether it is there, and whether it is true, was not checked: look at the picture."),
    "no_red_seal": _("No red seal was seen on the pictures, though such documents bear one. It may be pale, or elsewhere: please look."),
    "seal_not_read": _("The special testing seal was not read. Look for it."),
    "report_is_partial": _("The report speaks of a part only: “%(said)s”."),
    "tested_by_another": _("The report speaks of tests outside its scope or by others: “%(said)s”."),
    "niosh_misspelt": _("“%(said)s”: NIOSH is written otherwise."),
    "niosh_on_chinese_class": _("NIOSH stands beside “%(said)s”, a Chinese class that NIOSH does not approve."),
    "ear_loops": _("“%(said)s” beside an American class: such respirators have straps around the head as a rule."),
    "niosh_for_children": _("“%(said)s” beside NIOSH: it approves no respirators for children."),
    "no_tc_number": _("No TC number was read: approvals of NIOSH carry one."),
}  # fmt: skip
_OF_REPORTS = {
    "pages_missing": _("The document counts %(pages)s pages, the file has %(submitted)s. Look whether the rest matters."),
    "tested_before_received": _("Tested on %(day)s, before the sample was received (%(other)s)."),
    "tested_after_issue": _("Tested until %(day)s, after the report was issued (%(other)s)."),
    "received_after_issue": _("The sample was received on %(day)s, after the report was issued (%(other)s)."),
    "edition_not_stated": _("The report names %(standard)s without its year: which edition was tested to is not known."),
    "parts_not_read": _("Not read on the report: %(parts)s. It may be a mark that is a picture: look for it."),
    "report_by_agent": _("The issuer (%(issuer)s) is called like an agent, not like a laboratory. Please verify who tested."),
    "slip_not_whole": _("Not read on the slip of conformity: %(parts)s."),
    "says_export_only": _("It says “%(said)s”: documents for export only are no Chinese approval."),
    "cites_repealed_rule": _("“%(said)s”: the rules of 2020 ended on 29 August 2023, before this document was issued."),
    "niosh_decorated": _("“%(said)s” beside an American class: respirators that NIOSH approves bear no decoration as a rule."),
    "other_products_named": _("The document speaks of other products (%(products)s) than those it is claimed for."),
    "edition_unknown": _("It cites %(standard)s: no such edition is known. Look it up."),
    "link_leads_to_seller": _("For verifying, the document leads to the seller's own site, %(site)s, not to the issuer's."),
    "link_leads_anywhere": _("A link in the file leads to %(site)s, where anybody may put anything."),
}  # fmt: skip
_OF_WHAT_NOBODY_EXAMINED = {
    "file_not_read": _("This file was not read, or not yet: no finding speaks of what stands in it."),
    "structure_not_assessed": _("How the file is built could not be examined: of things laid over, hidden layers, scripts, fonts and its making nothing is known."),
    "structure_partly_assessed": _("The file holds %(more)s parts more than were examined: of those nothing is known."),
    "signatures_not_assessed": _("Digital signatures in the file could not be examined: of them nothing is known."),
    "signatures_partly_assessed": _("Only the first digital signatures were examined: of the others nothing is known."),
    "pictures_not_assessed": _("The pictures of the pages could not be examined: of codes, and of pages that other files may show too, nothing is known."),
    "text_layer_not_assessed": _("The text layer could not be examined: whether it says what is seen is not known."),
    "text_layer_not_compared": _("The text layer was not compared with the picture, or not all of it: whether it says what is seen is not known."),
    "words_not_assessed": _("The pictures of the pages could not be read: of words that only they show nothing is known."),
    "pages_partly_assessed": _("Only the first pages were read: of the others nothing is known."),
}  # fmt: skip
SENTENCES = {
    **_OF_OTHERS,
    **_OF_NUMBERS,
    **_OF_HOLDERS,
    **_OF_DAYS,
    **_OF_ISSUERS,
    **_OF_COVERAGE,
    **_OF_FILES,
    **_OF_WORDING,
    **_OF_REPORTS,
    **_OF_WHAT_NOBODY_EXAMINED,
}


def sentence(finding: Finding) -> str:
    """The finding in the reader's language, days as the reader writes them."""
    return str(SENTENCES[finding.code]) % {name: _shown(name, value) for name, value in finding.params.items()}


def _shown(name: str, value: str) -> str:
    if name == "register":
        return str(Register(value).label)
    if name == "who":
        return ", ".join(str(SIGNERS[one]) for one in value.split(", "))
    if name in {"parts", "products"}:
        return ", ".join(str(PARTS[one]) for one in value.split(", "))
    return date_format(date.fromisoformat(value)) if DAY.fullmatch(value) and _is_day(value) else value


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
