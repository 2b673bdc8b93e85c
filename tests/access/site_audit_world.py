"""Site audits of the access world: one of the draft company with an answered finding, one of the shop that runs."""

from io import BytesIO

from PIL import Image

from audits.models import SiteFindingFile, SiteFindingPage
from kpmarket.foundation.storage import files
from tests.audits.site_audits import worlds


def site_arguments(company, shop, auditor, person, past):
    """What the URLs of site audits are asked with. ``person`` belongs to the company."""
    company.status = "qualified"  # nobody plans an audit of a draft: it went back to one since
    audit, (answered, _open) = worlds.reported("minor", "minor", supplier=company, lead=auditor, at=past)
    company.refresh_from_db()
    running = worlds.planned(shop, lead=auditor, at=past)
    worlds.found(running, "minor", at=past)
    step = worlds.answered(answered, by=person, at=past)
    file = SiteFindingFile.objects.create(
        step=step, original_name="r.pdf", stored_name="answer.pdf", kind="pdf", size=9, sha256="0" * 64
    )
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    stored = files.store_bytes(blank.getvalue(), ".webp")
    page = SiteFindingPage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100)
    of_company = {"supplier_pk": company.pk}
    arguments = {
        "audits:site-audits": of_company,
        "audits:site-audit": {**of_company, "pk": audit.pk},
        "site-audit-pdf": {"pk": audit.pk},
        "audits:site-finding": {**of_company, "pk": audit.pk, "number": 2},
        "audits:site-page": {"token": page.token},
        "admin:audits_siteaudit_plan": {"supplier_pk": shop.pk},
        "admin:audits_siteaudit_step": {"pk": running.pk, "number": 1},
        "admin:audits_siteaudit_page": {"token": page.token},
        **{
            f"admin:audits_siteaudit_{name}": {"pk": running.pk}
            for name in ("finding", "report", "cancel", "conduct", "photos")
        },
    }
    return arguments, {"siteaudit": running.pk}
