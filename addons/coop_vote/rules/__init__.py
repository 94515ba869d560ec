"""The rules of assemblies and votes: plain Python, no Odoo, integers and fractions only."""
