"""The rules of the work duty, in plain Python: no Odoo, no database, no clock.

Every function takes dates as arguments and values as tuples, and returns new values. README.md
says which file holds what.
"""
