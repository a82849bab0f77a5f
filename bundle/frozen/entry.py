"""The script that PyInstaller freezes. While it stays as it is, so does the program file."""

import sys

from bundle.frozen.start import main

sys.exit(main(sys.argv))
