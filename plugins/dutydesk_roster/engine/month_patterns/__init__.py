"""A squadron's month as patterns: rules about one person inside them, all else as rows."""
