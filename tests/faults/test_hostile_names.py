"""Names that were made to do harm: every widget by itself, and the whole program on a desk full of them."""

import importlib
import pkgutil
from collections.abc import Sequence
from datetime import date

import pytest
from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

import dutydesk.tui.widgets as package
from benchmarks.faults.hostile_texts import TEXTS, eaten, obeyed, raw
from dutydesk.api.commands import print_json
from dutydesk.domain.text import UNSHOWN
from dutydesk.tui.pen import look_of
from dutydesk.tui.sent_screen import SentScreen, SparedUpdate
from dutydesk.tui.widgets import (
    Bar,
    BarChart,
    ChoiceInput,
    ConfirmBar,
    DutyGrid,
    FilterBar,
    Form,
    FormField,
    GridCell,
    GridColumn,
    GridFooter,
    GridModel,
    GridRow,
    LineBar,
    LinePart,
    MessageBar,
    MonthModel,
    MonthView,
    SelectTable,
    TableColumn,
    TableRow,
    TextInput,
    plain,
)
from dutydesk.tui.widgets.drafting import Drafted, DraftLine
from dutydesk.tui.widgets.form import FieldLine, FieldList, FormTitle
from dutydesk.tui.widgets.grid_content import GridContent
from dutydesk.tui.widgets.grid_pointer import GridPointer
from dutydesk.tui.widgets.grid_view import GridView
from dutydesk.tui.widgets.key_bar import KeyBar
from dutydesk.tui.widgets.prose_pane import ProseArea, ProsePane
from dutydesk.tui.widgets.tab_bar import AreaTab, TabBar
from dutydesk.tui.widgets.text_pane import SafeArea, TextPane, TomlArea

DAY = date(2026, 11, 24)
HARMLESS = (
    "Li Wei",
    "one\ntwo\n\nthree four",
    "?[1",
    "# one",
    "Li Wei " * 50,
    'a = "x" # y\n[t]\nb = 1\nc = 2026-11-24\n' * 9,
)
HIGH = 14


def grid(text: str) -> DutyGrid:
    columns = (GridColumn("a", text, text, text), GridColumn("b", "Tu", "2", today=True))
    cell = GridCell(text, "warning", text, (text, text))
    return DutyGrid(
        GridModel(
            (GridRow("r", text, (text,), tail=text, brief=text), GridRow("s", "x")),
            columns, {("r", "a"): cell}, (text,), (GridFooter(text, (cell, cell)),), text,
        )
    )  # fmt: skip


def table(text: str) -> SelectTable:
    made = SelectTable((TableColumn("a", text, 12), TableColumn("b", text)), empty=text)
    made.show_rows([TableRow("h", (text,), heading=True), TableRow("r", (text, text), "warning")])
    return made


def form(text: str) -> Form:
    choice = FormField("c", text, "choice", "x", (("x", text), ("y", "y")))
    return Form(text, [FormField("a", text, value=text), choice], lambda _values: True, about=text)


def line(made: LineBar, text: str) -> LineBar:
    made.show_parts([LinePart(text, "key", "app.bell"), LinePart(text)], [LinePart(text, "muted")])
    return made


def month(text: str) -> MonthView:
    made = MonthView(DAY)
    made.show(MonthModel({DAY: (text, text, text)}, {DAY: text}, DAY))
    return made


def chart(text: str) -> BarChart:
    made = BarChart()
    made.show_bars([Bar(text, 3.0, 2.0, text), Bar("x", 1.0)], text, text)
    return made


def message(text: str) -> MessageBar:
    made = MessageBar()
    made.show_message(text, "error")
    return made


def tabs(text: str) -> TabBar:
    made = TabBar()
    made.show_tabs((AreaTab("a", text), AreaTab("b", text)), "a")
    made.show_clock(text)
    return made


def set_later(text: str) -> TextInput:
    made = TextInput("x", hint=text)
    made.value = text
    return made


MADE = {
    BarChart: chart,
    ChoiceInput: lambda text: ChoiceInput((("a", text), ("b", text)), "a"),
    ConfirmBar: lambda text: line(ConfirmBar(), text),
    DutyGrid: grid,
    FieldLine: lambda text: FieldLine(FormField("a", text, value=text, required=True), 12),
    FilterBar: lambda text: FilterBar(table(text)),
    Form: form,
    FormTitle: lambda text: line(FormTitle(), text),
    DraftLine: lambda text: line(DraftLine(), text),
    KeyBar: lambda text: line(KeyBar(), text),
    LineBar: lambda text: line(LineBar(), text),
    MessageBar: message,
    MonthView: month,
    ProseArea: ProseArea,
    ProsePane: lambda text: ProsePane(text, text, lambda _text: "", about=text),
    SafeArea: SafeArea,
    SelectTable: table,
    TabBar: tabs,
    TextInput: set_later,
    TextPane: lambda text: TextPane(text, text, lambda _text: text, about=text),
    TomlArea: TomlArea,
    Static: lambda text: Static(plain(text)),
}
"""How each widget is made with a text in every place that takes one; `Static` as screens use it."""

