"""Rows waiting to be written in bulk: columns read from the models, no object per row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

TAILLE_LOT = 20_000
EVENEMENT = (
    "identifiant",
    "dispositif_id",
    "etablissement_id",
    "unite_id",
    "titre",
    "debut",
    "fin",
    "categorie",
    "modalite",
    "lieu_type",
    "lieu",
    "statut",
    "confirme_le",
    "source",
    "source_ref",
)
COLONNES: dict[str, tuple[str, ...]] = {
    "structures.OrganismeGestionnaire": ("nom", "finess"),
    "structures.Etablissement": (
        "finess",
        "nom",
        "categorie",
        "organisme_id",
        "adresse",
        "commune_id",
        "lon",
        "lat",
        "position_source",
        "ouvert_le",
    ),
    "structures.Dispositif": (
        "code",
        "nom",
        "type",
        "montage",
        "region",
        "departement",
        "objectif_taux_aj",
        "objectif_taux_an",
    ),
    "structures.Dispositif.organismes": ("dispositif_id", "organismegestionnaire_id"),
    "structures.Dispositif.communes": ("dispositif_id", "commune_id"),
    "structures.Rattachement": ("dispositif_id", "etablissement_id", "debut"),
    "structures.Unite": (
        "dispositif_id",
        "etablissement_id",
        "nom",
        "nature",
        "commune_id",
        "lon",
        "lat",
        "ouverte_le",
    ),
    "structures.Places": ("dispositif_id", "etablissement_id", "modalite", "nombre", "debut", "fin"),
    "structures.ExceptionOuverture": ("dispositif_id", "modalite", "date", "creneau", "ouvert", "motif"),
    "structures.Professionnel": ("identifiant", "nom", "prenom", "metier"),
    "structures.Affectation": ("professionnel_id", "dispositif_id", "unite_id", "debut"),
    "structures.Partenaire": ("nom", "type", "commune_id"),
    "structures.Partenaire.dispositifs": ("partenaire_id", "dispositif_id"),
    "parcours.Jeune": ("identifiant", "nom", "prenom", "naissance", "sexe", "commune_id"),
    "parcours.Phase": (
        "identifiant",
        "jeune_id",
        "dispositif_id",
        "type",
        "debut",
        "fin",
        "motif_sortie",
        "destination",
        "creton",
    ),
    "parcours.PeriodeModalite": ("jeune_id", "dispositif_id", "modalite", "lieu", "debut", "fin"),
    "parcours.Scolarite": ("jeune_id", "code", "etablissement", "debut", "fin"),
    "parcours.Complexite": ("jeune_id", "dispositif_id", "critere", "debut", "fin"),
    "parcours.Demande": (
        "identifiant",
        "dispositif_id",
        "jeune_id",
        "modalite_souhaitee",
        "notification",
        "reception",
        "admission",
        "cloture",
        "motif_cloture",
    ),
    "parcours.MembreEquipe": (
        "jeune_id",
        "dispositif_id",
        "professionnel_id",
        "fonction",
        "referent",
        "debut",
        "fin",
        "motif_depart",
    ),
    "parcours.Remplacement": ("membre_id", "remplacant_id", "debut", "fin", "motif"),
    "parcours.EvenementDeVie": ("jeune_id", "dispositif_id", "type", "section", "libelle", "debut", "fin"),
    "agenda.Serie": ("identifiant", "dispositif_id", "regle", "premiere", "duree_minutes", "jusqu_au"),
    "agenda.Evenement": EVENEMENT,
    "agenda.ParticipationJeune": ("evenement_id", "jeune_id", "presence", "preavis_h"),
    "agenda.ParticipationPro": ("evenement_id", "professionnel_id"),
    "agenda.Absence": ("jeune_id", "dispositif_id", "debut", "fin", "motif", "prevenu_le"),
    "appui_ressource.DemandeAppui": (
        "identifiant",
        "dispositif_id",
        "demandeur",
        "structure_nom",
        "partenaire_id",
        "commune_id",
        "contact_nom",
        "courriel",
        "public",
        "situation",
        "souhait",
        "etat",
        "proximite",
        "deposee_le",
        "premiere_reponse_le",
        "repondue_le",
        "echeance",
        "motif_refus",
        "etat_depuis",
    ),
    "appui_ressource.MessageAppui": ("demande_id", "dispositif_id", "auteur", "texte", "le"),
    "appui_ressource.EvaluationAppui": ("demande_id", "demandee_le", "rendue_le", "changement", "texte"),
    "appui_ressource.ActionAppui": (
        "identifiant",
        "dispositif_id",
        "demande_id",
        "evenement_id",
        "type",
        "jour",
        "duree_min",
        "n_pros",
        "n_participants",
        "structure_type",
        "structure_nom",
        "partenaire_id",
        "commune_id",
        "jeune_id",
        "accord_par",
        "accord_le",
        "accord_moyen",
        "precisions",
    ),
}


class Table:
    """Rows of one model: the given columns vary, every other column takes the default of its field."""

    def __init__(self, modele: type[models.Model], colonnes: Sequence[str], *, horodatage: str) -> None:
        self.modele = modele
        self.colonnes = tuple(colonnes)
        self.lignes: list[tuple[Any, ...]] = []
        self.relire_la_cle()
        champs = {champ.attname: champ for champ in modele._meta.concrete_fields if not champ.primary_key}
        inconnues = set(colonnes) - champs.keys()
        if inconnues:
            raise LookupError(f"{modele._meta.label} n'a pas de colonne {', '.join(sorted(inconnues))}")
        fixes = [champ for nom, champ in champs.items() if nom not in colonnes]
        self.constantes = tuple(_defaut(champ, horodatage) for champ in fixes)
        noms = [str(champ.column) for champ in (modele._meta.pk, *(champs[nom] for nom in colonnes), *fixes)]
        citer = connection.ops.quote_name
        self.sql = (
            f"INSERT INTO {citer(modele._meta.db_table)} ({', '.join(citer(nom) for nom in noms)}) "  # noqa: S608 (names of our own models)
            f"VALUES ({', '.join(['%s'] * len(noms))})"
        )

    def relire_la_cle(self) -> None:
        """Take the next primary key after the highest one of the database."""
        self.prochain = (self.modele._default_manager.aggregate(haut=Max("pk"))["haut"] or 0) + 1

    def ajouter(self, *valeurs: Any) -> int:
        """Add a row, values in the order of the columns, already in the form of the database; return its primary key."""
        cle = self.prochain
        self.prochain += 1
        self.lignes.append((cle, *valeurs, *self.constantes))
        return cle

    def ecrire(self) -> int:
        """Write the waiting rows and forget them; return how many."""
        nombre = len(self.lignes)
        with connection.cursor() as cursor:
            for debut in range(0, nombre, TAILLE_LOT):
                cursor.executemany(self.sql, self.lignes[debut : debut + TAILLE_LOT])
        self.lignes.clear()
        return nombre


class Tables:
    """Every table of the demonstration, by name."""

    def __init__(self, *, horodatage: str) -> None:
        self._tables = {nom: Table(_modele(nom), colonnes, horodatage=horodatage) for nom, colonnes in COLONNES.items()}

    def __getitem__(self, nom: str) -> Table:
        return self._tables[nom]

    def ecrire(self) -> int:
        """Write every waiting row; return how many."""
        return sum(table.ecrire() for table in self._tables.values())

    def relire_les_cles(self) -> None:
        """Start again after the rows that services wrote meanwhile."""
        for table in self._tables.values():
            table.relire_la_cle()

    def recaler_les_suites(self) -> None:
        """Tell engines with sequences (PostgreSQL) that keys were given by hand."""
        modeles = [table.modele for table in self._tables.values()]
        with connection.cursor() as cursor:
            for commande in connection.ops.sequence_reset_sql(no_style(), modeles):
                cursor.execute(commande)


def _modele(nom: str) -> type[models.Model]:
    application, modele, *relation = nom.split(".")
    trouve = apps.get_model(application, modele)
    if not relation:
        return trouve
    through: type[models.Model] = getattr(trouve, relation[0]).through
    return through


def _defaut(champ: models.Field[Any, Any], horodatage: str) -> Any:
    if getattr(champ, "auto_now", False) or getattr(champ, "auto_now_add", False):
        return horodatage
    return champ.get_db_prep_save(champ.get_default(), connection)
