"""Start Odoo as its own command does. A file, since the parent of workers calls itself by name."""

from odoo.cli import main

if __name__ == "__main__":
    main()
