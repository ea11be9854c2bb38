"""Data files, tables as files, feeds; ``schemas/`` describes them."""
