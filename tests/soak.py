"""How long the long counts run."""

import os

SOAK = max(1, int(os.environ.get("DUTYDESK_SOAK", "1")))
"""How many times as long as usual: DUTYDESK_SOAK, or once."""
