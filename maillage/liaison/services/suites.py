"""After a refusal or a withdrawal: back to the CDAPH, or nothing more."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche
from maillage.liaison.models import FicheLiaison, SaisineCDAPH
from maillage.liaison.services.ecriture import exiger, jour_de, passer, tracer, verrouiller
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee

DEMANDEURS = {
    "FAMILLE": "La famille",
    "JEUNE_MAJEUR": "Le jeune majeur",
    "ESMS_AVEC_ACCORD": "Le dispositif, avec l'accord de la famille",
    "ASE": "L'aide sociale à l'enfance",
}
CAUSES = {EtatFiche.REFUSEE: "n'a pas été acceptée", EtatFiche.RETRACTEE: "a été acceptée puis retirée dans le délai"}
TEXTE = """À l'attention de la CDAPH

{prenom} {nom} est accompagné par {dispositif}. Une fiche de liaison ({numero}) proposait, à compter du {effet} :
{propose}

L'accompagnement actuel est : {actuel}

Cette proposition {cause} le {reponse}. L'accompagnement actuel continue.
Conformément à l'article D. 312-10-20 du Code de l'action sociale et des familles, nous vous demandons de statuer.

Ce que souhaite le jeune : {souhaits_jeune}
Ce que souhaite la famille : {souhaits_famille}
"""


@transaction.atomic
def saisir_cdaph(acteur: Acteur, *, fiche: FicheLiaison, demandeur: str, maintenant: datetime) -> SaisineCDAPH:
    """Draft the application to the CDAPH after a disagreement or a withdrawal; nothing is sent by itself."""
    exiger(acteur, fiche.dispositif_id)
    fiche, le = verrouiller(fiche), jour_de(maintenant)
    cause = CAUSES.get(EtatFiche(fiche.etat), "")
    passer(fiche, Acte.SAISIR_CDAPH, le)
    fiche.retour_cdaph = True
    fiche.save()
    saisine = SaisineCDAPH.objects.create(fiche=fiche, demandeur=demandeur, texte=_texte(fiche, cause), redigee_le=le)
    tracer(acteur, "saisir_cdaph", fiche, demandeur=demandeur)
    return saisine


@transaction.atomic
def deposer_saisine(acteur: Acteur, *, saisine: SaisineCDAPH, le: date, maintenant: datetime) -> SaisineCDAPH:
    """Write down the day the application was handed in."""
    exiger(acteur, saisine.fiche.dispositif_id)
    if not saisine.redigee_le <= le <= jour_de(maintenant):
        raise ErreurLiaison("La date de dépôt se place entre la rédaction et aujourd'hui.", champ="le")
    saisine.deposee_le = le
    saisine.save(update_fields=["deposee_le"])
    tracer(acteur, "deposer_saisine", saisine.fiche, le=le)
    return saisine


@transaction.atomic
def classer_sans_suite(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Nothing changes: the present support goes on."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    passer(fiche, Acte.CLASSER, jour_de(maintenant))
    fiche.save()
    tracer(acteur, "classer_sans_suite", fiche)
    return fiche


def _texte(fiche: FicheLiaison, cause: str) -> str:
    contenu = fiche.contenu
    return TEXTE.format(
        **{cle: contenu.get(cle, "") for cle in ("prenom", "nom", "dispositif", "numero")},
        effet=ecrire_jour_annee(fiche.effet),
        propose=contenu.get("accompagnement_propose", ""),
        actuel=contenu.get("accompagnement_actuel", ""),
        cause=cause,
        reponse=ecrire_jour_annee(fiche.date_reponse or fiche.redigee_le),
        souhaits_jeune=contenu.get("souhaits_jeune", ""),
        souhaits_famille=contenu.get("souhaits_famille", ""),
    )
