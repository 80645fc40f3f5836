"""Undo and redo by two actors, step for step beside a model that is simple enough to believe."""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from dutydesk.api import UndoRefused
from dutydesk.api.registry import Registry
from dutydesk.domain import Person
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from tests.both_databases import PostgresHome, SqliteHome
from tests.soak import SOAK

KEYS = ("a", "b", "c")
ACTORS = ("li", "wang")
actors, keys, names = st.sampled_from(ACTORS), st.sampled_from(KEYS), st.sampled_from(["x", "y", "z"])


class UndoBesideAModel(RuleBasedStateMachine):
    new_home = SqliteHome
    tables = ()

    def prepare(self, folder):
        """Write what shall stand in the folder of the desk before it is opened."""

    @initialize()
    def found(self):
        self.home = Path(tempfile.mkdtemp())
        self.database = self.new_home(self.home)
        self.now = datetime(2026, 11, 2, tzinfo=UTC)
        found_desk(self.home / "desk", name="School", zone="Asia/Shanghai")
        self.database.filled(self.tables)
        with (self.home / "desk" / "desk.toml").open("a") as file:
            file.write(self.database.settings())
        self.prepare(self.home / "desk")
        self.desks = {actor: self.opened(actor) for actor in ACTORS}
        self.content = {}
        self.state = dict.fromkeys(KEYS, 0)
        self.done = {actor: [] for actor in ACTORS}
        self.undone = {actor: [] for actor in ACTORS}
        self.count = 0
        self.highest = {}

    def teardown(self):
        for desk in self.desks.values():
            desk.close()
        self.database.close()
        shutil.rmtree(self.home)

    def opened(self, actor):
        return open_desk(self.home / "desk", actor=actor, registry=Registry(), clock=lambda: self.now)

    def keep(self, before):
        """Return the model's entry of a change: for each record, its state and name before and after."""
        entry = {}
        for key, name in before.items():
            self.count += 1
            entry[key] = (self.state[key], name), (self.count, self.content.get(key))
            self.state[key] = self.count
        return entry

    @rule(
        actor=actors,
        wanted=st.dictionaries(keys, st.one_of(st.none(), names), min_size=1),
        final=st.booleans(),
    )
    def change(self, actor, wanted, final):
        desk, before, final = self.desks[actor], {}, final and len(wanted) == 1
        with desk.change("change", final=final) as change:
            for key, name in wanted.items():
                kept = change.table(Person).get(key)
                if name == self.content.get(key):
                    if kept is not None:
                        change.replace(kept)
                    continue
                before[key] = self.content.get(key)
                if name is None:
                    change.remove(kept)
                elif kept is None:
                    change.add(Person(id=key, name=name))
                else:
                    change.replace(replace(kept, name=name))
        for key in before:
            self.content[key] = wanted[key]
        if before:
            entry = self.keep(before)
            if not final:
                self.done[actor].append(entry)
                self.undone[actor].clear()

    @rule(actor=actors, key=keys, through=st.lists(names, min_size=2, max_size=3))
    def change_one_record_several_times(self, actor, key, through):
        before = self.content.get(key)
        if before == through[0] or any(one == two for one, two in pairwise(through)):
            return
        with self.desks[actor].change("several") as change:
            for name in through:
                kept = change.table(Person).get(key)
                if kept is None:
                    change.add(Person(id=key, name=name))
                else:
                    change.replace(replace(kept, name=name))
        self.content[key] = through[-1]
        self.done[actor].append(self.keep({key: before}))
        self.undone[actor].clear()

    def revert(self, act, stack, other):
        entry = stack[-1] if stack else {}
        if not entry or any(self.state[key] != after[0] for key, (_before, after) in entry.items()):
            with pytest.raises(UndoRefused):
                act()
            return
        act()
        for key, (before, _after) in stack.pop().items():
            self.state[key], self.content[key] = before
        other.append({key: (after, before) for key, (before, after) in entry.items()})

    @rule(actor=actors)
    def undo(self, actor):
        self.revert(self.desks[actor].undo, self.done[actor], self.undone[actor])

    @rule(actor=actors)
    def redo(self, actor):
        self.revert(self.desks[actor].redo, self.undone[actor], self.done[actor])

    @rule(actor=actors)
    def reopen(self, actor):
        self.desks[actor].close()
        self.desks[actor] = self.opened(actor)

    @rule(hours=st.integers(-30, 30))
    def set_the_clock(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def both_desks_show_what_the_model_says(self):
        for desk in self.desks.values():
            kept = {person.id: person.name for person in desk.table(Person).all()}
            assert kept == {key: name for key, name in self.content.items() if name is not None}

    @invariant()
    def revisions_and_times_only_rise(self):
        for person in self.desks["li"].table(Person).all():
            highest = self.highest.get(person.id)
            if highest is not None and person != highest:
                assert person.revision > highest.revision
            self.highest[person.id] = person


def run_on(machine, database_kind, request, examples, steps=30):
    """Run a machine beside its model on one of the two databases; a PostgreSQL takes four times as long."""
    if database_kind == "postgres":
        url, washed = (request.getfixturevalue(each) for each in ("postgres_url", "washed_schemas"))

        class OnPostgres(machine):
            def new_home(self, _folder):
                return PostgresHome(url, "none", washed)

        machine, examples = OnPostgres, max(1, examples // 4)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_undo_and_redo_do_what_the_model_says(database_kind, request):
    run_on(UndoBesideAModel, database_kind, request, 25 * SOAK)
