"""Clean lines → documents: heads, joined paragraphs, numbering, annexes, names and addresses."""
