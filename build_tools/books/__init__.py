"""Documents as others read them: text beside the page, books, Word and law files, each held to the ledger."""
