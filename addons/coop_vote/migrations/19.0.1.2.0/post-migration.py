"""The attendance sheets that exist get their arrivals and departures, and assemblies that are still
to come get the list of those they convened."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Fill the tables that are new."""
    write_passages(env)
    write_convocations(env)


def write_passages(env):
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


def write_convocations(env):
    """Who has a vote now, by mail where there is an address: as the former version took it. Their
    letters are written already."""
    rows = env["coop.assembly.convocation"]
    for assembly in env["coop.assembly"].search([("state", "=", "convened")]):
        found = rows._convene(assembly, assembly._convened_members())
        assembly._put(mailed_count=found.get("mail", 0), printed_count=found.get("paper", 0))
    sent = rows.search([("way", "=", "mail"), ("queued_at", "=", False)])
    for assembly, letters in sent.grouped("assembly_id").items():
        letters.queued_at = assembly.convened_on
