"""Where a printed unit begins: kinds of head, each in a module, and the lines that stand at a head."""
