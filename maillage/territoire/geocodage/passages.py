"""A pass of the service of addresses over the things of a register that wait at the middle of their commune: by lots, each written at once.

What is doubtful keeps its place and goes to the review; the service down, what was placed before stays, and the pass says where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acces, Acteur, ActeurSysteme
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.services import journaliser
from maillage.territoire.domain.adresses import AdresseCherchee, AdresseTrouvee, Reserve, reserve_sur
from maillage.territoire.domain.comptes_rendus import REVOIR, CompteRendu
from maillage.territoire.geocodage.ban import GeocodeurIndisponible, geocodeur
from maillage.territoire.models import ImportReference
from maillage.territoire.vocabulaire import EtatImport, MotifRevue, PositionSource

TAILLE_LOT = 200
CHAMPS = ("lon", "lat", "position_source", "score_ban", "revue_motif")
REMEDE = "confirmez la position, corrigez l'adresse, ou placez à la main"
SECTION = "territoire"


@dataclass(frozen=True)
class RegistrePlacable:
    """Things with an address: `lister` gives those to look for, `cle` names one, `score_min` is the score asked on a day.

    `liste` is the name of the page of their review.
    """

    code: str
    libelle: str
    un: str
    plusieurs: str
    lister: Callable[[], Any]
    cle: Callable[[Any], str]
    score_min: Callable[[dt.date], float]
    liste: str


_REGISTRES: dict[str, RegistrePlacable] = {}


def inscrire(*registres: RegistrePlacable) -> None:
    """Register what a room has to place."""
    _REGISTRES.update({un.code: un for un in registres})


def registres() -> Sequence[RegistrePlacable]:
    return sorted(_REGISTRES.values(), key=lambda un: un.libelle)


def registre_connu(code: str) -> RegistrePlacable | None:
    return _REGISTRES.get(code)


def ouvrir_passage(acteur: Acteur, registre: RegistrePlacable) -> ImportReference:
    """Open a pass. Raises GeocodeurIndisponible before anything is kept when no service is set; PermissionDenied."""
    if not acteur.peut(SECTION, Acces.ECRITURE):
        raise PermissionDenied("Votre rôle ne permet pas de chercher des adresses.")
    geocodeur()
    maintenant = timezone.now()
    passage = ImportReference.objects.create(
        genre=f"adresses-{registre.code}",
        nom_fichier=f"Recherche d'adresses : {registre.libelle}",
        etat=EtatImport.ECRITURE,
        depose_par=acteur.libelle[:200],
        depose_le=maintenant,
        applique_par=acteur.libelle[:200],
        applique_le=maintenant,
    )
    details = {"import": passage.pk, "registre": registre.code}
    journaliser(acteur, "territoire.chercher_adresses", objet=registre.libelle[:120], details=details)
    return passage


def passer(passage: ImportReference) -> CompteRendu:
    """Ask for every address that waits; the report is kept with the pass, whole or stopped."""
    registre = registre_connu(passage.genre.removeprefix("adresses-"))
    rendu = CompteRendu()
    try:
        if registre is None:
            raise GeocodeurIndisponible("ce registre n'est plus là")
        _passer(passage, registre, rendu)
        passage.etat, passage.avancement = EtatImport.APPLIQUE, 100
    except GeocodeurIndisponible as erreur:
        garde = ecrire_compte(rendu.comptes["places"], "position")
        passage.etat = EtatImport.ECHEC
        passage.message = f"Arrêté : {erreur}. Déjà écrit et gardé : {garde}. Relancez quand il répondra."[:300]
    passage.comptes, passage.remarques = dict(rendu.comptes), rendu.remarques_en_json()
    passage.applique_le = timezone.now()
    passage.save()
    return rendu


def _passer(passage: ImportReference, registre: RegistrePlacable, rendu: CompteRendu) -> None:
    lieux = list(registre.lister())
    score_min, service = registre.score_min(timezone.localdate()), geocodeur()
    for debut in range(0, len(lieux), TAILLE_LOT):
        ImportReference.objects.filter(pk=passage.pk).update(avancement=100 * debut // len(lieux))
        lot = lieux[debut : debut + TAILLE_LOT]
        trouves = service.chercher_lot([_adresse(lieu) for lieu in lot])
        changes = [
            lieu for lieu in lot if _poser(lieu, trouves.get(str(lieu.pk)), registre, rendu, score_min=score_min)
        ]
        with transaction.atomic():
            type(lot[0])._default_manager.bulk_update(changes, CHAMPS)
            auteur = ActeurSysteme(passage.applique_par)
            details = {"import": passage.pk, "lus": len(lot), "changes": len(changes)}
            journaliser(auteur, "territoire.placer_adresses", objet=registre.libelle[:120], details=details)


def _adresse(lieu: Any) -> AdresseCherchee:
    return AdresseCherchee(str(lieu.pk), lieu.adresse, getattr(lieu, "code_postal", ""), lieu.commune_id or "")


def _poser(
    lieu: Any, candidat: AdresseTrouvee | None, registre: RegistrePlacable, rendu: CompteRendu, *, score_min: float
) -> bool:
    """Place what is sure; what is not keeps its place and waits for an eye. Return whether there is something to write."""
    rendu.comptes["lus"] += 1
    reserve = reserve_sur(candidat, lieu.commune_id or "", score_min=score_min)
    if reserve is None and candidat is not None:
        rendu.comptes["places"] += 1
        lieu.lon, lieu.lat, lieu.score_ban = candidat.lon, candidat.lat, candidat.score
        lieu.position_source, lieu.revue_motif = PositionSource.ADRESSE, ""
        return True
    rendu.comptes["a_revoir"] += 1
    dit = f"{candidat.libelle} (score {candidat.score:.2f})" if candidat else lieu.adresse
    rendu.signaler(0, registre.cle(lieu), dit, str(reserve or Reserve.INTROUVABLE), REMEDE, REVOIR)
    avant = (lieu.score_ban, lieu.revue_motif)
    lieu.revue_motif = MotifRevue.SCORE_FAIBLE
    lieu.score_ban = candidat.score if candidat else lieu.score_ban
    return avant != (lieu.score_ban, lieu.revue_motif)
