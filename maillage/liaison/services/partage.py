"""Opening a private link to an extract, sending its one-time code, reading with it: the same work and the same answer whatever the token."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.partage import CodeEnvoye, ecrire_code, lire_code
from maillage.liaison.models import AccuseLecture, Envoi, FicheLiaison, LienPartenaire
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.referentiels import partage as reglages
from maillage.liaison.selectors.partage import empreinte_du_code, empreinte_du_jeton, lien_vivant
from maillage.liaison.services.ecriture import exiger, tracer, verrouiller
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.courriel.taches import envoyer_en_fond
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser

CANAL = "LIEN"
OCTETS = 32
NATURE = "PARTENAIRE"
LEURRE = LienPartenaire(pk=0, courriel="personne@exemple.invalid")
"""Stands for the link of a wrong token: the same work is done on it, and nothing is written."""


class ActeurPartenaire:
    """Who reads through a private link: named in the journal by what it is, without any right."""

    identifiant = None
    professionnel_id = None
    roles = ("PARTENAIRE",)
    jeunes_representes: frozenset[int] = frozenset()

    def __init__(self, libelle: str) -> None:
        self.libelle = libelle

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        return False

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[int]:
        return frozenset()

    def departements(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[str]:
        return frozenset()

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        return frozenset()


class _RienNEcrire(Exception):  # noqa: N818 (undoes the decoy, never seen)
    """Takes back what was written for a decoy."""


def ouvrir_lien(acteur: Acteur, envoi: Envoi, *, courriel: str, maintenant: datetime) -> LienPartenaire:
    """Make the link of an extract, close the former ones, and write the mail that carries it; in the transaction of the caller."""
    adresse = _exiger_adresse(courriel)
    jeton = secrets.token_urlsafe(OCTETS)
    LienPartenaire.objects.filter(envoi=envoi, ferme_le__isnull=True).update(ferme_le=maintenant)
    lien = LienPartenaire.objects.create(
        envoi=envoi,
        courriel=adresse,
        jeton=empreinte_du_jeton(jeton),
        cree_le=maintenant,
        expire_le=maintenant + reglages().lien,
        cree_par=acteur.libelle,
    )
    deposer_courriel(
        cle=f"liaison:lien:{lien.pk}",
        destinataire=adresse,
        gabarit="liaison/lien",
        contexte={
            "dispositif": envoi.fiche.dispositif.nom,
            "expire": ecrire_jour_annee(timezone.localdate(lien.expire_le)),
        },
        nature=NATURE,
        dispositif_id=envoi.fiche.dispositif_id,
        acteur=acteur,
        secrets={"lien": f"{settings.ADRESSE_PUBLIQUE}{reverse('partage:lire', args=[jeton])}"},
        objet_lie=f"liaison.Envoi:{envoi.pk}",
    )
    return lien


@transaction.atomic
def renouveler_lien(
    acteur: Acteur, *, fiche: FicheLiaison, destinataire: str, courriel: str, maintenant: datetime
) -> LienPartenaire:
    """Send a new link to the same extract (same bytes, same hash): the former one no longer opens. Raises ErreurLiaison if nothing was sent."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    envoi = fiche.envois.select_related("fiche__dispositif").filter(destinataire=destinataire).first()
    if envoi is None:
        raise ErreurLiaison("Rien n'est encore parti vers ce destinataire.")
    lien = ouvrir_lien(acteur, envoi, courriel=courriel, maintenant=maintenant)
    tracer(acteur, "renouveler_lien", fiche, destinataire=destinataire)
    return lien


@transaction.atomic
def fermer_lien(acteur: Acteur, *, fiche: FicheLiaison, destinataire: str, maintenant: datetime) -> int:
    """Take the links of a recipient back (a wrong address, for instance); return how many were open. What was read stays written."""
    exiger(acteur, fiche.dispositif_id)
    fermes = LienPartenaire.objects.filter(
        envoi__fiche=fiche, envoi__destinataire=destinataire, ferme_le__isnull=True
    ).update(ferme_le=maintenant)
    tracer(acteur, "fermer_lien", fiche, destinataire=destinataire)
    return fermes


