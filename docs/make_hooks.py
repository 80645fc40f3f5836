"""Make docs/plugins/hooks.md from the hook specifications and the examples beside it.

With --check it writes nothing and leaves with status 1 where the page is out of date.
"""

import inspect
import sys
from pathlib import Path

from dutydesk.api import HOOK_VERSION, hookspecs
from dutydesk_drills import hookspecs as drills_hookspecs
from dutydesk_roster import hookspecs as roster_hookspecs

DOCS = Path(__file__).parent
PAGE = DOCS / "plugins" / "hooks.md"
EXAMPLES = DOCS / "hook_examples"
INTRODUCTION = (
    "Version {version} of the interface. A plugin is a module, or any object, some of whose functions carry "
    "`hookimpl`; a function may leave out arguments that it does not use. Each example is a whole plugin: "
    "save it as a file in the desk's `plugins/` folder, look at it, and run `dutydesk plugins allow NAME`."
)


def specified() -> dict[str, object]:
    """Return the hooks by name, in the order of their modules: the host's, then those of bundled plugins."""
    return {
        name: value
        for module in (hookspecs, roster_hookspecs, drills_hookspecs)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and hasattr(value, "dutydesk_spec")
    }


def page() -> str:
    """Return the page."""
    parts = [
        "# Hooks",
        "<!-- Made by docs/make_hooks.py from the hook specifications; edit those, or the examples. -->",
        INTRODUCTION.format(version=HOOK_VERSION),
    ]
    for name, function in specified().items():
        signature = str(inspect.signature(function)).replace("'", "")  # type: ignore[arg-type]
        example = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8").strip()
        parts += [
            f"## {name}",
            f"`{name}{signature}`",
            inspect.getdoc(function) or "",
            f"```python\n{example}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page, or say that it is out of date."""
    fresh = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh:
            sys.exit("docs/plugins/hooks.md is out of date: run `make docs`")
        return
    PAGE.write_text(fresh, encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
