"""The directory: offering what one has done, taking it back at once, showing contact details to who asks, and telling it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.models import ConsultationCoordonnees, OffreExperience, PreferenceContact
from maillage.reseau.permissions import ANNUAIRE, exiger
from maillage.reseau.selectors.annuaire import offres_ouvertes
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel

CHAMPS = ("nom", "fonction", "titre", "recit", "preference", "courriel", "telephone", "jusqu_au")
NATURE = "ANNUAIRE"


@transaction.atomic
def proposer_experience(acteur: Acteur, dispositif_id: int, champs: Mapping[str, Any]) -> OffreExperience:
    """Write an offer in one's own name, in a dispositif of one's scope; `champs` holds CHAMPS and `themes`. The consent begins today."""
    exiger(acteur, ANNUAIRE, dispositif_id)
    if acteur.identifiant is None:
        raise PermissionDenied("Une offre de l'annuaire s'écrit en son propre nom.")
    offre = OffreExperience(
        utilisateur_id=acteur.identifiant, dispositif_id=dispositif_id, consentie_le=timezone.localdate()
    )
    _remplir(offre, champs)
    offre.save()
    tracer(acteur, "proposer_experience", f"offre:{offre.identifiant}", dispositif_id=dispositif_id)
    return offre


@transaction.atomic
def modifier_experience(
    acteur: Acteur, identifiant: str, champs: Mapping[str, Any], *, version: int
) -> OffreExperience:
    """Change one's own offer as it stood at `version`; the consent is given again today. Raise ConflitReseau, ErreurReseau."""
    offre = _sienne(acteur, identifiant)
    if offre.version != version:
        raise ConflitReseau("Vous, ailleurs,")
    offre.version += 1
    offre.consentie_le = timezone.localdate()
    _remplir(offre, champs)
    offre.save()
    tracer(acteur, "modifier_experience", f"offre:{identifiant}", dispositif_id=offre.dispositif_id)
    return offre


def _remplir(offre: OffreExperience, champs: Mapping[str, Any]) -> None:
    for nom in CHAMPS:
        valeur = champs.get(nom, "")
        setattr(offre, nom, valeur.strip() if isinstance(valeur, str) else valeur)
    offre.themes = list(champs["themes"])
    if offre.preference == PreferenceContact.MAILLAGE:
        offre.courriel = offre.telephone = ""
    if offre.preference == PreferenceContact.COURRIEL and not offre.courriel:
        raise ErreurReseau("Donnez l'adresse où vous acceptez d'être joint.", champ="courriel")
    if offre.preference == PreferenceContact.TELEPHONE and not offre.telephone:
        raise ErreurReseau("Donnez le numéro où vous acceptez d'être joint.", champ="telephone")
    mois = referentiels.reglages().offre_mois_max
    if not offre.consentie_le <= offre.jusqu_au <= offre.consentie_le + relativedelta(months=mois):
        raise ErreurReseau(f"Choisissez un jour à venir, dans les {mois} mois.", champ="jusqu_au")


@transaction.atomic
def retirer_experience(acteur: Acteur, identifiant: str) -> None:
    """Take one's own offer away at once: text and contact details are erased, open questions can no longer be answered."""
    offre = _sienne(acteur, identifiant)
    offre.retiree_le, offre.recit, offre.courriel, offre.telephone = timezone.now(), "", "", ""
    offre.version += 1
    offre.save()
    offre.questions.filter(repondue_le__isnull=True).update(empreinte_lien="", lien_expire_le=None)
    tracer(acteur, "retirer_experience", f"offre:{identifiant}", dispositif_id=offre.dispositif_id)


def _sienne(acteur: Acteur, identifiant: str) -> OffreExperience:
    offre = OffreExperience.objects.select_for_update().filter(identifiant=identifiant, retiree_le=None).first()
    if offre is None:
        raise ErreurReseau("Cette offre n'existe plus.")
    if offre.utilisateur_id != acteur.identifiant:
        raise PermissionDenied("Seule la personne qui l'a écrite change une offre.")
    exiger(acteur, ANNUAIRE, offre.dispositif_id)
    return offre


@transaction.atomic
def montrer_coordonnees(acteur: Acteur, identifiant: str, *, depuis: str) -> OffreExperience:
    """Show the contact details of an offer: the gesture is journaled, kept for its author, and told to them once a day at most."""
    exiger(acteur, ANNUAIRE)
    offre = _ouverte(identifiant)
    if not offre.montre_des_coordonnees:
        raise ErreurReseau("Cette personne se joint par Maillage : posez-lui votre question.")
    if acteur.identifiant is None or acteur.identifiant == offre.utilisateur_id:
        return offre
    maintenant = timezone.now()
    aujourd_hui = timezone.localdate(maintenant)
    _freiner(acteur.identifiant, aujourd_hui)
    deja = offre.consultations.filter(utilisateur_id=acteur.identifiant, le__date=aujourd_hui).exists()
    ConsultationCoordonnees.objects.create(
        offre=offre, utilisateur_id=acteur.identifiant, par=acteur.libelle, depuis=depuis[:200], le=maintenant
    )
    tracer(acteur, "voir_coordonnees", f"offre:{identifiant}", dispositif_id=offre.dispositif_id)
    if not deja:
        deposer_courriel(
            cle=f"reseau:vue:{offre.identifiant}:{acteur.identifiant}:{aujourd_hui.isoformat()}",
            destinataire=offre.utilisateur.email,
            gabarit="reseau/coordonnees_vues",
            contexte={
                "titre": offre.titre,
                "qui": acteur.libelle,
                "depuis": depuis,
                "page": f"{settings.ADRESSE_PUBLIQUE}{reverse('reseau:mes_offres')}",
            },
            nature=NATURE,
            acteur=acteur,
            objet_lie=f"reseau.OffreExperience:{offre.identifiant}",
        )
    return offre


def _freiner(utilisateur_id: int, jour: dt.date) -> None:
    """A directory is looked at one person at a time, never taken whole."""
    limite = referentiels.reglages().regards_par_jour
    if ConsultationCoordonnees.objects.filter(utilisateur_id=utilisateur_id, le__date=jour).count() >= limite:
        raise ErreurReseau(f"Vous avez regardé {limite} coordonnées aujourd'hui : les suivantes seront là demain.")


def _ouverte(identifiant: str) -> OffreExperience:
    ouvertes: Any = offres_ouvertes(timezone.localdate()).select_related("dispositif", "utilisateur")
    offre: OffreExperience | None = ouvertes.filter(identifiant=identifiant).first()
    if offre is None:
        raise ErreurReseau("Cette offre n'est plus proposée.")
    return offre


def expiration(maintenant: dt.datetime) -> dt.datetime:
    """Return until when an answer link opens."""
    return maintenant + dt.timedelta(days=referentiels.reglages().lien_jours)


__all__ = [
    "expiration",
    "modifier_experience",
    "montrer_coordonnees",
    "proposer_experience",
    "retirer_experience",
]
