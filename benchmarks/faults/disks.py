"""A disk that is full, and one that can only be read, below a desk at work."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.faults.desks import SHARED, copied, new_desk, opened, scratch, torn
from benchmarks.faults.file_kinds import left_behind
from benchmarks.faults.small_disk import CANNOT_MOUNT, SmallDisk, small_disk
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.faults.writers import Heard, lost, writer
from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach
from dutydesk.config.text_file import read_text, save_text
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person
from dutydesk.exchange.desk_backup import restore_backup, write_backup
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.export import export_feeds
from dutydesk.host.database_mark import DATABASE_FILE
from dutydesk.sheets.writing import write_table

_MEGABYTES = 12
_FULL = ("disk is full", "No space left")
_READ_ONLY = ("can only be read", "read-only file system")
_MOST_CHANGES = 200


@dataclass(slots=True)
class _Found:
    """What came of all that was tried on a disk whose refusals name one of `reasons`."""

    reasons: tuple[str, ...]
    refused: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, about: str, failures: Sequence[str]) -> None:
        """Take in what was wrong about something."""
        self.failures += [f"{about}: {each}" for each in failures]

    @contextmanager
    def refusal(self, about: str) -> Iterator[None]:
        """Go on after a refusal in one clear line, which there must be."""
        try:
            yield
        except DataProblem as problem:
            self.refused += 1
            text = str(problem)
            if "\n" in text or not any(reason.lower() in text.lower() for reason in self.reasons):
                self.add(about, [f"this is no clear line: {text}"])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            self.add(about, [f"it ended with {error!r}"])
        else:
            self.add(about, ["it was not refused"])

    @contextmanager
    def success(self, about: str) -> Iterator[None]:
        """Go on after any fault, of which there must be none."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            self.add(about, [f"it ended with {error!r}"])


def run_full(count: int, seed: int) -> Outcome:
    """Fill a disk `count` times under a desk that is written to."""
    return _run(count, seed, _fill, _Found(_FULL), "full_disk")


def run_read_only(count: int, seed: int) -> Outcome:
    """Make a disk read-only `count` times under a desk, closed well or left by a killed process."""
    return _run(count, seed, _make_read_only, _Found(_READ_ONLY), "read_only")


_Attempt = Callable[[SmallDisk, Path, random.Random, _Found], None]


def _run(count: int, seed: int, attempt: _Attempt, found: _Found, figures: str) -> Outcome:
    dice = random.Random(seed)
    with scratch() as place, small_disk(place / "disk", _MEGABYTES) as disk:
        if disk is None:
            return Outcome(0, skipped=CANNOT_MOUNT)
        template = new_desk(place / "template")
        for _ in range(count):
            folder = copied(template, disk.folder / "desk")
            attempt(disk, folder, dice, found)
            with opened(folder) as desk:
                found.add("in the end", torn(desk))
            found.add("left for good", left_behind(folder))
            shutil.rmtree(folder)
    return Outcome(
        count,
        tuple(found.failures),
        {
            f"{figures}_times": count,
            f"{figures}_refusals": found.refused,
            f"{figures}_failures": len(found.failures),
        },
    )


def _fill(disk: SmallDisk, folder: Path, dice: random.Random, found: _Found) -> None:
    if dice.random() < 0.5:
        _left_by_a_killed_process(folder, dice)
    with opened(folder) as desk:
        disk.fill(but=dice.choice((0, 4096, 40_000, 400_000)))
        with found.refusal("changes"):
            for _ in range(_MOST_CHANGES):
                _change(desk, 100_000)
        disk.fill()
        _write_in_every_way(desk, found)
        _read(desk, found, "reading, open already")
    with opened(folder) as desk:
        _read(desk, found, "reading, opened on the full disk")
        with found.refusal("a change, opened on the full disk"):
            _change(desk, 2_000_000)
        disk.free()
        with found.success("writing when there is room again"):
            _change(desk, 100)


