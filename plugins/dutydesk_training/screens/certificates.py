"""What people have earned, those certificates at the top that end first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import Certificate
from dutydesk.tui.widgets import (
    ActionSpec,
    FilterBar,
    LineBar,
    LinePart,
    OverScreen,
    SelectTable,
    bindings,
)
from dutydesk.wording import _
from dutydesk_training.certificate_list import CertificateState
from dutydesk_training.certifying import certified_text, revoked_text
from dutydesk_training.renewals import plan_renewal, renewal_text
from dutydesk_training.screens.certificates_rows import (
    COLUMNS,
    CertificatesRead,
    certificate_form,
    read_certificates,
)


class CertificatesScreen(OverScreen):
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

    def __init__(self, desk: Desk, wanted: str = "") -> None:
        super().__init__(desk)
        self.summary = LineBar(id="certificates-summary")
        self.list = SelectTable(
            COLUMNS, empty=_("No certificates yet. Press a to record one."), id="certificates"
        )
        self.detail = LineBar(id="certificates-detail")
        self._read = CertificatesRead({}, (), {}, "")
        self._wanted = wanted

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the list, and what more is known of one."""
        self.detail.add_class("gives-way")
        yield self.summary
        yield FilterBar(self.list)
        yield self.list
        yield self.detail

    def reload(self) -> None:
        """Read the list in a thread."""
        self.in_background(lambda: read_certificates(self.desk), self._show)

    def tick(self) -> None:
        """Look anew: a day may have ended."""
        self.reload()

    def _show(self, read: CertificatesRead) -> None:
        self._read = read
        self.summary.show_parts(
            [LinePart(f" {read.summary}", "strong")], [LinePart(_(" / filters "), "muted", "screen.filter")]
        )
        self.list.show_rows(read.rows)
        if self._wanted:
            self.list.move_to(self._wanted)
            self._wanted = ""
        self._show_detail()

    @on(SelectTable.RowMoved)
    def _show_detail(self) -> None:
        row = self.list.current
        text = self._read.details.get(row.key, "") if row is not None else ""
        self.detail.show_parts([LinePart(f" {text}", "muted")] if text else [])

    @property
    def _chosen(self) -> Certificate | None:
        row = self.list.current
        listed = self._read.listed.get(row.key) if row is not None else None
        if listed is None:
            self.show_message(_("There is nothing to choose here yet; a records a certificate."), "warning")
            return None
        return listed.certificate

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
                self._wanted = new.id
            return kept

        self.show_form(certificate_form(self.desk, _("Record what someone has earned"), save))

    @on(SelectTable.RowSelected)
    def action_edit(self) -> None:
        """Correct the certificate at the cursor."""
        chosen = self._chosen
        if chosen is None:
            return

        def save(after: Certificate) -> bool:
            why = _("Corrected: {what}").format(what=certified_text(self.desk, after))
            return self.run_change(why, lambda change: change.replace(after))

        title = _("Correct: {what}").format(what=certified_text(self.desk, chosen))
        self.show_form(certificate_form(self.desk, title, save, chosen))

    def action_remove(self) -> None:
        """Remove the certificate at the cursor, after asking."""
        chosen = self._chosen
        if chosen is None:
            return
        self.ask(
            _("Remove this certificate ({what})?").format(what=certified_text(self.desk, chosen)),
            lambda: self.run_change(revoked_text(self.desk, chosen), lambda change: change.remove(chosen)),
        )

    def action_renew(self) -> None:
        """Give the holder the task to renew it by the day on which it ends."""
        chosen = self._chosen
        if chosen is None:
            return
        if self._read.listed[chosen.id].state is CertificateState.RENEWED:
            self.show_message(_("This one is renewed already."), "warning")
            return
        self.run_change(
            renewal_text(self.desk, chosen),
            lambda change: plan_renewal(self.desk, change, chosen),
            _("Task: {what}, due {day}").format(what=renewal_text(self.desk, chosen), day=chosen.expires),
        )

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()
