"""How much is to be reached by when."""