def _make_read_only(disk: SmallDisk, folder: Path, dice: random.Random, found: _Found) -> None:
    heard = _left_by_a_killed_process(folder, dice) if dice.random() < 0.5 else ()
    with opened(folder) as desk:
        _change(desk, 100)
        if heard:
            heard = (*heard, *_left_by_a_killed_process(folder, dice))
        desk.close()
        disk.make("ro")
        _read(desk, found, "reading, open already")
        _write_in_every_way(desk, found)
        with opened(folder) as again:
            _read(again, found, "reading, opened on the read-only disk")
            with found.success("a backup to another disk"):
                found.add("a backup to another disk", _backed_up(again, disk.folder.parent, heard))
        disk.make("rw")
        with found.success("writing when it can be written again"):
            _change(desk, 100)
    _without_its_last_changes(disk, folder, dice, found)


def _without_its_last_changes(disk: SmallDisk, folder: Path, dice: random.Random, found: _Found) -> None:
    """Try a log without its index, which cannot be read there: that is said, and nothing is lost."""
    heard = _left_by_a_killed_process(folder, dice)
    (folder / f"{DATABASE_FILE}-shm").unlink()
    disk.make("ro")
    try:
        with opened(folder):
            found.add("a log without its index", ["it was opened without its last changes"])
    except DataProblem as problem:
        if "copy the whole folder" not in str(problem):
            found.add("a log without its index", [f"this is no clear line: {problem}"])
    disk.make("rw")
    with opened(folder) as desk:
        found.add("a log without its index", lost(desk, heard))


def _left_by_a_killed_process(folder: Path, dice: random.Random) -> tuple[Heard, ...]:
    """Leave the log of a killed writer beside the database, and return what the writer was told is done."""
    name = f"w{dice.randrange(10**9)}"
    child = writer(folder, name, dice.randrange(10**9))
    child.wait_for_lines(4)
    return (Heard(name, child.kill()[1:]),)


def _change(desk: OpenDesk, length: int) -> None:
    with desk.change("a long note") as change:
        shared = change.table(Person).get(SHARED)
        if shared is not None:
            change.replace(replace(shared, note=f"{shared.revision} " + "x" * length))


def _write_in_every_way(desk: OpenDesk, found: _Found) -> None:
    settings = desk.folder / "desk.toml"
    typed = read_text(settings) or ""
    journal = desk.revision()
    ways: dict[str, Callable[[], object]] = {
        "a change": lambda: _change(desk, 2_000_000),
        "settings": lambda: save_text(settings, f"{typed}# more\n" * 20, typed),
        "an attached file": lambda: attach(desk, f"person:{SHARED}", __file__),
        "a backup": lambda: write_backup(desk, desk.folder / "backup.zip"),
        "calendars": lambda: export_feeds(feed_book(desk), desk.folder / "feeds"),
        "a table": lambda: write_table(desk.folder / "people.csv", ["name"], [["x" * 90]] * 1000),
    }
    for about, write in ways.items():
        with found.refusal(about):
            write()
    found.add("a refused writing", left_behind(desk.folder))
    if read_text(settings) != typed or desk.revision() != journal:
        found.add("a refused writing", ["it changed something"])
    made = [name for name in ("backup.zip", "people.csv") if (desk.folder / name).exists()]
    found.add("a refused writing", [f"it left {name}" for name in made])


def _read(desk: OpenDesk, found: _Found, about: str) -> None:
    with found.success(about):
        people = {person.id for person in desk.people()}
        day = desk.today()
        desk.commitments(desk.zone.days(day, day))
        desk.version()
        if SHARED not in people or desk.revision() != desk.journal(limit=1)[0].number:
            found.add(about, ["not all is there"])
        found.add(about, torn(desk))


def _backed_up(desk: OpenDesk, outside: Path, heard: Sequence[Heard]) -> list[str]:
    file, folder = outside / "saved.zip", outside / "restored"
    write_backup(desk, file)
    restore_backup(file, folder)
    with opened(folder) as restored:
        complaints = torn(restored) + lost(restored, heard)
    file.unlink()
    shutil.rmtree(folder)
    return complaints


FULL_DISK = Trial(
    name="full-disk",
    what="the disk is full: changes, settings, attached files, a backup, calendars, a table",
    promise="each is refused in one clear line, reading and opening go on, nothing is torn or left",
    full_count=20,
    unit="times filled",
    run=run_full,
)
READ_ONLY = Trial(
    name="read-only",
    what="the disk can only be read any more, under an open desk and before one is opened",
    promise="the same, and a backup to another disk holds everything",
    full_count=20,
    unit="times remounted",
    run=run_read_only,
)
