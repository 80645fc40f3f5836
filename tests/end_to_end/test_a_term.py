"""A term of the sample school, by the commands alone: planned, attended, seen in advance, held, reported."""

import json
import shutil
from datetime import UTC, date, datetime
from itertools import cycle

import pytest
import time_machine

from dutydesk.cli.main import main
from dutydesk.domain import new_id
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import Roster
from tests.documents.foreign_readers import pdf_text, word_lines, word_tables
from tests.feeds.readers.reading import Libical

AUTUMN = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
SAFETY_WEEK = datetime(2027, 4, 2, 9, tzinfo=UTC)


class School:
    """The sample school's desk, and commands at a time of the test's choosing."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments, at=AUTUMN):
        self._capsys.readouterr()
        with time_machine.travel(at), pytest.raises(SystemExit) as left:
            main(["--desk", str(self.folder), *map(str, arguments)])
        captured = self._capsys.readouterr()
        return left.value.code, captured.out, captured.err

    def json(self, *arguments, at=AUTUMN):
        status, out, _err = self(*arguments, "--json", at=at)
        return status, json.loads(out)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Make the school once, with a December in which everyone qualified stands in turn."""
    folder = tmp_path_factory.mktemp("term") / "desk"
    found_sample_school(folder, AUTUMN.date())
    desk = open_desk(folder, actor="leader", clock=lambda: AUTUMN)
    fill_sample_school(desk, AUTUMN.date())
    month = Month(2026, 12)
    plan = Roster.of(desk, month.first, month.last).plan
    turns: dict[tuple[str, ...], cycle[str]] = {}
    with desk.change("everyone in turn") as change:
        for slot in Roster.of(desk, month.first, month.last).open_slots:
            needs = next(
                line.needs
                for line, _heads in plan.demand_on(slot.day)
                if (line.post, line.shift) == (slot.post, slot.shift)
            )
            able = [each.id for each in desk.people() if set(needs) <= set(each.qualifications)]
            turn = turns.setdefault(needs, cycle(able))
            for _ in range(slot.missing):
                change.add(
                    Assignment(id=new_id(), person=next(turn), post=slot.post, shift=slot.shift, day=slot.day)
                )
    publish(desk, month.first, month.last, "the roster of December")
    desk.close()
    return folder


