"""`dutydesk serve` and real subscribers: duties arrive, and leave one calendar for another."""

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import datetime, timedelta

from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment
from tests.feeds.test_subscribe import Subscriber, readers

__all__ = ["readers"]


def secret_of(command, person):
    link = command("feeds", "issue", f"person/{person}", "--json").document["url"]
    return link.rpartition("/")[2]


def identity(address):
    """Return what a feed says of its night duty: UID and stamps, which vdirsyncer does not keep."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the test's own server
        (event,) = [each for each in answer.read().decode().split("BEGIN:VEVENT") if "Night" in each]
    return dict(re.findall(r"^(UID|SEQUENCE|LAST-MODIFIED):(.*)\r$", event, re.MULTILINE))


def wait_until_open(address):
    """Wait for a link that was just issued: the server looks at the desk once a second."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - the test's own server
        except urllib.error.HTTPError as error:
            error.close()
            time.sleep(0.1)
        else:
            return


def test_a_reassigned_duty_leaves_one_calendar_and_enters_the_other(command, readers, tmp_path):
    assert command("init", command.desk, "--zone", "Asia/Shanghai").status == 0
    people = tmp_path / "people.csv"
    people.write_text("key,name\nli,李强\nwang,王芳\n", encoding="utf-8")
    assert command("people", "import", people).status == 0
    desk = open_desk(command.desk, actor="leader")
    day = desk.today() + timedelta(days=3)
    with desk.change("a duty") as change:
        change.add(Assignment(id="d1", person="li", post="main-gate", shift="night", day=day))
        # vdirsyncer refuses to empty a calendar, so each keeps a duty that stays.
        for number, person in enumerate(("li", "wang")):
            later = day + timedelta(days=4 + number)
            change.add(Assignment(id=f"s{number}", person=person, post="main-gate", shift="day", day=later))
    months = sorted({f"{day + timedelta(days=more):%Y-%m}" for more in range(6)})
    for month in months:
        assert command("roster", "publish", month).status == 0

    server = command.start("serve", "--port", "0", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        port = re.search(r":(\d+)/", server.stdout.readline())[1]
        addresses = {
            person: f"http://127.0.0.1:{port}/f/{secret_of(command, person)}" for person in ("li", "wang")
        }
        calendars = {}
        for person, address in addresses.items():
            home = tmp_path / person
            home.mkdir()
            wait_until_open(address)
            calendars[person] = Subscriber(readers, home, address, "Asia/Shanghai")
            calendars[person].sync(anew=True)
        (duty,) = calendars["li"].listed(f"{day}", "2d")
        start = datetime.combine(day, datetime.min.time()).replace(hour=23)
        until = start + timedelta(hours=8)
        assert duty.startswith(f"{start:%Y-%m-%d %H:%M}|{until:%Y-%m-%d %H:%M}|Main gate")
        assert calendars["wang"].listed(f"{day}", "2d") == []
        before = identity(addresses["li"])

        held = calendars["li"].files()
        calendars["li"].sync()
        assert calendars["li"].files() == held

        with desk.change("someone else") as change:
            change.replace(replace(desk.table(Assignment).get("d1"), person="wang"))
        assert command("roster", "publish", f"{day:%Y-%m}").status == 0
        time.sleep(1.1)  # the server looks at the desk at most once a second
        for calendar in calendars.values():
            calendar.sync()
        assert calendars["li"].listed(f"{day}", "2d") == []
        (duty,) = calendars["wang"].listed(f"{day}", "2d")
        assert "|Main gate" in duty
        after = identity(addresses["wang"])
        assert after["UID"] == before["UID"]
        assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
        assert after["LAST-MODIFIED"] > before["LAST-MODIFIED"]
    finally:
        os.kill(server.pid, signal.SIGTERM)
        assert server.wait(15) == 0
        server.stdout.close()
        desk.close()
