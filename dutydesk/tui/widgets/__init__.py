"""Widgets that screens and plugins share."""
