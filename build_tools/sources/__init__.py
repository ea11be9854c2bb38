"""Bytes → clean lines, and what an editor's sidecar says of them."""
