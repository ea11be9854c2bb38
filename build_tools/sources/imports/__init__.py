"""Readers of file formats: an original → raw text in the written form, with proof that nothing is lost."""
