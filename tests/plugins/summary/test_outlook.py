from datetime import date, timedelta

import pytest

from dutydesk.domain import Activity, Task
from tests.plugins.planned_desk import wall
from tests.plugins.summary.figured_desk import HEAD, make_figured


@pytest.fixture(scope="module")
def next_year(tmp_path_factory):
    """What 2027 holds: 10 patrols of the school, one of them called off, and a task."""
    for figured in make_figured(tmp_path_factory.mktemp("outlook") / "desk"):
        with figured.desk.change("plans") as change:
            for number in range(10):
                start = wall("2027-03-01T09:00") + timedelta(days=number)
                change.add(
                    Activity(
                        id=f"meet-{number}",
                        kind="school",
                        title=f"Meet {number}",
                        start=start,
                        end=start + timedelta(hours=1),
                        state="cancelled" if number == 0 else "planned",
                    )
                )
            change.add(Task(id="lamp", title="Mend the lamp", due=date(2027, 5, 4)))
        figured.template("", head=HEAD + 'shows = "outlook"\n')
        yield figured


def lines(figured, year=2026):
    return [line.text for line in figured.written(year).sections[0].lines]


def test_what_is_planned_is_counted_by_kind_without_what_was_called_off(next_year):
    assert "School event: 9 planned, the first on 2027-03-02." in lines(next_year)


def test_the_plans_are_traced_to_their_records(next_year):
    (plan,) = [each for each in next_year.written().evidence if each.key == "plan:school"]
    assert plan.records[0] == "activity:meet-1"
    assert len(plan.records) == 9


def test_terms_and_due_days_of_the_next_year_are_told(next_year):
    found = lines(next_year)
    assert found[0] == "Terms: Autumn (2027-09-01 to 2028-01-21)."
    assert found[-1] == "Due on 2027-05-04: Mend the lamp"


def test_where_nothing_is_planned_it_says_so(next_year):
    found = lines(next_year, 2029)
    assert found[0].startswith("No term of 2030 is entered yet")
    assert "Nothing is planned for 2030 yet of these: School event." in found
    assert found[-1] == "Nothing that falls due in 2030 is known yet."
