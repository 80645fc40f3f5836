"""Links for everyone at once, and the files in which they are handed out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.cli.feed_links import links_of
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.writing import write_bytes_atomically
from dutydesk.desk import OpenDesk
from dutydesk.domain import person_feed
from dutydesk.feeds.address import address_warning
from dutydesk.feeds.cards import Card, cards_page, cards_table
from dutydesk.feeds.choice import Choice
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.tokens import new_token
from dutydesk.wording import _, language, pgettext, speaking

_ENDINGS = (".html", ".csv")
_PRIVATE = 0o600


def hand_out(
    desk: OpenDesk, files: Iterable[Path], choice: Choice, label: str, *, force: bool = False
) -> tuple[Card, ...]:
    """Make a link for everyone who has none, write the cards into `files`, and return them.

    Either all of it is done, or no link is made: one that stands in no file could not be shown again.

    Raises:
        DataProblem: people elsewhere could not open the links, or a file cannot be written.
    """
    settings, tokens, files = desk.settings(DeskSettings), DeskTokens(desk), tuple(files)
    if warning := address_warning(settings):
        raise DataProblem(warning)
    for file in files:
        _refuse(file, force=force)
    people = tokens.without_link()
    fresh = {person_feed(each.id): new_token() for each in people}
    cards = tuple(
        Card.of(person, links_of(desk, token, choice))
        for person, token in zip(people, fresh.values(), strict=True)
    )
    if not cards:
        return ()
    with speaking(choice.language or settings.desk.language or language()):
        contents = {file: _content(desk, file, cards) for file in files}
    written: list[Path] = []
    try:
        tokens.issue_all(fresh, label, hand_over=lambda: _write(contents, written))
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return cards


def _refuse(file: Path, *, force: bool) -> None:
    if file.suffix.lower() not in _ENDINGS:
        raise DataProblem(
            _("{file}: expected a name that ends in {endings}").format(
                file=file, endings=pgettext("joining", " or ").join(_ENDINGS)
            )
        )
    if file.exists() and not file.is_file():
        raise DataProblem(_("{file} is no file").format(file=file))
    if file.exists() and not force:
        raise DataProblem(_("{file} is there already; --force replaces it").format(file=file))


def _content(desk: OpenDesk, file: Path, cards: tuple[Card, ...]) -> bytes:
    is_table = file.suffix.lower() == ".csv"
    return cards_table(cards) if is_table else cards_page(cards, desk.name, desk.today())


def _write(contents: Mapping[Path, bytes], written: list[Path]) -> None:
    """Write the files so that only their owner can read them; `written` gets those that are there."""
    for file, content in contents.items():
        try:
            if file.exists():
                file.chmod(_PRIVATE)
            write_bytes_atomically(file, content, private=True)
        except OSError as error:
            raise DataProblem(
                _("{file} cannot be written, so no link was made: {reason}").format(
                    file=file, reason=error.strerror or error
                )
            ) from error
        written.append(file)