@transaction.atomic
def demander_code(jeton: str, *, maintenant: datetime) -> None:
    """Send a new code to the address of the link. For a wrong, closed or expired token the same work is done, undone, and nothing is said."""
    lien = lien_vivant(jeton, maintenant=maintenant)
    code = "".join(secrets.choice("0123456789") for _ in range(reglages().code_chiffres))
    try:
        with transaction.atomic():
            _ecrire_code(lien or LEURRE, code, maintenant)
            if lien is None:
                raise _RienNEcrire
    except _RienNEcrire:
        transaction.on_commit(partial(envoyer_en_fond, 0), robust=True)
    _journaliser(lien, "demander_code", NatureTrace.ECRITURE if lien else NatureTrace.REFUS)


@transaction.atomic
def lire_avec_code(jeton: str, saisie: str, *, maintenant: datetime) -> LienPartenaire | None:
    """Spend the code: write the dated receipt and return the link; None for anything wrong, without saying what."""
    lien = lien_vivant(jeton, maintenant=maintenant)
    cible = lien or LEURRE
    egaux = constant_time_compare(cible.code or "0" * 64, empreinte_du_code(cible.pk, lire_code(saisie)))
    envoye = CodeEnvoye(cible.code, cible.code_expire_le, cible.code_essais)
    juste = egaux and envoye.vaut(maintenant, reglages())
    change = {"code": ""} if juste else {"code_essais": F("code_essais") + 1}
    ecrits = LienPartenaire.objects.filter(pk=cible.pk, code=cible.code).update(**change)
    ouvert = lien if juste and ecrits else None
    _journaliser(lien, "lire_par_lien", NatureTrace.LECTURE if ouvert else NatureTrace.REFUS)
    if ouvert is not None:
        AccuseLecture.objects.create(lien=ouvert, le=maintenant, empreinte=ouvert.envoi.empreinte)
    return ouvert


def _ecrire_code(lien: LienPartenaire, code: str, maintenant: datetime) -> None:
    LienPartenaire.objects.filter(pk=lien.pk).update(
        code=empreinte_du_code(lien.pk, code), code_expire_le=maintenant + reglages().code, code_essais=0
    )
    deposer_courriel(
        cle=f"liaison:code:{lien.pk}:{secrets.token_hex(8)}",
        destinataire=lien.courriel,
        gabarit="liaison/code",
        contexte={"minutes": int(reglages().code.total_seconds() // 60)},
        nature=NATURE,
        dispositif_id=lien.envoi.fiche.dispositif_id if lien.pk else None,
        secrets={"code": ecrire_code(code)},
        objet_lie=f"liaison.LienPartenaire:{lien.pk}",
    )


def _journaliser(lien: LienPartenaire | None, acte: str, nature: NatureTrace) -> None:
    fiche = lien.envoi.fiche if lien else None
    destinataire = trouver_destinataire(lien.envoi.destinataire) if lien else None
    journaliser(
        ActeurPartenaire(f"{destinataire.libelle} (lien privé)" if destinataire else "Lien privé inconnu"),
        f"liaison.{acte}",
        nature=nature,
        objet=fiche.identifiant if fiche else "",
        dispositif_id=fiche.dispositif_id if fiche else None,
        jeune_id=fiche.jeune_id if fiche else None,
        details={"destinataire": destinataire.code} if destinataire else {},
    )


def _exiger_adresse(courriel: str) -> str:
    adresse = courriel.strip()
    try:
        validate_email(adresse)
    except ValidationError as refus:
        raise ErreurLiaison("Écrivez l'adresse de courriel du destinataire.", champ="courriel") from refus
    return adresse
