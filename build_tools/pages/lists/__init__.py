"""Pages that list: by date, number, issuer, kind, units, persons, tables."""
