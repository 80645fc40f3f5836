"""What stands half-typed when the line drops comes back on the next visit, and only there."""

import os
import stat
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.api import Screen
from dutydesk.config.drafts import DraftFolder
from dutydesk.domain import Person
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.widgets import AreaScreen, Form, FormField, bindings
from dutydesk.tui.widgets.actions import ActionSpec
from dutydesk.tui.widgets.prose_pane import ProsePane
from tests.terminal.pilot_help import area, lines, settle, text, type_text, until
from tests.terminal.real_desk import personal_folders

WAITS = "Half-typed since 09:30 and not saved, in Papers: New paper"
TAKEN_UP = "Taken up again what you typed at 09:30"
CHANGED = "! What is stored has changed since; you typed this at 09:30"
STORED = {"one": "Gate", "two": "Gate"}
MINUTES = {"text": "Present: all."}
KINDS = (("letter", "Letter"), ("notice", "Notice"), ("order", "Order"))


class PapersArea(AreaScreen):
    """Has a form for something new, one for each of two records, one that prints, and a text to write."""

    ACTIONS = (
        ActionSpec("papers.new", "n", "new", "New", "New"),
        ActionSpec("papers.one", "o", "edit('one')", "One", "One"),
        ActionSpec("papers.two", "t", "edit('two')", "Two", "Two"),
        ActionSpec("papers.print", "p", "print", "Print", "Print"),
        ActionSpec("papers.write", "w", "write", "Write", "Write"),
    )
    BINDINGS = bindings(*ACTIONS)

    def action_new(self):
        fields = [
            FormField("name", "Name"),
            FormField("kind", "Kind", "choice", "letter", KINDS),
            FormField("day", "Day", "date", self.desk.today().isoformat(), today=self.desk.today()),
            FormField("last", "Last", "date", today=self.desk.today()),
        ]
        self.show_form(Form("New paper", fields, lambda _values: True))

    def action_edit(self, key):
        fields = [FormField("name", "Name", value=STORED[key]), FormField("note", "Note")]
        self.show_form(Form("Change", fields, lambda _values: True, about=key))

    def action_print(self):
        self.show_form(Form("Print", [FormField("file", "File")], lambda _values: True, keeps_draft=False))

    def action_write(self):
        def save(written):
            MINUTES["text"] = written
            return ""

        self.mount(ProsePane("Minutes", MINUTES["text"], save))


@pytest.fixture
def personal(tmp_path, monkeypatch):
    for stored in (STORED, MINUTES):
        for key, value in stored.items():
            monkeypatch.setitem(stored, key, value)
    return personal_folders(tmp_path)


