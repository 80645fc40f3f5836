"""Two who work at one desk at a time, step for step beside a model: neither undoes the other unseen."""

import time
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from benchmarks.faults.desks import bundled, torn
from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import Absence, AbsenceState, Person
from dutydesk.host.opening import open_desk
from dutydesk.host.trust import TrustPins
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.codes import TypedCode
from dutydesk_roster.editing.cells import cleared, typed
from dutydesk_roster.editing.keeping import keep
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.asking import LeaveWish, ask_leave
from dutydesk_roster.roster import Roster
from tests.desk.test_undo_against_a_model import ACTORS, UndoBesideAModel, actors, keys, names, run_on
from tests.soak import SOAK

GUARDS = ("g1", "g2")
FIRST = date(2026, 11, 20)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(2))
LONGEST_NEWS = 20
"""Seconds that a PostgreSQL on a busy machine may take to tell one session of another's change."""

SHIFTS = ("day", "night")
TYPES = (Absence, Assignment, PublishedAssignment)
POSTS = '[[post]]\ncode = "gate"\nshort = "G"\nname = "Gate"\n'
DEMAND = "".join(
    f'[[demand]]\npost = "gate"\nshift = "{shift}"\nweekday = 1\nweekend = 1\nholiday = 1\n'
    for shift in SHIFTS
)
guards, days = st.sampled_from(GUARDS), st.sampled_from(DAYS)
shifts = st.sampled_from([*SHIFTS, *SHIFTS, None])


def content(record):
    """Return what a record says, without how often and when it was changed."""
    document = msgspec.to_builtins(record)
    return {name: value for name, value in document.items() if name not in {"revision", "changed"}}


