"""Saying in plain words where a text breaks the rules of TOML."""

import re

from dutydesk.wording import _

_KEY = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY}){{50}}", re.MULTILINE)
_POSITION = re.compile(
    r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z", re.DOTALL
)


def refuse_long_keys(text: str) -> None:
    """Go on only where no key has dozens of parts, over which the standard parser takes minutes.

    Raises:
        RecursionError: one has, as for what is nested too deeply in other ways.
    """
    if _LONG_KEY.search(text):
        raise RecursionError


def _meanings() -> tuple[tuple[str, str], ...]:
    """Pair the beginnings of the standard parser's messages with what they mean to someone who edits."""
    return (
        ("Invalid statement", _("this is neither a heading such as [desk] nor a line such as name = value")),
        ("Expected newline or end of document", _("the line should have ended here; text stands in quotes")),
        ("Expected ']' at the end", _("the heading lacks its closing bracket: [name]")),
        ("Expected ']]' at the end", _("the heading lacks its closing brackets: [[name]]")),
        ("Expected '='", _("an equals sign was expected after the key: key = value")),
        ("Cannot declare", _("this table stands in the file twice")),
        ("Cannot overwrite a value", _("this key or table stands in the file twice")),
        ("Duplicate inline table key", _("this key stands in the table twice")),
        (
            "Cannot mutate immutable",
            _("this table was written on one line above and cannot be added to here"),
        ),
        ("Cannot redefine namespace", _("this table was begun above and cannot be added to here")),
        ("Invalid initial character for a key", _("a key was expected here")),
        ("Unclosed array", _("the list lacks its closing bracket ] or a comma")),
        ("Unclosed inline table", _("the table lacks its closing brace } or a comma")),
        ("Unescaped", _("a backslash in quoted text must be doubled, or the text put in single quotes")),
        ("Invalid hex value", _("the character code after the backslash is wrong")),
        ("Escaped character is not", _("the character code after the backslash is wrong")),
        ("Unterminated string", _("the quoted text lacks its closing quotes")),
        ("Illegal character '\\n'", _("the quoted text lacks its closing quotes")),
        ("Illegal character", _("a character stands here that must not be typed as it is")),
        ("Found invalid character", _("a character stands here that must not be typed as it is")),
        ("Expected '\"", _("the quoted text lacks its closing quotes")),
        ('Expected "', _("the quoted text lacks its closing quotes")),
        ("Invalid date or datetime", _("there is no such day or time")),
        ("Invalid value", _("a value was expected: text in quotes, a number, a date, true, false or a list")),
    )


def syntax_in_words(error: ValueError, text: str) -> str:
    """Return ``line 3, column 5: ...`` for an error that the TOML parser raised over `text`.

    A message that is not known is given as the parser wrote it; a future parser may have new ones.
    """
    found = _POSITION.match(str(error))
    what = found["what"] if found else str(error)
    plain = next((meaning for start, meaning in _meanings() if what.startswith(start)), what)
    if found is None:
        return _("the file as a whole: {problem}").format(problem=plain)
    if found["line"] is None:
        last = text.rstrip().count("\n") + 1
        return _("line {line}, at the end of the file: {problem}").format(line=last, problem=plain)
    return _("line {line}, column {column}: {problem}").format(
        line=found["line"], column=found["column"], problem=plain
    )
