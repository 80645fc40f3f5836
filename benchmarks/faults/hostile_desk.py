"""A desk of the sample school in which every text that a person can put anywhere is a hostile one.

What no form, import or command would let in stands in it too, as another program could write it.
"""

import contextlib
import json
import os
import shutil
import tomllib
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import tomli_w

from benchmarks.faults import hostile_registers
from benchmarks.faults.hostile_texts import rotated
from benchmarks.workbench.line import ROOT
from dutydesk.config.shipped import default_desk
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Attachment, Record
from dutydesk.exchange.people_import import keep_people, preview_people
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk.store.tables import FeedToken, PluginDocument
from dutydesk_drills.drill_plan import DrillCheckMark, DrillPlan
from dutydesk_registers.entry import RegisterEntry
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.publishing import publish
from dutydesk_roster.swap import Swap, SwapOffer, Volunteer
from dutydesk_training.minutes import Minutes
from dutydesk_training.topic_session import TopicSession

PLUGIN = "lightning_shelter.toml"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
SHORT = 24
KEYS = frozenset(
    [
        "id",
        "person",
        "kind",
        "owner",
        "participants",
        "rule",
        "skipped_days",
        "state",
        "activity",
        "qualification",
        "qualifications",
        "about",
        "post",
        "shift",
        "assignment",
        "other",
        "back",
        "back_post",
        "back_shift",
        "swap",
        "heads",
        "week",
        "pack",
        "reached_precision",
        "leaflets_precision",
        "precision",
        "session",
        "topic",
        "catches_up",
        "drill",
        "building",
        "role",
        "stage",
        "members",
        "target",
        "key",
        "body",
        "digest",
        "feed",
        "chair",
        "writer",
        "seal",
        "start",
        "end",
        "rank",
        "register",
        "due_rule",
        "entry",
        "raised",
        "section",
    ]
)
"""Fields that hold no words of a person but a key, a code or a form; every other text is made hostile."""

NO_WORDS = KEYS | frozenset(
    [
        "first",
        "last",
        "day",
        "starts",
        "ends",
        "due",
        "done",
        "changed",
        "at",
        "held_at",
        "until",
        "since",
        "monday",
        "issued",
        "on",
    ]
)
"""Texts of a record in the journal that are no words; days and moments stand there as texts."""

_FORMS = frozenset(
    {"zone", "uid", "url", "schema", "engine", "plugin", "code", "short", "start", "end", "pattern"}
)
_FILE_NAMES = (
    b"\x1b[53m.py",
    b"\x1b]0;TITLE\x07.toml",
    b"[red]marked.toml",
    b"\xff\x9b.py",
    b"two\nlines.toml",
)


@dataclass(frozen=True, slots=True)
class HostileDesk:
    """The folder of such a desk, and in how many places of its tables and files a text was made hostile."""

    folder: Path
    columns: frozenset[str]
    settings: int


def opened(folder: Path, actor: str = "leader") -> OpenDesk:
    """Open a desk on the day for which it was made."""
    return open_desk(folder, actor=actor, clock=lambda: NOW)


def found_plain_desk(folder: Path) -> Path:
    """Make the sample school's desk with duties, requests and whatever else its people keep, all harmless."""
    found_sample_school(folder, TODAY)
    shutil.copy(ROOT / "docs" / "plugins" / "examples" / PLUGIN, folder / "plugins")
    hostile_registers.bring_register(folder)
    desk = opened(folder)
    with contextlib.closing(desk):
        fill_sample_school(desk, TODAY)
        _keep_more(desk)
        hostile_registers.keep_more(desk)
    return folder


def found_small_desk(folder: Path) -> Path:
    """Make a desk of the sample school that has its settings and its people, and nothing else."""
    found_sample_school(folder, TODAY)
    people = default_desk() / "sample" / "school" / "people.csv"
    desk = opened(folder)
    with contextlib.closing(desk):
        keep_people(desk, preview_people(desk, people), people.name)
    return folder


