"""Events, calendars and time zones as the lines of iCalendar files."""
