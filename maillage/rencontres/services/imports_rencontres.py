"""Meetings of a file: looked at first, written once agreed, undone while nobody is registered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import EtatRencontre
from maillage.rencontres.domain.lecture import reconnaitre_colonnes
from maillage.rencontres.domain.lecture_rencontres import (
    COLONNES,
    DE_LA_RENCONTRE,
    LigneRencontre,
    accorder,
    cle_de_date,
    colonnes_qui_manquent,
    dire_refus,
    lire_rencontre,
)
from maillage.rencontres.models import Rencontre, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.selectors.communes import commune_nommee
from maillage.rencontres.selectors.imports import ACTE_IMPORT
from maillage.rencontres.services.ecriture import poser, tracer
from maillage.rencontres.services.imports import lire_fichier
from maillage.rencontres.services.rencontres import creer_rencontre, dater_rencontre
from maillage.rencontres.services.seances import ecrire_seance
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.services import journaliser

DE_LA_DATE = ("lieu", "adresse", "commune", "lien_distance", "places")
OUVERTES = frozenset({EtatRencontre.BROUILLON, EtatRencontre.ANNONCEE})


@dataclass(frozen=True)
class ApercuRencontres:
    """What a file would do: `bonnes` with the meeting each date would join (None: a new one), dates already there, lines in error."""

    bonnes: tuple[tuple[LigneRencontre, Rencontre | None], ...]
    deja: tuple[LigneRencontre, ...]
    fausses: tuple[LigneRencontre, ...]
    colonnes: tuple[tuple[str, str], ...] = ()

    @property
    def nouvelles(self) -> int:
        """Return how many meetings would be opened."""
        return len({ligne.cle for ligne, rencontre in self.bonnes if rencontre is None})


def apercevoir_rencontres(acteur: Acteur, contenu: bytes, nom: str, *, maximum: int) -> ApercuRencontres:
    """Read a CSV, XLSX or ODS file without writing anything; raise ErreurRencontre when the whole file cannot be used."""
    exiger(acteur, RENCONTRES)
    tableau = lire_fichier(contenu, nom, maximum=maximum)
    colonnes = reconnaitre_colonnes(tableau.entetes, COLONNES)
    if refus := colonnes_qui_manquent(colonnes):
        raise ErreurRencontre(refus, champ="fichier")
    lues = [
        LigneRencontre(ligne.numero, {}, defauts=(ligne.motif,))
        if ligne.motif
        else lire_rencontre(ligne.numero, {nom: ligne.cellules.get(entete, "") for nom, entete in colonnes.items()})
        for ligne in tableau.lignes
    ]
    return replace(_ranger(lues), colonnes=tuple(colonnes.items()))


@transaction.atomic
def importer_rencontres(acteur: Acteur, lignes: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[int, int, int]:
    """Write the lines that were shown, read again: what was written meanwhile is left out. Return (meetings, dates, left out)."""
    exiger(acteur, RENCONTRES)
    Rencontre.objects.select_for_update().order_by("pk").first()  # two confirmations of one file wait for each other
    apercu = _ranger([lire_rencontre(numero, cellules) for numero, cellules in lignes])
    par_rencontre: dict[Any, list[LigneRencontre]] = defaultdict(list)
    connues: dict[Any, Rencontre] = {}
    for ligne, rencontre in apercu.bonnes:
        cle = ligne.cle if rencontre is None else rencontre.pk
        par_rencontre[cle].append(ligne)
        if rencontre is not None:
            connues[cle] = rencontre
    nouvelles, dates = [], []
    for cle, siennes in par_rencontre.items():
        rencontre = connues.get(cle) or _ouvrir(acteur, siennes)
        if cle not in connues:
            nouvelles.append(rencontre.identifiant)
        dates += [ecrire_seance(acteur, rencontre, _de_la_date(une), une.jours).identifiant for une in siennes]
    if dates:
        details = {"rencontres": nouvelles, "seances": dates}
        journaliser(acteur, ACTE_IMPORT, objet=f"import:{nouvel_identifiant()}", details=details)
    return len(nouvelles), len(dates), len(apercu.deja) + len(apercu.fausses)


@transaction.atomic
def annuler_import(acteur: Acteur, identifiant: str, ecrits: Mapping[str, Sequence[str]]) -> int:
    """Erase what an import wrote, as long as nobody joined and nothing was added to it since. Return how many dates went."""
    exiger(acteur, RENCONTRES)
    ouvertes = Rencontre.objects.filter(identifiant__in=ecrits["rencontres"])
    dates = SeanceRencontre.objects.select_for_update(of=("self",)).filter(identifiant__in=ecrits["seances"])
    seances = list(dates.select_related("rencontre"))
    _exiger_intacts(ouvertes, seances)
    touchees = {seance.rencontre_id: seance.rencontre for seance in seances}
    SeanceRencontre.objects.filter(pk__in=[seance.pk for seance in seances]).delete()
    ouvertes.delete()
    for rencontre in Rencontre.objects.filter(pk__in=touchees):
        dater_rencontre(rencontre)
    journaliser(acteur, "rencontres.annuler_import", objet=f"import:{identifiant}", details={"dates": len(seances)})
    return len(seances)


def _exiger_intacts(ouvertes: Any, seances: Sequence[SeanceRencontre]) -> None:
    if not seances:
        raise ErreurRencontre("Cet import est déjà annulé.")
    cles = [seance.pk for seance in seances]
    venus = SeanceRencontre.objects.filter(pk__in=cles, inscriptions__isnull=False).select_related("rencontre").first()
    if venus is not None:
        raise ErreurRencontre(f"Des personnes sont inscrites à « {venus.rencontre.titre} » : annulez ses dates plutôt.")
    if (annoncee := ouvertes.filter(annoncee_le__isnull=False).first()) is not None:
        raise ErreurRencontre(
            f"« {annoncee.titre} » est annoncée : annulez-la depuis sa page, ceux qui l'ont lue le sauront."
        )
    remplies = SeanceRencontre.objects.filter(pk__in=cles).filter(Q(ateliers__isnull=False) | Q(points__isnull=False))
    completees = ouvertes.filter(
        Q(intervenants__isnull=False)
        | Q(supports__isnull=False)
        | Q(questions__isnull=False)
        | Q(seances__in=SeanceRencontre.objects.exclude(pk__in=cles))
        | ~Q(introduction="")
        | ~Q(conclusion="")
    )
    titre = next(
        iter([*completees.values_list("titre", flat=True), *remplies.values_list("rencontre__titre", flat=True)]), ""
    )
    if titre:
        raise ErreurRencontre(f"« {titre} » a été complétée depuis l'import : l'annuler perdrait ce travail.")


def _ouvrir(acteur: Acteur, lignes: Sequence[LigneRencontre]) -> Rencontre:
    """Open a draft; one said to be held has its dates written all the same."""
    dits = {
        nom: next((une.lus[nom] for une in lignes if une.lus[nom] not in {None, ""}), None) for nom in DE_LA_RENCONTRE
    }
    etat = dits.pop("etat") or EtatRencontre.BROUILLON
    premiere = lignes[0].lus
    champs = {nom: valeur for nom, valeur in dits.items() if valeur is not None}
    rencontre = creer_rencontre(acteur, {"nature": premiere["nature"], "titre": premiere["titre"], **champs})
    if etat == EtatRencontre.TENUE:
        poser(rencontre, {"etat": etat})
        tracer(acteur, "cloturer_rencontre", rencontre)
    return rencontre


def _ranger(lues: Sequence[LigneRencontre]) -> ApercuRencontres:
    lignes = accorder(_verifier(lues), le=timezone.localdate())
    connues = _connues({ligne.cle[0] for ligne in lignes if not ligne.defauts})
    vues: set[Any] = set()
    bonnes, deja, fausses = [], [], []
    for ligne in lignes:
        if ligne.defauts:
            fausses.append(ligne)
            continue
        memes = connues.get(ligne.cle, [])
        if (ligne.cle, ligne.cle_de_date) in vues or any(ligne.cle_de_date in dates for _, dates in memes):
            deja.append(ligne)
        else:
            vues.add((ligne.cle, ligne.cle_de_date))
            voulus = OUVERTES | ({EtatRencontre.TENUE} if ligne.lus["etat"] == EtatRencontre.TENUE else set())
            bonnes.append((ligne, next((une for une, _ in memes if une.etat in voulus), None)))
    return ApercuRencontres(tuple(bonnes), tuple(deja), tuple(fausses))


def _connues(natures: set[str]) -> dict[tuple[str, str], list[tuple[Rencontre, set[Any]]]]:
    """Return the meetings of these natures by title, the latest first, with the keys of their dates (3 queries)."""
    connues: dict[tuple[str, str], list[tuple[Rencontre, set[Any]]]] = defaultdict(list)
    rencontres = Rencontre.objects.filter(nature__in=natures).order_by("-pk")
    for rencontre in rencontres.prefetch_related("seances__jours", "seances__commune"):
        dates = {
            cle_de_date(jours[0].le, jours[0].debut, (_nom(seance.commune), seance.lieu, seance.lien_distance))
            for seance in rencontre.seances.all()
            if (jours := list(seance.jours.all()))
        }
        connues[rencontre.nature, plier(rencontre.titre)].append((rencontre, dates))
    return connues


def _verifier(lignes: Sequence[LigneRencontre]) -> list[LigneRencontre]:
    """Return the lines, town found and lengths checked as the database will; a town is looked for once."""
    communes: dict[str, Any] = {}
    verifiees = []
    for ligne in lignes:
        if ligne.defauts:
            verifiees.append(ligne)
            continue
        try:
            nommee = ligne.lus["commune"]
            if nommee not in communes:
                communes[nommee] = commune_nommee(nommee)
            trouvee = communes[nommee]
            lus = {**ligne.lus, "commune": _nom(trouvee), "commune_trouvee": trouvee}
            _exiger_champs(lus)
            verifiees.append(replace(ligne, lus=lus))
        except ErreurRencontre as refus:
            verifiees.append(replace(ligne, defauts=(dire_refus(refus.champ, refus.message),)))
    return verifiees


def _exiger_champs(lus: Mapping[str, Any]) -> None:
    rencontre = Rencontre(titre=lus["titre"], theme=lus["theme"], nature=lus["nature"])
    seance = SeanceRencontre(lieu=lus["lieu"], adresse=lus["adresse"], lien_distance=lus["lien_distance"])
    for objet, champs in ((rencontre, {"titre", "theme"}), (seance, {"lieu", "adresse", "lien_distance"})):
        autres = {un.name for un in objet._meta.get_fields()} - champs
        try:
            objet.clean_fields(exclude=autres)
        except ValidationError as refus:
            champ, messages = next(iter(refus.message_dict.items()))
            raise ErreurRencontre(messages[0], champ=champ) from refus


def _de_la_date(ligne: LigneRencontre) -> dict[str, Any]:
    return {**{nom: ligne.lus[nom] for nom in DE_LA_DATE}, "commune": ligne.lus["commune_trouvee"]}


def _nom(commune: Any) -> str:
    return f"{commune.nom} ({commune.departement})" if commune else ""
