from django.db import migrations

from kpmarket.foundation.append_only import append_only, no_truncate

PROTECTED = {
    "reported": ("what was reported of a delivery is never changed", ("delivery_shipmentevent", "delivery_eventproof", "delivery_shipmentchange",)),
    "documents": ("what is on file of a delivery is never changed", ("delivery_shipmentdocument", "delivery_documentwithdrawal", "delivery_shipmentdocumentfile", "delivery_shipmentdocumentpage", "delivery_factconfirmation",)),
    "checks": ("what was said of goods or published of a recall is never changed", ("delivery_deliverycheck", "delivery_checkedquantity", "delivery_checkfile", "delivery_checkpage", "delivery_recallnotice", "delivery_recallquestion", "delivery_recalldecision",)),
    "issued": ("what was issued is never changed", ("delivery_issueddocument", "delivery_issuedwithdrawal",)),
    "costs": ("what was stated about carriage and goods is never changed", ("delivery_freightquote", "delivery_freightline", "delivery_dutyrate", "delivery_goodsfacts", "delivery_temperaturelog", "delivery_temperaturestep", "delivery_temperaturefile",)),
    "inspections": ("what was booked and reported of an inspection is never changed", ("delivery_inspection", "delivery_inspectionline", "delivery_inspectionstep", "delivery_inspectionreport", "delivery_reportline", "delivery_inspectionphoto", "delivery_inspectionphotopage",)),
}
"""By subject: what the database says when it refuses, and the tables that it protects."""


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        operation
        for subject, (refusal, tables) in PROTECTED.items()
        for operation in (
            append_only(dict.fromkeys(tables, ""), refusal=refusal, function=f"delivery_{subject}_refuse_change"),
            no_truncate(tables, refusal=refusal, function=f"delivery_{subject}_refuse_truncate"),
        )
    ]
