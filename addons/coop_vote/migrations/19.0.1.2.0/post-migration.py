"""The attendance sheets that exist get their arrivals and departures."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """One arrival for each line of a sheet, and one departure where somebody has left."""
    openupgrade.logged_query(
        env.cr,
        """INSERT INTO coop_assembly_passage (presence_id, state, at)
           SELECT line.id, passage.state, passage.at
             FROM coop_assembly_presence line,
          LATERAL (VALUES (CASE line.state WHEN 'left' THEN 'present' ELSE line.state END,
                           line.arrived_at),
                          ('left', line.left_at)) passage(state, at)
            WHERE passage.at IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM coop_assembly_passage old
                               WHERE old.presence_id = line.id)""",
    )
