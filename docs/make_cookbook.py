"""Make docs/plugins/cookbook.md from the plugins in docs/plugins/examples.

With --check it writes nothing and leaves with status 1 where the page is out of date.
"""

import ast
import sys
from pathlib import Path

DOCS = Path(__file__).parent / "plugins"
PAGE = DOCS / "cookbook.md"
EXAMPLES = DOCS / "examples"
ORDER = (
    "lightning_shelter.toml",
    "lost_property.toml",
    "visitor_lockdown.py",
    "few_sundays.py",
    "key_count.py",
    "visitors.py",
    "canteen_lorry.py",
    "outdoor_note.py",
    "rested_leaders.py",
    "district_rules.py",
    "long_open.py",
)
INTRODUCTION = (
    "Eleven small plugins, each whole. Copy one into the desk's `plugins/` folder, look at it, then "
    "`dutydesk plugins check NAME` and, for one in Python, `dutydesk plugins allow NAME`. The tests of "
    "DutyDesk run every one of them."
)


def title_of(file: Path) -> str:
    """Return the first sentence of an example: what it is."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".toml":
        return text.splitlines()[0].removeprefix("# ").rstrip(".")
    return (ast.get_docstring(ast.parse(text)) or file.stem).splitlines()[0].rstrip(".")


def page() -> str:
    """Return the page."""
    parts = [
        "# Cookbook",
        "<!-- Made by docs/make_cookbook.py from docs/plugins/examples; edit those. -->",
        INTRODUCTION,
    ]
    for number, name in enumerate(ORDER, 1):
        file = EXAMPLES / name
        text = file.read_text(encoding="utf-8").strip()
        parts += [
            f"## {number}. {title_of(file)}",
            f"[`{name}`](examples/{name})",
            f"```{'toml' if file.suffix == '.toml' else 'python'}\n{text}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page, or say that it is out of date."""
    fresh = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh:
            sys.exit("docs/plugins/cookbook.md is out of date: run `make docs`")
        return
    PAGE.write_text(fresh, encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
