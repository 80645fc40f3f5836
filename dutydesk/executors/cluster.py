"""The processes of a Dask cluster behind the standard Executor interface; who connects loads Dask."""

import socket
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

import dutydesk
from dutydesk.executors.failure import ExecutorUnavailable
from dutydesk.wording import _

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 5.0

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Cluster(Executor):
    """A Dask cluster whose scheduler listens at `address`, such as "tcp://10.0.0.5:8786".

    The scheduler does a call again elsewhere when its worker dies, as often as it is set up to; so a call
    must be safe to do twice. Its workers need DutyDesk in the version that runs here.

    Raises:
        ExecutorUnavailable: Dask is not installed here, no scheduler answers or it has no workers within
            `seconds`, or a worker has another version of DutyDesk or none.
    """

    def __init__(self, address: str, seconds: float = _CONNECT_SECONDS) -> None:
        self._address = address
        self._client = _connected(address, seconds)
        # Not pure: a slice of a search, with the same arguments, gives something else each time.
        self._executor: Executor = self._client.get_executor(pure=False)

    @property
    def size(self) -> int:
        """How many calls can be at work at a time, with the workers that there are now."""
        cores: dict[str, int] = self._client.nthreads()
        return sum(cores.values())

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Have `fn` called by a worker of the cluster; the future is cancelled when the scheduler goes.

        Raises:
            RuntimeError: the executor is shut down.
            ExecutorUnavailable: the scheduler is gone.
        """
        if self._client.status not in ("running", "closed"):
            raise ExecutorUnavailable(
                _('engine = "{address}": the Dask scheduler no longer answers').format(address=self._address)
            )
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls and leave the cluster, which gives up those that are not done.

        Without `cancel_futures`, `wait` first waits for them.
        """
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _connected(address: str, seconds: float) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few have, and half a second
    except ImportError as error:
        raise ExecutorUnavailable(
            _(
                'engine = "{address}": a cluster needs the package distributed; expected it installed'
                ' with pip install "dutydesk[cluster]"'
            ).format(address=address)
        ) from error
    try:
        _knock(address, seconds)
        client = Client(address, timeout=seconds, set_as_default=False)
    except Exception as error:
        raise ExecutorUnavailable(
            _(
                'engine = "{address}": no Dask scheduler answers there ({reason});'
                " expected the address that `dask scheduler` prints"
            ).format(address=address, reason=" ".join(str(error).split()) or type(error).__name__)
        ) from error
    try:
        _expect_workers(client, address, seconds)
    except BaseException:
        client.close()
        raise
    return client


def _knock(address: str, seconds: float) -> None:
    """Find out whether anything listens at `address`, as Dask would wait for it until the time is up."""
    parts = urlsplit(address)
    if parts.hostname is None or parts.port is None:
        raise ValueError(_("an address has a host and a port"))
    socket.create_connection((parts.hostname, parts.port), seconds).close()


def _expect_workers(client: "Client", address: str, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise ExecutorUnavailable(
            _(
                'engine = "{address}": the scheduler has no workers; expected some started with'
                " `dask worker {address}`"
            ).format(address=address)
        ) from error
    found: dict[str, dict[str, dict[str, str | None]]] = client.get_versions(packages=["dutydesk"])["workers"]
    versions = {worker: about["packages"].get("dutydesk") for worker, about in found.items()}
    others = sorted(worker for worker, version in versions.items() if version != dutydesk.__version__)
    if others:
        raise ExecutorUnavailable(
            _(
                'engine = "{address}": DutyDesk on the worker {worker} is {found};'
                " expected {expected}, as here, on all workers"
            ).format(
                address=address,
                worker=others[0],
                found=versions[others[0]] or _("not installed"),
                expected=dutydesk.__version__,
            )
        )
