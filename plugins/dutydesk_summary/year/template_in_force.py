"""The template that ``config/summary.toml`` names, read and checked."""

from collections.abc import Collection

from dutydesk.api import DataProblem, Desk, SettingsFault
from dutydesk.wording import _
from dutydesk_summary.settings import SummaryFile
from dutydesk_summary.year.template import Template
from dutydesk_summary.year.template_faults import template_faults, unknown_figures
from dutydesk_summary.year.template_file import PACK_KIND, TemplateFile


def template_in_force(desk: Desk) -> Template:
    """Return the template in the reader's language; which figures it names is not looked at.

    Raises:
        DataProblem: there is no such template, or something is wrong with its file.
    """
    name, file = _sound_file(desk)
    return Template.of(name, file)


def template_with_figures(desk: Desk, known: Collection[str], *, complete: bool) -> Template:
    """Return the template, in which every figure that it names is one of `known`.

    That is asked of a school's own file alone: the program's may name figures of registers that a school
    does not keep, which then have no record. Where `known` is not `complete`, as a plugin is at fault, it
    is asked of neither.

    Raises:
        DataProblem: it names another figure, or see `template_in_force`.
    """
    name, file = _sound_file(desk)
    if complete and is_own(desk, name):
        for fault in unknown_figures(file, known):
            raise desk.pack_problem(PACK_KIND, name, fault)
    return Template.of(name, file)


def template_complaints(desk: Desk, known: Collection[str]) -> tuple[str, ...]:
    """Return in a line each all that is wrong with the template; see `template_with_figures`.

    Raises:
        DataProblem: its file cannot be read, or there is no such template.
    """
    name, file = _file(desk)
    faults = tuple(template_faults(file))
    if not faults and is_own(desk, name):
        faults = tuple(unknown_figures(file, known))
    return tuple(str(desk.pack_problem(PACK_KIND, name, fault)) for fault in faults)


def is_own(desk: Desk, name: str) -> bool:
    """Tell whether a template is a file of the desk, not one that comes with the program."""
    return (desk.folder / "config" / "packs" / PACK_KIND / f"{name}.toml").is_file()


def _sound_file(desk: Desk) -> tuple[str, TemplateFile]:
    name, file = _file(desk)
    for fault in template_faults(file):
        raise desk.pack_problem(PACK_KIND, name, fault)
    return name, file


def _file(desk: Desk) -> tuple[str, TemplateFile]:
    name = desk.settings(SummaryFile).template
    known = desk.pack_names(PACK_KIND)
    if name not in known:
        problem: DataProblem = desk.settings_problem(
            "summary.toml",
            SettingsFault(
                ("template",),
                _("there is no template {name!r}; expected one of {known}").format(
                    name=name, known=", ".join(known) or _("none")
                ),
            ),
        )
        raise problem
    return name, desk.pack(PACK_KIND, name, TemplateFile)
