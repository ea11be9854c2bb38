"""Markdown pages of documents and issues."""
