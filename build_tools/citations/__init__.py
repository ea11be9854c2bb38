"""What a text names, in which relation, and to which record it leads."""
