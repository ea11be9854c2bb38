"""The editor's desk: the print beside the page, what is open beneath, and the site while it is edited."""
