"""From an empty folder to calendars: foreign readers read what the roster says, instant by instant."""

import os
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from tests.feeds.readers import reading

ROOT = Path(__file__).parents[2]
HOLIDAYS = ROOT.parent / "shared" / "ics-corpus" / "recurring-ical-events__Germany_Holidays.ics"
ZONE = ZoneInfo("Europe/Berlin")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
FIRST_NAMES = "伟芳"


def people_rows(*, mended):
    """Forty people; three of the rows are wrong until they are mended."""
    rows = []
    for number in range(40):
        name = f"{SURNAMES[number % 20]}{FIRST_NAMES[number // 20]}"
        able = "急救、监控室、消防主机" if number % 2 else ""
        rank = "队长" if number == 0 else "队员"
        rows.append([f"g{number:02}", name, rank, number % 3 + 1, able, date(2020, 1, 1)])
    if not mended:
        rows[4][1] = ""
        rows[11][4] = "飞行执照"
        rows[30][0] = "g29"
    return rows


def write_workbook(path, rows):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["工号", "姓名", "职务", "班组", "资质", "入职日期"])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)


def month_of_the_next_clock_change():
    """Return the next month in whose middle the clocks of Berlin change; one that is wholly ahead."""
    month = (datetime.now(ZONE).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    while True:
        following = (month + timedelta(days=32)).replace(day=1)
        offsets = {
            datetime.combine(day, time(12), tzinfo=ZONE).utcoffset()
            for day in (month, following - timedelta(days=1))
        }
        if len(offsets) > 1:
            return f"{month:%Y-%m}"
        month = following


def instants(start, end):
    return int(start.timestamp()), int(end.timestamp())


def instants_read_by(read_all):
    """Return a reader of files that gives the start and end of each event in Unix seconds, file by file."""
    return lambda bodies: [
        sorted((int(start), int(end)) for _uid, start, end in events) for events in read_all(bodies)
    ]


def readers():
    found = {"icalendar": reading.by_icalendar, "vobject": reading.by_vobject}
    if shutil.which("node") and (reading.READERS / "node_modules" / "ical.js").is_dir():
        found["ical.js"] = reading.by_icaljs
    elif os.environ.get("CI"):
        pytest.fail("needs node, and `npm ci` in tests/feeds/readers")
    return {name: instants_read_by(read_all) for name, read_all in found.items()}


def found_desk_with_posts(command):
    made = command("init", command.desk, "--name", "Fushan School", "--zone", "Europe/Berlin")
    assert made.status == 0, made.err
    for name in ("posts", "demand", "qualifications"):
        shutil.copy(ROOT / "config" / "sample" / "school" / f"{name}.toml", command.desk / "config")
    with (command.desk / "desk.toml").open("a", encoding="utf-8") as file:
        file.write("\n[feeds]\ndays_ahead = 400\n")


def test_a_month_from_an_empty_folder_reaches_every_calendar(command, tmp_path):
    found_desk_with_posts(command)

    if HOLIDAYS.exists():
        imported = command("calendar", "import", HOLIDAYS, "--kind", "holiday", "--json")
        assert imported.status == 0, imported.err
        assert imported.document["added"] > 0

    workbook = tmp_path / "people.xlsx"
    write_workbook(workbook, people_rows(mended=False))
    refused = command("people", "import", workbook, "--json")
    assert refused.status == 1
    assert (refused.document["added"], refused.document["updated"]) == (0, 0)
    assert [error["row"] for error in refused.document["errors"]] == [6, 13, 32]
    assert command("people", "list", "--json").document["people"] == []
    write_workbook(workbook, people_rows(mended=True))
    added = command("people", "import", workbook, "--json")
    assert (added.status, added.document) == (0, {"added": 40, "updated": 0, "errors": []})

    month = month_of_the_next_clock_change()
    generated = command("roster", "generate", month, "--seconds", "3", "--json")
    assert generated.status == 0, generated.out
    assert (generated.document["unfilled"], generated.document["clashes"]) == ([], [])
    published = command("roster", "publish", month, "--json")
    assert published.document["changes"] == generated.document["assignments"]
    shown = command("roster", "show", month, "--json").document["assignments"]
    assert {each["state"] for each in shown} == {"published"}

    exported = command("feeds", "export", tmp_path / "feeds", "--json")
    files = {feed["name"]: Path(feed["file"]) for feed in exported.document["feeds"]}
    stood = {f"person/g{number:02}": [] for number in range(40)}
    stood |= {f"post/{each['post']}": [] for each in shown}
    for each in shown:
        duty = instants(datetime.fromisoformat(each["start"]), datetime.fromisoformat(each["end"]))
        stood[f"person/{each['person']}"].append(duty)
        stood[f"post/{each['post']}"].append(duty)
    wanted = {name: sorted(duties) for name, duties in stood.items()}
    for reader, read in readers().items():
        found = read([files[name].read_bytes() for name in wanted])
        assert dict(zip(wanted, found, strict=True)) == wanted, reader
    # The night over the clock change really lasts an hour more or less.
    lengths = {(end - start) / 3600 for duties in wanted.values() for start, end in duties}
    assert lengths in ({7.0, 8.0}, {8.0, 9.0})

    again = command("feeds", "export", tmp_path / "feeds", "--json")
    assert again.document == exported.document
