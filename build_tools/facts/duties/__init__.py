"""Who does what by when, and which printed names are one unit."""
