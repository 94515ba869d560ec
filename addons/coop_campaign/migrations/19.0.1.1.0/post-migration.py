from openupgradelib import openupgrade


@openupgrade.migrate(use_env=False)
def migrate(cr, version):
    """An application asked for shares of one kind; now it has a line for each kind."""
    openupgrade.logged_query(
        cr,
        """
        INSERT INTO coop_join_request_line (
            request_id, type_id, quantity, sequence, company_id,
            create_uid, create_date, write_uid, write_date
        )
        SELECT request.id, type.id, request.quantity, type.sequence, request.company_id,
               request.create_uid, request.create_date, request.write_uid, request.write_date
          FROM coop_join_request request
          JOIN coop_share_type type ON type.id = request.type_id
         WHERE request.quantity > 0
            ON CONFLICT DO NOTHING
        """,
    )
