"""A small squadron's desk, made once and copied for each test."""

import pytest

from tests.plugins.roster.roster_desk import copied, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "desk")


@pytest.fixture
def at(template, tmp_path):
    with copied(template, tmp_path / "desk") as made:
        yield made


@pytest.fixture
def desk(at):
    return at.open()
