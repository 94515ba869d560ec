"""A shop whose tills check persons, for the benchmarks: cash desks, cashiers and goods."""

from odoo.fields import Command

PRODUCTS = 60
CASHIER = "point_of_sale.group_pos_user"
OFFICE = "coop_membership.group_office"
PASSWORD = "bench-bench"


def make_shop(env, tills):
    """Make tills in the company of ``env``, each with its cashier, all open.

    :return: ``[(login of the cashier, till)]``; every password is PASSWORD
    """
    company = env.company
    if not company.chart_template:
        env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
    # Goods leave the stock when a session is closed, as a busy shop sets it.
    company.point_of_sale_update_stock_quantities = "closing"
    env["product.product"].create([_product(number) for number in range(PRODUCTS)])
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
    )
    method = env["pos.payment.method"].create(
        {"name": "Card", "journal_id": journal.id, "company_id": company.id}
    )
    return [_open(env, number, method) for number in range(tills)]


def make_user(env, login, group):
    """Make a user of this company who may sign in with PASSWORD."""
    groups = [Command.set([env.ref(group).id, env.ref("base.group_user").id])]
    company = {"company_id": env.company.id, "company_ids": [Command.set(env.company.ids)]}
    return env["res.users"].create(
        {"name": login, "login": login, "password": PASSWORD, "group_ids": groups, **company}
    )


def _product(number):
    return {"name": f"Product {number}", "available_in_pos": True, "list_price": number + 1}


def _open(env, number, method):
    till = env["pos.config"].create(
        {
            "name": f"Till {number}",
            "coop_check_mode": "refuse",
            "payment_method_ids": [Command.set(method.ids)],
        }
    )
    login = f"bench-cashier-{number}"
    cashier = make_user(env, login, CASHIER)
    till.with_user(cashier).open_ui()
    till.current_session_id.with_user(cashier).set_opening_control(0, "")
    return login, till
