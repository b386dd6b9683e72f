"""Two periods of one modality never overlap for one young person in one dispositif: the database itself refuses them.

PostgreSQL: an exclusion constraint (btree_gist). SQLite: triggers. A later migration that rebuilds this table on SQLite
must run `poser` again: SQLite drops the triggers of a table with it.
"""

from django.db import migrations

NOM = "periode_modalite_sans_chevauchement"
TABLE = "parcours_periodemodalite"
CONDITION = f"""
    SELECT RAISE(ABORT, '{NOM}') FROM {TABLE} autre
    WHERE autre.jeune_id = NEW.jeune_id AND autre.dispositif_id = NEW.dispositif_id AND autre.modalite = NEW.modalite
      AND autre.id IS NOT NEW.id
      AND (autre.fin IS NULL OR NEW.debut <= autre.fin) AND (NEW.fin IS NULL OR autre.debut <= NEW.fin);
"""
POSER = {
    "postgresql": [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NOM} EXCLUDE USING gist "
        "(jeune_id WITH =, dispositif_id WITH =, modalite WITH =, daterange(debut, fin, '[]') WITH &&)",
    ],
    "sqlite": [
        f"CREATE TRIGGER {NOM}_insert BEFORE INSERT ON {TABLE} BEGIN {CONDITION} END",
        f"CREATE TRIGGER {NOM}_update BEFORE UPDATE OF jeune_id, dispositif_id, modalite, debut, fin ON {TABLE} "
        f"BEGIN {CONDITION} END",
    ],
}
RETIRER = {
    "postgresql": [f"ALTER TABLE {TABLE} DROP CONSTRAINT {NOM}"],
    "sqlite": [f"DROP TRIGGER {NOM}_insert", f"DROP TRIGGER {NOM}_update"],
}


def poser(apps, schema_editor):
    _executer(POSER, schema_editor)


def retirer(apps, schema_editor):
    _executer(RETIRER, schema_editor)


def _executer(commandes, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for commande in commandes[schema_editor.connection.vendor]:
            cursor.execute(commande)


class Migration(migrations.Migration):
    dependencies = [("parcours", "0001_initial")]
    operations = [migrations.RunPython(poser, retirer)]
