"""``python -m build_tools``: the command line without make."""

from build_tools.cli import main

main()
