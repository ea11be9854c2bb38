"""What holds on a day, over the corpus: who ends, changes, suspends whom, and what is to be looked at."""
