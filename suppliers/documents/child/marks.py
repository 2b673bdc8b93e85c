"""Features of a PDF that a plain document does not have, each with its name and place."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MAX_NAME_CHARS = 200
MAX_STEPS = 500
NAME_DEPTH = 4
"""How many nested file descriptions are followed for a name: they may refer to themselves."""

ACTIONS = {
    "/JavaScript": "script",
    "/Rendition": "script",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "external-reference",
    "/GoToR": "external-reference",
    "/GoToE": "embedded-file",
    "/URI": "link",
}
TARGETS = ("/URI", "/JS", "/F", "/Win", "/UF", "/T", "/S")
EMBEDDED_IN_FONTS = ("/FontFile", "/FontFile2", "/FontFile3")


def shorten(text: str) -> str:
    return text[:MAX_NAME_CHARS]


def mark(kind: str, what: object = "", page: int | None = None, box: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"kind": kind, "what": shorten(_text_of(what)), "page": page, "box": box}


def of_document(pdf: pikepdf.Pdf) -> Iterator[dict[str, Any]]:
    """Features of the document as a whole."""
    root = pdf.Root
    opening = root.get(Name.OpenAction)
    if isinstance(opening, Dictionary):
        yield mark("open-action", opening.get(Name.S, ""))
        yield from _action_marks(opening)
    yield from _additional_action_marks(root)
    names = _dictionary_at(root, Name.Names)
    for name, script in _name_tree(names.get(Name.JavaScript)):
        yield mark("script", name)
        yield from (one for one in _action_marks(script) if one["kind"] != "script")
    for name, file in _name_tree(names.get(Name.EmbeddedFiles)):
        yield mark("embedded-file", _file_name(file) or name)
    yield from _associated_file_marks(root)
    yield from _form_marks(_dictionary_at(root, Name.AcroForm))
    layers = _dictionary_at(root, Name.OCProperties)
    for layer in _items(_dictionary_at(layers, Name.D).get(Name.OFF)):
        yield mark("hidden-layer", layer.get(Name.Name, "") if isinstance(layer, Dictionary) else "")


def of_page(page: pikepdf.Page, number: int) -> Iterator[dict[str, Any]]:
    """Features of one page."""
    found = page.obj
    for each in (*_additional_action_marks(found), *_associated_file_marks(found)):
        yield {**each, "page": number}
    edges, rotation = _page_edges(page)
    for note in _items(found.get(Name.Annots)):
        if isinstance(note, Dictionary):
            yield from _annotation_marks(note, number, _visible_box(note.get(Name.Rect), edges, rotation))
    resources = _dictionary_at(found, Name.Resources)
    for font in _dictionaries_in(_dictionary_at(resources, Name.Font)):
        if not _is_embedded(font):
            yield mark("font-not-embedded", font.get(Name.BaseFont, ""), number)
    for external in _dictionaries_in(_dictionary_at(resources, Name.XObject)):
        if Name.Ref in external or Name.F in external:
            yield mark("external-reference", external.get(Name.Ref, external.get(Name.F)), number)


def _annotation_marks(note: Dictionary, number: int, box: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """The marks of one annotation: a link is named by its target, a form field by its name."""
    kind = str(note.get(Name.Subtype, ""))
    if kind == "/Widget":
        yield mark("form-field", note.get(Name.T, note.get(Name.FT, "")), number, box)
    elif kind == "/FileAttachment":
        yield mark("embedded-file", _file_name(note.get(Name.FS)), number, box)
    elif kind != "/Link":
        yield mark("annotation", kind[1:], number, box)
    actions = [*_action_marks(note.get(Name.A)), *_additional_action_marks(note)]
    yield from ({**each, "page": number, "box": box} for each in actions)


def _additional_action_marks(holder: pikepdf.Object) -> Iterator[dict[str, Any]]:
    for action in _dictionaries_in(_dictionary_at(holder, Name.AA)):
        yield mark("open-action", action.get(Name.S, ""))
        yield from _action_marks(action)


def _action_marks(action: object) -> Iterator[dict[str, Any]]:
    """The marks of an action and of those that follow it, in at most MAX_STEPS steps."""
    waiting, steps = [action], 0
    while waiting and steps < MAX_STEPS:
        steps += 1
        one = waiting.pop()
        if isinstance(one, Array):
            waiting.extend(list(one))
        elif isinstance(one, Dictionary):
            kind = ACTIONS.get(str(one.get(Name.S, "")))
            if kind:
                yield mark(kind, next((one[key] for key in TARGETS if key in one), ""))
            waiting.extend([one[Name.Next]] if Name.Next in one else [])


def _associated_file_marks(holder: pikepdf.Object) -> Iterator[dict[str, Any]]:
    files = holder.get(Name.AF)
    for file in [files] if isinstance(files, Dictionary) else _items(files):
        yield mark("associated-file", _file_name(file))


def _form_marks(form: Dictionary) -> Iterator[dict[str, Any]]:
    if Name.XFA in form:
        yield mark("xfa")
    for field in _items(form.get(Name.Fields)):
        if isinstance(field, Dictionary) and field.get(Name.Subtype) != Name.Widget:
            yield mark("form-field", field.get(Name.T, ""))


def _name_tree(node: object) -> Iterator[tuple[str, object]]:
    """The names and values of a name tree, which may be deep or circular: in at most MAX_STEPS steps."""
    waiting, steps = [node], 0
    while waiting and steps < MAX_STEPS:
        steps += 1
        one = waiting.pop()
        if isinstance(one, Dictionary):
            pairs = _items(one.get(Name.Names))
            yield from zip(map(_text_of, pairs[::2]), pairs[1::2], strict=False)
            waiting.extend(_items(one.get(Name.Kids)))


def _file_name(file: object, depth: int = NAME_DEPTH) -> str:
    if not isinstance(file, Dictionary):
        return _text_of(file)
    return _text_of(next((file[key] for key in ("/UF", "/F") if key in file), ""), depth - 1)


def _is_embedded(font: pikepdf.Object) -> bool:
    """Whether a font is in the file: Type 3 fonts always are; a composite font is if its descendant is."""
    if font.get(Name.Subtype) == Name.Type3:
        return True
    descendants = _items(font.get(Name.DescendantFonts)) or [font]
    descriptors = [_dictionary_at(one, Name.FontDescriptor) for one in descendants if isinstance(one, Dictionary)]
    return any(key in descriptor for descriptor in descriptors for key in EMBEDDED_IN_FONTS)


def _page_edges(page: pikepdf.Page) -> tuple[list[float], int]:
    with suppress(Exception):  # a page without a usable size has no places
        return [float(edge) for edge in page.cropbox], int(page.obj.get(Name.Rotate, 0)) % 360
    return [], 0


def _visible_box(sides: object, edges: list[float], rotation: int) -> dict[str, Any] | None:
    """A rectangle in PDF coordinates as shares of the page as it is displayed; None where it makes no sense."""
    with suppress(ValueError, TypeError, ZeroDivisionError):
        left, bottom, right, top = (float(side) for side in _items(sides))
        x0, y0, x1, y1 = edges
        across = sorted(min(max((side - x0) / (x1 - x0), 0), 1) for side in (left, right))
        down = sorted(min(max((y1 - side) / (y1 - y0), 0), 1) for side in (bottom, top))
        if rotation in {90, 180}:
            down = [1 - down[1], 1 - down[0]]
        if rotation in {180, 270}:
            across = [1 - across[1], 1 - across[0]]
        if rotation in {90, 270}:
            across, down = down, across
        return {"left": across[0], "top": down[0], "right": across[1], "bottom": down[1]}
    return None


def _dictionary_at(holder: object, key: Name) -> Dictionary:
    part = holder.get(key) if isinstance(holder, Dictionary | pikepdf.Stream) else None
    return part if isinstance(part, Dictionary) else Dictionary()


def _dictionaries_in(holder: Dictionary) -> list[pikepdf.Object]:
    values = [holder[key] for key in holder.keys()]  # noqa: SIM118 (not a Python dictionary)
    return [value for value in values if isinstance(value, Dictionary | pikepdf.Stream)]


def _items(holder: object) -> list[Any]:
    return list(holder) if isinstance(holder, Array) else []


def _text_of(value: object, depth: int = NAME_DEPTH) -> str:
    if isinstance(value, Dictionary):
        return _file_name(value, depth) if depth > 0 and ("/F" in value or "/UF" in value) else ""
    if isinstance(value, pikepdf.Stream):
        return ""
    return str(value).lstrip("/") if isinstance(value, pikepdf.Name) else str(value)
