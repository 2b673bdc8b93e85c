"""Elements by their local names, whatever their namespace and prefix."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def local_name(element: Element) -> str:
    """The name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_at(element: Element, path: str) -> list[Element]:
    """All elements at a path of local names, as ``RmtInf/Ustrd``."""
    found = [element]
    for name in path.split("/"):
        found = [child for one in found for child in one if local_name(child) == name]
    return found


def text_at(element: Element, path: str) -> str:
    """The text of the first element at the path; empty where there is none."""
    return next(((one.text or "").strip() for one in all_at(element, path)), "")
