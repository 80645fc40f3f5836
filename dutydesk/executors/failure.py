"""What goes wrong with an executor itself, whatever is called through it."""


class ExecutorUnavailable(Exception):
    """An executor cannot be had, or is gone; the text says why in one line."""


class WorkerDied(Exception):
    """The worker process ended without an answer; the text says how: "exit status 7" or "signal 9"."""
