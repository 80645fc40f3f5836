"""Keys that arrive together, each handed on once what the one before it did has come to rest.

On a slow line several keys come in one packet. Textual hands them all to whatever has the focus when they are
read; a key that opens a form or a question moves the focus only later, so that the letters typed after it
would run the screen's own actions: "n" and "delete" would be five more keys of the list.
"""

import asyncio
from collections import deque
from collections.abc import Sized

from textual import events
from textual.app import App
from textual.message import Message

MOST_TURNS = 2000
"""After so many turns of the event loop the next key goes on even where something never comes to rest.

A heavy opening takes some fifty. An event loop that does not tell what is ready is given all of them.
"""
_QUIET_TURNS = 2

Typed = events.Key | events.Paste | events.MouseDown | events.MouseUp


class KeysInTurnApp(App[None], inherit_bindings=False):
    """An app that takes what is typed and clicked one by one, in order.

    The first key goes on at once. What comes before its effects have come to rest is held back: until every
    handler, mount and move of the focus that follows from it is done, which is when nothing in the event loop
    is ready to run. Neither threads nor timers are waited for, so that a slow database holds up no key, and
    what never rests holds up none for longer than `MOST_TURNS`.
    """

    class Rested(Message):
        """What the last key did has come to rest."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[Typed] = deque()
        self._under_way = False
        self._turns = 0
        self._quiet = 0

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed while the key before it is under way."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._held.append(event)
        else:
            await self._hand_on(event)

    async def on_keys_in_turn_app_rested(self, message: Rested) -> None:
        """Hand on the next key that is held back."""
        message.stop()
        if self._held:
            await self._hand_on(self._held.popleft())
        else:
            self._under_way = False

    async def _hand_on(self, event: Typed) -> None:
        self._under_way, self._turns, self._quiet = True, 0, 0
        asyncio.get_running_loop().call_soon(self._turn)
        await super().on_event(event)

    def _turn(self) -> None:
        """Look once in each turn of the event loop whether anything else is about to run."""
        loop = asyncio.get_running_loop()
        ready: Sized = getattr(loop, "_ready", (self,))
        self._turns += 1
        self._quiet = 0 if len(ready) else self._quiet + 1
        if self._quiet < _QUIET_TURNS and self._turns < MOST_TURNS:
            loop.call_soon(self._turn)
        else:
            self.post_message(self.Rested())
