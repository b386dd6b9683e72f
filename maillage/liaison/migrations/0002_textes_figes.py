"""The database itself keeps what was issued, answered, sent and consented: triggers refuse to change it.

A later migration that rebuilds one of these tables on SQLite must run `poser_gardes` again: SQLite drops the triggers of a table with it.
"""

from django.db import migrations

FIGES = ("dispositif_id", "jeune_id", "modele", "nature", "contenu", "avant", "apres", "effet", "emission", "empreinte")
REFUS_FICHE = "Une fiche émise ne se modifie pas."
REFUS_LIGNE = "Cette ligne ne se modifie pas."
LIGNES = ("liaison_envoi", "liaison_consentement", "liaison_observation", "liaison_retractation")
SIGNATAIRE = "liaison_signataire"


def _differe(operateur: str) -> str:
    return " OR ".join(f"NEW.{nom} {operateur} OLD.{nom}" for nom in FIGES)


def _garde_sqlite(table: str, condition: str, refus: str) -> str:
    return f"""
    CREATE TRIGGER {table}_figee BEFORE UPDATE ON {table} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, '{refus}'); END
    """


def _garde_postgresql(table: str, condition: str) -> str:
    return f"""
    CREATE TRIGGER {table}_figee BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})
    EXECUTE FUNCTION liaison_refuser_modification()
    """


POSE = {
    "sqlite": (
        _garde_sqlite("liaison_ficheliaison", f"OLD.emission IS NOT NULL AND ({_differe('IS NOT')})", REFUS_FICHE),
        _garde_sqlite(SIGNATAIRE, "OLD.reponse <> ''", REFUS_LIGNE),
        *(_garde_sqlite(table, "1", REFUS_LIGNE) for table in LIGNES),
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION liaison_refuser_modification() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUS_LIGNE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        _garde_postgresql(
            "liaison_ficheliaison", f"OLD.emission IS NOT NULL AND ({_differe('IS DISTINCT FROM')})"
        ),
        _garde_postgresql(SIGNATAIRE, "OLD.reponse <> ''"),
        *(_garde_postgresql(table, "true") for table in LIGNES),
    ),
}
TABLES = ("liaison_ficheliaison", SIGNATAIRE, *LIGNES)
LEVEE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {table}_figee" for table in TABLES),
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {table}_figee ON {table}" for table in TABLES),
        "DROP FUNCTION IF EXISTS liaison_refuser_modification()",
    ),
}


def poser_gardes(apps, schema_editor):
    for ordre in POSE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


def lever_gardes(apps, schema_editor):
    for ordre in LEVEE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    dependencies = [("liaison", "0001_initial")]
    operations = [migrations.RunPython(poser_gardes, lever_gardes)]
