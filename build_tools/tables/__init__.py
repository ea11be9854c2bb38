"""Printed cells → the rebuilt table; ``steps`` is the order."""