def _keep_more(desk: OpenDesk) -> None:
    """Keep a record of each sort that the sample has none of."""
    people = [person.id for person in desk.people()]
    first = TODAY.replace(day=1)
    posts = [
        each["code"] for each in tomllib.loads((desk.folder / "config" / "posts.toml").read_text())["post"]
    ]
    duties = [
        Assignment(
            id=f"duty-{number}-{day}", person=person, post=posts[number % len(posts)],
            shift=("day", "evening", "night")[(number + day) % 3], day=first + timedelta(days=day),
            note="note",
        )
        for number, person in enumerate(people)
        for day in range(30)
        if (number + day) % 3
    ]  # fmt: skip
    one, two = duties[-1], duties[-2]
    wall = datetime.combine(TODAY, time(18))
    session = desk.occurrences(TODAY - timedelta(days=7), TODAY, ["meeting"])[0]
    drill = desk.table(DrillPlan).all()[0].id
    with desk.change("Duties") as change:
        for each in duties:
            change.add(each)
    publish(desk, first, first + timedelta(days=9), "Published")
    asked = {"person": one.person, "assignment": one.id, "day": one.day, "post": one.post, "shift": one.shift}
    more: tuple[Record, ...] = (
        Swap(id="asked", other=two.person, note="note", **asked),
        Swap(id="open", note="note", answer="answer", **asked),
        SwapOffer(id="offer", swap="open", person=two.person, note="note"),
        Volunteer(id="ready", person=people[3], first=first, last=first + timedelta(days=60), note="note"),
        CoverEvent(
            id="event", title="title", starts=wall, ends=wall + timedelta(hours=3), heads=(f"{posts[0]}:2",),
            note="note",
        ),
        Minutes(
            id=session.key, day=session.start.date(), points=("one", "two"), last_week="week", text="text",
            chair=people[0], writer=people[1],
        ),
        TopicSession(
            id=session.activity.id, topic="topic", part=1, group=1, start=session.start, members=(people[0],),
            reason="reason",
        ),
        Attachment(id="file", about=f"activity:{session.key}", title="title", target="https://example.org/a"),
        DrillCheckMark(id="mark", drill=drill, text="text", note="note"),
        PluginDocument(id="doc", owner="notes", key="key", body="{}"),
        FeedToken(id="token", feed="all", label="label", digest="0" * 64),
    )  # fmt: skip
    with desk.change("More") as change:
        for record in more:
            change.add(record)


def make_hostile(plain: Path, folder: Path, by: int = 0) -> HostileDesk:
    """Copy a plain desk and make its texts hostile; with another `by`, each text stands somewhere else."""
    shutil.copytree(plain, folder)
    texts = rotated(by)
    settings = _poison_settings(folder, texts) + hostile_registers.write_template(folder)
    desk = opened(folder)
    with contextlib.closing(desk):
        columns = frozenset((*_poison_entries(desk, texts), *_poison_tables(desk, texts)))
    for name, content in zip(_FILE_NAMES, (b"raise SystemExit(1)\n", b"plugin = '\x00'\n") * 3, strict=False):
        path = os.fsencode(folder / "plugins") + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes, as its name is no text
            file.write(content)
    return HostileDesk(folder, columns, settings)


def _poison_entries(desk: OpenDesk, texts: Iterator[str]) -> Iterator[str]:
    """Write hostile texts into the values of entries of registers; yield the fields."""
    kinds = hostile_registers.kinds_of(desk)
    kept = desk.table(RegisterEntry).all()
    table = next(each for each in desk.schema.record_tables() if each.type is RegisterEntry)
    with desk.database.writing() as connection:
        for number, each in enumerate(kept):
            body = hostile_registers.poisoned_body(each.register, each.body, kinds, texts, number)
            connection.execute(sa.update(table.sql).where(table.column("id") == each.id).values(body=body))
            yield from (f"{each.register}.{code}" for code in json.loads(body))


