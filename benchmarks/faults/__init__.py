"""Faults on purpose: what is promised under each, tried many times."""
