"""What hours worked in a committee are worth. Plain Python, no Odoo."""
