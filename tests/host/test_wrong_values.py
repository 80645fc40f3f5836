"""What plugins hand over as msgspec structures is looked at down to their fields."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import pytest
from msgspec import Meta, field

from dutydesk.api import Settings
from dutydesk.host.checking import misfit


class Step(Settings, frozen=True, kw_only=True):
    text: Annotated[str, Meta(min_length=1)]
    minutes: int = 1


class Kind(Settings, frozen=True, kw_only=True):
    code: Annotated[str, Meta(pattern="^[a-z-]+$")]
    steps: tuple[Step, ...] = ()
    first: Step | None = None
    since: date = date(2026, 1, 1)
    weather: Literal["any", "dry"] = "any"
    limits: dict[str, float] = field(default_factory=dict)
    pair: tuple[int, str] = (1, "a")


SOUND = Kind(code="fire", steps=(Step(text="out"),), first=Step(text="bell"), limits={"out": 2, "in": 2.5})


def test_a_sound_structure_fits():
    assert misfit(SOUND, Kind) == ""
    assert misfit(SOUND, Settings) == ""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Kind(code=3), "Kind.code must be str, not int"),
        (Kind(code="Fire!"), "Kind, code: "),
        (Kind(code="fire", steps=[Step(text="out")]), "Kind.steps must be "),
        (Kind(code="fire", steps=(Step(text=None),)), "Step.text must be str, not NoneType"),
        (Kind(code="fire", steps=(Step(text="out"), Step(text=""))), "Kind, steps, item 2, text"),
        (Kind(code="fire", steps=(Step(text="out", minutes=True),)), "Step.minutes must be int, not bool"),
        (Kind(code="fire", steps=("out",)), "Kind.steps must be "),
        (Kind(code="fire", first=Step(text="x", minutes="2")), "Step.minutes must be int, not str"),
        (Kind(code="fire", since="2026-01-01"), "Kind.since must be date, not str"),
        (Kind(code="fire", since=datetime(2026, 1, 1, tzinfo=UTC)), "Kind.since must be date, not datetime"),
        (Kind(code="fire", weather="wet"), "Kind.weather must be "),
        (Kind(code="fire", limits={"out": "2"}), "Kind.limits must be "),
        (Kind(code="fire", pair=(1, "a", 2)), "Kind.pair must be "),
    ],
)
def test_a_structure_with_a_wrong_value_says_which(value, told):
    assert told in misfit(value, Kind)
