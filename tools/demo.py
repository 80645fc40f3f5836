"""Make the sample desk in demo/, arrange and publish this month, and open it.

Without a terminal it prints what it made and leaves.
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dutydesk.exchange.sample_school import ZONE, fill_sample_school, found_sample_school
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.export import export_feeds
from dutydesk.host.opening import open_desk
from dutydesk_roster.arranging import accept
from dutydesk_roster.engine import GenerateJob
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import Roster

FOLDER = Path("demo")


def main() -> None:
    """Make what is not there yet; an earlier demo is kept as it is."""
    today = datetime.now(ZoneInfo(ZONE)).date()
    desk_folder = FOLDER / "desk"
    if not (desk_folder / "desk.toml").exists():
        print("Making the sample school's desk ...", flush=True)
        found_sample_school(desk_folder, today)
    desk = open_desk(desk_folder)
    if not desk.people():
        fill_sample_school(desk, today)
    month = Month.of(today)
    if not Roster.of(desk, month.first, month.last).assignments:
        print(f"Arranging {month} ...", flush=True)
        roster = Roster.of(desk, month.first, month.last)
        with GenerateJob(problem_of(desk, roster), seconds=roster.plan.rules.search_seconds) as job:
            accept(desk, roster, job.result().assignments, f"Generate the roster of {month}")
        publish(desk, month.first, month.last, f"the roster of {month}")
    exported = export_feeds(feed_book(desk), FOLDER / "feeds")
    found = Roster.of(desk, month.first, month.last)
    clashes = desk.clashes(month.first, month.last)
    print(f"{desk.name}")
    print(f"  desk      {desk_folder}/  ({len(desk.people())} people, {len(desk.activities())} activities)")
    print(
        f"  roster    {month}: {len(found.assignments)} duties, "
        f"{sum(slot.missing for slot in found.open_slots)} open, {len(clashes)} clashes, "
        f"{len(found.published)} published"
    )
    print(f"  feeds     {FOLDER}/feeds/  ({len(exported)} calendars)")
    print(f"  open it   {Path(sys.executable).parent / 'dutydesk'} --desk {desk_folder}")
    desk.close()
    if sys.stdin.isatty() and sys.stdout.isatty():
        os.execv(  # noqa: S606 - the program itself takes the place of this script
            sys.executable, [sys.executable, "-m", "dutydesk", "--desk", str(desk_folder)]
        )


if __name__ == "__main__":
    main()
