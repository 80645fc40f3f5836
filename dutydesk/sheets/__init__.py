"""Tables in CSV files and spreadsheets: read whatever program wrote them, and written."""

from dutydesk.sheets.reading import Cell, Sheet, read_table
from dutydesk.sheets.writing import write_table

__all__ = ["Cell", "Sheet", "read_table", "write_table"]
