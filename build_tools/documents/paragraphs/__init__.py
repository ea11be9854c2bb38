"""Lines to paragraphs: halves put together over columns, pages and footnotes."""
