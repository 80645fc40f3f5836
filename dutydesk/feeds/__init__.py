"""Calendar feeds: events to iCalendar, to files and over HTTP."""
