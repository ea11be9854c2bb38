"""Results kept by a hash of what they were made of: safe to delete, never believed where damaged."""
