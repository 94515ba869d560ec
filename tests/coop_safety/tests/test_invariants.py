"""What the database keeps by itself, as a list: whoever takes something away sees it here.

``COOP_WRITE_INVARIANTS=1 setup/test tests/coop_safety/tests/test_invariants.py`` writes the list.
"""

import os
from pathlib import Path

from odoo.tests import TransactionCase, tagged

LIST = Path(__file__).with_name("invariants.tsv")
#: Checks, uniqueness and exclusion; unique indexes; triggers with the text of what they call.
QUERY = r"""
    WITH ours AS (
        SELECT c.oid, c.relname FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           AND (c.relname LIKE 'coop\_%' OR c.relname IN ('res_company', 'res_partner',
                'pos_config', 'pos_order', 'pos_order_line', 'pos_payment', 'project_task'))
    ), named AS (
        SELECT con.name FROM ir_model_constraint con
          JOIN ir_module_module m ON m.id = con.module WHERE m.name LIKE 'coop\_%'
    )
    SELECT ours.relname, c.conname, pg_get_constraintdef(c.oid)
      FROM pg_constraint c JOIN ours ON ours.oid = c.conrelid
     WHERE c.contype IN ('c', 'u', 'x')
       AND (ours.relname LIKE 'coop\_%' OR c.conname IN (TABLE named))
    UNION
    SELECT ours.relname, i.relname, regexp_replace(pg_get_indexdef(i.oid), '^.* USING ', 'UNIQUE ')
      FROM pg_index x JOIN ours ON ours.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
     WHERE x.indisunique AND NOT x.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)
       AND (ours.relname LIKE 'coop\_%' OR i.relname LIKE '%coop\_%')
    UNION
    SELECT ours.relname, t.tgname, regexp_replace(pg_get_triggerdef(t.oid), '^.*? (BEFORE|AFTER)',
           '\1') || ' : ' || regexp_replace(p.prosrc, '\s+', ' ', 'g')
      FROM pg_trigger t JOIN ours ON ours.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
"""


@tagged("post_install", "-at_install")
class TestInvariants(TransactionCase):
    maxDiff = None

    def test_the_database_keeps_what_the_list_says(self):
        self.env.cr.execute(QUERY)
        found = sorted("\t".join(row) for row in self.env.cr.fetchall())
        if os.environ.get("COOP_WRITE_INVARIANTS"):
            LIST.write_text("\n".join(found) + "\n", encoding="utf-8")
        self.assertEqual(found, LIST.read_text(encoding="utf-8").splitlines())
