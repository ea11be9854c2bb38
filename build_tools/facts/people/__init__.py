"""Appointments, removals, and the members of bodies."""
