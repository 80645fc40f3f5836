"""The list of registers and the list of one, at 80x24."""

from datetime import date

from dutydesk.api.attachments import attached
from dutydesk.domain import Task
from dutydesk_registers.entries import entries
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.register import RegisterScreen
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.registers.screen_desk import FAULTY, lamp, opened, with_hazard
from tests.terminal.pilot_help import lines, settle, text, type_text, until
from tests.terminal.real_desk import personal_folders, running
from tests.terminal.test_mouse_alone import click


def kept(desk, code):
    """Return the entries of a register, the newest first."""
    return entries(desk, known_register(desk, code))


def one(desk, what):
    """Return the lamp of this name."""
    return next(each for each in kept(desk, "lamps") if each.title == what)


def line_with(app, wanted):
    return next(each for each in lines(app) if wanted in each)


async def open_register(app, pilot, code):
    app.area.table.move_to(code)
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
    await press(pilot)


async def edit(app, pilot, entry):
    """Open the form of an entry from wherever the program stands."""
    await app.action_open_area("registers")
    await settle(pilot)
    app.area.action_go_to("lamps", entry.id)
    await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
    await press(pilot, "e")


async def test_registers_are_listed_with_counts_faults_and_rounds(planned):
    (planned.folder / "plugins" / "broken.toml").write_text(FAULTY, encoding="utf-8")
    lamps = [
        lamp("Old lamp", until="2026-11-20"),
        lamp("New lamp", state="gone"),
        lamp("Last year's", found="2025-03-01"),
    ]
    desk = opened(planned, lamps=lamps)
    async with area(desk, "registers") as (app, pilot):
        assert line_with(app, " Lamps ").split() == ["Lamps", "2", "2", "1"]
        assert line_with(app, " Tours ").split() == ["Tours", "0", "0", "1", "round", "due"]
        assert "broken.toml" in text(app)
        assert "Emergency lamps, and who mends them" in text(app)
        app.area.action_go_to("lamps", one(desk, "Last year's").id)
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
        assert "1 entry of 2025, 2 open, 1 overdue" in text(app)
        assert app.screen.entry.title == "Last year's"
        await press(pilot, "escape")
        app.area.action_go_to("nothing", "")
        await press(pilot)
        assert "'nothing' is no register" in text(app)
        app.area.action_add()
        await until(pilot, lambda: app.area.form is not None)
        await fill(app, pilot, register="pledges")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.form is not None)
        assert "Pledges: new entry" in text(app)


async def test_entries_are_added_changed_and_removed_by_forms_of_their_fields(planned):
    desk = opened(planned, lamps=[lamp("Hall lamp", number="L-1")])
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        await press(pilot, "a")
        await fill(
            app, pilot, number="l-1", what="Gate lamp", owner="李强", seen="about 20", until="tomorrow"
        )
        await press(pilot, "enter")
        assert "! another entry has this already: Hall lamp" in text(app)
        await fill(app, pilot, number="L-2", seen="many")
        assert "'many' is no count" in text(app)
        await fill(app, pilot, seen="over 20", mended="2026-11-01")
        await press(pilot, "enter")
        assert "! this cannot be before Found, 2026-11-24" in text(app)
        await fill(app, pilot, mended="")
        await press(pilot, "enter")
        assert app.screen.form is None
        assert app.screen.entry.values == {
            "number": "L-2",
            "what": "Gate lamp",
            "found": "2026-11-24",
            "until": "2026-11-25",
            "owner": "li",
            "seen": "over 20",
        }
        assert "by 11-25" in line_with(app, " L-2 ")
        assert "2026-11-25: Mend Gate lamp" in text(app)
        assert "Owner: 李强" in text(app)

        await press(pilot, "enter")
        await fill(app, pilot, state="gone", note="sold")
        await press(pilot, "enter")
        assert line_with(app, " L-2 ").split()[-1] == "closed"
        await press(pilot, "x", "n", "x", "y")
        assert [each.title for each in kept(desk, "lamps")] == ["Hall lamp"]
        await press(pilot, "u")
        assert [each.title for each in kept(desk, "lamps")] == ["Gate lamp", "Hall lamp"]


