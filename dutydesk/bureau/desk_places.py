"""The desks of a bureau: their folders, found by the globs of its settings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.config.complaints import suggestion
from dutydesk.domain import clean_line
from dutydesk.host.desk_place import desk_folder
from dutydesk.wording import _

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True, order=True)
class DeskPlace:
    """A desk of the bureau: the name of its folder, which no other has, and the folder."""

    name: str
    folder: Path


def desk_places(bureau: Path, globs: Iterable[str]) -> tuple[DeskPlace, ...]:
    """Return every folder that the globs name and that holds a desk, by name.

    Raises:
        DataProblem: two of them have one name, or a name is none that an address can hold.
    """
    found: dict[str, Path] = {}
    for glob in globs:
        for folder in sorted(bureau.glob(glob)):
            if folder.name.startswith(".") or not folder.is_dir() or not _holds_desk(folder):
                continue
            other = found.setdefault(folder.name, folder)
            if other != folder:
                raise DataProblem(
                    _(
                        "{one} and {other} are called alike; the desks of a bureau need different names"
                    ).format(one=folder.relative_to(bureau), other=other.relative_to(bureau))
                )
    for name in found:
        check_desk_name(name)
    return tuple(DeskPlace(name, found[name]) for name in sorted(found))


def _holds_desk(folder: Path) -> bool:
    """Tell whether there is a desk in a folder, or was one: the board then says what is wrong with it."""
    try:
        desk_folder(folder)
    except DamagedDesk:
        return True
    except DataProblem:
        return False
    return True


def check_desk_name(name: str) -> None:
    """Go on only with a name that can be a folder and part of an address.

    Raises:
        DataProblem: it cannot.
    """
    fit = clean_line(name, LONGEST_NAME) == name and not set(name) & set("/\\?#%:")
    if not fit or not name or name.startswith((".", "-")):
        raise DataProblem(
            _("{name!r} is no name for a desk; expected a word of at most {most} characters").format(
                name=clean_line(name, LONGEST_NAME), most=LONGEST_NAME
            )
        )


def places_named(places: Sequence[DeskPlace], names: Sequence[str]) -> tuple[DeskPlace, ...]:
    """Return the places with these names, or all where no names are given.

    Raises:
        DataProblem: a name is none of theirs.
    """
    known = {each.name: each for each in places}
    for name in names:
        if name not in known:
            raise DataProblem(
                _("{name!r} is no desk of this bureau").format(name=clean_line(name, LONGEST_NAME))
                + suggestion(name, sorted(known))
            )
    return tuple(known[name] for name in dict.fromkeys(names)) if names else tuple(places)
