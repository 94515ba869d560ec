def sql_array(values):
    """Values as one array literal of PostgreSQL, for a parameter cast to an array's type.

    A list given to the driver becomes an expression with a node for each value; for hundreds of
    thousands of them the server needs gigabytes to read it. A literal is one value.

    >>> sql_array([1, None, 2.5])
    '{1,NULL,2.5}'
    >>> print(sql_array(["a", 'say "no"', "back\\\\slash, comma"]))
    {"a","say \\"no\\"","back\\\\slash, comma"}
    """
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value):
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
