"""« Ce n'est pas juste »: said by a young person or their family, answered with a reason by the dispositif. Each is journaled."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.portail.espace.domain.rectification import EtatRectification, dernier_jour, faute_de_reponse
from maillage.portail.espace.referentiels import delai
from maillage.portail.espace.selectors.espace import Espace
from maillage.portail.espace.selectors.objets import objet_signale
from maillage.portail.models import Rectification
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser


class ErreurRectification(ValueError):  # noqa: N818
    """What was asked cannot be; the message is for the person, in French. `champ` names the field to mend."""

    def __init__(self, message: str, champ: str = "") -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def signaler(
    acteur: Acteur, espace: Espace, *, rubrique: str, reference: str, texte: str, maintenant: datetime
) -> Rectification:
    """Say that a line is not right. The line is read again as this account sees it; its dispositif has a month to answer (RGPD, art. 12 §3)."""
    if not acteur.qualites_pour(espace.jeune.pk):
        raise PermissionDenied("Cet espace n'est pas le vôtre.")
    objet = objet_signale(acteur, espace, rubrique, reference)
    if objet is None:
        raise ErreurRectification(
            "Cette ligne n'est plus là. Dites ce qui n'est pas juste sur la page où vous la voyez."
        )
    if not texte.strip():
        raise ErreurRectification("Écrivez ce qui n'est pas juste.", "texte")
    jour = timezone.localdate(maintenant)
    rectification = Rectification.objects.create(
        dispositif_id=objet.dispositif_id,
        jeune=espace.jeune,
        rubrique=rubrique,
        reference=reference,
        objet=objet.texte[:300],
        texte=texte.strip(),
        compte_id=acteur.identifiant or 0,
        auteur=acteur.libelle,
        qualite=min(espace.qualites),
        recue_le=maintenant,
        echeance=dernier_jour(jour, delai(jour)),
    )
    _journaliser(acteur, "portail.signaler", rectification)
    return rectification


@transaction.atomic
def repondre_rectification(
    acteur: Acteur, rectification: Rectification, *, etat: str, reponse: str, version: int, maintenant: datetime
) -> Rectification:
    """Answer once, with a reason that the family reads. Raises ErreurRectification when it was answered, or changed, in between."""
    une = _verrouiller(acteur, rectification, version)
    if une.etat != EtatRectification.RECUE:
        raise ErreurRectification("Une réponse a déjà été donnée : elle ne se remplace pas.")
    faute = faute_de_reponse(EtatRectification(etat), reponse)
    if faute:
        raise ErreurRectification(faute, "reponse")
    une.etat, une.reponse = etat, reponse.strip()
    une.repondue_le, une.repondue_par = maintenant, acteur.libelle
    return _ecrire(acteur, une, "portail.repondre_rectification", "etat", "reponse", "repondue_le", "repondue_par")


@transaction.atomic
def prolonger_rectification(
    acteur: Acteur, rectification: Rectification, *, raison: str, version: int, maintenant: datetime
) -> Rectification:
    """Take two more months, once, within the first, and say why (RGPD, art. 12 §3)."""
    une = _verrouiller(acteur, rectification, version)
    if une.etat != EtatRectification.RECUE or une.prolongation:
        raise ErreurRectification("Ce délai ne se prolonge pas une seconde fois, ni après la réponse.")
    if une.echeance < timezone.localdate(maintenant):
        raise ErreurRectification("Le premier mois est passé : la prolongation devait être dite avant.")
    if not raison.strip():
        raise ErreurRectification("Dites pourquoi il faut plus de temps : la famille lira cette raison.", "raison")
    recue = timezone.localdate(une.recue_le)
    une.prolongation = raison.strip()[:300]
    une.echeance = dernier_jour(recue, delai(recue), prolongee=True)
    return _ecrire(acteur, une, "portail.prolonger_rectification", "prolongation", "echeance")


def _verrouiller(acteur: Acteur, rectification: Rectification, version: int) -> Rectification:
    if not acteur.peut("familles", Acces.ECRITURE, rectification.dispositif_id):
        raise PermissionDenied("Vous ne répondez pas aux familles dans ce dispositif.")
    une = Rectification.objects.select_for_update().get(pk=rectification.pk)
    if une.version != version:
        raise ErreurRectification("Quelqu'un vient de répondre ou de prolonger le délai : relisez la page.")
    return une


def _ecrire(acteur: Acteur, une: Rectification, acte: str, *champs: str) -> Rectification:
    une.version += 1
    une.save(update_fields=[*champs, "version"])
    _journaliser(acteur, acte, une)
    return une


def _journaliser(acteur: Acteur, acte: str, une: Rectification) -> None:
    journaliser(
        acteur,
        acte,
        objet=f"rectification {une.identifiant}",
        dispositif_id=une.dispositif_id,
        jeune_id=une.jeune_id,
        details={"rubrique": une.rubrique, "etat": une.etat},
    )
