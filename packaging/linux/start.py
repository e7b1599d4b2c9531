"""What the bundled program runs first: the command line, as the installed command `assist` would."""

from assist.__main__ import main

main()
