"""The database keeps the drawings of signatures and the receipts of partners as they were written."""

from django.db import migrations

TABLES = ("liaison_tracesignature", "liaison_accuselecture")
REFUS = "Cette ligne ne se modifie pas."


def poser(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            ordre = f"CREATE TRIGGER {table}_figee BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUS}'); END"
        else:
            ordre = (
                f"CREATE TRIGGER {table}_figee BEFORE UPDATE ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION liaison_refuser_modification()"
            )
        schema_editor.execute(ordre, params=None)


def lever(apps, schema_editor):
    for table in TABLES:
        suite = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_figee{suite}", params=None)


class Migration(migrations.Migration):
    dependencies = [("liaison", "0003_comptes_et_liens")]
    operations = [migrations.RunPython(poser, lever)]
