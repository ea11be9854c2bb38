"""Printed contents: of an issue with its cover, and of the chapters of one text; held against the body."""
