"""A desk without duties, and one whose November was generated once for all tests."""

import pytest

from dutydesk.host.opening import open_desk
from dutydesk_roster.arranging import accept
from dutydesk_roster.engine import GenerateJob
from dutydesk_roster.problem_of import problem_of
from tests.plugins.roster.roster_desk import NOW, RosterDesk, copied, make_template, month_of


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "desk")


@pytest.fixture(scope="session")
def generated_template(template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated") / "desk"
    made = RosterDesk(template, folder)
    desk = open_desk(folder, actor="test", clock=lambda: NOW)
    roster = month_of(desk)
    with GenerateJob(problem_of(desk, roster), seconds=1, workers=1) as job:
        accept(desk, roster, job.result().assignments, "Generate")
    desk.close()
    made.close()
    return folder


@pytest.fixture
def at(template, tmp_path):
    with copied(template, tmp_path / "desk") as made:
        yield made


@pytest.fixture
def desk(at):
    return at.open()


@pytest.fixture
def generated_at(generated_template, tmp_path):
    with copied(generated_template, tmp_path / "desk") as made:
        yield made


@pytest.fixture
def generated(generated_at):
    return generated_at.open()
