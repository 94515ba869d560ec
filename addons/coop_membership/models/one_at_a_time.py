from odoo.tools import SQL


def one_at_a_time(records):
    """Let one transaction at a time go on with these rows, and the next one see what it did.

    Waiting for a lock is not enough: a transaction of Odoo goes on reading what was there when it
    began. So the rows are written, and who waited for them is begun anew by the server. They are
    locked in order, so never in a loop.

    :raise psycopg2.errors.SerializationFailure: to whoever waited; Odoo begins the request anew
    """
    if records:
        table = SQL.identifier(records._table)
        records.env.execute_query(
            SQL(
                "WITH locked AS (SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE)"
                " UPDATE %s written SET write_date = written.write_date FROM locked"
                " WHERE written.id = locked.id RETURNING written.id",
                table,
                tuple(records.ids),
                table,
            )
        )
