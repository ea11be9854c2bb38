"""Lines that may be a table though none was read in them: no head stands there, nothing is joined."""