@asynccontextmanager
async def visiting(desk, personal):
    """Run the app; as it ends nothing is closed, as when the line drops."""
    screens = (Screen("papers", "Papers", f"{__name__}:PapersArea", 95),)
    app = DutyDeskApp(lambda: (desk, screens, ()), {}, personal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        yield app, pilot


def draft_files(personal):
    return sorted((personal.state / "drafts").rglob("*.json"))


async def open_form(pilot, key="n"):
    await pilot.app.action_open_area("papers")
    await pilot.press(key)
    await pilot.pause()
    return area(pilot.app).form


async def write(pilot):
    await open_form(pilot, "w")
    return pilot.app.screen.query_one(ProsePane)


LEFT: dict[object, dict[str, bytes]] = {}
"""What was left half-typed once need not be typed again for another test: by what it was, its files."""


async def leave_half_typed(desk, personal, key="n", **values):
    """Type, and lose the line."""
    what = (key, *values.items())
    if what not in LEFT:
        await type_half(desk, personal, key, values)
        LEFT[what] = {
            str(file.relative_to(personal.state)): file.read_bytes() for file in draft_files(personal)
        }
    for name, content in LEFT[what].items():
        file = personal.state / name
        if not file.exists():
            for folder in reversed(file.relative_to(personal.state).parents[:-1]):
                (personal.state / folder).mkdir(mode=0o700, exist_ok=True)
            file.touch(0o600)
            file.write_bytes(content)


async def type_half(desk, personal, key, values):
    async with visiting(desk, personal) as (_app, pilot):
        form = await open_form(pilot, key)
        for name, value in (values or {"name": "周明"}).items():
            form.lines[name].control.put(value)
        await pilot.pause()


async def test_what_was_typed_comes_back_and_is_told_of_at_the_opening_until_it_is_taken_up(desk, personal):
    await leave_half_typed(desk, personal)
    async with visiting(desk, personal) as (app, pilot):
        assert area(app).message_bar.message == WAITS
        form = await open_form(pilot)
        assert form.values["name"] == "周明"
        assert TAKEN_UP in text(app)
        await app.action_open_area("today")
        await settle(pilot)
        assert WAITS not in text(app)


async def test_it_is_written_while_one_types_and_not_at_the_end(desk, personal):
    async with visiting(desk, personal) as (_app, pilot):
        await open_form(pilot)
        await type_text(pilot, "Zhou")
        await until(pilot, lambda: draft_files(personal))
        (file,) = draft_files(personal)
        await until(pilot, lambda: b"Zhou" in file.read_bytes())


async def test_choices_and_days_come_back_too_and_what_was_not_typed_is_as_it_is_now(desk, personal):
    await leave_half_typed(desk, personal, kind="order", last="+3")
    desk.moment += timedelta(days=1)
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        assert list(form.values.values()) == ["", "order", desk.today().isoformat(), "+3"]
        assert "what you typed at 11-24 09:30" in text(app)


async def test_escape_puts_back_what_is_stored_after_asking(desk, personal):
    await leave_half_typed(desk, personal, name="周明", kind="order")
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        await pilot.press("escape", "n")
        assert form.values["name"] == "周明"
        await pilot.press("escape", "y")
        await settle(pilot)
        assert area(app).form is form
        assert (form.values["name"], form.values["kind"]) == ("", "letter")
        assert TAKEN_UP not in text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert area(app).form is None
    assert draft_files(personal) == []


async def test_the_mouse_alone_drops_it_too(desk, personal):
    await leave_half_typed(desk, personal)
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        for words, click in (("Esc drops it", "Esc drops it"), ("Drop what you typed?", "Yes")):
            y, line = next((y, line) for y, line in enumerate(lines(app)) if words in line)
            await pilot.click(offset=(line.index(click), y))
            await settle(pilot)
        assert form.values["name"] == ""
    assert draft_files(personal) == []


@pytest.mark.parametrize(
    "keys", [("enter",), ("escape", "y"), ("ctrl+q", "y")], ids=("saved", "closed", "left")
)
async def test_what_is_saved_or_dropped_on_purpose_leaves_nothing_behind(desk, personal, keys):
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        form.lines["name"].control.value = "周明"
        await pilot.pause()
        app.keep_typed()
        assert len(draft_files(personal)) == 1
        await pilot.press(*keys)
        await pilot.pause()
    assert draft_files(personal) == []


async def test_what_is_typed_and_taken_out_again_is_no_draft(desk, personal):
    async with visiting(desk, personal) as (app, pilot):
        await open_form(pilot)
        await type_text(pilot, "x")
        app.keep_typed()
        assert len(draft_files(personal)) == 1
        await pilot.press("backspace")
        await until(pilot, lambda: not draft_files(personal))


async def test_it_comes_back_for_the_same_person_at_the_same_desk_alone(desk, personal):
    await leave_half_typed(desk, personal)
    for other in (replace(desk, actor="deputy"), replace(desk, uid="other.test")):
        async with visiting(other, personal) as (app, pilot):
            assert WAITS not in text(app)
            assert (await open_form(pilot)).values["name"] == ""
    assert len(draft_files(personal)) == 1


async def test_it_comes_back_in_the_form_of_the_same_record_alone_and_tells_when_that_has_changed(
    desk, personal
):
    await leave_half_typed(desk, personal, "o", name="North gate")
    async with visiting(desk, personal) as (_app, pilot):
        assert (await open_form(pilot, "t")).values["name"] == "Gate"
    STORED["one"] = "Main gate"
    async with visiting(desk, personal) as (app, pilot):
        assert (await open_form(pilot, "o")).values["name"] == "North gate"
        assert CHANGED in text(app)
        assert "Esc drops it" in text(app)
    STORED["one"] = "North gate"
    async with visiting(desk, personal) as (_app, pilot):
        assert not (await open_form(pilot, "o")).is_taken_up
    assert draft_files(personal) == []


async def test_the_form_of_a_person_takes_it_up_though_the_name_has_changed(desk, personal):
    async def edit(pilot):
        await pilot.app.action_open_area("people")
        await pilot.press("e")
        await settle(pilot)
        return area(pilot.app).form

    async with visiting(desk, personal) as (_app, pilot):
        (await edit(pilot)).lines["phone"].control.value = "5550"
        await pilot.pause()
    people = desk.kept[Person]
    first = next(each for each in people.values() if each.name == "李伟")
    people[first.id] = replace(first, name="改名")
    async with visiting(desk, personal) as (_app, pilot):
        form = await edit(pilot)
        assert (form.values["name"], form.values["phone"]) == ("改名", "5550")


async def test_a_choice_that_is_no_longer_offered_is_told_of(desk, personal, monkeypatch):
    await leave_half_typed(desk, personal, name="x", kind="order")
    monkeypatch.setitem(globals(), "KINDS", KINDS[:2])
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        assert (form.values["name"], form.values["kind"]) == ("x", "letter")
        assert CHANGED in text(app)


async def test_a_broken_file_is_passed_over_and_written_anew(desk, personal):
    await leave_half_typed(desk, personal)
    (file,) = draft_files(personal)
    file.write_bytes(b"{")
    async with visiting(desk, personal) as (app, pilot):
        assert WAITS not in text(app)
        form = await open_form(pilot)
        assert form.values["name"] == ""
        form.lines["name"].control.value = "吴刚"
        await pilot.pause()
    assert "吴刚".encode() in file.read_bytes()


async def test_a_file_that_was_tampered_with_sends_nothing_to_the_terminal(desk, personal):
    await leave_half_typed(desk, personal)
    (file,) = draft_files(personal)
    file.write_bytes(file.read_bytes().replace("周明".encode(), rb"\u001b]0;x\u0007[/]"))
    async with visiting(desk, personal) as (app, pilot):
        assert "\x1b" not in (await open_form(pilot)).values["name"]
        assert "?]0;x?[/]" in text(app)


async def test_only_the_user_can_read_it(desk, personal):
    await type_half(desk, personal, "n", {"name": "周明"})
    (file,) = draft_files(personal)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (file, *list(file.parents)[:2])]
    assert modes == [0o600, 0o700, 0o700]
    assert "leader" not in str(file.relative_to(personal.state))


