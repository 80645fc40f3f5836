"""Documents that plugins make, such as minutes, posters and reports, and how they are written to files."""

from dutydesk.documents.attached import attachment_blocks
from dutydesk.documents.document import (
    BarChart,
    BarGroup,
    Block,
    Bullets,
    ChartPoint,
    ChartSeries,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Label,
    LabelSheet,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.sources import Source, Sources
from dutydesk.documents.writing import (
    ENDINGS,
    FONTS_FOLDER,
    WrittenDocument,
    put_drawing,
    write_document,
)
from dutydesk.replacing import ending_of

__all__ = [
    "ENDINGS",
    "FONTS_FOLDER",
    "BarChart",
    "BarGroup",
    "Block",
    "Bullets",
    "ChartPoint",
    "ChartSeries",
    "Document",
    "DocumentTable",
    "Drawing",
    "Facts",
    "Heading",
    "Label",
    "LabelSheet",
    "LineChart",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Signatures",
    "Source",
    "Sources",
    "WrittenDocument",
    "attachment_blocks",
    "ending_of",
    "put_drawing",
    "write_document",
]
