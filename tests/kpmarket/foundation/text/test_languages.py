"""Names that exist in two languages."""

import pytest
from django.utils import translation

from kpmarket.foundation.text.languages import in_reader_language


@pytest.mark.parametrize(
    ("language", "en", "zh", "read"),
    [
        ("en", "Mask", "口罩", "Mask"),
        ("zh-hans", "Mask", "口罩", "口罩"),
        ("en", "", "口罩", "口罩"),
        ("zh-hans", "Mask", "", "Mask"),
    ],
)
def test_a_name_is_read_in_the_readers_language_or_as_it_is(language, en, zh, read):
    with translation.override(language):
        assert in_reader_language(en=en, zh=zh) == read
