"""How officials write: numerals, days, document numbers, kinds of text, organs, pinyin."""
