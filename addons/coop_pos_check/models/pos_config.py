from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

MANAGER = "coop_membership.group_manager"
#: What a till does about persons, and Odoo's own lists of who may do what there. Odoo lets every
#: cashier write a point of sale.
GUARDS = {
    "coop_check_mode": MANAGER,
    "coop_max_age": MANAGER,
    "coop_offline_unknown": MANAGER,
    "coop_pass_product_id": MANAGER,
    "module_pos_hr": f"{MANAGER},point_of_sale.group_pos_manager",
    "basic_employee_ids": f"{MANAGER},point_of_sale.group_pos_manager",
    "advanced_employee_ids": f"{MANAGER},point_of_sale.group_pos_manager",
    "minimal_employee_ids": f"{MANAGER},point_of_sale.group_pos_manager",
}
#: Who sets up a till. Odoo lets every cashier write all of it: journals, numbers, whole modules.
SET_UP = (MANAGER, "point_of_sale.group_pos_manager", "base.group_system")


class PosConfig(models.Model):
    _name = "pos.config"
    _inherit = ["pos.config", "coop.guarded.mixin"]

    coop_check_mode = fields.Selection(
        [
            ("off", "Off"),
            ("warn", "Warn: say it, and let the cashier go on"),
            ("refuse", "Refuse: no payment without a person who may shop"),
        ],
        "Check of persons",
        required=True,
        default="off",
    )
    coop_max_age = fields.Integer(
        "Oldest list (hours)",
        default=24,
        help="A till whose list of persons is older says so, and its sales are flagged. "
        "0: no limit.",
    )
    coop_offline_unknown = fields.Selection(
        [("refuse", "Refuse"), ("manager", "Let a manager decide")],
        "Unknown person without network",
        required=True,
        default="manager",
        help="Somebody who is not in the till's list while the network is down may have joined "
        "since the list was loaded.",
    )

    coop_pass_product_id = fields.Many2one(
        "product.product",
        "Day pass that is sold",
        help="Sold together with the goods of somebody whose refusal a pass lifts: they may shop "
        "until midnight.",
    )

    @api.model
    def _coop_guards(self):
        return super()._coop_guards() | {
            name: groups for name, groups in GUARDS.items() if name in self._fields
        }

    def write(self, vals):
        self._coop_check_set_up(vals)
        result = super().write(vals)
        if "coop_check_mode" in vals:
            self.company_id._coop_new_epoch()
        if vals.keys() & {"coop_check_mode", "self_ordering_mode"}:
            self._coop_refuse_kiosks()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create(vals_list)
        checking = configs.filtered(lambda config: config.coop_check_mode != "off")
        checking.company_id._coop_new_epoch()
        checking._coop_refuse_kiosks()
        return configs

    def _coop_check_set_up(self, vals):
        """A cashier sells and changes no till; before Odoo writes, as it may install a module.

        :raise AccessError: when this user sets up no till and a value is not what it was
        """
        if self.env.su or any(self.env.user.has_group(group) for group in SET_UP):
            return
        for config in self:
            wanted = config.new(vals, origin=config)
            for name in vals:
                before, after = config[name], wanted[name]
                if isinstance(after, models.BaseModel):
                    after = after._origin
                if before != after:
                    raise AccessError(
                        self.env._(
                            "“%(setting)s” is part of how this till is set up. Please ask a "
                            "manager of the co-op to change it.",
                            setting=self._fields[name]._description_string(self.env),
                        )
                    )

    def _coop_refuse_kiosks(self):
        """A kiosk (``pos_self_order``) takes money without asking for a card.

        :raise ValidationError: when such a point of sale is to refuse who may not shop
        """
        if "self_ordering_mode" not in self._fields:
            return
        for config in self:
            if config.coop_check_mode == "refuse" and config.self_ordering_mode == "kiosk":
                raise ValidationError(
                    self.env._(
                        "A kiosk asks nobody for a card, so “%(name)s” cannot refuse anybody. "
                        "Switch the check of persons to “Warn”: what the kiosk sells is then "
                        "flagged. Or give the kiosk a point of sale of its own.",
                        name=config.name,
                    )
                )

    @api.model
    def _load_pos_data_read(self, records, config):
        rows = super()._load_pos_data_read(records, config)
        may_lift = self._coop_may_lift(self.env.user)
        for row in rows:
            row["_coop_may_lift"] = may_lift
            row["_coop_db"] = self.env.cr.dbname
        return rows

    # ------------------------------------------------------------------ the local list

    @api.readonly
    def coop_persons(self, cursor=None, partner_ids=None):
        """What this till needs to judge alone, or what changed of it since its last pull.

        :param cursor: the ``cursor`` of the last answer
        :param partner_ids: these persons too, changed or not
        :return: ``persons_export`` plus ``full`` (replaces the list), ``gone`` (ids that are in
            nobody's list any more), ``reasons``, ``cursor``, ``now`` (UTC), ``tz``
        :raise AccessError: when the user may not use this point of sale
        """
        self.ensure_one()
        self.check_access("read")
        return self.env["coop.verdict"]._local_list(self.company_id, cursor, partner_ids)

    @api.model
    def _coop_ring(self, company_ids=None):
        """Tell the open tills that something changed; they pull when it suits them."""
        # sudo: the bell carries no data; it rings at the tills of the companies concerned.
        sessions = self.env["pos.session"].sudo()
        domain = [("state", "=", "opened"), ("config_id.coop_check_mode", "!=", "off")]
        if company_ids:
            domain.append(("config_id.company_id", "in", list(company_ids)))
        for config in sessions.search(domain).config_id:
            config._notify("COOP_PERSONS", {})

    # ------------------------------------------------------------------ the log

    def coop_record_checks(self, rows):
        """Checks made at this till, sent at once or when the network is back. Repeatable.

        :param rows: see ``coop.check._values``
        :return: uuids that are in the log now; the till forgets these
        :raise AccessError: when the user may not use this point of sale
        """
        self.ensure_one()
        self.check_access("read")
        base = {
            "channel": "till",
            "company_id": self.company_id.id,
            "config_id": self.id,
            "session_id": self.current_session_id.id,
            "user_id": self.env.uid,
        }
        return self.env["coop.check"]._record(base, rows if isinstance(rows, list) else [])

    # ------------------------------------------------------------------ who may lift a refusal

    @api.model
    def _coop_may_lift(self, user):
        return user.has_group("coop_membership.group_office")

    def coop_authorise(self, login, password, check_uuid, partner_id, reason="", day_pass=False):
        """A manager comes by and signs in for one check, without signing the cashier out.

        What they sign for is this person, this reason, and the whole day or not.

        :return: the manager's name, or ``False`` when login, password or right are wrong
        :raise AccessError: when the user may not use this point of sale
        """
        self.ensure_one()
        self.check_access("read")
        texts = (login, password, check_uuid, reason)
        if not all(isinstance(text, str) and "\x00" not in text for text in texts):
            return False
        # sudo: only whether the person exists.
        person = (
            self.env["res.partner"]
            .sudo()
            .browse(partner_id if type(partner_id) is int and 0 < partner_id < 2**31 else [])
        )
        if len(check_uuid) != 36 or not person.exists():
            return False
        proofs = self.env["coop.authorisation"]
        vals = {
            "check_uuid": check_uuid,
            "partner_id": person.id,
            "reason": reason[:200],
            "day_pass": day_pass is True,
        }
        return proofs._give(self, login, password, vals).name or False
