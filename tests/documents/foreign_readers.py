"""Documents as programs of others read them, and a picture to put into them."""

import shutil
import struct
import subprocess
import zipfile
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import docx
import pytest
from markdown_it import MarkdownIt

from dutydesk.documents import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
READ = {f"{W}t", f"{W}br"}


def write(document, folder, ending):
    """Write `document` into `folder`, without any fonts but the machine's own."""
    return write_document(document, folder / f"document.{ending}", folder / "no-fonts")


def poppler(program, *arguments):
    if shutil.which(program) is None:
        pytest.skip("poppler is not installed here")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout


def pdf_text(path, page=None):
    pages = () if page is None else ("-f", page, "-l", page)
    return poppler("pdftotext", "-layout", *pages, path, "-")


def pdf_facts(path):
    """Return what pdfinfo says, by its words."""
    lines = poppler("pdfinfo", path).splitlines()
    return {
        word.strip(): meaning.strip() for word, _colon, meaning in (line.partition(":") for line in lines)
    }


def pdf_places(path, word):
    """Return the page and the height in millimetres at which each `word` stands."""
    root = ET.fromstring(poppler("pdftotext", "-bbox", path, "-"))  # noqa: S314 - written by poppler
    html = "{http://www.w3.org/1999/xhtml}"
    return [
        (page, float(each.get("yMin")) * 25.4 / 72)
        for page, sheet in enumerate(root.iter(f"{html}page"), start=1)
        for each in sheet.iter(f"{html}word")
        if each.text == word
    ]


def word_parts(path):
    """Return the XML parts of a DOCX file by their names; each must be well formed."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {
            name: ET.fromstring(archive.read(name))  # noqa: S314 - written by the test
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def word_lines(path):
    """Return the paragraphs of a DOCX file, those in tables too, in their order."""
    (body,) = (part for name, part in word_parts(path).items() if name == "word/document.xml")
    return [
        "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in line.iter() if each.tag in READ)
        for line in body.iter(f"{W}p")
    ]


def word_tables(path):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(path).tables]


class MarkdownPage(HTMLParser):
    """A Markdown file as a program shows it: each piece of text with the elements that it stands in."""

    def __init__(self, path):
        super().__init__()
        self.pieces, self.tags, self.images, self._open = [], [], [], []
        reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        self.feed(reader.render(path.read_text("utf-8")))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in {"br", "img", "hr"}:
            self._open.append(tag)
        self.pieces.append((tag, ""))

    def handle_endtag(self, tag):
        if tag not in {"br", "img", "hr"}:
            assert self._open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.pieces.append((self._open[-1], " ".join(data.split())))

    def texts(self, tag):
        """Return the texts that stand right within elements of this name."""
        return [text for name, text in self.pieces if name == tag and text]

    @property
    def words(self):
        return " ".join(text for _tag, text in self.pieces).split()


def png(width, height):
    """Return a PNG of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b""))
    )


def word_pictures(path):
    """Return the pictures in a DOCX file."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
