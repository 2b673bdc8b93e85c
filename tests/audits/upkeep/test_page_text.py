"""The words of a page."""

from audits.upkeep.page_text import words_of_page

NOTICE = b"""<!DOCTYPE html><html><head><style>p{color:red}</style><script>var visits = 8123;</script></head><body>
<header><a href="/">Agency for Devices</a></header><nav><li>Home<li>News</nav>
<h1>Notice&nbsp;to importers</h1><p>From 1 July 2027 every
   importer shall register.</p><footer>Page generated in 12 ms</footer></body></html>"""


def test_design_scripts_and_what_stands_around_are_left_out():
    assert words_of_page(NOTICE) == "Notice to importers\nFrom 1 July 2027 every importer shall register."


def test_another_design_with_the_same_words_is_the_same():
    redesigned = NOTICE.replace(b"color:red", b"color:blue").replace(b"8123", b"9999").replace(b"12 ms", b"7 ms")
    redesigned = redesigned.replace(b"<h1>", b"<section><h1 class=big>").replace(b"</h1>", b"</h1></section>")

    assert words_of_page(redesigned) == words_of_page(NOTICE)


def test_another_word_is_another_text():
    assert words_of_page(NOTICE.replace(b"shall", b"may")) != words_of_page(NOTICE)


def test_plain_text_and_data_are_read_as_they_are():
    assert words_of_page(b'{"until":  "2027-01-01"}\n\n') == '{"until": "2027-01-01"}'


def test_a_pdf_has_no_words_here():
    assert words_of_page(b"%PDF-1.7 ...") == ""


def test_a_tag_that_is_never_closed_hides_nothing_after_its_parent():
    page = b"<!doctype html><header><nav>menu</header><p>The rule</p>"
    assert words_of_page(page) == "The rule"
