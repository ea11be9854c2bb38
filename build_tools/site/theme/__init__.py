"""The MkDocs theme ``gazette``: Material's structure and styles, with our own around the text."""
