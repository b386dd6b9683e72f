"""The `maillage` command: thin, it finds the sub-command and gives it the arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module

from maillage.socle.arguments import CODE_REFUS

REGLAGES = "maillage.config.settings"


@dataclass(frozen=True)
class Commande:
    """`module` holds a function `(arguments) -> exit status` named `fonction`; it is imported only when called.

    `django`: the sub-command works on the database of the site.
    """

    module: str
    aide: str
    django: bool = False
    fonction: str = "executer"

    def charger(self) -> Callable[[Sequence[str]], int]:
        if self.django:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", REGLAGES)
            import_module("django").setup()
        executer: Callable[[Sequence[str]], int] = getattr(import_module(self.module), self.fonction)
        return executer


COMMANDES: dict[str, Commande] = {
    "cartographie": Commande(
        "maillage.cartographie.commande", "de fichier à fichier : temps, acces, implantation, interlocuteurs, tournees"
    ),
    "cartographie antennes": Commande(
        "maillage.cartographie.commandes.antennes",
        "compare des sites pour une antenne",
        django=True,
        fonction="antennes",
    ),
    "cartographie distances": Commande(
        "maillage.cartographie.commandes.questions",
        "écrit les distances vécues d'un dispositif, d'ensemble",
        django=True,
        fonction="distances",
    ),
    "cartographie ecoles": Commande(
        "maillage.cartographie.commandes.questions",
        "écrit qui répond et qui intervient, école par école",
        django=True,
        fonction="ecoles",
    ),
    "cartographie offre": Commande(
        "maillage.cartographie.commandes.questions",
        "écrit l'offre autorisée, public par public",
        django=True,
        fonction="offre",
    ),
    "cartographie qui-repond": Commande(
        "maillage.cartographie.commandes.questions",
        "écrit qui répond pour un lieu et un public",
        django=True,
        fonction="qui_repond",
    ),
    "cartographie secteurs": Commande(
        "maillage.cartographie.commandes.questions",
        "écrit les secteurs, leurs conflits et ce qui manque",
        django=True,
        fonction="secteurs",
    ),
    "compter": Commande("maillage.activite.commande", "compte l'activité d'un dossier de fichiers"),
    "demo": Commande("maillage.portail.commande_demo", "charge et sert la région de démonstration"),
    "exporter complet": Commande(
        "maillage.echanges.commandes.complet",
        "écrit tout d'un dispositif en une archive",
        django=True,
        fonction="exporter",
    ),
    "importer complet": Commande(
        "maillage.echanges.commandes.complet",
        "reprend une archive complète, avec essai",
        django=True,
        fonction="importer",
    ),
    "exporter entrepot": Commande(
        "maillage.pilotage.entrepot.commande", "écrit l'entrepôt sans personne, en Parquet", django=True
    ),
    "exporter fhir": Commande(
        "maillage.echanges.commandes.fhir",
        "écrit un dispositif, ou un jeune, en lot FHIR (TDDUI)",
        django=True,
        fonction="exporter",
    ),
    "exporter tables": Commande(
        "maillage.echanges.commandes.exporter_tables", "écrit les faits d'un dispositif en fichiers", django=True
    ),
    "importer fhir": Commande(
        "maillage.echanges.commandes.fhir", "reprend un lot FHIR (TDDUI), avec essai", django=True, fonction="importer"
    ),
    **{
        f"importer {nom}": Commande(
            "maillage.territoire.commande", f"importe {aide}, avec essai", django=True, fonction=nom
        )
        for nom, aide in (
            ("ecoles", "l'annuaire de l'éducation"),
            ("communes", "les communes"),
            ("population", "la population par âge"),
        )
    },
    "geocoder": Commande(
        "maillage.territoire.commande_adresses", "place à leur adresse établissements, écoles, partenaires", django=True
    ),
    "importer partenaires": Commande(
        "maillage.structures.commande_partenaires", "importe les partenaires d'un dispositif, avec essai", django=True
    ),
    "cartographie zones": Commande(
        "maillage.cartographie.commandes.zones", "étudie les zones blanches, la garde et l'écrit", django=True
    ),
    "importer finess": Commande("maillage.structures.commande", "importe les établissements FINESS", django=True),
    "importer ics": Commande(
        "maillage.echanges.commandes.importer_ics", "importe l'agenda iCalendar d'un professionnel", django=True
    ),
    "importer sdo": Commande(
        "maillage.echanges.commandes.sdo",
        "reprend des décisions d'orientation (SDO), avec essai",
        django=True,
        fonction="importer",
    ),
    "importer-agenda": Commande(
        "maillage.agenda.imports.commande", "importe l'agenda d'un dispositif, avec essai", django=True
    ),
    "remettre": Commande(
        "maillage.echanges.commandes.remettre", "remet à d'autres systèmes ce qui attend, ou une remise", django=True
    ),
    "restituer": Commande("maillage.pilotage.commande", "agrège les retours de plusieurs dispositifs"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of the sub-command; 2 when there is none of that name."""
    nom, reste = _separer_nom(list(arguments if arguments is not None else sys.argv[1:]) or ["--help"])
    if nom in ("-h", "--help"):
        sys.stdout.write(_aide(COMMANDES))
        return 0
    if reste[:1] in (["-h"], ["--help"]) and (siennes := _sous_commandes(nom)):
        sys.stdout.write(f"{_aide(siennes)}Chacune dit ses options avec --help.\n")
        return 0
    commande = COMMANDES.get(nom)
    if commande is None:
        sys.stderr.write(f"arguments:0:{nom}: commande inconnue\n{_aide(COMMANDES)}")
        return CODE_REFUS
    return commande.charger()(reste)


def _separer_nom(mots: list[str]) -> tuple[str, list[str]]:
    """The name of a sub-command is one word, or two when the table says so: « importer finess »."""
    longueur = 2 if " ".join(mots[:2]) in COMMANDES else 1
    return " ".join(mots[:longueur]), mots[longueur:]


def _sous_commandes(nom: str) -> list[str]:
    """Every command whose name begins with this word, when there are several."""
    siennes = [autre for autre in COMMANDES if autre.split()[0] == nom]
    return siennes if len(siennes) > 1 else []


def _aide(noms: Collection[str]) -> str:
    largeur = max(map(len, noms))
    lignes = (f"  maillage {nom:<{largeur}} {COMMANDES[nom].aide}\n" for nom in sorted(noms))
    return "Commandes :\n" + "".join(lignes)


if __name__ == "__main__":
    sys.exit(main())
