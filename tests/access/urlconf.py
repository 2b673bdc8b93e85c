"""Every URL of the site by its name."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def named(patterns=None, namespace: str = "", before: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and wanted arguments of every URL that has a name."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        wanted = (*before, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            deeper = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from named(one.url_patterns, deeper, wanted)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{namespace}{one.name}", wanted


def views(patterns, namespace: str = "") -> Iterator[tuple[str, object]]:
    """Name and view of every URL that has a name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns, f"{namespace}{one.namespace}:" if one.namespace else namespace)
        elif one.name:
            yield f"{namespace}{one.name}", one.callback