@pytest.mark.parametrize(("status", "tells"), [(0, False), (129, True)], ids=("left", "dropped"))
async def test_who_was_told_and_left_is_not_told_again_but_still_has_it(desk, personal, status, tells):
    await leave_half_typed(desk, personal)
    async with visiting(desk, personal) as (app, _pilot):
        app.exit(return_code=status)
    async with visiting(desk, personal) as (app, pilot):
        assert (area(app).message_bar.message == WAITS) == tells
        assert (await open_form(pilot)).values["name"] == "周明"


async def test_several_are_counted(desk, personal):
    await leave_half_typed(desk, personal)
    await leave_half_typed(desk, personal, "o", note="flu")
    async with visiting(desk, personal) as (app, _pilot):
        assert area(app).message_bar.message.endswith(", and 1 more")


async def test_a_long_text_comes_back_and_is_saved_as_usual(desk, personal):
    typed = "Present: all.\nWang: the gate\u2019s lock.\n\n" + "好" * 3000
    async with visiting(desk, personal) as (_app, pilot):
        (await write(pilot)).area.load_text(typed)
        await pilot.pause()
    async with visiting(desk, personal) as (app, pilot):
        assert area(app).message_bar.message == "Half-typed since 09:30 and not saved, in Papers: Minutes"
        pane = await write(pilot)
        assert pane.area.text == typed
        assert TAKEN_UP in text(app)
        assert "Minutes (not saved)" in text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert MINUTES["text"] == typed
        assert TAKEN_UP not in text(app)
    assert draft_files(personal) == []


async def test_a_text_that_was_changed_meanwhile_is_told_of_and_escape_shows_it(desk, personal):
    async with visiting(desk, personal) as (_app, pilot):
        (await write(pilot)).area.insert("Mine. ")
        await pilot.pause()
    MINUTES["text"] = "Present: all but one."
    async with visiting(desk, personal) as (app, pilot):
        pane = await write(pilot)
        assert pane.area.text == "Mine. Present: all."
        assert CHANGED in text(app)
        await pilot.press("escape", "y")
        await settle(pilot)
        assert pane.area.text == "Present: all but one."
        assert not pane.is_changed
    assert draft_files(personal) == []


async def test_a_form_of_a_moment_and_a_filter_keep_no_draft(desk, personal):
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot, "p")
        form.lines["file"].control.value = "roster.pdf"
        await pilot.pause()
        await app.action_open_area("people")
        await pilot.press("slash")
        await type_text(pilot, "wang")
        await settle(pilot)
    assert draft_files(personal) == []


async def test_without_what_it_is_about_a_form_is_told_by_its_title_and_its_texts(
    desk, personal, monkeypatch
):
    def other(self, _key):
        self.show_form(
            Form("Change", [FormField("text", "Text", value=MINUTES["text"])], lambda _values: True)
        )

    monkeypatch.setattr(PapersArea, "action_edit", other)
    await leave_half_typed(desk, personal, "o", text="more")
    async with visiting(desk, personal) as (_app, pilot):
        assert (await open_form(pilot, "o")).values["text"] == "more"
    MINUTES["text"] = "another"
    async with visiting(desk, personal) as (_app, pilot):
        assert (await open_form(pilot, "o")).values["text"] == "another"


async def test_what_cannot_be_written_is_said_once_and_typing_goes_on(desk, personal, monkeypatch):
    def refuse(self, key, draft):
        del self, key, draft
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(DraftFolder, "write", refuse)
    async with visiting(desk, personal) as (app, pilot):
        form = await open_form(pilot)
        form.lines["name"].control.value = "周明"
        said = f"What is typed would not come back after a dropped line: {os.strerror(28)}"
        await until(pilot, lambda: area(app).message_bar.message == said)
        area(app).message_bar.clear_message()
        form.lines["name"].control.value = "周明明"
        await pilot.pause()
        app.keep_typed()
        await pilot.pause()
        assert area(app).message_bar.message == ""
        assert form.values["name"] == "周明明"


async def test_without_a_state_folder_of_the_user_nothing_is_kept(desk):
    async with visiting(desk, None) as (app, pilot):
        form = await open_form(pilot)
        form.lines["name"].control.value = "周明"
        await pilot.pause()
        assert app.drafts is None
