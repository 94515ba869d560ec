"""Plain Python, no Odoo import: how a campaign progresses and what an application may ask for."""
