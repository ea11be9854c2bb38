"""MkDocs, the theme, the search, the proof, the bundle."""
