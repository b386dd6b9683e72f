"""In the team of one young person in one dispositif: nobody twice in one function on a day, nor two referents on a day.

PostgreSQL: exclusion constraints (btree_gist). SQLite: triggers. A later migration that rebuilds this table on SQLite
must run `poser` again: SQLite drops the triggers of a table with it.
"""

from django.db import migrations

TABLE = "parcours_membreequipe"
REGLES = {
    "membre_equipe_sans_chevauchement": (("jeune_id", "dispositif_id", "professionnel_id", "fonction"), ""),
    "membre_equipe_un_referent": (("jeune_id", "dispositif_id"), "referent"),
}


def _postgresql(nom, colonnes, condition):
    egales = ", ".join(f"{colonne} WITH =" for colonne in colonnes)
    ou = f" WHERE ({condition})" if condition else ""
    return [
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {nom} EXCLUDE USING gist "
        f"({egales}, daterange(debut, fin, '[]') WITH &&){ou}"
    ]


def _sqlite(nom, colonnes, condition):
    egales = " AND ".join(f"autre.{colonne} = NEW.{colonne}" for colonne in colonnes)
    et = f" AND autre.{condition} AND NEW.{condition}" if condition else ""
    corps = (
        f"SELECT RAISE(ABORT, '{nom}') FROM {TABLE} autre WHERE {egales}{et} AND autre.id IS NOT NEW.id "
        "AND (autre.fin IS NULL OR NEW.debut <= autre.fin) AND (NEW.fin IS NULL OR autre.debut <= NEW.fin);"
    )
    return [
        f"CREATE TRIGGER {nom}_insert BEFORE INSERT ON {TABLE} BEGIN {corps} END",
        f"CREATE TRIGGER {nom}_update BEFORE UPDATE ON {TABLE} BEGIN {corps} END",
    ]


def poser(apps, schema_editor):
    ecrire = {"postgresql": _postgresql, "sqlite": _sqlite}[schema_editor.connection.vendor]
    _executer(schema_editor, [ordre for nom, regle in REGLES.items() for ordre in ecrire(nom, *regle)])


def retirer(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        ordres = [f"ALTER TABLE {TABLE} DROP CONSTRAINT {nom}" for nom in REGLES]
    else:
        ordres = [f"DROP TRIGGER {nom}_{quand}" for nom in REGLES for quand in ("insert", "update")]
    _executer(schema_editor, ordres)


def _executer(schema_editor, ordres):
    with schema_editor.connection.cursor() as cursor:
        for ordre in ordres:
            cursor.execute(ordre)


class Migration(migrations.Migration):
    dependencies = [("parcours", "0003_equipe")]
    operations = [migrations.RunPython(poser, retirer)]
