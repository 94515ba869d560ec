"""What the join page, the tablet and the paper desk read from a form in the same way."""

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
        "type_id": _("Please choose a kind of share."),
        "way": _("Please choose how to pay."),
    }
    return {
        field: {
            "too_long": _("Please keep this below 120 characters."),
            "not_email": _("This does not look like an e-mail address. Example: ana@example.com"),
            "too_many": _("That is a lot of shares. Please talk to the members' office."),
        }.get(fault)
        or missing.get(field)
        or _("Please check this.")
        for field, fault in faults.items()
    }


def read_shares(form, types):
    """The shares asked for: ``(values, {field: sentence})``.

    :param types: the share types that may be chosen; a forged id is not among them
    """
    type_id = joining.whole_number(form.get("type_id"))
    share_type = types.filtered(lambda row: row.id == type_id)
    values = {
        "type_id": share_type.id,
        "quantity": joining.whole_number(form.get("quantity")),
        "reduced": bool(form.get("reduced")),
    }
    if not share_type:
        return values, fault_texts({"type_id": "missing"})
    least = joining.minimum(share_type.minimum, share_type.minimum_reduced, values["reduced"])
    fault = joining.share_fault(values["quantity"], least)
    if fault == "below_minimum":
        text = request.env._("At least %(least)s shares are needed to join.", least=least)
        return values, {"quantity": text}
    return values, fault_texts({"quantity": fault} if fault else {})


def allowed_here(scope, limit, seconds=3600):
    """Count a try from this address; False when there were too many of them."""
    # sudo: lends a visitor the counting of their own tries, which holds a digest only.
    hits = request.env["coop.join.hit"].sudo()
    return hits._coop_allow(scope, request.httprequest.remote_addr or "", limit, seconds)


def too_many():
    """The kind page for somebody (or something) that tries too often."""
    return request.render("coop_campaign.join_too_many", {}, status=429)
