"""Where tables stand among the raw lines, and their cells: bars, HTML, tabs, words, places on the page."""
