"""Letters to the network: written, shown with a real recipient, sent once as one batch of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.domain.gabarit import fautes, remplir
from maillage.reseau.models import EtatLettre, LettreReseau
from maillage.reseau.permissions import ANIMATION, exiger
from maillage.reseau.selectors.lettres import NATURE, Destinataire, courriel_de_la_lettre, destinataires
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.gabarits import rediger
from maillage.socle.courriel.services import deposer_lot, noter_rejet

GABARIT = "reseau/lettre"
MOTS = frozenset({"nom", "lieu"})
"""What a letter may say of its recipient."""


@transaction.atomic
def ecrire_lettre(
    acteur: Acteur, champs: Mapping[str, Any], *, identifiant: str = "", version: int = 1
) -> LettreReseau:
    """Write a letter, or change a draft as it stood at `version`. Raise ConflitReseau, ErreurReseau."""
    exiger(acteur, ANIMATION)
    lettre = _brouillon(identifiant, version=version) if identifiant else LettreReseau()
    objet, texte = " ".join(champs["objet"].split()), champs["texte"].strip().replace("\r\n", "\n")
    for champ, mots in (("objet", objet), ("texte", texte)):
        if trouvees := fautes(mots, MOTS):
            connus = "{{ nom }} et {{ lieu }}"
            raise ErreurReseau(f"{trouvees[0].phrase} Une lettre ne connaît que {connus}.", champ=champ)
    lettre.objet, lettre.texte = objet, texte
    lettre.audience, lettre.criteres = champs["audience"], dict(champs["criteres"])
    lettre.version += 1 if identifiant else 0
    lettre.modifiee_par, lettre.modifiee_le = acteur.libelle, timezone.now()
    lettre.save()
    tracer(acteur, "ecrire_lettre", f"lettre:{lettre.identifiant}", version=lettre.version)
    return lettre


@transaction.atomic
def supprimer_lettre(acteur: Acteur, identifiant: str) -> None:
    """Throw a draft away."""
    exiger(acteur, ANIMATION)
    _brouillon(identifiant).delete()
    tracer(acteur, "supprimer_lettre", f"lettre:{identifiant}")


@transaction.atomic
def envoyer_lettre(acteur: Acteur, identifiant: str, *, version: int) -> LettreReseau:
    """Send a letter as one batch: it leaves once, whoever presses twice. Raise ErreurReseau when nobody would receive it."""
    exiger(acteur, ANIMATION)
    lettre = _brouillon(identifiant, version=version)
    vers = destinataires(lettre.audience, lettre.criteres, le=timezone.localdate())
    if not vers:
        raise ErreurReseau("Personne ne recevrait cette lettre : choisissez une autre audience.")
    cle = f"reseau:lettre:{lettre.identifiant}"
    deposer_lot(
        cle=cle,
        libelle=lettre.objet,
        gabarit=GABARIT,
        envois=[(vers_qui.adresse, contexte_de(lettre, vers_qui)) for vers_qui in vers],
        nature=NATURE,
        acteur=acteur,
    )
    lettre.etat, lettre.lot_cle = EtatLettre.ENVOYEE, cle
    lettre.envoyee_le, lettre.envoyee_par = timezone.now(), acteur.libelle
    lettre.save()
    tracer(acteur, "envoyer_lettre", f"lettre:{identifiant}", destinataires=len(vers))
    return lettre


def contexte_de(lettre: LettreReseau, vers: Destinataire) -> dict[str, str]:
    """Return the values of the mail to one recipient."""
    mots = {"nom": vers.nom, "lieu": vers.lieu}
    return {"objet": remplir(lettre.objet, mots), "texte": remplir(lettre.texte, mots)}


def apercu(lettre: LettreReseau, vers: Destinataire) -> tuple[str, str]:
    """Return subject and text as one recipient will read them."""
    return rediger(GABARIT, contexte_de(lettre, vers))


@transaction.atomic
def noter_retour(acteur: Acteur, lettre: LettreReseau, *, adresse: str, motif: str) -> None:
    """Write that the mail of the letter to an address came back. Raise ErreurReseau when it was not written to."""
    exiger(acteur, ANIMATION)
    courriel = courriel_de_la_lettre(lettre, adresse)
    if courriel is None:
        raise ErreurReseau("Cette lettre n'a pas été écrite à cette adresse : recopiez celle du message revenu.")
    noter_rejet(courriel.cle, motif.strip()[:200] or "sans raison donnée")
    tracer(acteur, "noter_retour", f"lettre:{lettre.identifiant}", courriel=courriel.pk)


def _brouillon(identifiant: str, *, version: int | None = None) -> LettreReseau:
    lettre = LettreReseau.objects.select_for_update().filter(identifiant=identifiant).first()
    if lettre is None:
        raise ErreurReseau("Cette lettre n'existe plus.")
    if not lettre.brouillon:
        raise ErreurReseau("Cette lettre est déjà partie.")
    if version is not None and version != lettre.version:
        raise ConflitReseau(lettre.modifiee_par)
    return lettre
