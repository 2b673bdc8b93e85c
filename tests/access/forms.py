"""The forms that a page holds: where they lead and what they would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

KEYS_WITHOUT_FORM = {
    "buyers:enquire": {"product": ["1"]},
    "buyers:enquiry": {"thread": ["1"], "text": ["Could you hold the price until March?"]},
    "admin:audits_auditor_add": {"user": ["1"], "level": ["auditor"]},
}
"""Bodies with keys of URLs whose form stands on no page of the matrix, or only on a page with a query."""


@dataclass
class Form:
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select, self.area, self.is_inside = "", "", False

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.is_inside = found.get("method", "").lower() == "post"
            self.forms.extend([Form(found.get("action", ""))] if self.is_inside else [])
        if not self.is_inside:
            return
        values, name = self.forms[-1].values, found.get("name", "")
        is_sent = found.get("type") not in ("checkbox", "radio") or "checked" in found
        if tag in ("input", "button") and name and found.get("type") != "file":
            values.setdefault(name, []).extend([found.get("value", "on")] if is_sent else [])
        elif tag == "select":
            self.select = name
            values.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in found:
            values[self.select].append(found.get("value", ""))
        elif tag == "textarea":
            self.area = name
            values.setdefault(name, [""])

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.is_inside = False

    def handle_data(self, data):
        if self.area and self.is_inside:
            self.forms[-1].values[self.area] = [data.strip()]


def forms_of(page: str) -> list[Form]:
    """The forms of a page that are sent with POST."""
    finder = _Finder()
    finder.feed(page)
    return finder.forms
