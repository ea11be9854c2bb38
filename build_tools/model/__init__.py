"""The values that pass between rooms: frozen, and every character knows where it was printed."""
