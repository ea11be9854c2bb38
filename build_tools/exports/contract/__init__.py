"""The data contract: the records of all data files, each key with its meaning and form."""
