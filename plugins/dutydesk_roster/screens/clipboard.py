"""Duties that were taken up from the grid, to be put or moved elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date

from dutydesk.wording import _, ngettext
from dutydesk_roster.editing import Edit, Pattern, Piece, Reach, Rows, moved, pasted
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.hand_edits import Build
from dutydesk_roster.screens.lines import duty_text
from dutydesk_roster.screens.roster_view import place_of_row
from dutydesk_roster.screens.shown_cell import ShownCell


class Clipboard:
    """Holds one pattern of duties at a time."""

    def __init__(self) -> None:
        self._pattern = Pattern((), is_cut=False)

    def __len__(self) -> int:
        return len(self._pattern)

    @property
    def is_cut(self) -> bool:
        """Whether what is held is to be moved."""
        return self._pattern.is_cut

    @property
    def changes_places(self) -> bool:
        """Whether it is one duty to be moved, which changes places with what stands at its goal."""
        return self._pattern.is_cut and len(self._pattern) == 1

    def drop(self) -> None:
        """Hold nothing."""
        self._pattern = Pattern((), is_cut=False)

    def take_up(
        self,
        rows: Sequence[str],
        cells: Mapping[tuple[str, str], ShownCell | None],
        roster: Roster | None,
        *,
        is_cut: bool,
    ) -> str:
        """Hold the duties of `cells`, and return what to say about it; what was held before is dropped."""
        known = {key: cell for key, cell in cells.items() if cell is not None}
        first = min((cell.day for cell in known.values()), default=date.min)
        pieces = tuple(
            Piece(rows.index(row), (cell.day - first).days, duty)
            for (row, _column), cell in known.items()
            for duty in cell.held
        )
        by_post = any(cell.place is not None for cell in known.values())
        self._pattern = Pattern(pieces, is_cut=is_cut, by_post=by_post)
        if not pieces or roster is None:
            return _("There is no duty here to take up.")
        if len(pieces) == 1:
            what = duty_text(roster, pieces[0].duty)
        else:
            what = ngettext("{n} duty", "{n} duties", len(pieces)).format(n=len(pieces))
        text = (
            _("Taken up: {duty}; v puts it at another cell.")
            if is_cut
            else _("Copied: {duty}; v puts the same at another cell.")
        )
        return text.format(duty=what)

    def put_at(
        self, column: str, rows: Sequence[str], reach: Reach, block: tuple[int, int] = (1, 1)
    ) -> Build | str:
        """Return the edit that puts what is held at a day of the `rows` from there, or why it cannot be.

        One copied cell is put at every cell of a marked block, whose rows and days `block` counts.
        """
        pattern, day = self._pattern.over(*block), date.fromisoformat(column)
        places = tuple(place for each in rows if (place := place_of_row(each)) is not None)
        if bool(places) != pattern.by_post:
            return _("This was taken up by post or by person; press b to turn the roster back first.")
        people = () if places else tuple(rows)
        if self.changes_places:
            piece = pattern.pieces[0]
            return lambda roster: _moved(roster, piece, people[0] if people else "", day, places)
        return lambda roster: pasted(roster, pattern, Rows(people, places), day, reach)


def _moved(roster: Roster, piece: Piece, person: str, day: date, places: Sequence[tuple[str, str]]) -> Edit:
    now = piece.as_now(roster, {each.id: each for each in roster.assignments})
    if now is None:
        return pasted(roster, Pattern((piece,), is_cut=True), Rows((person,)), day, Reach({}))
    if places:
        return moved(roster, now.duty, now.duty.person, day, places[0])
    return moved(roster, now.duty, person, day)