@pytest.fixture
def school(template, tmp_path, capsys, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(template, tmp_path / "desk")
    return School(tmp_path / "desk", capsys)


def state_of(document, name):
    return next(each for each in document["rules"] if each["name"].startswith(name))


def test_a_week_that_will_be_missed_is_seen_while_it_can_be_mended(school):
    status, before = school.json("training", "status", "--week", "2026-W50")
    assert status == 0
    assert list(before)[:2] == ["week", "rules"]
    assert list(before["rules"][0])[:5] == ["name", "due", "held", "planned", "state"]
    assert state_of(before, "Regular meeting")["state"] == "planned"
    school("training", "cancel", "regular-meeting-20261207")
    assert (
        state_of(school.json("training", "status", "--week", "2026-W50")[1], "Regular meeting")["state"]
        == "due"
    )
    desk = open_desk(school.folder, clock=lambda: AUTUMN)
    titles = [item.title for item in desk.due(date(2026, 11, 24), date(2026, 12, 24))]
    desk.close()
    assert "No regular meeting is planned in the week of 2026-12-07" in titles
    when = ("--day", "2026-12-08", "--from", "15:10", "--to", "16:00")
    assert school("training", "add", "Regular meeting", "--kind", "meeting", *when)[0] == 0
    assert (
        state_of(school.json("training", "status", "--week", "2026-W50")[1], "Regular meeting")["state"]
        == "planned"
    )


def test_a_fortnight_of_attendance_is_on_record_and_in_the_meetings_last_week(school):
    status, record = school.json("training", "record", "li-qiang")
    assert status == 0
    assert record
    status, roll = school.json("training", "attendance", "concentrated-study-20261118")
    assert status == 0
    assert {each["presence"] for each in roll["people"]} >= {"present", "excused"}
    status, agenda = school.json("training", "agenda", "regular-meeting-20261130")
    assert status == 0
    assert "came" in json.dumps(agenda, ensure_ascii=False)


def test_a_qualification_that_expires_blocks_the_roster_from_the_day_after(school):
    desk = open_desk(school.folder, clock=lambda: AUTUMN)
    roster = Roster.of(desk, date(2026, 12, 11), date(2026, 12, 31))
    known, wanted = desk.certificates(), {}
    for day in roster.days:
        for line, heads in roster.plan.demand_on(day):
            if line.needs and heads == 1:
                wanted[line.post, line.shift, day] = line.needs[0]
    duty, code = next(
        (each, wanted[place])
        for each in roster.assignments
        if (place := (each.post, each.shift, each.day)) in wanted and not known.of(each.person, wanted[place])
    )
    desk.close()
    before = school.json("roster", "check", "2026-12")[1]
    status, _out, _err = school(
        "training", "certify", duty.person, code, "--earned", "2024-12-11", "--expires", "2026-12-10"
    )
    assert status == 0
    status, after = school.json("roster", "check", "2026-12")
    assert status == 1
    known = {json.dumps(each, sort_keys=True) for each in before["clashes"]}
    found = [each for each in after["clashes"] if json.dumps(each, sort_keys=True) not in known]
    assert any(each["rule"] == "unqualified" and each["day"] == duty.day.isoformat() for each in found)
    assert all(each["day"] > "2026-12-10" for each in found)
    assert "ending" in certificate_states(school, duty.person, AUTUMN)
    assert "expired" in certificate_states(school, duty.person, datetime(2026, 12, 12, tzinfo=UTC))
    desk = open_desk(school.folder, clock=lambda: AUTUMN)
    due = [
        item for item in desk.due(date(2026, 11, 24), date(2026, 12, 24)) if item.day == date(2026, 12, 10)
    ]
    desk.close()
    assert any("renew" in item.title.casefold() for item in due)


def certificate_states(school, person, at):
    found = school.json("training", "certificates", person, at=at)[1]["certificates"]
    return {each["state"] for each in found}


def test_a_plan_of_the_term_wakes_nobody_and_clashes_with_nothing(school):
    before = school.json("roster", "check", "2026-12")[1]["clashes"]
    stretch = ("--from", "2026-12-01", "--to", "2026-12-31")
    status, planned = school.json("training", "plan", *stretch, "--seed", "1", "--seconds", "5", "--apply")
    assert status in {0, 1}
    assert planned["sessions"]
    assert all(each["reason"] for each in planned["sessions"])
    assert school.json("roster", "check", "2026-12")[1]["clashes"] == before


def test_a_safety_week_is_copied_held_and_reported(school, tmp_path):
    status, week = school.json("safetyweek", "plan", "2027", "--copy", "2026")
    assert status in {0, 1}
    assert list(week)[:3] == ["theme", "days", "clashes"]
    assert [each["day"] for each in week["days"]] == [
        "2027-03-29", "2027-03-30", "2027-03-31", "2027-04-01", "2027-04-02",
    ]  # fmt: skip
    activities = [each for day in week["days"] for each in day["activities"]]
    assert len(activities) == 12
    keys = ["title", "start", "end", "owner", "audience", "state"]
    assert all(list(each)[:6] == keys for each in activities)
    assert school("safetyweek", "move", "Class meetings", "thu", "--week", "2027")[0] in {0, 1}
    moved = school.json("safetyweek", "plan", "2027")[1]
    assert any("Class meetings" in each["title"] for each in moved["days"][3]["activities"])

    for each in activities:
        status, _out, err = school(
            "safetyweek", "done", each["title"], "--reached", "over 100", "--week", "2027", at=SAFETY_WEEK
        )
        assert status == 0, err
    status, _out, err = school(
        "safetyweek", "weak-point", "Class meetings", "Door of block C sticks", "--owner", "li-qiang",
        "--due", "2027-04-09", "--hazard", "--week", "2027", at=SAFETY_WEEK,
    )  # fmt: skip
    assert status == 0, err
    for name in ("report.md", "report.docx", "report.pdf"):
        assert school("safetyweek", "report", "2027", "--to", tmp_path / name, at=SAFETY_WEEK)[0] == 0
    texts = {
        "md": (tmp_path / "report.md").read_text(encoding="utf-8"),
        "pdf": pdf_text(tmp_path / "report.pdf"),
        "docx": f"{word_lines(tmp_path / 'report.docx')} {word_tables(tmp_path / 'report.docx')}",
    }
    for text in texts.values():
        assert "over 1200" in text
        assert "Door of block C sticks" in text
    tasks = school.json("tasks", "list", at=SAFETY_WEEK)[1]["tasks"]
    assert any(each["title"] == "Door of block C sticks" and each["kind"] == "hazard" for each in tasks)


def test_its_feeds_are_read_by_a_foreign_reader(school, tmp_path, tmp_path_factory):
    school("safetyweek", "plan", "2027", "--pack", "fire")
    assert school("feeds", "export", tmp_path / "feeds")[0] == 0
    week = (tmp_path / "feeds" / "kind" / "safety-week.ics").read_bytes()
    meeting = (tmp_path / "feeds" / "kind" / "meeting.ics").read_bytes()
    owner = (tmp_path / "feeds" / "person" / "li-qiang.ics").read_bytes()
    read = Libical(tmp_path_factory.mktemp("libical"))([week, meeting, owner])
    assert len(read[0]) >= 8
    assert read[1]
    assert any(uid.startswith("task-") for uid, _start, _end in read[2])
