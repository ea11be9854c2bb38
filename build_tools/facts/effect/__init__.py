"""What a text says of its own effect: from when, until when, what it ends."""
