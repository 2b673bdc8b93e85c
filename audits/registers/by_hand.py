"""Registers that no machine may ask: NMPA's pages are scripted and refuse programs, IAF CertSearch wants an account."""

from audits.registers.adapter import Adapter

NMPA = Adapter("nmpa", "https://www.nmpa.gov.cn/datasearch/home-index.html")
IAF = Adapter("iaf", "https://www.iafcertsearch.org")
OTHER = Adapter("other", "")
"""Whatever public register a certificate type names."""
