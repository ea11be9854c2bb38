"""Lines to printed units: where each begins and ends, and what stands at its end."""
