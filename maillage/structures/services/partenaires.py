"""Partners in bulk: a reviewed file is written as a whole; words put on a partner."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.domain.partenaires import LignePartenaire, Rapprocheur
from maillage.structures.models import Dispositif, EtiquettePartenaire, Partenaire
from maillage.structures.permissions import exiger
from maillage.structures.selectors.partenaires import partenaires_connus
from maillage.territoire.imports.services import inscrire_import

CREER, IGNORER = "creer", "ignorer"


@dataclass(frozen=True)
class BilanImport:
    """How many partners were created and linked, and which are new in this directory."""

    crees: int
    lies: int
    nouveaux: tuple[int, ...]


@transaction.atomic
def importer_partenaires(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    lignes: Sequence[LignePartenaire],
    decisions: Mapping[int, str],
    fichier: str = "",
) -> BilanImport:
    """Write what was decided for each line: create, link to a partner that the review proposed, or nothing. A wrong line is never written.

    Raises ValidationError, and writes nothing, when a decision names a partner that the line does not look like.
    """
    exiger(acteur, "structures", dispositif.pk)
    crees: list[int] = []
    lies: list[int] = []
    for rapproche in Rapprocheur(partenaires_connus(dispositif)).rapprocher(lignes):
        ligne, decision = rapproche.ligne, decisions.get(rapproche.ligne.numero, IGNORER)
        if decision == IGNORER or ligne.fautes:
            continue
        if decision == CREER:
            crees.append(_creer(dispositif, ligne).pk)
            continue
        choisi = next((connu for connu in rapproche.proches if str(connu.pk) == decision), None)
        if choisi is None:
            raise ValidationError(f"Ligne {ligne.numero} : relisez ce choix, l'annuaire a changé depuis l'aperçu.")
        _lier(dispositif, choisi.pk, ligne)
        if not choisi.ici:
            lies.append(choisi.pk)
    details = {"crees": len(crees), "lies": len(lies)}
    journaliser(acteur, "structures.importer_partenaires", dispositif_id=dispositif.pk, details=details)
    _inscrire(acteur, dispositif, lignes, details, fichier)
    return BilanImport(len(crees), len(lies), (*crees, *lies))


def _inscrire(
    acteur: Acteur, dispositif: Dispositif, lignes: Sequence[LignePartenaire], details: Mapping[str, int], fichier: str
) -> None:
    """Put the import in the common history: who, when, how many."""
    refuses = sum(bool(ligne.fautes) for ligne in lignes)
    laisses = len(lignes) - refuses - details["crees"] - details["lies"]
    comptes = {
        "lus": len(lignes),
        "crees": details["crees"],
        "modifies": details["lies"],
        "laisses": laisses,
        "rejetes": refuses,
    }
    inscrire_import(acteur, "partenaires", nom=fichier or "fichier déposé", comptes=comptes, portee=dispositif.code)


@transaction.atomic
def defaire_import_partenaires(acteur: Acteur, dispositif: Dispositif, pks: Collection[int]) -> int:
    """Take out of this directory what an import brought in; other dispositifs keep theirs. Return how many."""
    exiger(acteur, "structures", dispositif.pk)
    siens = list(Partenaire.objects.filter(pk__in=pks, dispositifs=dispositif))
    dispositif.partenaires.remove(*siens)
    EtiquettePartenaire.objects.filter(dispositif=dispositif, partenaire__in=siens).delete()
    journaliser(
        acteur,
        "structures.defaire_import_partenaires",
        dispositif_id=dispositif.pk,
        details={"partenaires": len(siens)},
    )
    return len(siens)


@transaction.atomic
def etiqueter_partenaire(
    acteur: Acteur, dispositif: Dispositif, partenaire: Partenaire, *, mots: Sequence[str]
) -> None:
    """Put these words on a partner of the directory, and no others."""
    exiger(acteur, "structures", dispositif.pk)
    siennes = EtiquettePartenaire.objects.filter(dispositif=dispositif, partenaire=partenaire)
    siennes.exclude(mot__in=mots).delete()
    _ajouter_mots(dispositif, partenaire.pk, mots)
    journaliser(acteur, "structures.etiqueter_partenaire", objet=partenaire.nom[:120], dispositif_id=dispositif.pk)


def _creer(dispositif: Dispositif, ligne: LignePartenaire) -> Partenaire:
    partenaire = Partenaire(
        nom=ligne.nom,
        type=ligne.type,
        uai=ligne.uai,
        commune_id=ligne.commune or None,
        adresse=ligne.adresse,
        telephone=ligne.telephone,
        courriel=ligne.courriel,
        lon=ligne.lon,
        lat=ligne.lat,
    )
    partenaire.full_clean()
    partenaire.save()
    partenaire.dispositifs.add(dispositif)
    _ajouter_mots(dispositif, partenaire.pk, ligne.etiquettes)
    return partenaire


def _lier(dispositif: Dispositif, pk: int, ligne: LignePartenaire) -> None:
    """A partner is shared: nothing of what others wrote is overwritten."""
    dispositif.partenaires.add(pk)
    _ajouter_mots(dispositif, pk, ligne.etiquettes)


def _ajouter_mots(dispositif: Dispositif, pk: int, mots: Sequence[str]) -> None:
    EtiquettePartenaire.objects.bulk_create(
        (EtiquettePartenaire(dispositif=dispositif, partenaire_id=pk, mot=mot) for mot in mots), ignore_conflicts=True
    )