class TwoSessions(UndoBesideAModel):
    tables = bundled().tables

    def prepare(self, folder):
        (folder / "config" / "posts.toml").write_text(POSTS)
        (folder / "config" / "demand.toml").write_text(DEMAND)

    def opened(self, actor):
        folder = self.home / "desk"
        pins = TrustPins(self.home / "pins.toml")
        return open_desk(folder, actor=actor, registry=bundled(), clock=lambda: self.now, pins=pins)

    @initialize()
    def found(self):
        super().found()
        with self.desks["li"].change("guards", final=True) as change:
            for key in GUARDS:
                change.add(Person(id=key, name=key))
        self.content |= dict.fromkeys(GUARDS)
        self.state = defaultdict(int, self.state)
        self.held = {actor: {} for actor in ACTORS}
        self.rosters = {}
        self.number = 1
        self.versions = {actor: desk.version() for actor, desk in self.desks.items()}

    def other(self, actor):
        return self.desks[next(each for each in ACTORS if each != actor)]

    def absorb(self, actor):
        """Take what the desk has just written into the model, checking that it began where that stood."""
        desk = self.desks[actor]
        if desk.revision() == self.number:
            return
        assert desk.revision() == self.number + 1
        entry = desk.journal_entry(desk.revision())
        assert (entry.who, entry.reverts) == (actor, None)
        before = {}
        for row in entry.rows:
            table = desk.schema.named(row.table)
            key = (table.type, row.id)
            was, stands = (
                None if document is None else content(table.from_document(document))
                for document in (row.before, row.after)
            )
            assert self.content.get(key) == was
            before.setdefault(key, was)
            self.content[key] = stands
        self.done[actor].append(self.keep(before))
        self.undone[actor].clear()

    @rule(actor=actors, key=keys)
    def read_a_person(self, actor, key):
        self.held[actor][key] = self.desks[actor].table(Person).get(key)

    @rule(actor=actors, key=keys, name=names, remove=st.booleans())
    def change_what_was_read_before(self, actor, key, name, remove):
        desk, held = self.desks[actor], self.held[actor].get(key)
        if held is None:
            self.read_a_person(actor, key)
            return
        now = self.other(actor).table(Person).get(key)
        number = desk.revision()

        def write():
            with desk.change("held") as change:
                if remove:
                    change.remove(held)
                else:
                    change.replace(replace(held, name=name))

        if now is None or now.revision != held.revision:
            with pytest.raises(StaleChange) as refused:
                write()
            last = desk.history(f"person:{key}", 1)[0]
            assert last.who in str(refused.value)
            assert f"{desk.zone.wall(last.at):%Y-%m-%d %H:%M}" in str(refused.value)
            assert desk.revision() == number
            assert self.other(actor).table(Person).get(key) == now
            return
        write()
        if remove or name != held.name:
            before = self.content.get(key)
            self.content[key] = None if remove else name
            self.done[actor].append(self.keep({key: before}))
            self.undone[actor].clear()

    @rule(actor=actors, key=keys, name=names)
    def read_at_one_moment_while_the_other_writes(self, actor, key, name):
        desk, other = self.desks[actor], next(each for each in ACTORS if each != actor)
        people = desk.schema.of(Person).sql
        select = sa.select(people).order_by(people.c.id)
        with desk.database.reading() as connection:
            seen = connection.execute(select).fetchall()
            self.change(other, {key: name}, final=False)
            assert connection.execute(select).fetchall() == seen

    @rule(actor=actors)
    def read_the_roster(self, actor):
        self.rosters[actor] = Roster.of(self.desks[actor], DAYS[0], DAYS[-1])

    @rule(actor=actors, guard=guards, day=days, shift=shifts, anew=st.booleans())
    def type_into_a_cell(self, actor, guard, day, shift, anew):
        if anew or actor not in self.rosters:
            self.read_the_roster(actor)
        desk, roster = self.desks[actor], self.rosters[actor]
        known = roster.by_cell.get((guard, day), ())
        now = Roster.of(self.other(actor), DAYS[0], DAYS[-1]).by_cell.get((guard, day), ())
        number = desk.revision()
        person = desk.table(Person).get(guard)
        try:
            edit = typed(roster, person, day, TypedCode(shift, "gate")) if shift else cleared(roster, known)
            keep(desk, roster, edit)
        except StaleChange:
            assert sorted(known, key=lambda each: each.id) != sorted(now, key=lambda each: each.id)
            assert desk.revision() == number
            return
        if desk.revision() != number:
            assert sorted(known, key=lambda each: each.id) == sorted(now, key=lambda each: each.id)
            stands = Roster.of(self.other(actor), DAYS[0], DAYS[-1]).by_cell.get((guard, day), ())
            assert [each.shift for each in stands] == ([shift] if shift else [])
        self.absorb(actor)

    @rule(actor=actors)
    def publish_the_days(self, actor):
        desk = self.desks[actor]
        publish(desk, DAYS[0], DAYS[-1], "the days")
        self.absorb(actor)
        seen = {
            (each.id, each.person, each.shift) for each in self.other(actor).table(PublishedAssignment).all()
        }
        assert seen == {(each.id, each.person, each.shift) for each in desk.table(Assignment).all()}

    @rule(actor=actors, guard=guards, day=days)
    def ask_for_leave(self, actor, guard, day):
        desk, number = self.desks[actor], self.desks[actor].revision()
        try:
            ask_leave(desk, LeaveWish(person=guard, first=day, last=day))
        except DataProblem:
            assert desk.revision() == number
        self.absorb(actor)

    @rule(actor=actors, granted=st.booleans())
    def answer_a_request(self, actor, granted):
        desk, number = self.desks[actor], self.desks[actor].revision()
        waiting = self.other(actor).table(Absence).where(state=AbsenceState.ASKED)
        if not waiting:
            return
        first = min(waiting, key=lambda each: (each.person, each.first))
        try:
            (approve if granted else decline)(desk, first.id)
        except DataProblem:
            assert desk.revision() == number
        self.absorb(actor)

    @invariant()
    def both_desks_show_what_the_model_says(self):
        names_kept = {key: name for key, name in self.content.items() if isinstance(key, str) and name}
        others = {key: kept for key, kept in self.content.items() if not isinstance(key, str) and kept}
        for desk in self.desks.values():
            people = {each.id: each.name for each in desk.table(Person).all() if each.id not in GUARDS}
            assert people == names_kept
            kept = {(of, each.id): content(each) for of in TYPES for each in desk.table(of).all()}
            assert kept == others

    @invariant()
    def each_sees_that_the_other_has_changed_something(self):
        numbers = {desk.revision() for desk in self.desks.values()}
        assert len(numbers) == 1
        number = numbers.pop()
        assert number >= self.number
        for actor, desk in self.desks.items():
            end = time.monotonic() + LONGEST_NEWS
            while (version := desk.version()) == self.versions[actor] and number != self.number:
                assert time.monotonic() < end, "the news of a change never came"
                time.sleep(0.002)
            assert (version != self.versions[actor]) == (number != self.number)
            self.versions[actor] = version
        self.number = number

    def teardown(self):
        assert torn(self.desks["li"]) == []
        super().teardown()


def test_two_sessions_see_each_other_and_lose_nothing(database_kind, request):
    run_on(TwoSessions, database_kind, request, 8 * SOAK, steps=80)
