"""What people have earned, those certificates at the top that end first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import Certificate
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    bindings,
)
from dutydesk.wording import _
from dutydesk_training.certificate_list import CertificateState, ListedCertificate
from dutydesk_training.certifying import certified_text, revoked_text
from dutydesk_training.renewals import plan_renewal, renewal_text
from dutydesk_training.screens.certificates_rows import (
    COLUMNS,
    CertificatesRead,
    certificate_form,
    read_certificates,
)


class CertificatesScreen(OverListScreen[ListedCertificate]):
    """The certificates of those who serve; they are added, corrected, removed, and their renewal planned."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("certificates.add", "a", "add", _("Add"), _("Record what someone has earned")),
        ActionSpec("certificates.edit", "e", "edit", _("Correct"), _("Correct this certificate")),
        ActionSpec(
            "certificates.remove",
            "x,delete",
            "remove",
            _("Remove"),
            _("Remove this certificate, after asking"),
        ),
        ActionSpec(
            "certificates.renew",
            "r",
            "renew",
            _("Plan renewal"),
            _("Give its holder the task to renew it before it ends"),
        ),
        ActionSpec("certificates.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = COLUMNS
    EMPTY: ClassVar[str] = _("No certificates yet. Press a to record one.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is nothing to choose here yet; a records a certificate.")

    def __init__(self, desk: Desk, wanted: str = "") -> None:
        super().__init__(desk)
        self.detail = LineBar()
        self._details: dict[str, str] = {}
        self.move_to(wanted)

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the list, and what more is known of one."""
        self.detail.add_class("gives-way")
        yield from super().compose_body()
        yield self.detail

    def reload(self) -> None:
        """Read the list in a thread."""
        self.in_background(lambda: read_certificates(self.desk), self._show)

    def tick(self) -> None:
        """Look anew: a day may have ended."""
        self.reload()

    def _show(self, read: CertificatesRead) -> None:
        self._details = read.details
        self.show_list(
            [LinePart(f" {read.summary}", "strong")],
            read.rows,
            read.listed,
            right=[LinePart(_(" / filters "), "muted", "screen.filter")],
        )
        self._show_detail()

    @on(SelectTable.RowMoved)
    def _show_detail(self) -> None:
        row = self.table.current
        text = self._details.get(row.key, "") if row is not None else ""
        self.detail.show_parts([LinePart(f" {text}", "muted")] if text else [])

    # Doing

    def action_add(self) -> None:
        """Record what someone has earned."""
        if not self.desk.qualifications():
            self.show_message(
                _("No qualification is known yet: config/qualifications.toml names them."), "warning"
            )
            return

        def save(new: Certificate) -> bool:
            kept = self.run_change(certified_text(self.desk, new), lambda change: change.add(new))
            if kept:
                self.move_to(new.id)
            return kept

        self.show_form(certificate_form(self.desk, _("Record what someone has earned"), save))

    @on(SelectTable.RowSelected)
    def action_edit(self) -> None:
        """Correct the certificate at the cursor."""
        listed = self.chosen()
        if listed is None:
            return
        chosen = listed.certificate

        def save(after: Certificate) -> bool:
            why = _("Corrected: {what}").format(what=certified_text(self.desk, after))
            return self.run_change(why, lambda change: change.replace(after))

        title = _("Correct: {what}").format(what=certified_text(self.desk, chosen))
        self.show_form(certificate_form(self.desk, title, save, chosen))

    def action_remove(self) -> None:
        """Remove the certificate at the cursor, after asking."""
        listed = self.chosen()
        if listed is None:
            return
        chosen = listed.certificate
        self.ask(
            _("Remove this certificate ({what})?").format(what=certified_text(self.desk, chosen)),
            lambda: self.run_change(revoked_text(self.desk, chosen), lambda change: change.remove(chosen)),
        )

    def action_renew(self) -> None:
        """Give the holder the task to renew it by the day on which it ends."""
        listed = self.chosen()
        if listed is None:
            return
        chosen = listed.certificate
        if listed.state is CertificateState.RENEWED:
            self.show_message(_("This one is renewed already."), "warning")
            return
        self.run_change(
            renewal_text(self.desk, chosen),
            lambda change: plan_renewal(self.desk, change, chosen),
            _("Task: {what}, due {day}").format(what=renewal_text(self.desk, chosen), day=chosen.expires),
        )
