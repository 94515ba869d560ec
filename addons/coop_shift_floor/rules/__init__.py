"""What happens on the shop floor, as pure functions: no Odoo, no clock, no network."""
