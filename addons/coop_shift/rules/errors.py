"""What goes wrong when a policy or a member's facts cannot be read."""


class RulesError(ValueError):
    """A policy or facts that cannot be used.

    :param path: where, as in ``attendances[3].kind``
    :param problem: what was found there and what is expected, one sentence
    """

    def __init__(self, path, problem):
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}" if path else problem)


class PolicyError(RulesError):
    """A work policy that says something impossible."""


class FactsError(RulesError):
    """A fact of a member's life that cannot be read."""


def unknown(path, what, name, known):
    """The error for a name that a policy does not have; it lists those that it has."""
    return FactsError(path, f'no {what} "{name}"; there are {", ".join(known) or "none"}')
