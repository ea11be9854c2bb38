"""Data files, tables as files, feeds, the calendar; ``contract/`` says what the data files hold."""
