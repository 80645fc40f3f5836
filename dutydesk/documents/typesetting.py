"""Making a PDF from a typst template, and saying which characters no font could draw."""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typst

from dutydesk.api import DataProblem
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.fonts import families, fonts_of, has_bold
from dutydesk.wording import _

_ARCHIVE: Final = "a-2b"
"""PDF/A: a document that holds all it needs. It allows no character without a glyph, so typst names those."""

_PICTURE_PPI: Final = 200

_NO_GLYPH = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def typeset(template: Path, document: Mapping[str, object], fonts: Path) -> Drawing:
    """Return the PDF that `template` makes of `document`.

    The template reads it as JSON from ``sys.inputs.document``: data there, never markup. Under ``fonts``
    stand the families to try, and under ``has-bold`` whether the first has bold letters; the folder `fonts`
    may hold more of them. The template labels the number of its pages ``<pages>``, and reads files only out
    of its own folder.

    Where a character has no glyph in any font, the document is made all the same, no longer as PDF/A, with
    a box in its place. It has no tags for screen readers, which would make it several times as large.

    Raises:
        DataProblem: typst cannot set it.
    """
    found = fonts_of(fonts)
    tried = families(found, fonts)
    inputs = json.dumps({**document, "fonts": tried, "has-bold": has_bold(found, tried[0])})
    compiler = typst.Compiler(str(template), font_paths=found, sys_inputs={"document": inputs})
    missing: tuple[str, ...] = ()
    try:
        try:
            content = compiler.compile(format="pdf", pdf_standards=_ARCHIVE, pdf_tags=False)
        except typst.TypstError as error:
            missing = _glyphs_in(error.diagnostic)
            content = compiler.compile(format="pdf", pdf_tags=False)
        pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    except typst.TypstError as error:
        raise DataProblem(_("the PDF cannot be made: {reason}").format(reason=error.message)) from error
    if not isinstance(content, bytes):
        raise TypeError("a PDF is one file")
    return Drawing(content, pages, missing)


def typeset_picture(template: Path, document: Mapping[str, object], fonts: Path) -> bytes:
    """Return the one page that `template` makes of `document` as a PNG, in all else like `typeset`.

    Raises:
        DataProblem: typst cannot set it.
    """
    found = fonts_of(fonts)
    inputs = json.dumps({**document, "fonts": families(found, fonts)})
    compiler = typst.Compiler(str(template), font_paths=found, sys_inputs={"document": inputs})
    try:
        content = compiler.compile(format="png", ppi=_PICTURE_PPI)
    except typst.TypstError as error:
        raise DataProblem(_("the picture cannot be made: {reason}").format(reason=error.message)) from error
    if not isinstance(content, bytes):
        raise TypeError("a picture is one page")
    return content


def _glyphs_in(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that typst says no font has, each once.

    Invisible ones, which join the parts of an emoji, are passed over beside those that they join.
    """

    def unescaped(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    found = dict.fromkeys(_ESCAPED.sub(unescaped, text) for text in _NO_GLYPH.findall(diagnostic))
    seen = tuple(text for text in found if not all(unicodedata.category(each) == "Cf" for each in text))
    return seen or tuple(found)
