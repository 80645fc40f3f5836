"""Rules and drills as ``drills.toml`` of a test's desk has them, and what the desk says of them."""

from datetime import date, timedelta

from dutydesk.api.holding import HELD, change_occurrence
from dutydesk_drills.drills import drill_occurrences
from tests.plugins.drills.test_drills import DRILL
from tests.plugins.planned_desk import run_json

CHINA = 'packs = ["china"]\n[school]\nsorts = ["primary"]\n'
MONTHLY = """
[[rule]]
code = "monthly"
wants = "count"
name = "Monthly"
every = "month"
source = "where it is written"
note = "as it was read"
"""
MONTHS = ("2026-09-09", "2026-10-14", "2026-11-11", "2026-12-09", "2027-01-13", "2027-03-10")
MONTHS += ("2027-04-14", "2027-05-12", "2027-06-09")
LOCKDOWN = DRILL.replace('"fire"', '"lockdown"').replace("Fire drill", "Lockdown")
NOTICE = '[[rule]]\ncode = "told"\nwants = "notice"\nname = "Told"\nkinds = ["lockdown"]\ndays_before = 7\n'


def rules(planned, *arguments):
    status, document = run_json(planned, "drills", "status", *arguments)
    return status, {each["rule"]: each for each in document["rules"]}


def drills_due(desk, days=7):
    today = desk.today()
    return [each for each in desk.due(today, today + timedelta(days=days)) if each.screen == "drills"]


def of_day(day, kind="evacuation"):
    text_ = DRILL.replace('code = "fire"', f'code = "d{day}"').replace('kind = "fire"', f'kind = "{kind}"')
    return text_.replace("2026-12-02", day)


def mark_held(desk, *days):
    """Mark the drills of these days held."""
    with desk.change("held") as change:
        for each in drill_occurrences(desk, date(2026, 9, 1), date(2027, 8, 31)):
            if each.start.date().isoformat() in days:
                change_occurrence(change, each, state=HELD)


def pack_file(planned, name, content):
    folder = planned.folder / "config" / "packs" / "drill_rules"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(content, encoding="utf-8")
