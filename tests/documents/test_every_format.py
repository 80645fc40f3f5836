"""What holds for a document in whatever format: all that it says is there, as text, in its order."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dutydesk.documents import (
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.xml_text import xml_text
from tests.documents.foreign_readers import MarkdownPage, pdf_text, png, word_lines, write
from tests.soak import SOAK

ENDINGS = ("pdf", "docx", "md")
HOSTILE = (
    "#let x = 1; *b* _i_ $a$ `c` @ref <l>",
    "]]> & &amp; <w:t>",
    "a | b || c",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "![x](file:///a) [y](u)",
    "1. one",
    "# heading #",
    "- dash",
    "--- *** ___",
    "~~gone~~ \\ backslash \\",
    "{{ template }} {% run %}",
    "<!-- hidden -->",
    "> quoted",
    "`",
)
ALL = Document(
    title="Weekly meeting",
    school="Xuefu Road School",
    about="kept by Qian",
    blocks=(
        Heading("Chapter one"),
        Paragraph("Two nights were swapped."),
        Paragraph("Stand back.", "strong"),
        Paragraph("A remark.", "muted"),
        Paragraph("Two ways out", "large"),
        Heading("Section two", 2),
        Bullets(("first dot", "second dot")),
        Bullets(("first number", "second number"), numbered=True),
        Facts((("Place", "guard room"), ("Time", "15:10"))),
        DocumentTable(("What", "Who"), (("Mend the lamp", "Li"), ("Copy keys", "Wu"))),
        PageBreak(),
        Signatures(("Squadron leader", "Date")),
    ),
)
ORDER = (
    "Xuefu Road School", "Weekly meeting", "kept by Qian", "Chapter one", "Two nights were swapped.",
    "Stand back.", "A remark.", "Two ways out", "Section two", "first dot", "second dot", "first number",
    "second number", "Place", "guard room", "Time", "15:10", "What", "Who", "Mend the lamp", "Li",
    "Copy keys", "Wu", "Squadron leader", "Date",
)  # fmt: skip


def read(path):
    """Return the text of a document as a foreign program reads it."""
    if path.suffix == ".pdf":
        return pdf_text(path)
    if path.suffix == ".docx":
        return "\n".join(word_lines(path))
    return " ".join(MarkdownPage(path).words)


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_blocks_are_there_in_their_order(tmp_path, ending):
    written = write(ALL, tmp_path, ending)
    text = " ".join(read(written.path).split())
    places = [text.find(part) for part in ORDER[:9]]
    assert -1 not in places
    assert all(earlier < later for earlier, later in pairwise(places))
    assert [part for part in ORDER if part not in text] == []
    assert (written.pages, written.missing_glyphs) == ({"pdf": 2}.get(ending), ())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text_wherever_it_stands(tmp_path, ending, text):
    document = Document(
        title=text,
        school=text,
        about=text,
        blocks=(
            Heading(text),
            *(Paragraph(text, style) for style in ("", "strong", "muted", "large")),
            Bullets((text,)),
            Bullets((text,), numbered=True),
            Facts(((text, text),)),
            DocumentTable((text,), ((text,),), strong_first=True),
            Picture(tmp_path / "none.png", text),
            Signatures((text,)),
        ),
    )
    found = "".join(read(write(document, tmp_path, ending).path).split())
    assert found.count("".join(text.split())) == 16


@pytest.mark.parametrize("ending", ["docx", "md"])
@pytest.mark.parametrize(
    "text", ["安全教育周：消防演练。", "قواعد السلامة في المدرسة", "Nguyễn Thị Ánh 🔥👨‍👩‍👧", "ÅÅ ﬁ ½"]
)
def test_every_script_is_kept(tmp_path, ending, text):
    document = Document(title=text, blocks=(Paragraph(text), DocumentTable(("a",), ((text,),))))
    assert read(write(document, tmp_path, ending).path).count(text) == 3


def test_chinese_reads_back_from_a_pdf(tmp_path):
    written = write(Document(title="安全教育周", blocks=(Paragraph("消防演练。"),)), tmp_path, "pdf")
    if written.missing_glyphs:
        pytest.skip("this machine has no Chinese font")
    assert "安全教育周" in pdf_text(written.path)
    assert "消防演练。" in pdf_text(written.path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_lines_within_a_text_stay_lines(tmp_path, ending):
    text = "one\r\ntwo\x0bthree"
    document = Document(
        title="A title\nin two lines",
        blocks=(
            Paragraph(text),
            Bullets((text,)),
            Facts((("w", text),)),
            DocumentTable(("a\nb",), ((text,),)),
        ),
    )
    path = write(document, tmp_path, ending).path
    assert "A title in two lines" in read(path)
    if ending == "md":
        assert MarkdownPage(path).tags.count("br") == 9
    else:
        lines = [line.split()[-1] for line in read(path).splitlines() if line.strip()]
        assert [line for line in lines if line in {"one", "two", "three", "a", "b"}] == [
            *("one", "two", "three") * 3, "a", "b", "one", "two", "three",
        ]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_xml_cannot_hold_is_left_out(tmp_path, ending):
    odd = "a\x00b\x08c\x1bd\ud800e\ufffff\tg"
    document = Document(
        title=odd,
        school=odd,
        about=odd,
        blocks=(Paragraph(odd), DocumentTable((odd,), ((odd,),)), Facts(((odd, odd),))),
    )
    assert read(write(document, tmp_path, ending).path).count("abcdef g") == 8


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "block",
    [
        Heading("", 0),
        Heading("x", 9),
        Paragraph(""),
        Paragraph("\n\n"),
        Bullets(()),
        Bullets(("", "")),
        Bullets((), numbered=True),
        Facts(()),
        Facts((("", ""),)),
        DocumentTable((), ()),
        DocumentTable((), (("only", "rows"),)),
        DocumentTable(("only", "headings"), ()),
        DocumentTable(("a",), (("more", "cells", "than headings"), ())),
        DocumentTable(("a", "b"), (("1", "2"),), widths=(1.0,)),
        DocumentTable(("a", "b"), (("1", "2"),), widths=(0.0, float("nan"))),
        Signatures(()),
        Signatures(("",)),
        PageBreak(),
    ],
)
def test_what_is_empty_or_uneven_does_no_harm(tmp_path, ending, block):
    document = Document(title="", blocks=(block, block, Paragraph("the end")))
    text = read(write(document, tmp_path, ending).path)
    assert "the end" in text
    if isinstance(block, DocumentTable):
        assert all(cell in text for row in (block.headers, *block.rows) for cell in row)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "content", [None, b"", b"no picture", png(40, 30)[:60], b"\x89PNG\r\n\x1a\n", png(0, 0), b"GIF89a"]
)
def test_a_picture_that_cannot_be_shown_is_named(tmp_path, ending, content):
    file = tmp_path / "gate at night.png"
    if content is not None:
        file.write_bytes(content)
    document = Document(title="x", blocks=(Picture(file, "The gate"), Paragraph("after it")))
    text = " ".join(read(write(document, tmp_path, ending).path).split())
    assert re.search(r"\[The picture gate at night.png cannot be shown.\] The gate.*after it", text)


ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("#*_-+=~`|\\<>[]()!&;:.1 \n\t\"'$%{}^")), max_size=30
)


@pytest.mark.soak
@pytest.mark.parametrize("ending", ["docx", "md"])
def test_any_text_survives_as_text(tmp_path, ending):
    @given(text=ANY_TEXT)
    @settings(max_examples=20 * SOAK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @example("\\")
    @example("a\\|b")
    @example("&lt;&#35;")
    @example("- \n1)\n===\n---")
    @example("\u3000x\u00a0")
    def survives(text):
        document = Document(
            title="t",
            blocks=(
                Paragraph(text),
                Paragraph("mid"),
                Paragraph(text, "strong"),
                Paragraph("mid"),
                Bullets((text, "mid", text)),
                DocumentTable(("mid", "mid"), ((text, "mid"),), strong_first=True),
                Paragraph("mid"),
            ),
        )
        found = "".join(read(write(document, tmp_path, ending).path).split())
        expected = "".join(xml_text(text).split())
        assert found == f"t{expected}mid{expected}mid{expected}mid{expected}midmid{expected}midmid"

    survives()
