"""The words of a page without its markup, so that another design of the page is no change of the law."""

from __future__ import annotations

from html.parser import HTMLParser

UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "nav", "header", "footer"})
BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "section", "article", "td", "th"})


def words_of_page(body: bytes) -> str:
    """The words, a line for each block; empty for what is no text, such as a PDF."""
    if body[:5] == b"%PDF-" or b"\0" in body[:1024]:
        return ""
    text = body.decode("utf-8", errors="replace")
    if "<html" not in text[:2000].lower() and "<!doctype html" not in text[:200].lower():
        return _tidy(text)
    parser = _Words()
    parser.feed(text)
    parser.close()
    return _tidy("".join(parser.parts))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._unread.append(tag)
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:  # an unclosed one inside ends with it
            del self._unread[self._unread.index(tag) :]
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data.replace("\n", " "))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\0", "").splitlines())
    return "\n".join(line for line in lines if line)
