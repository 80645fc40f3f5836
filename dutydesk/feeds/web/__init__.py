"""The feeds and the subscription page over HTTP."""
