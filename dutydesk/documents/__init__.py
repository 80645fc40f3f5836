"""Documents that plugins make, such as minutes, posters and reports, and how they are written to files."""

from dutydesk.documents.document import (
    Block,
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
from dutydesk.documents.writing import ENDINGS, WrittenDocument, write_document

__all__ = [
    "ENDINGS",
    "Block",
    "Bullets",
    "Document",
    "DocumentTable",
    "Facts",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Signatures",
    "WrittenDocument",
    "write_document",
]
