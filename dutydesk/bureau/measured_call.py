"""A call together with what it cost, made in whichever process it is sent to."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What a call gave, the processor's seconds that its process spent meanwhile, and those of the clock."""

    result: bytes
    cpu_seconds: float
    seconds: float


def measured_call(function: Callable[..., bytes], arguments: tuple[object, ...]) -> Measured:
    """Call ``function(*arguments)`` and measure it."""
    began, cpu = time.monotonic(), time.process_time()
    result = function(*arguments)
    return Measured(result, time.process_time() - cpu, time.monotonic() - began)
