"""What the join page, the tablet and the paper desk read from a form in the same way."""

from odoo.exceptions import UserError
from odoo.http import request

from ..rules import joining


def fault_texts(faults):
    """Sentences for ``{field: fault}``, in the visitor's language."""
    _ = request.env._
    missing = {
        "name": _("Please write your first and last name."),
        "email": _("Please write your e-mail address."),
        "street": _("Please write your street and number."),
        "zip": _("Please write your zip code."),
        "city": _("Please write your town."),
        "way": _("Please choose how to pay."),
    }
    return {
        field: {
            "too_long": _("Please keep this below 120 characters."),
            "not_email": _("This does not look like an e-mail address. Example: ana@example.com"),
        }.get(fault)
        or missing.get(field)
        or _("Please check this.")
        for field, fault in faults.items()
    }


def read_numbers(form, types):
    """``{id of a share type: shares}``, for the kinds that are offered and asked for."""
    asked = {row.id: joining.whole_number(form.get(f"shares_{row.id}")) for row in types}
    return {type_id: number for type_id, number in asked.items() if number}


def read_shares(form, types):
    """The shares asked for: ``(values, {field: sentence})``.

    :param types: the share types that may be chosen; a forged id is not among them
    """
    reduced = bool(form.get("reduced"))
    numbers = read_numbers(form, types)
    wanted = {row: numbers[row.id] for row in types if row.id in numbers}
    least = {
        row: joining.minimum(row.minimum, row.minimum_reduced, reduced) for row in wanted or types
    }
    values = {"shares": numbers, "reduced": reduced}
    fault = joining.shares_fault([(number, least[row]) for row, number in wanted.items()])
    if fault:
        text = request.env["coop.join.request"]._coop_fault_text(fault, least)
        return values, {"shares": text}
    return values, {}


def prepare_shares(values):
    """The checked values of a form, with the shares as the lines of an application."""
    lines = request.env["coop.join.request"]._coop_lines(values["shares"])
    return {**{k: v for k, v in values.items() if k != "shares"}, "line_ids": lines}


def robot_fault():
    """What Odoo's captcha says of this visitor, as ``{field: sentence}``; empty for a person.

    The route could ask the captcha itself (``captcha=``), but its refusal would be a bare page
    on which everything that the visitor wrote is lost.
    """
    try:
        request.env["ir.http"]._verify_request_recaptcha_token("coop_join")
    except UserError as error:
        text = request.env._(
            "We could not see that you are no robot: please try again. (%s)", error
        )
        return {"captcha": text}
    return {}


def allowed_here(scope, limit, seconds=3600):
    """Count a try from this address; False when there were too many of them."""
    # sudo: lends a visitor the counting of their own tries, which holds a digest only.
    hits = request.env["coop.join.hit"].sudo()
    return hits._coop_allow(scope, request.httprequest.remote_addr or "", limit, seconds)


def too_many():
    """The kind page for somebody (or something) that tries too often."""
    return request.render("coop_campaign.join_too_many", {}, status=429)
