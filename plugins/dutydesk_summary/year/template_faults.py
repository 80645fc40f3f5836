"""What is wrong with a template beyond the types of its values."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from dutydesk.api import KeyPath, SettingsFault
from dutydesk.api.settings_values import repeated_codes
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_summary.year.gaps import (
    EVERY,
    WORDS,
    Gap,
    GapProblem,
    beginning,
    figure_gaps,
    is_every,
    parsed,
)
from dutydesk_summary.year.template_file import LineInWords, LineTable, TemplateFile

_TEXTS = ("text", "text_zero", "text_one", "text_before")


def template_faults(file: TemplateFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with a template, whatever figures there are."""
    yield from repeated_codes((each.code for each in file.section), ("section",))
    for path, text in _plain_texts(file):
        fault = _sentence_fault(path, text)
        if fault is not None:
            yield fault
        elif any(figure_gaps(parsed(text))):
            yield SettingsFault(
                path,
                _("no figure can stand here; expected no gap but {known}").format(known=_in_braces(WORDS)),
            )
    for index, section in enumerate(file.section):
        for place, line in enumerate(section.line):
            yield from _line_faults(line, ("section", index, "line", place))
        if section.chart is not None and not section.chart.figures:
            yield SettingsFault(
                ("section", index, "chart", "figures"), _("the chart shows nothing; name a figure")
            )


def unknown_figures(file: TemplateFile, known: Collection[str]) -> Iterator[SettingsFault]:
    """Yield the places of a template that name a figure which is none of `known`, with the nearest one."""
    for path, key in figures_named(file):
        if is_every(key):
            if not any(each.startswith(beginning(key)) for each in known):
                family = beginning(key).partition(".")[0]
                if not any(each.partition(".")[0] == family for each in known):
                    yield SettingsFault(path, _unknown(key, known))
        elif key not in known:
            yield SettingsFault(path, _unknown(key, known))


def figures_named(file: TemplateFile) -> Iterator[tuple[KeyPath, str]]:
    """Yield the key of every figure that a sound template names, and where; advice names what it likes."""
    for index, section in enumerate(file.section):
        base: KeyPath = ("section", index)
        for place, line in enumerate(section.line):
            yield from _of_line(line, (*base, "line", place))
        for place, key in enumerate(section.table):
            yield (*base, "table", place), key
        for place, key in enumerate(section.chart.figures if section.chart is not None else ()):
            yield (*base, "chart", "figures", place), key


def _of_line(line: LineTable, base: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for place, condition in enumerate(line.where):
        yield (*base, "where", place, "figure"), condition.figure
        if condition.below:
            yield (*base, "where", place, "below"), condition.below
    for path, text in _line_texts(line, base):
        for gap in figure_gaps(parsed(text)):
            yield path, gap.key


def _unknown(key: str, known: Iterable[str]) -> str:
    shown = clean_line(key, 100)
    near = get_close_matches(key, list(known), n=1, cutoff=0.6)
    hint = _("; did you mean {near!r}?").format(near=near[0]) if near else ""
    return _("there is no figure {key!r}{hint}").format(key=shown, hint=hint)


def _plain_texts(file: TemplateFile) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts that have no figures: the title, and what stands for an empty section."""
    yield ("title",), file.title
    for spoken, words in file.translations.items():
        yield ("translations", spoken, "title"), words.title
    for index, section in enumerate(file.section):
        yield ("section", index, "empty"), section.empty
        for spoken, of_section in section.translations.items():
            yield ("section", index, "translations", spoken, "empty"), of_section.empty


def _line_texts(line: LineTable | LineInWords, base: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for name in _TEXTS:
        text: str = getattr(line, name)
        if text:
            yield (*base, name), text
    if isinstance(line, LineTable):
        for spoken, words in line.translations.items():
            yield from _line_texts(words, (*base, "translations", spoken))


def _line_faults(line: LineTable, base: KeyPath) -> Iterator[SettingsFault]:
    sound = True
    for path, text in _line_texts(line, base):
        fault = _sentence_fault(path, text)
        if fault is not None:
            sound = False
            yield fault
    for place, condition in enumerate(line.where):
        if condition.least is None and condition.most is None and not condition.below:
            yield SettingsFault(
                (*base, "where", place), _("this says nothing; expected least, most or below")
            )
    if sound:
        yield from _gap_faults(line, base)


def _gap_faults(line: LineTable, base: KeyPath) -> Iterator[SettingsFault]:
    """Yield where a line needs a figure in its text, or a key that ends with a star, and has none."""
    gaps = [gap for gap in figure_gaps(parsed(line.text)) if not gap.is_before]
    for name in ("text_zero", "text_one"):
        if getattr(line, name) and not gaps:
            yield SettingsFault(
                (*base, name), _("the text has no figure that could tell when this is written")
            )
    if any(is_every(gap.key) for gap in gaps):
        return
    for path, text in _line_texts(line, base):
        if any(isinstance(piece, Gap) and piece.key.endswith(EVERY) for piece in parsed(text)):
            yield SettingsFault(
                path, _("nothing says what {star} stands for; the text names no key with it").format(star="*")
            )
    for path, key in _of_line(line, base):
        if "where" in path and is_every(key):
            yield SettingsFault(
                path, _("nothing says what {star} stands for; the text names no key with it").format(star="*")
            )


def _sentence_fault(path: KeyPath, text: str) -> SettingsFault | None:
    try:
        parsed(text)
    except GapProblem as problem:
        return SettingsFault(
            path,
            _("{gap!r} is no gap; expected one such as {expected}").format(
                gap=clean_line(str(problem), 60), expected="{hazards.found}, {hazards.found:before}"
            ),
        )
    return None


def _in_braces(names: Iterable[str]) -> str:
    return ", ".join(f"{{{each}}}" for each in names)
