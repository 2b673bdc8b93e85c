"""Documents that a buyer asks for with an offer and that a supplier includes in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """Kinds of documents of a delivery, by the ids that the terms of trade use for them."""

    COMMERCIAL_INVOICE = "commercial_invoice", _("Commercial invoice")
    PACKING_LIST = "packing_list", _("Packing list")
    CERTIFICATE_OF_ORIGIN = "certificate_of_origin", _("Certificate of origin")
    CERTIFICATE_OF_ANALYSIS = "certificate_of_analysis", _("Certificate of analysis")
    LOT_TEST_REPORT = "lot_test_report", _("Test report of the lot")
    INSPECTION_REPORT = "inspection_report", _("Inspection report")
    EXPORT_SALES_CERTIFICATE_1 = "export_sales_certificate_1", _("Export sales certificate, registered in China")
    EXPORT_SALES_CERTIFICATE_2 = "export_sales_certificate_2", _("Export sales certificate, for export only")
    LEGALISATION = "legalisation", _("Apostille or legalisation")
    BILL_OF_LADING = "bill_of_lading", _("Bill of lading")
    SEA_WAYBILL = "sea_waybill", _("Sea waybill")
    AIR_WAYBILL = "air_waybill", _("Air waybill")
    RAIL_WAYBILL = "rail_waybill", _("Rail waybill")
    INSURANCE_CERTIFICATE = "insurance_certificate", _("Insurance certificate")
    DANGEROUS_GOODS_DECLARATION = "dangerous_goods_declaration", _("Dangerous goods declaration")
    SAFETY_DATA_SHEET = "safety_data_sheet", _("Safety data sheet")
    BATTERY_TEST_SUMMARY = "battery_test_summary", _("Battery test summary (UN 38.3)")
    TEMPERATURE_LOG = "temperature_log", _("Temperature log")
    LABEL_PROOF = "label_proof", _("Proof of the label")
    IFU = "ifu", _("Instructions for use")
