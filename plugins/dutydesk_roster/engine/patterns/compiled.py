"""The one door to numba, so that its untyped decorator stays here."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


def compiled(function: Callable[_Given, _Returned]) -> Callable[_Given, _Returned]:
    """Return `function` as machine code, kept on disk between runs and free of the interpreter's lock."""
    return cast("Callable[_Given, _Returned]", numba.njit(cache=True, nogil=True)(function))
