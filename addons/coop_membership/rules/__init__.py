"""Rules of membership: plain Python, no Odoo import."""
