"""Whatever people ask, offer, answer, take, move and undo: the same few things always hold of requests."""

import shutil
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dutydesk.api import DataProblem, UndoRefused
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests import asking, taking
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.asking import SwapWish, ask_swap, offer, withdraw
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.taking import take
from dutydesk_roster.swap import Swap, SwapState
from tests.plugins.roster import roster_desk
from tests.plugins.roster.roster_desk import RosterDesk, day, make_template, put
from tests.soak import SOAK

PEOPLE = ("li", "sun", "wu", "zhu")
SETTLED = {SwapState.APPROVED, SwapState.DECLINED, SwapState.WITHDRAWN, SwapState.LAPSED}
DUTIES = (
    ("li", "gate", "night", day(25)),
    ("sun", "gate", "day", day(26)),
    ("wu", "gate", "night", day(27)),
    ("zhu", "gate", "day", day(28)),
    ("li", "gate", "day", day(30)),
)
NUMBER = st.integers(min_value=0, max_value=9)
PERSON = st.sampled_from(PEOPLE)


@cache
def template():
    return make_template(Path(tempfile.mkdtemp(prefix="requests-template-")) / "desk")


def picked(found, number):
    return found[number % len(found)]


class Requests(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        # The same steps must make the same identifiers, or a failure could not be shown again.
        numbers = count(1)
        self.ids = ExitStack()
        for module in (asking, taking, roster_desk):
            self.ids.enter_context(patch.object(module, "new_id", lambda: f"id{next(numbers):05}"))
        self.folder = Path(tempfile.mkdtemp(prefix="requests-"))
        self.at = RosterDesk(template(), self.folder / "desk")
        self.desk = self.at.open()
        self.settled = {}

    @initialize()
    def a_published_week(self):
        put(self.desk, *DUTIES)
        publish(self.desk, day(1), day(30), "2026-11")

    def teardown(self):
        self.ids.close()
        self.at.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def duties(self):
        return self.desk.table(Assignment).all()

    @property
    def swaps(self):
        return self.desk.table(Swap).all()

    def state(self):
        return {
            replace(each, revision=0, changed=self.at.now)
            for table in (Assignment, PublishedAssignment, Swap)
            for each in self.desk.table(table).all()
        }

    def broken(self):
        """Return what is broken; of too many at a post, it is nobody's in particular who is too many."""
        return {
            ("" if each.rule == "too-many" else each.person, each.day, each.rule)
            for each in self.desk.clashes(day(1), day(30))
        }

    @contextmanager
    def undoable(self, undoes):
        before, at = self.state(), self.desk.revision()
        with suppress(DataProblem):
            yield
        if undoes and self.desk.revision() > at:
            self.desk.undo()
            assert self.state() == before
        elif self.desk.revision() == at:
            assert self.state() == before

    @rule(
        who=PERSON,
        number=NUMBER,
        other=st.sampled_from(("", *PEOPLE)),
        back=st.booleans(),
        undoes=st.booleans(),
    )
    def somebody_asks(self, who, number, other, back, undoes):
        own = [each.id for each in self.duties if each.person == who]
        theirs = [each.id for each in self.duties if each.person == other]
        if own:
            given = picked(theirs, number) if back and theirs else ""
            with self.undoable(undoes):
                ask_swap(
                    self.desk,
                    SwapWish(person=who, assignment=picked(own, number), other=other, back=given),
                )

    @precondition(lambda self: self.swaps)
    @rule(who=PERSON, number=NUMBER, back=st.booleans())
    def somebody_offers(self, who, number, back):
        own = [each.id for each in self.duties if each.person == who]
        with suppress(DataProblem):
            offer(self.desk, picked(self.swaps, number).id, who, picked(own, number) if back and own else "")

    @precondition(lambda self: self.swaps)
    @rule(number=NUMBER, undoes=st.booleans(), other=st.sampled_from(("", *PEOPLE)))
    def the_leader_approves(self, number, undoes, other):
        broken = self.broken()
        with self.undoable(undoes):
            key = picked(self.swaps, number).id
            before = {each.id for each in self.swaps if each.state is SwapState.APPROVED}
            taken = self.desk.table(Swap).get(key).state is SwapState.TAKEN
            approve(self.desk, key, other=other)
            assert self.broken() <= broken
            granted = self.desk.table(Swap).get(key)
            others = {each.id for each in self.swaps if each.state is SwapState.APPROVED} - before
            assert others == {key}
            if taken:
                return  # whoever took the duty may be asking about it
            about = {granted.assignment, granted.back} - {""}
            assert not any(each.duties & about for each in RequestBook.of(self.desk).swaps if each.is_asked)

    @precondition(lambda self: self.swaps)
    @rule(number=NUMBER, undoes=st.booleans(), act=st.sampled_from((decline, withdraw)))
    def it_is_declined_or_withdrawn(self, number, undoes, act):
        with self.undoable(undoes):
            act(self.desk, picked(self.swaps, number).id)

    @precondition(lambda self: self.duties)
    @rule(who=PERSON, number=NUMBER, undoes=st.booleans())
    def somebody_takes(self, who, number, undoes):
        broken = self.broken()
        with self.undoable(undoes):
            take(self.desk, who, picked(self.duties, number).id)
            assert self.broken() <= broken

    @precondition(lambda self: self.duties)
    @rule(number=NUMBER, who=PERSON, to=st.sampled_from((25, 26, 27, 29)), removes=st.booleans())
    def the_leader_arranges(self, number, who, to, removes):
        duty = picked(self.duties, number)
        place = (who, duty.post, duty.shift, day(to))
        # Someone who is put twice into one slot is one head there, and parting the two makes one more.
        if any((each.person, each.post, each.shift, each.day) == place for each in self.duties):
            return
        with self.desk.change("arranged") as change:
            if removes:
                change.remove(duty)
            else:
                change.replace(replace(duty, person=who, day=day(to)))

    @rule()
    def the_last_change_is_undone(self):
        with suppress(UndoRefused):
            self.desk.undo()
        self.settled = {each.id: each.state for each in self.swaps if each.state in SETTLED}

    @invariant()
    def what_is_settled_stays_settled(self):
        now = {each.id: each.state for each in self.swaps}
        for key, state in self.settled.items():
            assert now[key] is state
        self.settled = {key: state for key, state in now.items() if state in SETTLED}

    @invariant()
    def no_duty_is_given_away_twice(self):
        book = RequestBook.of(self.desk)
        given = [each.swap.assignment for each in book.swaps if each.is_asked]
        assert len(given) == len(set(given))
        for each in book.swaps:
            if each.is_asked:
                assert each.duty.person == each.swap.person


TestRequests = pytest.mark.soak(Requests.TestCase)
TestRequests.settings = settings(
    max_examples=6 * SOAK,
    stateful_step_count=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
