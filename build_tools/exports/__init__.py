"""Data files, tables as files, feeds, the calendar; ``schemas/`` describes the data files."""