SHOW_NOTHING = {Drafted, FieldList, GridContent, GridPointer, GridView}
"""Ground for others: each is shown as what is built upon it."""


def widgets_of_the_package() -> set[type[Widget]]:
    found: set[type[Widget]] = set()
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, Widget) and one.__module__ == module.name:
                found.add(one)
    return {one for one in found if not issubclass(one, Screen)}


def test_every_widget_is_shown_with_hostile_texts():
    assert widgets_of_the_package() == (MADE.keys() - {Static}) | SHOW_NOTHING


class Shelf(App[None]):
    """Shows widgets one below the other, each as high as the others."""

    CSS = f"Screen {{ overflow: hidden; }} .shelf {{ height: {HIGH}; }}"

    def __init__(self, make, texts: Sequence[str]) -> None:
        super().__init__()
        self.make, self.texts = make, texts

    def compose(self) -> ComposeResult:
        for text in self.texts:
            yield Vertical(self.make(text), classes="shelf")


def looks(strips) -> set:
    return {
        look_of(style, ColorSystem.TRUECOLOR)
        for strip in strips
        for text, style, _control in strip
        if style is not None and text.strip()
    }


@pytest.mark.parametrize("widget", MADE, ids=lambda one: one.__name__)
async def test_no_text_is_obeyed_or_read_as_markup_by_a_widget(widget):
    texts = (*HARMLESS, *TEXTS.values(), *HARMLESS)
    app = Shelf(MADE[widget], texts)
    async with app.run_test(size=(100, HIGH * len(texts))) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        parts = [(text, strips[n * HIGH : (n + 1) * HIGH]) for n, text in enumerate(texts)]
        usual = set().union(*(looks(mine) for text, mine in parts if text in HARMLESS))
        for text, mine in parts:
            drawn = "\n".join(strip.text for strip in mine)
            assert raw(drawn) == ()
            assert eaten(drawn) == ()
            assert looks(mine) <= usual, text
        assert app._exception is None


class Careless(App[None]):
    """A plugin's own widgets, that show what they are given as it is."""

    def compose(self) -> ComposeResult:
        yield Static("\n".join(TEXTS.values()).replace("[", ""), markup=False)
        yield Static(Text("linked", Style(link="http://x/\x1b]0;TITLE\x07")))


async def test_what_a_careless_widget_shows_is_not_obeyed_either():
    app = Careless()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        update = app.screen._compositor.render_update(full=True)
        spared = SparedUpdate(SentScreen(), update, app.size)
        sent = spared.render_segments(app.console)
        assert "cleared" in sent
        assert obeyed(sent.encode(), 80, 24) == ()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_document_holds_every_text_and_no_order_for_a_terminal(capsys, text):
    import json

    print_json({"name": text, text: [text]})
    out = capsys.readouterr().out
    assert json.loads(out) == {"name": text, text: [text]}
    assert UNSHOWN.search(out.replace("\n", "")) is None


OBEYED = (
    "colour", "cleared screen", "clipboard", "title", "link", "device", "modes", "eight-bit", "bells",
    "turned", "lines", "tabs", "nothing",
)  # fmt: skip


@pytest.mark.parametrize("name", OBEYED)
def test_what_a_terminal_would_obey_is_seen_among_what_it_is_sent(name):
    sent = f"\x1b[2;7H\x1b[1mName: {TEXTS[name]}\x1b[0m\x1b[K"
    assert obeyed(sent.encode(), 80, 24)
    assert raw(TEXTS[name])


def test_what_the_program_itself_sends_and_what_is_only_text_are_no_orders():
    harmless = [text for name, text in TEXTS.items() if name not in OBEYED]
    assert obeyed(b"\x1b[2;7H\x1b[1;38;5;9m" + "".join(harmless).encode(), 80, 24) == ()
    assert raw("\n".join(harmless)) == ()


def test_a_text_that_was_read_as_markup_is_seen():
    assert eaten("Name: zmark") == ("Name: zmark",)
    assert eaten("Name: [red]zmark") == ()
