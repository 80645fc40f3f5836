"""The page on which a person finds their next duties and subscribes to their feed."""
