"""Which plugin a test is of, and getting it ready to be tested."""

from pathlib import Path

from dutydesk.host.finding import FoundPlugin, load_local
from dutydesk.host.trust import read_plugin_files


def plugin_of(test: Path) -> Path | None:
    """Return the plugin that the test file is of, or None.

    ``plugins/tests/test_visitor.py`` is of ``plugins/visitor.py``, ``visitor.toml`` or ``visitor/``, and so
    is ``test_visitor_badges.py`` where no other plugin has that longer name. What stands in the folder
    ``tests`` of a package is of that package.
    """
    folder = next((each for each in test.parents if each.name == "tests"), None)
    if folder is None:
        return None
    if (folder.parent / "__init__.py").is_file():
        return folder.parent
    words = test.stem.removeprefix("test_").split("_")
    for count in range(len(words), 0, -1):
        name = "_".join(words[:count])
        for place in (folder.parent / f"{name}.py", folder.parent / f"{name}.toml", folder.parent / name):
            if place.is_file() or (place / "__init__.py").is_file():
                return place
    return None


def found_for_test(path: Path) -> FoundPlugin:
    """Return a plugin in Python as it is found once it is allowed: whoever runs its tests has consented.

    Raises:
        OSError: a file cannot be read.
        ValueError: it is too large, or a link leads out of it.
    """
    files = read_plugin_files(path)
    return FoundPlugin(
        name=path.stem,
        version="",
        source=f"plugins/{path.name}",
        load=lambda: load_local(files),
        path=path,
        digest=files.digest,
        package=f"dutydesk_local.{path.stem}",
    )
