"""Text that a spreadsheet program would run as a formula, and how it is kept from that."""

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"


def quoted_formula(text: str) -> str:
    """Return `text` such that no spreadsheet program runs it as a formula; `unquoted_formula` undoes it."""
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text


def unquoted_formula(text: str) -> str:
    """Return `text` without the apostrophe that `quoted_formula` put before it."""
    return text[1:] if text.startswith("'") and text[1:2] and text[1] in f"{FORMULA_STARTS}'" else text
