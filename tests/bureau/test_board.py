"""The board: kept figures at once, renewed where a desk has moved on, and no desk ends it for the others."""

import sqlite3

import pytest

from dutydesk.api import DataProblem, StandingState
from dutydesk.api.tasks import new_task
from dutydesk.bureau.board_row import in_order, sort_key
from dutydesk.domain import TaskKind
from dutydesk.host.opening import open_desk
from dutydesk.host.trust import TrustPins, read_plugin_files
from dutydesk_roster.roster import Roster
from tests.bureau.conftest import SCHOOLS
from tests.plugins.roster.roster_desk import NOVEMBER, PEOPLE, TODAY, put


def overdue(desk, **more):
    with desk.change("A task") as change:
        change.add(new_task("Mend the fence", due=TODAY.replace(day=3), **more))


def opened(monkeypatch, bureau):
    """Return a list that fills with the names of the desks which the bureau opens."""
    names, opening = [], bureau.open
    monkeypatch.setattr(bureau, "open", lambda place: (names.append(place.name), opening(place))[1])
    return names


def test_each_desk_tells_open_slots_drills_hazards_and_tasks(town):
    with town.desk("north") as desk:
        overdue(desk, kind=TaskKind.HAZARD)
        overdue(desk)
        overdue(desk)
    rows = town.renewed()
    assert list(rows) == list(SCHOOLS)
    north = {each.key: each for each in rows["north"].standings}
    assert (north["hazards.overdue"].count, north["tasks.overdue"].count) == (1, 2)
    assert north["hazards.overdue"].state is StandingState.URGENT
    assert "Mend the fence (2026-11-03)" in north["hazards.overdue"].detail
    assert {"roster.open", "drills.overdue", "drills.due"} <= set(north)
    assert rows["south"].count("hazards.overdue") == 0
    assert rows["north"].who == "leader"


def test_what_is_kept_is_shown_at_once_and_no_desk_is_opened_for_it(town, monkeypatch):
    before = town.renewed()
    bureau = town.bureau()
    names = opened(monkeypatch, bureau)
    board = town.board(bureau)
    rows = {row.place.name: row for row in board.look()}
    assert [row.standings for row in rows.values()] == [row.standings for row in before.values()]
    assert list(board.renew()) == []
    assert names == []


def test_only_a_desk_that_was_changed_is_renewed_and_shows_the_old_figures_till_then(town, monkeypatch):
    town.renewed()
    with town.desk("south") as desk:
        overdue(desk, kind=TaskKind.HAZARD)
    bureau = town.bureau()
    names = opened(monkeypatch, bureau)
    board = town.board(bureau)
    rows = {row.place.name: row for row in board.look()}
    assert [name for name, row in rows.items() if row.is_renewing] == ["south"]
    assert rows["south"].count("hazards.overdue") == 0
    (row,) = board.renew()
    assert (row.place.name, row.count("hazards.overdue"), row.is_renewing) == ("south", 1, False)
    assert names == ["south"]


def test_settings_and_the_day_move_a_desk_on_too(town, clock):
    town.renewed()
    with (town.school("east") / "config" / "rules.toml").open("a") as file:
        file.write("\n# Looked through.\n")
    board = town.board()
    assert [row.place.name for row in board.look() if row.is_renewing] == ["east"]
    list(board.renew())
    clock(days=1)
    assert [row.place.name for row in town.board().look() if row.is_renewing] == list(SCHOOLS)


def test_a_desk_that_cannot_be_opened_is_a_row_with_its_fault(town):
    (town.school("east") / "desk.toml").write_text("[desk]\nname = 3\n")
    (town.school("north") / "config" / "posts.toml").write_text("[[post]]\ncode = 3\n")
    rows = town.renewed()
    assert "desk.toml, line 2" in rows["east"].fault
    assert "config/posts.toml" in rows["north"].fault
    assert (rows["north"].standings, rows["north"].is_well) == ((), False)
    assert (rows["south"].fault, len(rows["south"].standings)) == ("", 6)


def test_a_desk_whose_records_are_gone_is_a_row_too_and_mended_once_they_are_back(town):
    town.renewed()
    database = town.school("east") / "dutydesk.db"
    database.rename(database.with_suffix(".away"))
    assert "dutydesk.db" in town.renewed()["east"].fault
    database.with_suffix(".away").rename(database)
    assert town.renewed()["east"].fault == ""


