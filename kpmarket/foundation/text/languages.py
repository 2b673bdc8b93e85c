"""Names that exist in two languages."""

from django.utils.translation import get_language


def in_reader_language(*, en: str, zh: str) -> str:
    """The name in the reader's language, or the only one there is."""
    return (zh or en) if (get_language() or "").startswith("zh") else (en or zh)
