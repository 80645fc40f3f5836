"""An instance of the benchmark, and the reader of its public text format."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn


class BadFile(Exception):
    """A file is not an instance; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift: its length in minutes, and which shifts may not be worked the day after."""

    name: str
    minutes: int
    barred_next: frozenset[str]


@dataclass(frozen=True, slots=True)
class Employee:
    """One person's limits; `most` is how many of each shift they may work."""

    name: str
    most: dict[str, int]
    most_minutes: int
    least_minutes: int
    longest_work: int
    shortest_work: int
    shortest_rest: int
    most_weekends: int


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for or against a shift on a day, and what it costs not to grant it."""

    employee: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class Cover:
    """How many should work a shift on a day, and what each too few or too many costs."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(slots=True)
class Instance:
    """A whole instance; `days_off` are (employee, day)."""

    name: str
    days: int = 0
    shifts: dict[str, Shift] = field(default_factory=dict)
    staff: dict[str, Employee] = field(default_factory=dict)
    days_off: set[tuple[str, int]] = field(default_factory=set)
    wishes_on: list[Request] = field(default_factory=list)
    wishes_off: list[Request] = field(default_factory=list)
    cover: list[Cover] = field(default_factory=list)


class _Reader:
    """Reads a file line by line and knows where it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0
        self.instance = Instance(path.stem)

    def fail(self, what: str, expected: str) -> NoReturn:
        raise BadFile(f"{self.path}, line {self.line}: {what}; expected {expected}")

    def lines(self) -> Iterator[str]:
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except OSError as problem:
            raise BadFile(f"{self.path}, line 0: {problem.strerror}; expected a file to read") from problem
        except UnicodeDecodeError as problem:
            raise BadFile(f"{self.path}, line 0: not UTF-8 text; expected an instance file") from problem
        for self.line, line in enumerate(text.splitlines(), start=1):
            content = line.split("#", 1)[0].strip()
            if content:
                yield content

    def whole(self, text: str, what: str, *, least: int = 0) -> int:
        if not re.fullmatch(r"[+-]?\d+", text) or int(text) < least:
            self.fail(f"{what} is {text!r}", f"a whole number from {least}")
        return int(text)

    def cells(self, line: str, count: int, names: str) -> list[str]:
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) != count:
            self.fail(f"{len(cells)} fields", f"{count}: {names}")
        return cells

    def day(self, text: str) -> int:
        day = self.whole(text, "day")
        if day >= self.instance.days:
            self.fail(f"day {day}", f"a day from 0 to {self.instance.days - 1}")
        return day

    def shift(self, name: str) -> str:
        if name not in self.instance.shifts:
            self.fail(f"unknown shift {name!r}", f"one of {', '.join(self.instance.shifts)}")
        return name

    def employee(self, name: str) -> str:
        if name not in self.instance.staff:
            self.fail(f"unknown employee {name!r}", "one of SECTION_STAFF")
        return name

    def read_horizon(self, line: str) -> None:
        self.instance.days = self.whole(line, "horizon", least=1)

    def read_shift(self, line: str) -> None:
        if line.count(",") == 1:
            line += ","
        name, minutes, after = self.cells(line, 3, "shift, minutes, shifts that may not follow")
        if name in self.instance.shifts or not name:
            self.fail(f"shift {name!r} again", "each shift once")
        never = frozenset(part.strip() for part in after.split("|") if part.strip())
        self.instance.shifts[name] = Shift(name, self.whole(minutes, "minutes", least=1), never)

    def read_employee(self, line: str) -> None:
        name, most, *rest = self.cells(line, 8, "ID, most of each shift and six limits")
        if name in self.instance.staff or not name:
            self.fail(f"employee {name!r} again", "each employee once")
        limits: dict[str, int] = {}
        for part in most.split("|"):
            shift, equals, count = part.partition("=")
            if not equals:
                self.fail(f"{part!r}", "SHIFT=COUNT")
            limits[self.shift(shift.strip())] = self.whole(count.strip(), "most shifts")
        self.instance.staff[name] = Employee(name, limits, *(self.whole(text, "limit") for text in rest))

    def read_days_off(self, line: str) -> None:
        name, *days = [cell.strip() for cell in line.split(",")]
        self.employee(name)
        self.instance.days_off.update((name, self.day(day)) for day in days if day)

    def request(self, line: str) -> Request:
        name, day, shift, weight = self.cells(line, 4, "employee, day, shift, weight")
        return Request(self.employee(name), self.day(day), self.shift(shift), self.whole(weight, "weight"))

    def read_wish_on(self, line: str) -> None:
        self.instance.wishes_on.append(self.request(line))

    def read_wish_off(self, line: str) -> None:
        self.instance.wishes_off.append(self.request(line))

    def read_cover(self, line: str) -> None:
        day, shift, *rest = self.cells(line, 5, "day, shift, wanted, weight under, weight over")
        wanted, under, over = (self.whole(text, "cover") for text in rest)
        self.instance.cover.append(Cover(self.day(day), self.shift(shift), wanted, under, over))

    def check(self) -> None:
        if not self.instance.days:
            self.fail("no horizon", "SECTION_HORIZON with the number of days")
        if not self.instance.shifts:
            self.fail("no shifts", "SECTION_SHIFTS with at least one")
        if not self.instance.staff:
            self.fail("no staff", "SECTION_STAFF with at least one")
        for shift in self.instance.shifts.values():
            for name in sorted(shift.barred_next - self.instance.shifts.keys()):
                self.fail(f"shift {shift.name} names the unknown shift {name!r}", "shifts of SECTION_SHIFTS")


def read(path: Path) -> Instance:
    """Read an instance; comments, blank lines and any line ends are fine.

    Raises:
        BadFile: The file is not one.
    """
    reader = _Reader(path)
    sections: dict[str, Callable[[str], None]] = {
        "SECTION_HORIZON": reader.read_horizon,
        "SECTION_SHIFTS": reader.read_shift,
        "SECTION_STAFF": reader.read_employee,
        "SECTION_DAYS_OFF": reader.read_days_off,
        "SECTION_SHIFT_ON_REQUESTS": reader.read_wish_on,
        "SECTION_SHIFT_OFF_REQUESTS": reader.read_wish_off,
        "SECTION_COVER": reader.read_cover,
    }
    section: Callable[[str], None] | None = None
    for line in reader.lines():
        if line.startswith("SECTION_"):
            if line not in sections:
                reader.fail(f"unknown section {line!r}", f"one of {', '.join(sections)}")
            section = sections[line]
        elif section is None:
            reader.fail(f"{line[:40]!r} before any section", "SECTION_HORIZON first")
        else:
            section(line)
    reader.check()
    return reader.instance
