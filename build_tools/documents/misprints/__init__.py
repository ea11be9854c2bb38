"""Suspects of a misprint: what is one edit from what other places of the corpus print."""
