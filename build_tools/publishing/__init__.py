"""From a built site to a release: what changed, what stops it, where it goes, and the way back."""
