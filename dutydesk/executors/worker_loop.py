"""What a worker process does: one call after another, as long as the process that started it lives."""

import os
import pickle
import sys
import threading

_POLL_SECONDS = 0.5
_ORPHANED = 3


def follow_parent(parent: int) -> None:
    """End this process, at once and quietly, when the one that started it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            threading.Event().wait(_POLL_SECONDS)
        os._exit(_ORPHANED)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()


def main() -> None:
    """Do the calls that come in on standard input one by one, and answer on standard output."""
    follow_parent(int(sys.argv[1]))
    # Whoever writes to standard output, or is started from here, has nothing to do with the pipes.
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answer:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        while True:
            try:
                answers, call = pickle.load(asked)  # noqa: S301 - it comes from the parent process
            except EOFError:
                return
            outcome = _outcome(call)
            if answers:
                # Bytes within a pickle: one that cannot be read back leaves the pipe at the next.
                pickle.dump(outcome, answer)
                answer.flush()


def _outcome(call: bytes) -> bytes:
    """Return what comes of a call, packed: its result and None, or None and what it raised."""
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301 - it comes from the parent process
        return pickle.dumps((function(*args, **kwargs), None), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - carried to the parent, which raises it
        return pickle.dumps((None, _portable(error)), protocol=pickle.HIGHEST_PROTOCOL)


def _portable(error: Exception) -> Exception:
    """Return `error`, or its text where it cannot be pickled and read back."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made on this line
    except Exception:  # noqa: BLE001 - any failure to travel has the same remedy
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
