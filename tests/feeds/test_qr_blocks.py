"""A QR code of block characters is the code, and fits where it is to stand."""

import pytest
import segno

from dutydesk.feeds.qr_blocks import qr_blocks

PAGE = "https://duty.school.example/s/" + "Ab3-_" * 8 + "xyz"
DARK = {" ": (0, 0), "\N{UPPER HALF BLOCK}": (1, 0), "\N{LOWER HALF BLOCK}": (0, 1), "\N{FULL BLOCK}": (1, 1)}


def modules(lines):
    """Return the modules that lines of blocks stand for."""
    return [[DARK[block][half] for block in line] for line in lines for half in (0, 1)]


def code_within(lines):
    """Return the modules without the light margin, which is as wide on every side."""
    found = modules(lines)
    side = next(i for i, row in enumerate(found) if any(row))
    width = len(found[0])
    assert not any(any(row[:side]) or any(row[width - side :]) for row in found)
    return [row[side : width - side] for row in found[side : side + width - 2 * side]], side


@pytest.mark.parametrize(("rows", "margin"), [(100, 4), (21, 4), (20, 3), (19, 2)])
def test_the_code_is_whole_and_its_margin_as_wide_as_there_is_room(rows, margin):
    lines = qr_blocks(PAGE, 80, rows)
    found, side = code_within(lines)
    assert side == margin
    assert len(lines) <= rows
    assert found == [list(row) for row in segno.make_qr(PAGE, error="l").matrix]


def test_the_pages_of_usual_addresses_fit_beside_text_in_the_smallest_terminal():
    for base in ("https://d.cn", "https://duty.school.example", "https://a-rather-long-name.school.example"):
        lines = qr_blocks(f"{base}/s/{'x' * 43}", 42, 21)
        assert lines


@pytest.mark.parametrize(("columns", "rows"), [(80, 18), (36, 50), (0, 0)])
def test_a_code_that_would_be_cut_is_not_there(columns, rows):
    assert qr_blocks(PAGE, columns, rows) == ()
