"""What registers keep: entries, the marks of rounds, and years of which a register is said to hold all."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry(Record):
    """An entry of a register as it is kept.

    `body` is a JSON object of its values, each the canonical text of its field's kind (see `field_values`),
    empty ones left out. `title`, `day` and `owner` are copies of those that the register names; `due` is the
    first day on which something must be done about it, under the due rule `due_rule`. Those are reckoned when
    it is kept, with the rules of that time. `source` names what it was made from, such as ``task:4f…`` or
    ``entry:4f…``.
    """

    register: str
    title: str
    day: date | None = None
    due: date | None = None
    due_rule: str = ""
    owner: str = ""
    closed: bool = False
    shared: bool = False
    source: str = ""
    known_by: str = ""
    rules: int = 0
    body: str = "{}"

    @property
    def subject(self) -> str:
        """How the journal, attachments, marks and figures name it."""
        return f"entry:{self.id}"

    def subjects(self) -> tuple[str, ...]:
        """The entry, its register, whoever owns it, and what it was made from."""
        owner = (f"person:{self.owner}",) if self.owner else ()
        source = (self.source,) if self.source else ()
        return (self.subject, f"register:{self.register}", *owner, *source)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The day on which something is due."""
        return ((self.due, self.due),) if self.due is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMark(Record):
    """How one line of a checklist was found in a round; `raised` names the entry that a wrong one made."""

    entry: str
    position: int
    item: str
    is_right: bool
    note: str = ""
    raised: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The round."""
        return (f"entry:{self.entry}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteYear(Record):
    """Somebody's word that a register holds all there was in a year, so that nothing in it means none.

    Its `id` is ``REGISTER-YEAR``.
    """

    register: str
    year: int
    by: str
    on: date

    @property
    def subject(self) -> str:
        """How figures name it."""
        return f"complete:{self.id}"

    def subjects(self) -> tuple[str, ...]:
        """The register."""
        return (f"register:{self.register}", self.subject)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
