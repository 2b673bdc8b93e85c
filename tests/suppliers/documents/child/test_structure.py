import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from suppliers.documents.child import structure
from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code, Refused
from tests.suppliers.documents import sample_files, sample_pages, signed_pdfs
from tests.suppliers.documents.sample_pages import change_pdf, file_specification, note, script


def inside(content):
    return structure.inspect(content, max_pages=10)[0]


def marks(content, *kinds):
    found = inside(content)["structure"]["marks"]
    return [(mark["kind"], mark["what"]) for mark in found if mark["kind"] != "font-not-embedded"]


def put_script(pdf):
    pdf.Root.OpenAction = script()


def put_named_script(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Kids=Array([Dictionary(Names=Array(["go", script()]))])))


def put_launch(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F="cmd.exe", Next=Dictionary(S=Name.URI, URI="http://example.org"))


def put_file(pdf):
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["a", file_specification(pdf)])))


def put_associated_file(pdf):
    pdf.Root.AF = Array([file_specification(pdf)])


def put_external_picture(pdf):
    external = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Ref=Dictionary(F="other.pdf"))
    pdf.pages[0].Resources.XObject = Dictionary(X=external)


def put_hidden_layer(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="old date"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def put_form(pdf):
    pdf.Root.AcroForm = Dictionary(XFA="<x/>", Fields=Array([Dictionary(FT=Name.Tx, T="name")]))


def put_page_action(pdf):
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F="http://example.org/in"))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda pdf: None, []),
        (put_script, [("open-action", "JavaScript"), ("script", "app.alert(1)")]),
        (put_named_script, [("script", "go")]),
        (put_launch, [("open-action", "Launch"), ("launch", "cmd.exe"), ("link", "http://example.org")]),
        (put_file, [("embedded-file", "invoice.exe")]),
        (put_associated_file, [("associated-file", "invoice.exe")]),
        (put_external_picture, [("external-reference", "other.pdf")]),
        (put_hidden_layer, [("hidden-layer", "old date")]),
        (put_form, [("xfa", ""), ("form-field", "name")]),
        (put_page_action, [("open-action", "SubmitForm"), ("submit", "http://example.org/in")]),
    ],
)
def test_features_that_a_plain_document_does_not_have_are_reported(change, found):
    assert marks(change_pdf(change)) == found


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, {"left": 0.0, "top": 0.0, "right": 0.5, "bottom": 0.5}),
        (90, {"left": 0.5, "top": 0.0, "right": 1.0, "bottom": 0.5}),
        (180, {"left": 0.5, "top": 0.5, "right": 1.0, "bottom": 1.0}),
        (270, {"left": 0.0, "top": 0.5, "right": 0.5, "bottom": 1.0}),
    ],
)
def test_an_annotation_has_its_place_as_displayed(rotation, box):
    def put(pdf):
        pdf.pages[0].obj.Rotate = rotation
        pdf.pages[0].obj.Annots = Array([note("Stamp")])

    mark = next(one for one in inside(change_pdf(put))["structure"]["marks"] if one["kind"] == "annotation")

    assert (mark["what"], mark["page"]) == ("Stamp", 1)
    assert mark["box"] == pytest.approx(box)


def test_links_fields_and_attached_files_of_a_page():
    def put(pdf):
        field = pdf.make_indirect(note("Widget", FT=Name.Tx, T="date", AA=Dictionary(K=script("x"))))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.pages[0].obj.Annots = Array([
            note("Link", A=Dictionary(S=Name.URI, URI="http://example.org")),
            field,
            note("FileAttachment", FS=file_specification(pdf, "a.zip")),
            note("Link", rect=(1, 2), A=Dictionary(S=Name.GoToR, F="b.pdf")),
        ])  # fmt: skip

    assert marks(change_pdf(put)) == [
        ("link", "http://example.org"),
        ("form-field", "date"),
        ("open-action", "JavaScript"),
        ("script", "x"),
        ("embedded-file", "a.zip"),
        ("external-reference", "b.pdf"),
    ]


def test_trees_and_actions_that_bite_their_own_tail_end():
    def put(pdf):
        node = pdf.make_indirect(Dictionary(Names=Array(["a", file_specification(pdf)])))
        node.Kids = Array([node, node])
        pdf.Root.Names = Dictionary(EmbeddedFiles=node)
        action = pdf.make_indirect(script())
        action.Next = Array([action, action])
        pdf.Root.OpenAction = action

    found = inside(change_pdf(put))["structure"]

    assert len(found["marks"]) == 200
    assert found["unlisted"] > 100


def test_fonts_that_are_not_in_the_file_are_named():
    kinds = {mark["what"] for mark in inside(sample_files.pdf())["structure"]["marks"]}

    assert kinds == {"Helvetica"}
    assert inside(sample_pages.worded_pdf())["structure"]["marks"][0]["kind"] == "font-not-embedded"


def test_each_saving_counts():
    once = signed_pdfs.signed_pdf()

    assert inside(sample_files.pdf())["structure"]["revisions"] == 1
    assert inside(once)["structure"]["revisions"] == 2
    assert inside(signed_pdfs.changed_after(once))["structure"]["revisions"] == 3


def test_a_file_laid_out_for_the_web_was_saved_once(tmp_path):
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "web.pdf", linearize=True)

    assert inside((tmp_path / "web.pdf").read_bytes())["structure"]["revisions"] == 1


def test_metadata_is_read_from_both_places():
    def put(pdf):
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["pdf:Producer"] = "Adobe Photoshop"
            xmp["xmp:CreateDate"] = "2021-01-02T03:04:05Z"

    found = inside(change_pdf(put))["metadata"]

    assert found["producer"].startswith("ReportLab")
    assert found["created"] == "2000-01-01T00:00:00+00:00"
    assert found["said_again"] == {"producer": "Adobe Photoshop", "created": "2021-01-02T03:04:05Z"}


def test_broken_metadata_counts_as_missing():
    def put(pdf):
        pdf.Root.Metadata = pdf.make_stream(b"<x")

    assert inside(change_pdf(put))["metadata"]["said_again"] == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("D:20260305083000+08'00'", "2026-03-05T08:30:00+08:00"),
        ("D:20260305083000Z", "2026-03-05T08:30:00Z"),
        ("D:202603050830", "2026-03-05T08:30:00"),
        ("20260305", "2026-03-05"),
        ("D:2026", "2026"),
        ("5 March", "5 March"),
        ("", ""),
    ],
)
def test_moments_are_written_the_iso_way(written, read):
    assert structure.moment(written) == read


@pytest.mark.parametrize(("content", "expected"), [(sample_files.pdf(), False), (signed_pdfs.signed_pdf(), True)])
def test_signature_fields_are_looked_for(content, expected):
    assert inside(content)["has_signatures"] is expected


@pytest.mark.parametrize(
    ("content", "code"),
    [(sample_files.pdf(password="secret"), Code.PASSWORD_PROTECTED), (b"%PDF-1.7\n", Code.UNREADABLE)],
)
def test_what_cannot_be_opened_says_why(content, code):
    with pytest.raises(Refusal) as caught:
        inside(content)

    assert caught.value.refused == Refused(code)


def test_a_file_that_is_named_after_itself_hides_nothing_else():
    def tangle(pdf):
        put_launch(pdf)
        named = pdf.make_indirect(Dictionary())
        named.F = named
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im=named)

    found = {one["kind"] for one in inside(change_pdf(tangle))["structure"]["marks"]}

    assert {"launch", "external-reference"} <= found
