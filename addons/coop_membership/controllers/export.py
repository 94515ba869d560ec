from odoo.addons.web.controllers.export import ExcelExport


def as_text(value):
    """A cell or the name of a group: what somebody typed is never a formula of the spreadsheet.

    >>> as_text("=1+1"), as_text("Ana Lima"), as_text(12), as_text((7, "=A1"))
    ("'=1+1", 'Ana Lima', 12, (7, "'=A1"))
    """
    if isinstance(value, tuple):
        return tuple(map(as_text, value))
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith("=") else value


class TextExport(ExcelExport):
    """A member's name may begin with «=»: Odoo guards its CSV files against that, not its XLSX."""

    def from_data(self, fields, columns_headers, rows):
        rows = [[as_text(value) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, rows)

    def from_group_data(self, fields, columns_headers, groups):
        _as_texts(groups)
        return super().from_group_data(fields, columns_headers, groups)


def _as_texts(group):
    """The same for a group, its rows and its groups."""
    group.data = [[as_text(value) for value in row] for row in group.data]
    named = [(as_text(name), child) for name, child in group.children.items()]
    group.children.clear()
    group.children.update(named)
    for _name, child in named:
        _as_texts(child)
