"""The desks and registers of these tests."""

from types import SimpleNamespace

import pytest

from dutydesk_registers.registers import known_register
from tests.plugins.planned_desk import make, with_people
from tests.plugins.registers.keys_register import KEYS, context_of, register_of

ROLES = """
others = "leader"
[[member]]
name = "wu-phone"
person = "wu"
role = "guard"
"""


@pytest.fixture
def planned(tmp_path):
    yield from make(tmp_path / "desk")


@pytest.fixture(scope="module")
def keys():
    """Give a register of a school's own without a desk."""
    return register_of()


@pytest.fixture(scope="module")
def context():
    return context_of()


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Give, for one module, people, a guard's desk on the same folder, and the register of keys."""
    for planned in make(tmp_path_factory.mktemp("school") / "desk"):
        (planned.folder / "plugins" / "keys.toml").write_text(KEYS, encoding="utf-8")
        planned.write(roles=ROLES)
        desk = with_people(planned.open())
        yield SimpleNamespace(
            planned=planned,
            desk=desk,
            guard=planned.open("wu-phone"),
            keys=known_register(desk, "keys"),
        )
