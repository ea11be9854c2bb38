"""Numbered paragraphs: their styles, depths, anchors, and what a citation calls them."""
