"""The equipment of the sample school, and what was done to it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk_registers.sample_school import rows
from dutydesk_registers.sample_school.days import SampleDays
from dutydesk_registers.sample_school.keeping import HEAD_OF_EQUIPMENT, SampleKeeping, Values

_EVERY_MONTH_HAS = 28
_MADE_BEFORE = timedelta(days=60)
_PREFIXES = {"water": "MS", "powder": "MF", "clean": "MJ", "co2": "MT", "light": "YD", "hydrant": "XH",
             "detector": "YG", "mask": "HX", "camera": "SX", "alarm": "BJ"}  # fmt: skip


def keep_equipment(keeping: SampleKeeping) -> None:
    """Keep what is there by number, what was done to it, and what was scrapped."""
    days = keeping.days
    numbers: Counter[str] = Counter()
    for values in (*_new_equipment(days, numbers), _due_soon(days)):
        keeping.keep("equipment", values)
    for kind, pieces, place, size, age, done in rows.OLDER:
        on = days.on(0, 9, 11) if done == "refilled" else days.on(0, 4, 10)
        made = days.on(age, 1, 15)
        numbers[kind] += 1
        kept = keeping.keep(
            "equipment",
            {
                **_usual(days, kind, numbers[kind]),
                "pieces": str(pieces),
                "place": place,
                "size": size,
                "made": f"{made}",
                "bought": f"{made + _MADE_BEFORE}",
                "tested": f"{days.on(0, 4, 10)}",
                "serviced": f"{on}" if done in {"refilled", "serviced"} else "",
            },
        )
        if done and kept is not None:
            keeping.keep("servicing", _serviced(on, place, str(pieces), kind, done), kept.subject)
    for done, (ago, month, day, what, count, kind) in (
        *(("scrapped", row) for row in rows.SCRAPPED),
        ("refilled", rows.REFILLED_LAST_YEAR),
    ):
        keeping.keep("servicing", _serviced(days.on(ago, month, day), what, count, kind, done))


def _new_equipment(days: SampleDays, numbers: Counter[str]) -> Iterator[Values]:
    tested = days.on(0, 4, 10)
    for ago, kind, pieces, place, size in rows.BATCHES:
        bought = days.on(ago, *((9, 3) if kind == "light" else (3, 10)))
        numbers[kind] += 1
        yield {
            **_usual(days, kind, numbers[kind]),
            "pieces": str(pieces),
            "place": place,
            "size": size,
            "made": f"{bought - _MADE_BEFORE}",
            "bought": f"{bought}",
            "tested": f"{tested}" if kind == "light" and bought <= tested else "",
        }


def _due_soon(days: SampleDays) -> Values:
    """Return an extinguisher that is to be serviced next week: two years after the last time."""
    coming = days.today + timedelta(days=5)
    last = min(coming.day, _EVERY_MONTH_HAS)
    return {
        **_usual(days, "co2", 101),
        "pieces": "1",
        "place": "Computer room 计算机教室",
        "size": "MT/3",
        "made": f"{date(coming.year - 7, coming.month, 1)}",
        "bought": f"{date(coming.year - 7, coming.month, last)}",
        "serviced": f"{date(coming.year - 2, coming.month, last)}",
    }


def _usual(days: SampleDays, kind: str, number: int) -> dict[str, str]:
    return {
        "number": f"{_PREFIXES[kind]}-{number:03}",
        "kind": kind,
        "looked": f"{days.today - timedelta(days=3)}",
        "owner": HEAD_OF_EQUIPMENT,
        "state": "in-use",
    }


def _serviced(day: date, what: str, pieces: str, kind: str, done: str) -> Values:
    firm = "An'an Fire Services 安安消防"
    return {"equipment": what, "day": f"{day}", "what": done, "pieces": pieces, "kind": kind, "by": firm}
