"""All registers, and which of them hold which certificate types."""

from __future__ import annotations

from audits.registers import by_hand, credit_code, eudamed, gleif, iaf, nando, nmpa, openfda
from audits.registers.adapter import Adapter

ADAPTERS: dict[str, Adapter] = {
    adapter.key: adapter
    for adapter in (
        openfda.CLEARANCES,
        openfda.ESTABLISHMENTS,
        eudamed.CERTIFICATES,
        eudamed.ACTORS,
        eudamed.DEVICES,
        nando.BODIES,
        gleif.ENTITIES,
        credit_code.CODES,
        nmpa.DATA,
        iaf.CERTIFICATES,
        by_hand.OTHER,
    )
}
REGISTERS_BY_TYPE: dict[str, tuple[str, ...]] = {
    "iso13485": ("iaf",),
    "iso9001": ("iaf",),
    "cn_business_licence": ("credit_code", "gleif"),
    "cn_nmpa_registration": ("nmpa",),
    "cn_nmpa_filing": ("nmpa",),
    "cn_production_licence": ("nmpa",),
    "eu_nb_cert_mdr": ("eudamed_certificates", "nando"),
    "eu_nb_cert_mdd_legacy": ("eudamed_certificates", "nando"),
    "eu_nb_cert_ivdr": ("eudamed_certificates", "nando"),
    "eu_nb_cert_ivdd_legacy": ("eudamed_certificates", "nando"),
    "eu_ar": ("eudamed_actors",),
    "eu_srn_mf": ("eudamed_actors",),
    "eu_importer": ("eudamed_actors",),
    "eu_eudamed_device": ("eudamed_devices",),
    "eu_ppe_module_b": ("nando",),
    "eu_ppe_module_c2": ("nando",),
    "eu_ppe_module_d": ("nando",),
    "us_510k": ("openfda_510k",),
    "us_denovo": ("openfda_510k",),
    "us_est_registration": ("openfda_registration",),
    "us_device_listing": ("openfda_registration",),
    "us_us_agent": ("openfda_registration",),
}
"""From ``verify_at`` of the rulebook's evidence types."""
CHECKED_HERE = frozenset({"credit_code"})
"""Registers whose adapter can answer without a request."""
BY_ISSUER = frozenset({"nando"})
"""Registers of issuing bodies: queried by the number of the body, not of the certificate."""
BY_COMPANY = frozenset({"credit_code", "gleif"})
"""Registers of companies: queried by the credit code."""


def registers_of(certificate_type: str, *, has_register: bool) -> list[Adapter]:
    """Registers that hold this type; one that the rulebook names and we do not know is looked up by hand."""
    keys = REGISTERS_BY_TYPE.get(certificate_type, ("other",) if has_register else ())
    return [ADAPTERS[key] for key in keys]
