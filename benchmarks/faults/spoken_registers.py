"""Calls of the commands about registers, reminders and the summary, with hostile words in them."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from benchmarks.faults.hostile_registers import OWN
from dutydesk.api.week import Week
from dutydesk.desk import OpenDesk
from dutydesk_registers.entries import entries
from dutydesk_registers.registers import known_register, registers

ENDINGS = ("pdf", "docx", "md")
_AS_JSON = "--json"


def register_calls(
    desk: OpenDesk, out: Path, hostile: Sequence[str], endings: Sequence[str] = ENDINGS
) -> Iterator[tuple[str, ...]]:
    """Yield calls that show, change, export and print what is kept, and such as must be refused."""
    turn = cycle(hostile)
    own, tours = known_register(desk, OWN), known_register(desk, "inspections")
    entry, other = (each.id for each in entries(desk, own)[:2])
    tour = entries(desk, tours)[0].id
    for code in registers(desk):
        yield ("registers", "show", code)
        yield ("registers", "show", code, _AS_JSON)
    for words in (
        ("show", OWN, "--entry", entry),
        ("add", "publicity", f"title={next(turn)}", "kind=notice", f"text={next(turn)}"),
        ("add", OWN, f"what={next(turn)}", f"kind={next(turn)}", f"by={next(turn)}"),
        ("add", OWN, f"{next(turn)}={next(turn)}"),
        ("change", OWN, entry, f"what={next(turn)}", "found=2026-11-20", "kind=key", "number=L-900"),
        ("step", OWN, entry, "fetched", f"who={next(turn)}"),
        ("step", OWN, other, next(turn)),
        ("attach", OWN, entry, "https://example.org/a", f"--title={next(turn)}"),
        ("round", "show", "inspections", tour),
        ("round", "mark", "inspections", tour, "1", "wrong", f"--note={next(turn)}"),
        ("round", "begin", "inspections", "canteen", f"--place={next(turn)}"),
        ("due", "--days", "400"),
        ("export", OWN, str(out / "entries.csv")),
        ("import", OWN, str(out / "entries.csv"), "--dry-run"),
        ("export", "hazards", str(out / "entries.xlsx")),
        *(("labels", OWN, str(out / f"labels.{ending}")) for ending in endings),
        ("carry", "letters", "2026"),
    ):
        yield ("registers", *words)
        if not words[0].startswith(("add", "round", "step")):
            yield ("registers", *words, _AS_JSON)
    week, year = Week.of(desk.today()).name, str(desk.today().year)
    yield ("reminder", week)
    yield ("reminder", week, f"--edit-points={next(turn)}")
    yield ("reminder", next(turn))
    yield ("summary", year, "--language", "zh")
    yield ("summary", year, _AS_JSON)
    yield ("summary", "--check")
    for ending in endings:
        yield ("reminder", week, "--to", str(out / f"reminder.{ending}"))
        yield ("summary", year, "--to", str(out / f"summary.{ending}"))
