"""Makes mutants of one file without running anything; a program of the mutants' environment.

python mutants_maker.py FILE MOST SEED [everywhere]. The last line that it prints is JSON: how many
there could be, and those that the seed chose. Only what a function does is changed, unless told
otherwise: fields and decorators are read once, when a registry is loaded.
"""

import ast
import json
import random
import sys
from pathlib import Path


def bodies(source):
    """Return (first line, last line) of the bodies of the functions, docstrings aside.

    >>> bodies("A = 1\\n@at(2)\\ndef c(self, d=3):\\n    'x'\\n    return 4")
    [(5, 5)]
    """
    return [
        (statements[0].lineno, node.end_lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (statements := node.body[ast.get_docstring(node) is not None :])
    ]


def main(path, most, seed, where="bodies"):
    """Print as many mutants of a file as are wanted, chosen by a seed."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    source = Path(path).read_text(encoding="utf-8")
    inside, tree = bodies(source), get_ast(source)
    made = []
    for name in sorted(operator_names()):
        if get_operator(name).arguments():
            continue
        operator = get_operator(name)()
        places = [
            start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)
        ]
        made += [
            (name, occurrence, line)
            for occurrence, (line, _column) in enumerate(places)
            if where == "everywhere" or any(first <= line <= last for first, last in inside)
        ]
    chosen = random.Random(int(seed)).sample(made, min(int(most), len(made)))
    mutants = [
        {
            "what": name,
            "line": line,
            "source": mutate_code(source, get_operator(name)(), occurrence),
        }
        for name, occurrence, line in sorted(chosen)
    ]
    print(json.dumps({"made": len(made), "mutants": mutants}))


if __name__ == "__main__":
    main(*sys.argv[1:])
