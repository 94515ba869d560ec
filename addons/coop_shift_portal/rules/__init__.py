"""Plain Python behind the members' pages: no Odoo, no clock, dates are arguments."""