async def test_what_comes_next_is_asked_for_or_done_at_once(planned):
    desk = opened(
        planned, lamps=[lamp("Hall lamp", until="2026-11-20"), lamp("Yard lamp", mended="2026-11-24")]
    )
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        await press(pilot, "d")
        assert "Hall lamp: Mended" in text(app)
        await fill(app, pilot, mended="today", note="a new tube")
        await press(pilot, "enter")
        assert (one(desk, "Hall lamp").values["mended"], one(desk, "Hall lamp").values["note"]) == (
            "2026-11-24",
            "a new tube",
        )
        await press(pilot, "d")
        assert "Nothing more is to be done about Hall lamp." in text(app)
        await press(pilot, "down", "d")
        assert one(desk, "Yard lamp").values["state"] == "gone"
        await press(pilot, "e")
        await fill(app, pilot, state="", mended="")
        await press(pilot, "enter", "d")
        assert "What is done" in text(app)
        await fill(app, pilot, step="mend")
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen.form is not None and "note" in app.screen.form.lines)
        await press(pilot, "enter")
        assert one(desk, "Yard lamp").record.closed


async def test_other_years_what_is_open_and_what_matches(planned):
    many = [
        lamp(f"Lamp {number}", found=f"202{number}-05-01", **({} if number % 2 else {"state": "gone"}))
        for number in range(3, 7)
    ]
    desk = opened(planned, lamps=[*many, lamp("Near lamp", state="weak")])
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        for key, shown in (
            ("[", {"Lamp 5"}),
            ("[", {"Lamp 4"}),
            ("]", {"Lamp 5"}),
            ("o", {"Near lamp", "Lamp 5", "Lamp 3"}),
            ("y", {"Near lamp", *(f"Lamp {n}" for n in range(3, 7))}),
        ):
            await press(pilot, {"[": "left_square_bracket", "]": "right_square_bracket"}.get(key, key))
            assert {row.cells[1] for row in app.screen.table.rows} == shown
        assert "5 entries, 3 open" in text(app)
        await press(pilot, "slash")
        await type_text(pilot, "scrapped")
        await press(pilot, "enter")
        assert {row.cells[1] for row in app.screen.table.rows} == {"Lamp 4", "Lamp 6"}
        assert "2 of 5 match" in text(app)
        await press(pilot, "escape")
        assert app.screen.table.total == len(app.screen.table.rows) == 5
        await click(pilot, "o Only open")
        await click(pilot, "Lamp 3")
        assert app.screen.entry.title == "Lamp 3"
        await press(pilot, "space")
        assert "What: Lamp 3" in [each.strip() for each in lines(app)]
        await click(pilot, "What: Lamp 3")
        assert "What: Lamp 3" not in [each.strip() for each in lines(app)]


async def test_files_and_history_of_an_entry(planned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tube.jpg").write_bytes(b"photo")
    desk = opened(planned, lamps=[lamp("Hall lamp", state="weak")])
    entry = one(desk, "Hall lamp")
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        await press(pilot, "f")
        await fill(app, pilot, source="tube.jpg", title="The tube")
        await press(pilot, "enter")
        await until(pilot, lambda: "1 file" in text(app))
        await press(pilot, "f", "enter")
        assert "The tube" in text(app)
        assert "tube.jpg" in app.screen.message_bar.message
        await press(pilot, "x", "y", "escape")
        assert attached(desk, entry.record.subject) == []
        await press(pilot, "e")
        await fill(app, pilot, state="gone", owner="wu")
        await press(pilot, "enter", "h")
        shown = text(app)
        for told in (
            "State: weak -> scrapped",
            "Owner: 吴刚",
            "file kept: The tube",
            "file taken away: The tube",
            "Lamps: Hall lamp added",
        ):
            assert told in shown


async def test_a_register_offers_only_what_it_has(planned):
    desk = opened(planned)
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        offers = line_with(app, "Files")
        assert "t Take in" in offers
        assert not any(word in offers for word in ("Matrix", "Carry", "Round"))
        assert not app.screen.check_action("matrix", ())
        await press(pilot, "m", "c", "r")
        assert isinstance(app.screen, RegisterScreen)
        assert app.screen.form is None
        await press(pilot, "escape")
        await open_register(app, pilot, "pledges")
        offers = line_with(app, "Files")
        assert "m Matrix" in offers
        assert "c Carry over" in offers
        assert not app.screen.check_action("only_open", ())
        assert not app.screen.check_action("next_step", ())


async def test_a_year_is_carried_over_and_said_to_be_complete(planned):
    desk = opened(
        planned,
        pledges=[
            {"party": "Class 1", "year": "2026", "signed": "2026-03-01"},
            {"party": "Class 2", "year": "2026"},
        ],
    )
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "pledges")
        await press(pilot, "v", "y")
        assert "said to be complete" in text(app)
        await press(pilot, "v", "y")
        assert "2026 is no longer said to be complete." in text(app)
        await press(pilot, "c", "y")
        assert "2 entries carried over." in text(app)
        await press(pilot, "y", "c")
        assert "Choose the year to carry over first" in text(app)
    assert [
        (each.title, each.values.get("signed"))
        for each in kept(desk, "pledges")
        if each.day == date(2027, 1, 1)
    ] == [
        ("Class 1", None),
        ("Class 2", None),
    ]


