"""The database itself keeps the journal append-only: triggers refuse UPDATE, DELETE and TRUNCATE.

The one legal way out is the purge at the end of the retention period: a DELETE passes only while a row of `PurgeJournal` is open,
only for lines older than that row's date, and never for lines of less than six months (CNIL, deliberation 2021-122).
"""

from django.db import migrations, models

REFUS_MODIFICATION = "Le journal ne se modifie pas."
REFUS_SUPPRESSION = "Le journal ne s''efface pas avant la fin de sa conservation."

SQLITE_POSE = (
    f"""
    CREATE TRIGGER socle_trace_sans_modification BEFORE UPDATE ON socle_trace
    BEGIN SELECT RAISE(ABORT, '{REFUS_MODIFICATION}'); END
    """,
    f"""
    CREATE TRIGGER socle_trace_sans_suppression BEFORE DELETE ON socle_trace
    WHEN NOT EXISTS (
        SELECT 1 FROM socle_purgejournal
        WHERE achevee_le IS NULL AND OLD.horodatage < avant AND OLD.horodatage < datetime('now', '-6 months')
    )
    BEGIN SELECT RAISE(ABORT, '{REFUS_SUPPRESSION}'); END
    """,
)
SQLITE_LEVEE = (
    "DROP TRIGGER IF EXISTS socle_trace_sans_modification",
    "DROP TRIGGER IF EXISTS socle_trace_sans_suppression",
)

POSTGRESQL_POSE = (
    f"""
    CREATE FUNCTION socle_trace_garde() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{REFUS_MODIFICATION}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM socle_purgejournal
            WHERE achevee_le IS NULL AND OLD.horodatage < avant AND OLD.horodatage < now() - interval '6 months'
        ) THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{REFUS_SUPPRESSION}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER socle_trace_par_ligne BEFORE UPDATE OR DELETE ON socle_trace
    FOR EACH ROW EXECUTE FUNCTION socle_trace_garde()
    """,
    """
    CREATE TRIGGER socle_trace_en_bloc BEFORE TRUNCATE ON socle_trace
    FOR EACH STATEMENT EXECUTE FUNCTION socle_trace_garde()
    """,
)
POSTGRESQL_LEVEE = (
    "DROP TRIGGER IF EXISTS socle_trace_par_ligne ON socle_trace",
    "DROP TRIGGER IF EXISTS socle_trace_en_bloc ON socle_trace",
    "DROP FUNCTION IF EXISTS socle_trace_garde()",
)

POSE = {"sqlite": SQLITE_POSE, "postgresql": POSTGRESQL_POSE}
LEVEE = {"sqlite": SQLITE_LEVEE, "postgresql": POSTGRESQL_LEVEE}


def poser_gardes(apps, schema_editor):
    for ordre in POSE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


def lever_gardes(apps, schema_editor):
    for ordre in LEVEE[schema_editor.connection.vendor]:
        schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    dependencies = [("socle", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PurgeJournal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("avant", models.DateTimeField(verbose_name="lignes antérieures au")),
                ("ouverte_le", models.DateTimeField(verbose_name="ouverte le")),
                ("achevee_le", models.DateTimeField(null=True, verbose_name="achevée le")),
                ("acteur_libelle", models.CharField(max_length=200, verbose_name="personne")),
                ("nombre", models.PositiveBigIntegerField(default=0, verbose_name="lignes effacées")),
            ],
            options={"verbose_name": "purge du journal", "ordering": ["-ouverte_le", "-pk"]},
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["nature", "horodatage"], name="trace_nature_horodatage"),
        ),
        migrations.RunPython(poser_gardes, lever_gardes),
    ]
