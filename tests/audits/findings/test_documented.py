"""The page of findings names every code, and no other."""

import re
from pathlib import Path

from django.conf import settings

from audits.findings.sentences import SENTENCES

PAGE = Path(settings.BASE_DIR) / "docs" / "findings.md"


def test_every_code_stands_on_the_page_and_every_code_there_is_one():
    named = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)*)`", PAGE.read_text(encoding="utf-8")))

    assert named == set(SENTENCES)