async def test_the_matrix_shows_where_one_is_missing_and_leads_there(planned):
    pledges = [
        {"party": f"Class {number}", "year": str(year), "signed": "2026-03-01" if number == 1 else ""}
        for number in (1, 2)
        for year in (2025, 2026)
    ]
    desk = opened(planned, pledges=[*pledges[:3], {"party": "Class 3", "year": "2026"}])
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "pledges")
        await press(pilot, "m")
        assert line_with(app, "Class 1").split() == ["Class", "1", "+", "+"]
        assert line_with(app, "Class 2").split() == ["Class", "2", "-"]
        assert line_with(app, "In all").split() == ["In", "all", "1/2", "1/2"]
        assert "Class 1, 2025: 2026-03-01" in text(app)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen))
        await until(pilot, lambda: app.screen.entry is not None and app.screen.entry.title == "Class 2")
        assert "1 entry of 2025" in text(app) or "2 entries of 2025" in text(app)
        await press(pilot, "m", "down", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.form is not None)
        assert app.screen.form.values["party"] == "Class 2"
        assert app.screen.form.values["year"] == "2026"


async def test_tasks_are_taken_in(planned):
    desk = with_hazard(opened(planned), "Cable on the stairs")
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        await click(pilot, "1 task to take in")
        assert "Take in 1 task: Cable on the stairs?" in text(app)
        await press(pilot, "y")
        assert "1 task taken in." in text(app)
        await until(pilot, lambda: "made from the task Cable on" in text(app))
    assert not any(task.is_open for task in desk.table(Task).all())


async def test_what_is_in_sight_is_printed_saved_and_read_back(planned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    desk = opened(
        planned, lamps=[lamp("Hall lamp", number="L-1"), lamp("Yard lamp", number="L-2", found="2025-05-01")]
    )
    async with area(desk, "registers") as (app, pilot):
        await open_register(app, pilot, "lamps")
        for what, file in (("list.md", "list"), ("table.csv", ""), ("label.pdf", "label")):
            await press(pilot, "p")
            await fill(app, pilot, what=what, file=file)
            await press(pilot, "enter")
            await until(pilot, lambda: app.screen.message_bar.message.startswith("Printed"))
        printed = (tmp_path / "list.md").read_text("utf-8")
        assert "Hall lamp" in printed
        assert "Yard lamp" not in printed
        assert (tmp_path / "label.pdf").stat().st_size

        table = tmp_path / "lamps-2026.csv"
        table.write_text(table.read_text("utf-8").replace("Hall lamp", "Hall lamp left"), encoding="utf-8")
        await press(pilot, "i")
        await fill(app, pilot, file=table.name)
        await press(pilot, "enter")
        await until(pilot, lambda: "0 new, 1 changed, 0 as they are" in text(app))
        assert "Hall lamp; What: Hall lamp left" in text(app)
        await press(pilot, "y")
        await until(pilot, lambda: "1 entry imported." in text(app))
        assert one(desk, "Hall lamp left").values["number"] == "L-1"

        table.write_text("What,Found\nThird lamp,2030-01-01\n", encoding="utf-8")
        await press(pilot, "i")
        await fill(app, pilot, file=table.name)
        await press(pilot, "enter")
        await until(pilot, lambda: "1 fault, so nothing can be kept" in text(app))
        await press(pilot, "y")
        assert "There is nothing that can be kept." in text(app)


async def test_what_is_half_typed_comes_back_with_its_own_entry(planned, tmp_path):
    desk = opened(planned, lamps=[lamp("Hall lamp"), lamp("Yard lamp")])
    personal = personal_folders(tmp_path)
    async with running(desk, personal) as (app, pilot):
        await edit(app, pilot, one(desk, "Yard lamp"))
        await fill(app, pilot, note="a tube is", what="Yard lamp by the gate")
    async with running(desk, personal) as (app, pilot):
        await edit(app, pilot, one(desk, "Hall lamp"))
        assert "Taken up again" not in text(app)
        await press(pilot, "escape")
        app.screen.table.move_to(one(desk, "Yard lamp").id)
        await press(pilot, "e")
        assert "Taken up again" in text(app)
        assert app.screen.form.values["note"] == "a tube is"
