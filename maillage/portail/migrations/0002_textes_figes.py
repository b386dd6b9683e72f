"""The database itself keeps a published livret, and the answer given to a family: triggers refuse to change them.

A later migration that rebuilds one of these tables on SQLite must run `poser_gardes` again: SQLite drops the triggers of a table with it.
"""

from django.db import migrations

REFUS = "Cette ligne ne se modifie pas."
CONDITIONS = {"portail_versionlivret": "", "portail_rectification": "OLD.etat <> 'RECUE'"}
FONCTION = "portail_refuser_modification"
POSE = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_fige BEFORE UPDATE ON {table} WHEN {condition or 1} BEGIN SELECT RAISE(ABORT, '{REFUS}'); END"
        for table, condition in CONDITIONS.items()
    ),
    "postgresql": (
        f"CREATE FUNCTION {FONCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_fige BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition or 'true'}) EXECUTE FUNCTION {FONCTION}()"
            for table, condition in CONDITIONS.items()
        ),
    ),
}
LEVEE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {table}_fige" for table in CONDITIONS),
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {table}_fige ON {table}" for table in CONDITIONS),
        f"DROP FUNCTION IF EXISTS {FONCTION}()",
    ),
}


def poser_gardes(apps, schema_editor):
    for ordre in POSE.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(ordre, params=None)


def lever_gardes(apps, schema_editor):
    for ordre in LEVEE.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    dependencies = [("portail", "0001_espace")]

    operations = [migrations.RunPython(poser_gardes, lever_gardes)]
