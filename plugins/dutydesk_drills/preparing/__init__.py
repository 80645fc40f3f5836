"""The plan of one drill: parts, buildings, checklist, messages, notice to parents."""
