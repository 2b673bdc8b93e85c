"""Addresses of the law, as citations are written."""

import pytest

from audits.answers.law_links import law_url

EU = "https://eur-lex.europa.eu/eli"


@pytest.mark.parametrize(
    ("citation", "url"),
    [
        ("Regulation (EU) 2017/745 Art. 52(7)(a), Annex IX ch. I/III or XI A", f"{EU}/reg/2017/745/oj"),
        ("Decision (EU) 2025/2371", f"{EU}/dec/2025/2371/oj"),
        ("Directive 93/42/EEC Annex VII", f"{EU}/dir/1993/42/oj"),
        ("Directive 98/79/EC self-declaration", f"{EU}/dir/1998/79/oj"),
        ("MDR Art. 123(3)(e); Decision (EU) 2025/2371", f"{EU}/reg/2017/745/oj"),
        ("(EU) 2024/1860; IVDR Art. 110(3d)", f"{EU}/reg/2017/746/oj"),
        ("FD&C Act 510(k); 21 CFR 878.4040", "https://www.ecfr.gov/current/title-21/section-878.4040"),
        ("Medical Devices Regulations 2002 (SI 2002/618)", "https://www.legislation.gov.uk/uksi/2002/618/contents"),
    ],
)
def test_an_act_whose_address_follows_from_its_number_is_a_link(citation, url):
    assert law_url(citation) == url


@pytest.mark.parametrize("citation", ["", "UK MDR Art. 13", "RDC 751/2022", "42 CFR 84", "Article 1", "Ley 29459"])
def test_other_law_has_no_link(citation):
    assert law_url(citation) == ""
