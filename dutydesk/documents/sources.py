"""The numbers under which a report names the records that it was made from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dutydesk.documents.document import DocumentTable
from dutydesk.domain import Task
from dutydesk.wording import _

_WIDTHS = (0.08, 0.2, 0.42, 0.3)


@dataclass(frozen=True, slots=True)
class Source:
    """A record behind a report: when it says something, what, and the name under which it is kept."""

    when: str
    what: str
    record: str

    @classmethod
    def of_task(cls, task: Task) -> "Source":
        """Return the entry of a task, with the day on which it is due."""
        return cls(str(task.due or ""), task.title, task.subject)


@dataclass(frozen=True, slots=True)
class Sources:
    """Records in order; the first has the number 1."""

    found: tuple[Source, ...] = ()
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_numbers", {each.record: number for number, each in enumerate(self.found, start=1)}
        )

    def numbers(self, records: Iterable[str]) -> str:
        """Return the numbers of `records` as a report shows them: ``[1] [4]``."""
        known = {self._numbers[each] for each in records if each in self._numbers}
        return " ".join(f"[{number}]" for number in sorted(known))

    def table(self) -> DocumentTable:
        """Return every record with its number."""
        return DocumentTable(
            headers=(_("No."), _("When"), _("Entry"), _("Kept as")),
            rows=tuple(
                (f"[{number}]", each.when, each.what, each.record)
                for number, each in enumerate(self.found, start=1)
            ),
            widths=_WIDTHS,
        )
