"""Texts, fields, lists, forms and questions."""

from datetime import date

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical

from dutydesk.tui.widgets import (
    ConfirmBar,
    FilterBar,
    Form,
    FormField,
    LineBar,
    LinePart,
    MonthModel,
    MonthView,
    SelectTable,
    TableColumn,
    TableRow,
    TextInput,
    fit,
    parse_clock,
    parse_day,
    plain,
    wrapped,
)
from dutydesk.tui.widgets.inputs import ChoiceInput
from tests.terminal.fake_desk import HOSTILE
from tests.terminal.pilot_help import lines, text, type_text

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", [*HOSTILE, "李伟", "a" * 300, "", "日本語テキスト", "[bold]x[/bold]"])
@pytest.mark.parametrize("cells", [0, 1, 2, 7, 20])
def test_fitted_text_has_exactly_its_width(name, cells):
    fitted = fit(name, cells)
    assert cell_len(fitted) == cells
    assert "\x1b" not in fitted


def test_text_is_cut_with_a_mark_and_markup_stays_text():
    assert fit("Main gate", 6) == "Main >"
    assert fit("ab", 4, "right") == "  ab"
    assert plain("[red]x[/] [/]").plain == "[red]x[/] [/]"


def test_long_text_is_broken_within_its_width():
    broken = wrapped("Li Wei is at the weekly meeting 例会例会例会例会例会 during duty", 12)
    assert all(cell_len(line) <= 12 for line in broken)
    assert "".join(broken).replace(" ", "") == "LiWeiisattheweeklymeeting例会例会例会例会例会duringduty"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026/12/01", date(2026, 12, 1)),
        ("12-01", date(2026, 12, 1)),
        ("1-5", date(2027, 1, 5)),
        ("+3", date(2026, 11, 27)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 25)),
    ],
)
def test_days_are_read_as_people_type_them(typed, day):
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("12-31", date(2027, 1, 2), date(2026, 12, 31)),
        ("1-2", date(2026, 12, 30), date(2027, 1, 2)),
        ("02-29", date(2027, 11, 5), date(2028, 2, 29)),
        ("3-1", date(2026, 11, 24), date(2027, 3, 1)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_of_that_name(typed, today, day):
    assert parse_day(typed, today) == day


@pytest.mark.parametrize("typed", ["", "2026-02-30", "soon", "13-45", "++3", "\x1b[2J"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError, match="Type a day"):
        parse_day(typed, TODAY)


def test_times_are_read_as_people_type_them():
    assert [parse_clock(t) for t in ("8", "08:30", "800", "1730", "24:00")] == [
        "08:00", "08:30", "08:00", "17:30", "24:00",
    ]  # fmt: skip
    for wrong in ("25", "8:70", "noon", "24:01"):
        with pytest.raises(ValueError, match="Type a time"):
            parse_clock(wrong)


class WidgetApp(App[None]):
    """Shows the widgets it is given and remembers the rows that were chosen."""

    def __init__(self, *widgets) -> None:
        super().__init__()
        self.widgets = widgets
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_select_table_row_selected(self, message: SelectTable.RowSelected) -> None:
        self.chosen.append(message.row.key)


def sample_table() -> SelectTable:
    table = SelectTable((TableColumn("k", "Key", 6), TableColumn("n", "Name")), empty="Nobody yet.")
    names = ("李伟", "Wang Fang", *HOSTILE)
    table.show_rows(
        [TableRow("h", ("Squad",), heading=True)]
        + [TableRow(f"r{n}", (f"k{n}", name)) for n, name in enumerate(names)]
    )
    return table


async def test_a_list_is_read_by_keyboard_and_mouse():
    table = sample_table()
    app = WidgetApp(table)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert table.current.key == "r0"
        await pilot.press("down", "enter")
        assert app.chosen == ["r1"]
        await pilot.press("end", "home", "up")
        assert table.current.key == "r0"
        await pilot.click(SelectTable, offset=(3, 4))
        assert table.current.key == "r2"
        assert len({cell_len(line[: line.index("k")]) for line in lines(app)[2:8] if "k" in line}) == 1
        assert "\x1b" not in text(app)


async def test_a_filter_narrows_and_is_dropped():
    table = sample_table()
    bar = FilterBar(table)
    app = WidgetApp(bar, table)
    async with app.run_test(size=(40, 12)) as pilot:
        bar.open()
        await pilot.pause()
        await type_text(pilot, "WANG")
        await pilot.pause()
        assert [row.key for row in table.rows] == ["h", "r1"]
        await pilot.press("enter")
        assert table.has_focus
        assert bar.is_open
        bar.open()
        await type_text(pilot, "zz")
        await pilot.pause()
        assert "Nothing matches" in text(app)
        await pilot.press("escape")
        assert len(table.rows) == 8


async def test_an_empty_list_says_what_to_do():
    app = WidgetApp(SelectTable((TableColumn("k", "Key"),), empty="Nobody yet."))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down", "enter", "pagedown")
        assert "Nobody yet." in text(app)
        assert app.chosen == []


def sample_form(save) -> Form:
    return Form(
        "New person [/]",
        [
            FormField("name", "Name", required=True),
            FormField("first", "First day", "date", today=TODAY),
            FormField(
                "rank",
                "Rank",
                "choice",
                "guard",
                (("leader", "leader"), ("guard", "guard"), ("staff", "staff")),
            ),
        ],
        save,
    )


async def test_a_form_checks_as_one_types_and_keeps_everything_on_an_error():
    saved = []
    form = sample_form(lambda values: bool(saved.append(values)))
    app = WidgetApp(form)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        assert "This is needed." in text(app)
        await type_text(pilot, "李伟 [/]")
        await pilot.press("tab")
        await type_text(pilot, "soon")
        await pilot.pause()
        assert "Type a day such as" in text(app)
        await pilot.press("enter")
        assert saved == []
        assert form.values["name"] == "李伟 [/]"
        assert form.values["first"] == "soon"
        await pilot.press(*["backspace"] * 4, "+", "3", "down", "right")
        await pilot.press("enter")
        assert saved == [{"name": "李伟 [/]", "first": "2026-11-27", "rank": "staff"}]
        assert form.is_attached
        assert form.values["first"] == "+3"
        form.fail("name", "Someone else was faster.")
        await pilot.pause()
        assert "Someone else was faster." in text(app)


async def test_a_form_that_was_kept_closes_and_escape_asks_only_when_typed():
    app = WidgetApp(sample_form(lambda _values: True))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("L", "escape")
        await pilot.pause()
        assert "Drop what you typed?" in text(app)
        await pilot.press("q", "n")
        await pilot.pause()
        assert app.query_one(Form).values["name"] == "L"
        await pilot.press("enter")
        await pilot.pause()
        assert not app.query(Form)
        await app.mount(sample_form(lambda _values: True))
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert not app.query(Form)


async def test_no_cursor_blinks_and_nothing_raw_is_pasted():
    class PasteApp(App[None]):
        def compose(self) -> ComposeResult:
            yield TextInput("a\x1bb")

    app = PasteApp()
    async with app.run_test(size=(40, 5)) as pilot:
        line = app.query_one(TextInput)
        assert not line.cursor_blink
        line.post_message(events.Paste("x\x1b]52;c;AAAA\x07[/]\nnext"))
        await pilot.pause()
        assert "\x1b" not in line.value
        assert line.value.endswith("[/]")


async def test_a_choice_is_changed_by_key_letter_and_click():
    choice = ChoiceInput((("a", "Alpha"), ("b", "Beta"), ("c", "[/]")), "b")
    app = WidgetApp(choice)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("right")
        assert choice.value == "c"
        assert "[/]" in text(app)
        await pilot.press("a")
        assert choice.value == "a"
        await pilot.click(ChoiceInput, offset=(5, 0))
        assert choice.value == "b"


async def test_a_question_takes_y_n_or_a_click():
    answers = []
    bar = ConfirmBar()
    app = WidgetApp(TextInput(), bar)
    async with app.run_test(size=(60, 5)) as pilot:
        bar.ask("Delete [/]?", lambda: answers.append("yes"), lambda: answers.append("no"))
        await pilot.pause()
        assert "Delete [/]?" in text(app)
        await pilot.press("x", "n")
        bar.ask("Again?", lambda: answers.append("yes"))
        await pilot.pause()
        await pilot.click(ConfirmBar, offset=(bar.line_text.index("Yes"), 0))
        assert answers == ["no", "yes"]
        assert app.query_one(TextInput).has_focus
        assert not bar.display


async def test_a_month_is_walked_through():
    view = MonthView(TODAY)
    view.show(MonthModel({TODAY: ("16:00 例会", *HOSTILE)}, {date(2026, 11, 1): "="}, TODAY))
    app = WidgetApp(view)
    async with app.run_test(size=(80, 22)) as pilot:
        await pilot.pause()
        assert "24 +4" in text(app)
        assert "16:00 例会" in text(app)
        assert "1=" in text(app)
        await pilot.press("right")
        assert view.day == date(2026, 11, 25)
        await pilot.press("down")
        assert view.day == date(2026, 12, 2)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert view.day == date(2027, 3, 2)
        await pilot.click(MonthView, offset=(2, 2))
        assert view.day == date(2027, 3, 1)
        assert all(cell_len(line) == 80 for line in lines(app))


async def test_what_a_line_is_to_say_out_of_sight_is_there_when_it_comes_back():
    line = LineBar()
    panel = Vertical(line)
    app = WidgetApp(panel)
    async with app.run_test(size=(60, 10)) as pilot:
        line.show_parts([LinePart("Who are you?")])
        await pilot.pause()
        panel.display = False
        await pilot.pause()
        line.show_parts([LinePart("Whose duty do you take?")])
        panel.display = True
        await pilot.pause()
        assert "Whose duty do you take?" in text(app)


async def test_a_day_that_stands_in_a_field_gives_way_to_what_is_typed():
    class LeaveApp(App[None]):
        def compose(self) -> ComposeResult:
            day = FormField("day", "Day", "date", "2026-11-24", today=TODAY)
            yield Form("Leave", [day], lambda _values: True)

    app = LeaveApp()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        await type_text(pilot, "+3")
        assert app.query_one(TextInput).value == "+3"
