"""The database itself keeps the register append-only: triggers refuse UPDATE and DELETE."""

from django.db import migrations

REFUS = "Une publication ne se modifie ni ne s''efface."

POSE = {
    "sqlite": tuple(
        f"""
        CREATE TRIGGER pilotage_publication_sans_{acte.lower()} BEFORE {acte} ON pilotage_publication
        BEGIN SELECT RAISE(ABORT, '{REFUS}'); END
        """
        for acte in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION pilotage_publication_garde() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        """
        CREATE TRIGGER pilotage_publication_par_ligne BEFORE UPDATE OR DELETE ON pilotage_publication
        FOR EACH ROW EXECUTE FUNCTION pilotage_publication_garde()
        """,
    ),
}
LEVEE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS pilotage_publication_sans_update",
        "DROP TRIGGER IF EXISTS pilotage_publication_sans_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS pilotage_publication_par_ligne ON pilotage_publication",
        "DROP FUNCTION IF EXISTS pilotage_publication_garde()",
    ),
}


def poser_gardes(apps, schema_editor):
    for ordre in POSE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


def lever_gardes(apps, schema_editor):
    for ordre in LEVEE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    dependencies = [("pilotage", "0001_initial")]

    operations = [migrations.RunPython(poser_gardes, lever_gardes)]
