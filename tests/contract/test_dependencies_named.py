"""Every package that an installation brings by name is named with its reason, and no other."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([a-z][a-z0-9-]*)(?: \(extra `([a-z]+)`\))? \| (.*) \|$",
    (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def declared() -> set[tuple[str, str]]:
    """Return the packages that `pyproject.toml` asks for, each with the extra that brings it, if one does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        (re.match(r"[A-Za-z0-9._-]+", each)[0].lower(), extra)
        for extra, wanted in groups.items()
        for each in wanted
    }


def test_the_page_names_each_dependency_once_and_no_other():
    named = [(name, extra) for name, extra, _rest in ROWS]
    assert set(named) == declared()
    assert len(named) == len(set(named))


@pytest.mark.parametrize("rest", [row[2] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_is_told_with_what_for_licence_and_why(rest):
    what_for, licence, why, size, cost = rest.split(" | ")
    assert len(what_for) > 2
    assert len(why) > 2
    assert re.search(r"MIT|BSD|Apache|LGPL|PSF", licence)
    assert re.fullmatch(r"[\d.]+", size)
    assert re.fullmatch(r"\d+", cost)
