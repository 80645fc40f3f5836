"""What may import what, and what is loaded when."""

import importlib.metadata
import inspect
import subprocess
import sys
from pathlib import Path

import pluggy
import pytest

from dutydesk.api import hookspecs

ROOT = Path(__file__).parents[2]
HEAVY = {
    "textual",
    "rich",
    "sqlalchemy",
    "alembic",
    "ortools",
    "icalendar",
    "starlette",
    "uvicorn",
    "xlsxwriter",
    "docx",
    "lxml",
    "typst",
}


def loaded_by(statement):
    """Return the top-level modules that a fresh interpreter has loaded after `statement`."""
    script = f"import sys\n{statement}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_the_import_contracts_hold():
    script = "import sys\nfrom importlinter.cli import lint_imports\nsys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "package",
    [
        "dutydesk",
        "dutydesk.domain",
        "dutydesk.api",
        "dutydesk.documents",
        "dutydesk.executors",
        "dutydesk.sheets",
    ],
)
def test_what_plugins_import_loads_nothing_heavy(package):
    assert loaded_by(f"import {package}") & HEAVY == set()


def test_the_domain_loads_nothing_that_was_installed_but_dateutil():
    installed = set(importlib.metadata.packages_distributions()) - {"dutydesk", "_virtualenv"}
    before = loaded_by("pass")
    assert (loaded_by("import dutydesk.domain") - before) & installed <= {"dateutil", "six"}


@pytest.mark.parametrize("name", sorted(importlib.metadata.entry_points(group="dutydesk.plugins").names))
def test_a_bundled_plugin_is_loaded_without_anything_heavy(name):
    (point,) = importlib.metadata.entry_points(group="dutydesk.plugins", name=name)
    assert loaded_by(f"import {point.module}") & HEAVY == set()


def hook_names():
    manager = pluggy.PluginManager("dutydesk")
    manager.add_hookspecs(hookspecs)
    return sorted(name for name in vars(manager.hook) if not name.startswith("_"))


@pytest.mark.parametrize("name", hook_names())
def test_every_hook_says_what_it_is_for(name):
    document = inspect.getdoc(getattr(hookspecs, name))
    assert document
    assert document.splitlines()[0].endswith(".")
