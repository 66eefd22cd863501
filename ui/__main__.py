"""``python -m ui`` is the command line, for where the installed script is not on the path."""

from ui.cli import main

main()
