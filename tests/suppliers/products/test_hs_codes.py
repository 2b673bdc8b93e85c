import re

import yaml

from audits.law.files import RULEBOOK_DIR
from suppliers.models import ProductType
from suppliers.products.hs_codes import codes_of


def types():
    loaded = yaml.safe_load((RULEBOOK_DIR / "product_types.yaml").read_text())
    rows = loaded.get("product_types", loaded)
    return dict(rows) if isinstance(rows, dict) else {row["id"]: row for row in rows}


def test_every_code_of_every_type_says_what_it_covers_and_how_sure_we_are():
    for key, facts in types().items():
        codes = codes_of(ProductType(id=key, facts=facts))
        assert codes, key
        for code in codes:
            assert re.fullmatch(r"\d{4}\.\d{2}", code.code)
            assert code.text_en and code.text_zh and code.source and code.confidence in {"low", "medium", "high"}, code


def test_a_code_that_nobody_described_is_offered_without_words():
    (code,) = codes_of(ProductType(id="medical_mask", facts={"hs_2022": ["9999.99"]}))

    assert (code.words, code.confidence) == ("", "low")
