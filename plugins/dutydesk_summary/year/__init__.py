"""The summary of a year: figures with their records, put into the words of a template."""
