"""What the bundled program runs first: the command line; opened from the Finder, without words, it waits for calls."""

import sys

from assist.__main__ import main

if len(sys.argv) == 1:
    sys.argv.append("run")
main()
