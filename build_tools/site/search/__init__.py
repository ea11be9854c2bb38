"""The search index: what the browser loads to find every printed word."""
