"""The page's templates and style, read from the package once."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from dutydesk.wording import _, ngettext


def _text(name: str) -> str:
    return (files("dutydesk.feeds.page") / "templates" / name).read_text(encoding="utf-8")


@cache
def style() -> str:
    """Return the style sheet that stands in every page."""
    return _text("style.css")


@cache
def environment() -> Environment:
    """Return the environment of the templates, which escape everything and know no missing value.

    Texts in templates are asked for when a page is made, so that each comes in the language spoken then.
    """
    made = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"_": _, "ngettext": ngettext}
    return made
