"""Why no full roster exists; who imports this loads the solver."""

from dutydesk_roster.engine.explain.explaining import explain

__all__ = ["explain"]
