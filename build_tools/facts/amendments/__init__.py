"""What a text does to another one: read as operations, resolved over the corpus, applied to its term."""
