"""The Markdown file: its structure as markdown-it reads it."""

import pytest

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
from tests.documents.foreign_readers import MarkdownPage, png, write


def page(folder, *blocks, **head):
    return MarkdownPage(write(Document(title="T", blocks=blocks, **head), folder, "md").path)


def source(folder, *blocks):
    return write(Document(title="T", blocks=blocks), folder, "md").path.read_text("utf-8")


def test_the_head_and_the_headings(tmp_path):
    found = page(tmp_path, Heading("one"), Heading("two", 2), school="学校", about="about")
    assert (found.texts("h1"), found.texts("h2"), found.texts("h3")) == (["T"], ["one"], ["two"])
    assert found.texts("em") == ["学校", "about"]


def test_paragraphs_and_their_styles(tmp_path):
    found = page(
        tmp_path, Paragraph("a"), Paragraph("b", "strong"), Paragraph("c", "muted"), Paragraph("d", "large")
    )
    assert (found.texts("p"), found.texts("strong"), found.texts("em")) == (["a"], ["b", "d"], ["c"])


@pytest.mark.parametrize("text", ["（重要）", "*", "。", "_x_", "a\\"])
def test_bold_type_of_any_text_is_bold(tmp_path, text):
    assert page(tmp_path, Paragraph(text, "strong")).texts("strong") == [text]


def test_lists_that_follow_one_another_stay_apart(tmp_path):
    dots, numbers = Bullets(("a", "b")), Bullets(("c", "d"), numbered=True)
    facts = Facts((("Place", "hall"),))
    found = page(tmp_path, dots, dots, dots, numbers, numbers, facts, facts)
    assert (found.tags.count("ul"), found.tags.count("ol")) == (5, 2)
    assert found.texts("li") == ["a", "b"] * 3 + ["c", "d"] * 2 + ["hall"] * 2
    assert found.texts("strong") == ["Place:"] * 2


def test_a_table_keeps_its_columns_whatever_its_cells_hold(tmp_path):
    table = DocumentTable(("a|b", "", "c"), (("x\ny", "`|`", "\\|"), ("", "", "")), strong_first=True)
    found = page(tmp_path, table)
    assert (found.tags.count("th"), found.tags.count("tr"), found.tags.count("td")) == (3, 3, 6)
    assert found.texts("th") == ["a|b", "c"]
    assert found.texts("td") == ["`|`", "\\|"]
    assert found.texts("strong") == ["x", "y"]
    assert "x<br>y" in source(tmp_path, table)


def test_signatures_and_page_breaks_are_lines(tmp_path):
    found = page(tmp_path, Signatures(("Leader",)), PageBreak(), Paragraph("after"))
    assert found.texts("p") == ["Leader: " + "_" * 30, "after"]
    assert found.tags.count("hr") == 1


def test_ordinary_text_stays_readable(tmp_path):
    text = "On 2026-11-24, at 15:10 (hall): 3 guards + 1 deputy - 50%! Well done?"
    assert text in source(tmp_path, Paragraph(text))


def test_a_picture_is_linked_from_where_the_file_is(tmp_path):
    folder = tmp_path / "files of week"
    folder.mkdir()
    (folder / "正门 (1).png").write_bytes(png(3, 2))
    (image,) = page(tmp_path, Picture(folder / "正门 (1).png", "The [gate]")).images
    assert image["alt"] == "The [gate]"
    assert image["src"] == "files%20of%20week/%E6%AD%A3%E9%97%A8%20%281%29.png"


def test_a_picture_elsewhere_is_linked_from_there(tmp_path):
    (tmp_path / "photo.png").write_bytes(png(3, 2))
    (tmp_path / "out").mkdir()
    (image,) = page(tmp_path / "out", Picture(tmp_path / "photo.png")).images
    assert (image["src"], image["alt"]) == ("../photo.png", "photo")


def test_a_script_in_a_text_is_no_script(tmp_path):
    found = page(tmp_path, Paragraph("<script>alert(1)</script>"), DocumentTable(("<img src=x>",), ()))
    assert not {"script", "img"} & set(found.tags)
