"""The manifest of an export: what was written, by which version, and how to tell whether it is whole."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

import tomli_w
from msgspec import Meta, to_builtins

from dutydesk.api import DataProblem, Settings
from dutydesk.config.reading import read_settings_text
from dutydesk.store.whole import ColumnShape, Kind, TableShape
from dutydesk.wording import _

MANIFEST = "MANIFEST.toml"
FORMAT = 1
_OPTIONAL, _KEY = "optional", "key"
_Name = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,62}\Z", description="one plain word")]
_Sum = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="a SHA-256 of 64 digits")]
_Column = Annotated[
    str,
    Meta(
        pattern=rf"^[A-Za-z_][A-Za-z0-9_]{{0,62}} ({'|'.join(Kind)})( {_OPTIONAL})?( {_KEY})?\Z",
        description='a column such as "name text"',
    ),
]
_Index = Annotated[str, Meta(pattern=r"^\w{1,200}( \w{1,63})+\Z", description='an index such as "ix_a day"')]


class OwnerTable(Settings, frozen=True, kw_only=True):
    """One ``[[owner]]``: the program itself or a plugin, and the revision that its tables have."""

    name: Annotated[str, Meta(min_length=1, max_length=50)]
    revision: Annotated[str, Meta(min_length=1, max_length=32)]


class KeptTable(Settings, frozen=True, kw_only=True):
    """One ``[[table]]``: how many rows it has, a digest of them, and what it looks like."""

    name: _Name
    rows: Annotated[int, Meta(ge=0)]
    digest: _Sum
    columns: tuple[_Column, ...]
    indexes: tuple[_Index, ...] = ()

    @property
    def shape(self) -> TableShape:
        """What the table looks like."""
        return TableShape(
            self.name,
            tuple(_column(each.split()) for each in self.columns),
            tuple((name, tuple(columns)) for name, *columns in (each.split() for each in self.indexes)),
        )


class KeptFile(Settings, frozen=True, kw_only=True):
    """One ``[[file]]``: its size and the SHA-256 of its bytes."""

    name: str
    size: Annotated[int, Meta(ge=0)]
    sha256: _Sum


class Manifest(Settings, frozen=True, kw_only=True):
    """The content of ``MANIFEST.toml``."""

    format: int
    program: str
    owner: tuple[OwnerTable, ...] = ()
    table: tuple[KeptTable, ...] = ()
    file: tuple[KeptFile, ...] = ()

    @property
    def digest(self) -> str:
        """One digest over all rows of all tables."""
        return digest_of_tables({each.name: (each.rows, each.digest) for each in self.table})

    @property
    def revisions(self) -> dict[str, str]:
        """The revision of each owner's tables."""
        return {each.name: each.revision for each in self.owner}

    def text(self) -> str:
        """Return the manifest as TOML."""
        document = to_builtins(self)
        head = {name: document[name] for name in ("format", "program")}
        return "\n".join([tomli_w.dumps(head), *_tables(document)])


def _tables(document: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    """Yield each table under a heading of its own, which the writer would draw into one line if it could."""
    for name in ("owner", "table", "file"):
        for each in document[name]:
            yield f"[[{name}]]\n{tomli_w.dumps({key: value for key, value in each.items() if value != ()})}"


def kept_table(shape: TableShape, rows: int, digest: str) -> KeptTable:
    """Return what the manifest says of a table."""
    return KeptTable(
        name=shape.name,
        rows=rows,
        digest=digest,
        columns=tuple(_words(each) for each in shape.columns),
        indexes=tuple(" ".join((name, *columns)) for name, columns in shape.indexes),
    )


def _words(column: ColumnShape) -> str:
    marks = [_OPTIONAL] * column.optional + [_KEY] * column.key
    return " ".join((column.name, column.kind, *marks))


def _column(words: list[str]) -> ColumnShape:
    name, kind, *marks = words
    return ColumnShape(name, Kind(kind), _OPTIONAL in marks, _KEY in marks)


def digest_of_tables(tables: dict[str, tuple[int, str]]) -> str:
    """Return one digest over all tables, from the rows and the digest of each."""
    lines = "".join(f"{name} {rows} {digest}\n" for name, (rows, digest) in sorted(tables.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def read_manifest(text: str) -> Manifest:
    """Return the manifest that `text` holds.

    Raises:
        DataProblem: it is none, or of a form that this version cannot read.
    """
    manifest = read_settings_text(text, Manifest, MANIFEST)
    if manifest.format != FORMAT:
        raise DataProblem(
            _(
                "{file}: this export is of form {form}, written by version {program}; this version reads "
                "form {known}"
            ).format(file=MANIFEST, form=manifest.format, program=manifest.program, known=FORMAT)
        )
    return manifest
