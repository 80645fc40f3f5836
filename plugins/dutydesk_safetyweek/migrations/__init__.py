"""The migrations of safety weeks."""
