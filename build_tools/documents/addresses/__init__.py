"""Identifiers and addresses over the whole corpus, kept from one publishing to the next."""
