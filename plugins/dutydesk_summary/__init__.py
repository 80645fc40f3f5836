"""The weekly reminder and the annual work summary, written from the desk's own records."""
