"""Words that no password may be made of: those of the site and of its trade."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS_OF_THE_SITE = (
    "kpmedicalsupplies",
    "kpmarket",
    "kpmedical",
    "marketplace",
    "medical",
    "supplies",
    "supplier",
    "suppliers",
    "buyer",
    "buyers",
    "auditor",
    "senior",
    "superuser",
    "administrator",
    "admin",
    "password",
    "passphrase",
    "welcome",
    "certificate",
    "clearance",
    "rulebook",
    "audit",
    "desk",
    "mask",
    "masks",
    "respirator",
    "gloves",
    "gown",
    "kp",
)
"""Names of the site, its offices and its goods (ASVS 6.1.2)."""
FEWEST_LETTERS_OF_ONES_OWN = 4
NO_LETTER = re.compile(r"[\W\d_]+")


class NotWordsOfTheSite:
    """Refuses a password that is words of the site with digits and punctuation, such as "KPmarket-2026"."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        letters = NO_LETTER.sub("", unicodedata.normalize("NFKC", password).casefold())
        left = letters
        for word in sorted(WORDS_OF_THE_SITE, key=len, reverse=True):
            left = left.replace(word, "")
        if left != letters and len(left) < FEWEST_LETTERS_OF_ONES_OWN:
            raise ValidationError(self.get_help_text(), code="words_of_the_site")

    def get_help_text(self) -> str:
        """Shown at the field before and after."""
        return _("Use more than the names of this site, its people and its goods.")
