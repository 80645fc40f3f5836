"""The fonts in which documents are set."""

from collections.abc import Sequence
from pathlib import Path

import typst

PREFERRED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "SimHei",
    "SimSun",
    "Noto Sans SC",
    "Droid Sans Fallback",
    "AR PL UMing CN",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans",
    "DejaVu Sans",
    "Segoe UI",
    "Arial",
    "Liberation Sans",
)
"""Sans-serif families, Chinese ones first: they have Latin letters that go with them, and the others have no
Chinese ones. One of the first that is there draws the digits, so that a page looks the same all over."""

_ALWAYS = "Libertinus Serif"
"""Comes with typst."""

_BOLD = 600


def fonts_of(folder: Path) -> typst.Fonts:
    """Return the fonts of the system and those whose files are in `folder`, which need not exist."""
    return typst.Fonts(font_paths=[str(folder)] if folder.is_dir() else [])


def families(fonts: typst.Fonts, folder: Path) -> Sequence[str]:
    """Return the families to try, in order; after them typst itself looks through all the others.

    Families out of `folder` come after the system's: some, such as those of emoji, have digits that nobody
    wants in a table.
    """
    known = set(fonts.families())
    inside = folder.resolve()
    own = [
        each.family
        for each in fonts.fonts()
        if each.path and Path(each.path).resolve().is_relative_to(inside)
    ]
    found = [each for each in PREFERRED if each in known]
    return tuple(dict.fromkeys([*found, *sorted(own), _ALWAYS]))


def has_bold(fonts: typst.Fonts, family: str) -> bool:
    """Return whether there are bold letters of `family`; some Chinese families have none."""
    return any(each.family == family and each.weight >= _BOLD for each in fonts.fonts())
