"""Specimen documents, laid out like the real kinds, in Chinese and English, every page marked as a specimen."""

from collections.abc import Callable

from kpmarket.site.demo.documents import american, chinese, european, general, licences
from kpmarket.site.demo.documents.document import Article, Document
from kpmarket.site.demo.documents.scan import Kind, encode, pages_of, photograph

__all__ = ["Article", "Document", "draw_image", "draw_pdf", "encode", "layout_of", "pages_of", "photograph"]

Layout = Callable[[Document], bytes]

LAYOUTS: tuple[tuple[str, Layout], ...] = (
    ("cn_business_licence", chinese.business_licence),
    ("cn_nmpa_registration", chinese.nmpa_registration),
    ("cn_nmpa_filing", chinese.class_one_filing),
    ("cn_production_licence", chinese.production_licence),
    ("cn_export_certificate", chinese.export_certificate),
    ("cfs", chinese.export_certificate),
    ("cn_gb_report", general.test_report),
    ("test_report", general.test_report),
    ("eu_doc", european.declaration),
    ("gb_ukca_doc", european.declaration),
    ("ua_doc", european.declaration),
    ("eu_nb_cert", european.body_certificate),
    ("gb_ukca_ab_cert", european.body_certificate),
    ("eu_ppe_module", european.ppe_certificate),
    ("eu_ppe_89_686", european.ppe_certificate),
    ("gb_ppe_type_exam", european.ppe_certificate),
    ("eu_ppe_art4_operator", european.mandate),
    ("eu_ar", european.mandate),
    ("gb_ukrp", european.mandate),
    ("ch_rep", european.mandate),
    ("loa", european.mandate),
    ("us_us_agent", european.mandate),
    ("ua_ar", european.mandate),
    ("eu_gpsr_rp", european.mandate),
    ("eu_importer", european.mandate),
    ("au_sponsor", european.mandate),
    ("nz_sponsor", european.mandate),
    ("br_brh", european.mandate),
    ("mx_mrh", european.mandate),
    ("kr_klh", european.mandate),
    ("eu_srn_mf", european.operator_registration),
    ("eu_eudamed_device", european.operator_registration),
    ("ch_chrn", european.operator_registration),
    ("ch_swissdamed", european.operator_registration),
    ("us_gudid", european.operator_registration),
    ("tr_uts", european.operator_registration),
    ("us_510k", american.clearance_letter),
    ("us_denovo", american.clearance_letter),
    ("us_eua", american.clearance_letter),
    ("us_kn95_eua", american.clearance_letter),
    ("us_est_registration", american.establishment_registration),
    ("us_device_listing", american.establishment_registration),
    ("us_otc_drug_reg", american.establishment_registration),
    ("us_niosh", american.respirator_approval),
    ("iso", general.management_certificate),
    ("mdsap", general.management_certificate),
    ("kr_kgmp", general.management_certificate),
    ("br_bgmp", general.management_certificate),
    ("tw_qsd", general.management_certificate),
    ("local_label", licences.label_artwork),
    ("eu_udi_label", licences.label_artwork),
    ("eu_clp", licences.label_artwork),
    ("tech_file", general.technical_file),
    ("consumer_safety_file", general.technical_file),
    ("gb_gpsr", general.technical_file),
    ("us_cpsc_file", general.technical_file),
    ("eu_cosmetic", general.technical_file),
    ("gb_mhra_registration", licences.registration_letter),
    ("xi_mhra_registration", licences.registration_letter),
    ("eu_", general.statement),
    ("us_", general.statement),
    ("who_", general.statement),
    ("reference_approval", general.statement),
    ("au_manufacturer_evidence", general.statement),
)
"""The first beginning that fits the certificate type's id; a regulator's licence for all others."""


def layout_of(type_id: str) -> Layout:
    return next((layout for beginning, layout in LAYOUTS if type_id.startswith(beginning)), licences.authority_licence)


def draw_pdf(document: Document) -> bytes:
    """The specimen as a PDF with a text layer; the same document gives the same bytes."""
    return layout_of(document.type_id)(document)


def draw_image(document: Document, kind: Kind = "jpeg") -> bytes:
    """The first page as a picture: JPEG as from a scanner, PNG as from a screen."""
    return encode(photograph(draw_pdf(document), kind, document.seed), kind)