def test_a_desk_whose_roles_do_not_let_the_bureau_in_shows_that_and_no_figures(town):
    town.renewed()
    (town.school("east") / "config" / "roles.toml").write_text(
        '[[member]]\nname = "zhao"\nrole = "leader"\n[[member]]\nname = "office"\nrole = "viewer"\n'
    )
    rows = town.renewed()
    assert "does not let boss in" in rows["east"].fault
    assert rows["east"].standings == ()
    assert town.renewed(town.bureau("office"))["east"].fault == ""


def test_a_fault_of_a_plugin_is_told_at_the_desk_where_it_was_and_nowhere_else(town, monkeypatch):
    import dutydesk_drills.standing

    sound = dutydesk_drills.standing.drill_standing

    def breaking(desk):
        if desk.name.endswith("north"):
            raise ValueError("no drills here")
        return sound(desk)

    monkeypatch.setattr(dutydesk_drills.standing, "drill_standing", breaking)
    rows = town.renewed()
    assert "drills: ValueError: no drills here" in rows["north"].fault
    assert rows["north"].count("roster.open") is not None
    assert rows["south"].fault == rows["east"].fault == ""


def test_python_in_one_schools_folder_is_not_run_though_that_school_allows_it(town):
    path = town.school("east") / "plugins" / "loud.py"
    path.write_text(f"open({str(town.folder / 'ran')!r}, 'w').close()\n")
    TrustPins().allow(path, read_plugin_files(path).digest)
    assert town.renewed()["east"].fault == ""
    assert not (town.folder / "ran").exists()
    desk = open_desk(town.school("east"))
    desk.close()
    assert (town.folder / "ran").exists(), "the school itself runs it"


def test_stopping_keeps_what_was_renewed(town):
    board = town.board()
    board.look()
    asked = iter((False, True))
    assert [row.place.name for row in board.renew(lambda: next(asked))] == ["east"]
    assert [row.place.name for row in town.board().look() if row.is_renewing] == ["north", "south"]


def test_rows_are_sorted_by_what_presses_or_by_a_figure(town):
    with town.desk("south") as desk:
        overdue(desk, kind=TaskKind.HAZARD)
    with town.desk("north") as desk:
        overdue(desk)
        overdue(desk)
    rows = tuple(town.renewed().values())

    def order(key):
        return [row.place.name for row in in_order(rows, sort_key(key, rows))]

    assert order("hazards")[0] == "south"
    assert order("tasks.overdue")[0] == order("tasks")[0] == "north"
    assert sort_key("open", rows) == sort_key("roster", rows) == "roster.open"
    assert sort_key("drills", rows) == "drills.overdue"
    assert order("changed")[0] == "north"
    assert order("desk") == list(SCHOOLS)
    assert order("pressing")[-1] == "east"
    with pytest.raises(DataProblem, match="hazards"):
        sort_key("hazard", rows)


def test_kept_figures_that_an_other_version_wrote_are_computed_anew(town):
    town.renewed()
    town.close()
    with sqlite3.connect(town.folder / "bureau.db") as connection:
        connection.execute("UPDATE bureau_standing SET figures = '{\"standings\": 3}' WHERE desk = 'east'")
    connection.close()
    assert [row.place.name for row in town.board().look() if row.is_renewing] == ["east"]
    assert town.renewed()["east"].count("roster.open") is not None


def test_an_open_slot_within_two_days_is_urgent_and_one_later_presses_soon(town):
    with town.desk("east") as desk:
        slots = Roster.of(desk, TODAY, NOVEMBER.last).open_slots
        put(
            desk,
            *(
                (PEOPLE[at].id, each.post, each.shift, each.day)
                for each in slots
                for at in range(each.missing)
            ),
        )
    rows = town.renewed()
    (east,) = (each for each in rows["east"].standings if each.key == "roster.open")
    (north,) = (each for each in rows["north"].standings if each.key == "roster.open")
    assert (north.state, "2026-11 is not arranged" in north.detail) == (StandingState.URGENT, True)
    assert east.state is StandingState.SOON
    assert "2026-12 is not arranged" in east.detail
    assert east.count < north.count
