"""The terminal: the app, its own screens, and the widgets that plugins reuse."""