def _poison_tables(desk: OpenDesk, texts: Iterator[str]) -> Iterator[str]:
    """Write hostile texts into every column of words, the journal's too; yield the columns."""
    with desk.database.writing() as connection:
        for table in desk.schema.record_tables():
            hints = typing.get_type_hints(table.type)
            words = [
                each.name for each in fields(table.type) if each.name not in KEYS and hints[each.name] is str
            ]
            lists = [
                each.name
                for each in fields(table.type)
                if each.name not in KEYS and hints[each.name] == tuple[str, ...]
            ]
            if not words and not lists:
                continue
            for key in connection.execute(sa.select(table.column("id"))).scalars().all():
                poisoned = {name: next(texts) for name in words}
                poisoned |= {name: json.dumps([next(texts), next(texts)]) for name in lists}
                connection.execute(sa.update(table.sql).where(table.column("id") == key).values(poisoned))
                yield from (f"{table.spec.name}.{name}" for name in poisoned)
        journal = desk.schema.system.journal
        for number in connection.execute(sa.select(journal.c.number)).scalars().all():
            connection.execute(
                sa.update(journal).where(journal.c.number == number).values(who=next(texts), why=next(texts))
            )
        yield from ("journal.who", "journal.why")
        rows = desk.schema.system.journal_row
        for row in connection.execute(sa.select(rows)).fetchall():
            connection.execute(
                sa.update(rows)
                .where(rows.c.entry == row.entry, rows.c.position == row.position)
                .values(
                    before=_poisoned_document(row.before, texts), after=_poisoned_document(row.after, texts)
                )
            )


def _poisoned_document(text: str | None, texts: Iterator[str]) -> str | None:
    """Return a record as the journal keeps it, with every text of its words replaced."""
    if text is None:
        return None
    document = json.loads(text)
    if "register" in document and "body" in document:
        values = dict.fromkeys(json.loads(document["body"]))
        document["body"] = json.dumps({code: next(texts) for code in values})
    return json.dumps(
        {
            name: next(texts) if isinstance(value, str) and value and name not in NO_WORDS else value
            for name, value in document.items()
        }
    )


def _poison_settings(folder: Path, texts: Iterator[str]) -> int:
    """Put hostile texts into the desk's settings wherever the desk takes them; return how many it took."""
    desk = opened(folder)
    with contextlib.closing(desk):
        names = [state.name for state in desk.settings_files() if state.exists]
        count = sum(_poison_file(desk, name, texts) for name in names)
    return count + sum(
        _poison_plugin(folder / "plugins" / name, texts) for name in (PLUGIN, hostile_registers.REGISTER)
    )


def _poison_file(desk: OpenDesk, name: str, texts: Iterator[str]) -> int:
    path = desk.folder / name
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    count = 0
    for words in sorted(_names_of_words(document)):
        for most in (None, SHORT):
            poisoned, places = _poisoned(document, words, texts, most)
            if not desk.settings_fault(name, tomli_w.dumps(poisoned)):
                document, count = poisoned, count + places
                break
    write_toml(path, document)
    return count


def _poison_plugin(path: Path, texts: Iterator[str]) -> int:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    count = 0
    for words in sorted(_names_of_words(document)):
        for most in (None, SHORT):
            poisoned, places = _poisoned(document, words, texts, most)
            write_toml(path, poisoned)
            desk = opened(path.parents[1])
            with contextlib.closing(desk):
                faulty = any(each.state == "faulty" for each in desk.plugins())
            if not faulty:
                document, count = poisoned, count + places
                break
    write_toml(path, document)
    return count


def _names_of_words(value: object, name: str = "") -> frozenset[str]:
    if isinstance(value, dict):
        return frozenset().union(*(_names_of_words(each, key) for key, each in value.items()))
    if isinstance(value, list):
        return frozenset().union(*(_names_of_words(each, name) for each in value))
    return frozenset({name}) if isinstance(value, str) and name not in _FORMS else frozenset()


def _poisoned(
    value: Any,  # noqa: ANN401 - whatever TOML holds
    wanted: str,
    texts: Iterator[str],
    most: int | None,
    name: str = "",
) -> tuple[Any, int]:
    """Return a document with every text that is called `wanted` replaced, and how many those are."""
    if isinstance(value, dict):
        done = {key: _poisoned(each, wanted, texts, most, key) for key, each in value.items()}
        return {key: each for key, (each, _count) in done.items()}, sum(
            count for _each, count in done.values()
        )
    if isinstance(value, list):
        listed = [_poisoned(each, wanted, texts, most, name) for each in value]
        return [each for each, _count in listed], sum(count for _each, count in listed)
    if isinstance(value, str) and name == wanted:
        return next(texts)[:most], 1
    return value, 0
