"""``python3 rules/counting …``: works as a folder and as a module."""

import sys

if not __package__:
    # Run as a folder: its own files must not hide modules of the standard library.
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from counting.cli import main
else:
    from .cli import main

if __name__ == "__main__":
    sys.exit(main())
