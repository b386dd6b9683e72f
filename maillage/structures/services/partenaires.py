"""Partners in bulk: a reviewed file is written as a whole; words put on a partner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.domain.partenaires import LignePartenaire, PartenaireConnu, Rapprochement, Rapprocheur
from maillage.structures.models import Dispositif, EtiquettePartenaire, Partenaire
from maillage.structures.permissions import exiger
from maillage.structures.selectors.partenaires import partenaires_connus
from maillage.territoire.imports.services import inscrire_import

CREER, IGNORER = "creer", "ignorer"
TAILLE_LOT = 500


@dataclass(frozen=True)
class BilanImport:
    """How many partners were created and linked, and which are new in this directory."""

    crees: int
    lies: int
    nouveaux: tuple[int, ...]


def comparer_partenaires(
    dispositif: Dispositif,
    lignes: Sequence[LignePartenaire],
    avancer: Callable[[int, int], None] = lambda fait, total: None,
) -> list[Rapprochement]:
    """Return each line with the known partners it may be (2 queries); nothing is written."""
    return Rapprocheur(partenaires_connus(dispositif)).rapprocher(lignes, avancer)


@transaction.atomic
def importer_partenaires(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    rapproches: Sequence[Rapprochement],
    decisions: Mapping[int, str],
    fichier: str = "",
) -> BilanImport:
    """Write what was decided for each line: create, link to a partner that the review proposed, or nothing. A wrong line is never written.

    Raises ValidationError, and writes nothing, when a decision names a partner that the line does not look like.
    """
    exiger(acteur, "structures", dispositif.pk)
    a_creer: list[LignePartenaire] = []
    a_lier: list[tuple[PartenaireConnu, LignePartenaire]] = []
    for rapproche in rapproches:
        ligne, decision = rapproche.ligne, decisions.get(rapproche.ligne.numero, IGNORER)
        if decision == IGNORER or ligne.fautes:
            continue
        if decision == CREER:
            a_creer.append(ligne)
            continue
        choisi = next((connu for connu in rapproche.proches if str(connu.pk) == decision), None)
        if choisi is None:
            raise ValidationError(f"Ligne {ligne.numero} : relisez ce choix, l'annuaire a changé depuis l'aperçu.")
        a_lier.append((choisi, ligne))
    crees = _creer(a_creer)
    lies = {connu.pk for connu, _ in a_lier if not connu.ici}
    # A partner is shared: nothing of what others wrote is overwritten.
    _ranger(dispositif, [*zip(crees, a_creer, strict=True), *((connu.pk, ligne) for connu, ligne in a_lier)])
    details = {"crees": len(crees), "lies": len(lies)}
    journaliser(acteur, "structures.importer_partenaires", dispositif_id=dispositif.pk, details=details)
    _inscrire(acteur, dispositif, rapproches, details, fichier)
    return BilanImport(len(crees), len(lies), (*crees, *sorted(lies)))


def _inscrire(
    acteur: Acteur,
    dispositif: Dispositif,
    rapproches: Sequence[Rapprochement],
    details: Mapping[str, int],
    fichier: str,
) -> None:
    """Put the import in the common history: who, when, how many."""
    refuses = sum(bool(un.ligne.fautes) for un in rapproches)
    comptes = {
        "lus": len(rapproches),
        "crees": details["crees"],
        "modifies": details["lies"],
        "laisses": len(rapproches) - refuses - details["crees"] - details["lies"],
        "rejetes": refuses,
    }
    inscrire_import(acteur, "partenaires", nom=fichier or "fichier déposé", comptes=comptes, portee=dispositif.code)


@transaction.atomic
def defaire_import_partenaires(acteur: Acteur, dispositif: Dispositif, pks: Collection[int]) -> int:
    """Take out of this directory what an import brought in; other dispositifs keep theirs. Return how many."""
    exiger(acteur, "structures", dispositif.pk)
    tous, retires = list(pks), 0
    for debut in range(0, len(tous), TAILLE_LOT):
        siens = {"dispositif_id": dispositif.pk, "partenaire_id__in": tous[debut : debut + TAILLE_LOT]}
        EtiquettePartenaire.objects.filter(**siens).delete()
        retires += Partenaire.dispositifs.through.objects.filter(**siens).delete()[0]
    journaliser(
        acteur,
        "structures.defaire_import_partenaires",
        dispositif_id=dispositif.pk,
        details={"partenaires": retires},
    )
    return retires


@transaction.atomic
def etiqueter_partenaire(
    acteur: Acteur, dispositif: Dispositif, partenaire: Partenaire, *, mots: Sequence[str]
) -> None:
    """Put these words on a partner of the directory, and no others."""
    exiger(acteur, "structures", dispositif.pk)
    siennes = EtiquettePartenaire.objects.filter(dispositif=dispositif, partenaire=partenaire)
    siennes.exclude(mot__in=mots).delete()
    _ajouter_mots(dispositif, [(partenaire.pk, mot) for mot in mots])
    journaliser(acteur, "structures.etiqueter_partenaire", objet=partenaire.nom[:120], dispositif_id=dispositif.pk)


def _creer(lignes: Sequence[LignePartenaire]) -> list[int]:
    """Write new partners at once; return their numbers, in the order of the lines."""
    neufs = [Partenaire(**{nom: getattr(ligne, nom) for nom in TELS_QUELS}) for ligne in lignes]
    for neuf, ligne in zip(neufs, lignes, strict=True):
        neuf.commune_id = ligne.commune or None
        neuf.clean_fields(exclude=("commune",))
    return [un.pk for un in Partenaire.objects.bulk_create(neufs, TAILLE_LOT)]


def _ranger(dispositif: Dispositif, paires: Sequence[tuple[int, LignePartenaire]]) -> None:
    """Put partners in the directory, with the words of their lines."""
    liens = Partenaire.dispositifs.through
    liens.objects.bulk_create(
        (liens(partenaire_id=pk, dispositif_id=dispositif.pk) for pk, _ in paires), TAILLE_LOT, ignore_conflicts=True
    )
    _ajouter_mots(dispositif, [(pk, mot) for pk, ligne in paires for mot in ligne.etiquettes])


def _ajouter_mots(dispositif: Dispositif, mots: Sequence[tuple[int, str]]) -> None:
    EtiquettePartenaire.objects.bulk_create(
        (EtiquettePartenaire(dispositif=dispositif, partenaire_id=pk, mot=mot) for pk, mot in mots),
        TAILLE_LOT,
        ignore_conflicts=True,
    )


TELS_QUELS = ("nom", "type", "uai", "adresse", "telephone", "courriel", "lon", "lat")
