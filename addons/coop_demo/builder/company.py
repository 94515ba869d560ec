"""The co-op itself: a French company with its chart of accounts."""

import base64

from odoo.tools import file_open


def build(env):
    """Make the main company a French food co-op and return it."""
    coop = env.ref("base.main_company")
    speak_french(env)
    coop.write(
        {
            "name": "Le Panier Commun",
            "street": "12 rue des Maraîchers",
            "zip": "75020",
            "city": "Paris",
            "country_id": env.ref("base.fr").id,
            "email": "bonjour@coop.example",
            "coop_tz": "Europe/Paris",
            "logo": base64.b64encode(file_open("coop_demo/static/logo.png", "rb").read()),
        }
    )
    load_french_chart(env, coop)
    coop.coop_set_up_french_capital()
    return coop


def speak_french(env):
    """Install French with the translations of every module, unless it is there already."""
    if not env["res.lang"]._lang_get("fr_FR"):
        env["res.lang"]._activate_lang("fr_FR")
        modules = env["ir.module.module"].search([("state", "in", ("installed", "to install"))])
        modules._update_translations("fr_FR")


def load_french_chart(env, coop):
    """Give the co-op the French chart, unless it has accounts in use already."""
    if coop.chart_template == "fr" or env["account.move"].search_count([], limit=1):
        return
    # A chart guessed before the company had a country would replace this one at start-up.
    if hasattr(env.registry, "_auto_install_template"):
        del env.registry._auto_install_template
    env["account.chart.template"].try_loading("fr", coop, install_demo=False)
