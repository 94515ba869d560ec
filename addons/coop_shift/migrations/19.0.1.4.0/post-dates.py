"""The day on which a shift was cancelled, or a holiday was written down."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    openupgrade.logged_query(
        env.cr,
        """
        UPDATE coop_shift s SET cancelled_on = (COALESCE(h.create_date, s.write_date,
                   s.create_date) AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date
          FROM coop_shift o JOIN res_company c ON c.id = o.company_id
     LEFT JOIN coop_shop_holiday h ON h.id = o.holiday_id
         WHERE o.id = s.id AND s.state = 'cancelled' AND s.cancelled_on IS NULL
        """,
    )
    openupgrade.logged_query(
        env.cr,
        """
        UPDATE coop_shop_holiday h SET decided_on = LEAST(h.date_from,
                   (h.create_date AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date)
          FROM res_company c WHERE c.id = h.company_id
        """,
    )
