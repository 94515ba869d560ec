"""A till that checks, and thirty products on its screen."""

from .tables import rows

CATEGORIES_FR = {
    "Fruit and vegetables": "Fruits et légumes",
    "Bakery": "Boulangerie",
    "Dairy": "Crèmerie",
    "Grocery": "Épicerie",
    "Drinks": "Boissons",
    "Home": "Maison",
}


PAYMENT_FR = {"Cash": "Espèces", "Card": "Carte", "Customer Account": "Compte client"}


def build(env, coop):
    """The shop's POS in refuse mode with its products, and its door; returns the ``pos.config``."""
    env["coop.door"].create({"name": "Front door", "company_id": coop.id})
    for config in env["pos.config"].search([]):
        config.active = False
    categories = add_products(env, coop)
    journal, methods = env["pos.config"]._create_journal_and_payment_methods(
        cash_journal_vals={"name": "Cash till 1", "show_on_dashboard": False}
    )
    for method in env["pos.payment.method"].browse(methods):
        method.with_context(lang="fr_FR").name = PAYMENT_FR.get(method.name, method.name)
    return env["pos.config"].create(
        {
            "name": "Till 1",
            "company_id": coop.id,
            "journal_id": journal.id,
            "payment_method_ids": [(6, 0, methods)],
            "limit_categories": True,
            "iface_available_categ_ids": [(6, 0, categories.ids)],
            "show_product_images": False,
            "coop_check_mode": "refuse",
        }
    )


def add_products(env, coop):
    """Create the products and return their POS categories."""
    categories = env["pos.category"]
    by_name = {}
    for row in rows("products"):
        name = row["category"]
        if name not in by_name:
            by_name[name] = env["pos.category"].create({"name": name})
            by_name[name].with_context(lang="fr_FR").name = CATEGORIES_FR[name]
            categories |= by_name[name]
        add_product(env, coop, row, by_name[name])
    return categories


def add_product(env, coop, row, category):
    """One product with its French name and its sales tax."""
    product = env["product.template"].create(
        {
            "name": row["name"],
            "barcode": row["barcode"],
            "list_price": float(row["price"]),
            "available_in_pos": True,
            "pos_categ_ids": [(6, 0, category.ids)],
            "taxes_id": [(6, 0, sales_tax(env, coop, float(row["tax"])).ids)],
        }
    )
    product.with_context(lang="fr_FR").name = row["name_fr"]


def sales_tax(env, coop, rate):
    """The co-op's tax on goods of that rate which the shelf price holds.

    The French chart has one for each rate and switches on only those of the usual rate.

    :raise ValueError: when the chart has none
    """
    tax = (
        env["account.tax"]
        .with_context(active_test=False)
        .search(
            [
                ("company_id", "=", coop.id),
                ("type_tax_use", "=", "sale"),
                ("tax_scope", "=", "consu"),
                ("amount", "=", rate),
                ("price_include", "=", True),
            ],
            limit=1,
        )
    )
    if not tax:
        raise ValueError(f"The chart of {coop.name} has no tax of {rate} % included in prices.")
    tax.active = True
    return tax
