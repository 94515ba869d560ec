"""What is sent in place of numbers, words and fields, and to which field of which address."""

import inspect
import re

from .common import is_long

SCRIPT = "<script>alert(1)</script>"
#: What a forged address may hold in place of a number or of a word.
NUMBERS = ("0", "-1", "2147483648", "9" * 30, "abc")
WORDS = (SCRIPT, "x" * 300, "%00", "9" * 5000, "²")
#: What a forged form may hold in any of its fields.
FILLINGS = ("", "-1", "²", "9" * 30, "9" * 5000, "a\x00b", SCRIPT, "2026-99-99", "é" * 300)
#: What fits no address: browsers send it by a form only.
NOT_IN_AN_ADDRESS = ("9" * 5000, "a\x00b")
#: What may stand where somebody writes freely.
TYPED = ("9" * 5000, "a\x00b", SCRIPT)
#: What a forged call of the tills', the door's or a phone's kind may hold.
JSON = (None, True, -1, 10**30, "x", "a\x00b", [], [None], [True, 10**30, "x"], {}, [{}], {"x": []})
#: Fields that a form is read for by a name of its own: in the addon's code.
READ = re.compile(r"""(?:form|kw|kwargs|_kwargs)\.get(?:list)?\(\s*["'](\w+)["']""")
REST = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
PERSON = ("name", "email", "phone", "street", "zip", "city")


def fields(endpoint, path):
    """The names of the fields that an address reads, those of its form included."""
    function = inspect.unwrap(endpoint.func)
    parameters = inspect.signature(function).parameters.values()
    names = [one.name for one in parameters if one.kind not in REST]
    if any(one.name == "form" for one in parameters if one.kind in REST):
        names += [*READ.findall(inspect.getsource(inspect.getmodule(function))), *PERSON]
    return sorted({name for name in names if name != "self" and f":{name}>" not in path})


def filled(path, value):
    return re.sub(r"<[^>]+>", value.replace("\\", ""), path)


def forged_addresses(path):
    """The address with something else in place of each number and each word."""
    values = NUMBERS if "<int" in path else WORDS if "<string" in path else ()
    return [filled(path, value) for value in values]


def attempts(path, endpoint, plain, true, order=("GET", "POST")):
    """``(address, form, call)`` of what is tried.

    :param plain: the address with true ids, for which the fields are forged
    :param true: a form that is accepted
    :param order: by which method a page is asked that takes any; it does the same for both
    """
    names, routing = fields(endpoint, path), endpoint.routing
    if routing["type"] == "jsonrpc":
        for value in JSON:
            yield plain, None, dict.fromkeys(names, value)
        return
    for address in forged_addresses(path):
        for method in methods(routing, {}, order):
            yield address, {} if method == "POST" else None, None
    for form in forms(names, true):
        for method in methods(routing, form, order):
            yield ((plain, form), None, None) if method == "GET" else (plain, form, None)


def methods(routing, form, order):
    """By which methods a form is sent."""
    fits = not any(value in NOT_IN_AN_ADDRESS for value in form.values())
    found = [one for one in order if fits or one == "POST"]
    if routing["methods"]:
        return [one for one in found if one in routing["methods"]]
    return found if is_long() else found[:1]


def forms(names, true):
    """Forged forms: every field with the same word; then those that are free to write, beside
    true ones, which lead further."""
    for value in FILLINGS if names else FILLINGS[:1]:
        yield dict.fromkeys(names, value)
    if true and set(names) - true.keys():
        for value in TYPED:
            yield {**dict.fromkeys(names, value), **true}
