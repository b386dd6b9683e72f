"""Codes given in person: made by a dispositif, tried, used once, revoked. The answer to a wrong code never says what is wrong with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from maillage.comptes.domain.code import (
    DUREE,
    LONGUEUR_REFERENCE,
    MOT_DE_PASSE_PAR_CODE,
    SANS_ADRESSE,
    ecrire_code,
    lire_code,
)
from maillage.comptes.models import CodeEspace, Representation, Utilisateur
from maillage.comptes.referentiels import mots_de_connexion
from maillage.comptes.services.habilitations import ouvrir_compte
from maillage.comptes.services.representations import ErreurRepresentation, exiger, exiger_table, ouvrir_representation
from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.services import journaliser


@dataclass(frozen=True)
class CodeRemis:
    """A code as it is printed, once."""

    objet: CodeEspace
    texte: str


@dataclass(frozen=True)
class CompteVoulu:
    """What someone writes to make their account; without `email`, a name of sign-in is made for them."""

    mot_de_passe: str
    email: str = ""


@transaction.atomic
def creer_code(
    acteur: Acteur,
    *,
    jeune_id: int,
    dispositif_id: int,
    qualite: str,
    nom: str,
    maintenant: datetime,
    mesure: str = "",
) -> CodeRemis:
    """Make a code that opens the space of a young person to a new account. It is shown now and never again."""
    exiger(acteur, dispositif_id)
    exiger_table(qualite, mesure)
    champs = {"jeune_id": jeune_id, "dispositif_id": dispositif_id, "qualite": qualite, "mesure": mesure, "nom": nom}
    return _creer(acteur, maintenant, **champs)


@transaction.atomic
def creer_code_de_secours(acteur: Acteur, representation: Representation, *, maintenant: datetime) -> CodeRemis:
    """Make a code by which someone without mailbox chooses a password again; who has a mailbox uses it instead."""
    exiger(acteur, representation.dispositif_id)
    if not representation.utilisateur.sans_adresse or representation.retiree_le is not None:
        raise ErreurRepresentation("Cette personne a une adresse : elle choisit « J'ai oublié mon mot de passe ».")
    return _creer(
        acteur,
        maintenant,
        jeune_id=representation.jeune_id,
        dispositif_id=representation.dispositif_id,
        qualite=representation.qualite,
        nom=representation.utilisateur.nom,
        remplace=representation.utilisateur,
    )


@transaction.atomic
def revoquer_code(acteur: Acteur, code: CodeEspace) -> CodeEspace:
    """Make a code that was not used yet worth nothing."""
    exiger(acteur, code.dispositif_id)
    if code.utilise_le is None and code.revoque_le is None:
        code.revoque_le = timezone.now()
        code.save(update_fields=["revoque_le"])
        _journaliser(acteur, "comptes.revoquer_code", code)
    return code


def essayer_code(saisie: str, *, maintenant: datetime) -> CodeEspace | None:
    """Return the code that was typed, None for a wrong, used, revoked, worn or expired one. A wrong secret wears the code that it names."""
    lu = lire_code(saisie)
    code = CodeEspace.objects.filter(reference=lu.reference).first() if lu else None
    attendue = code.empreinte if code else _empreinte("", "")
    juste = constant_time_compare(attendue, _empreinte(lu.reference, lu.secret) if lu else "")
    if code is None or not code.utilisable(maintenant):
        return None
    if not juste:
        _user(code.pk)
        return None
    return code


def entrer_avec_code(code_id: int, voulu: CompteVoulu, *, maintenant: datetime) -> Utilisateur:
    """Use a code: open the account and its representation, or choose again the password of the account that it names.

    Raises ErreurRepresentation when the code is no longer good, or when the address cannot serve; that wears the code too, so that a code is no
    means of learning who has an account.
    """
    try:
        return _entrer(code_id, voulu, maintenant)
    except ErreurRepresentation:
        _user(code_id)
        raise


@transaction.atomic
def _entrer(code_id: int, voulu: CompteVoulu, maintenant: datetime) -> Utilisateur:
    code = _consommer(code_id, maintenant)
    acteur = ActeurSysteme(f"code remis par {code.cree_par}")
    if code.remplace is not None:
        code.remplace.set_password(voulu.mot_de_passe)
        code.remplace.save(update_fields=["password"])
        _journaliser(acteur, MOT_DE_PASSE_PAR_CODE, code, objet=f"compte {code.remplace_id}")
        return code.remplace
    email = voulu.email or f"{_nom_de_connexion()}@{SANS_ADRESSE}"
    compte, nouveau = ouvrir_compte(acteur, email=email, nom=code.nom, mot_de_passe=voulu.mot_de_passe)
    if not nouveau:
        raise ErreurRepresentation(
            "Cette adresse ne peut pas servir. Si vous avez déjà un compte, connectez-vous, puis entrez le code."
        )
    _ouvrir(acteur, compte, code, maintenant)
    return compte


@transaction.atomic
def rattacher_avec_code(code_id: int, utilisateur: Utilisateur, *, maintenant: datetime) -> Utilisateur:
    """Use a code from an account that exists: a parent of two young people keeps one account."""
    code = _consommer(code_id, maintenant)
    if code.remplace is not None:
        raise ErreurRepresentation("Ce code sert à choisir un nouveau mot de passe : déconnectez-vous, puis entrez-le.")
    _ouvrir(ActeurSysteme(f"code remis par {code.cree_par}"), utilisateur, code, maintenant)
    return utilisateur


def _user(code_id: int) -> None:
    CodeEspace.objects.filter(pk=code_id).update(essais=F("essais") + 1)


def _creer(acteur: Acteur, maintenant: datetime, **champs: object) -> CodeRemis:
    texte = nouvel_identifiant()
    while CodeEspace.objects.filter(reference=texte[:LONGUEUR_REFERENCE]).exists():
        texte = nouvel_identifiant()
    reference, secret = texte[:LONGUEUR_REFERENCE], texte[LONGUEUR_REFERENCE:]
    code = CodeEspace.objects.create(
        reference=reference,
        empreinte=_empreinte(reference, secret),
        cree_par=acteur.libelle,
        cree_le=maintenant,
        expire_le=maintenant + DUREE,
        **champs,
    )
    _journaliser(acteur, "comptes.creer_code", code)
    return CodeRemis(code, ecrire_code(texte))


def _consommer(code_id: int, maintenant: datetime) -> CodeEspace:
    """Lock a code and mark it used; refused if someone used it, or revoked it, in between."""
    code = CodeEspace.objects.select_for_update(of=("self",)).select_related("remplace").get(pk=code_id)
    if not code.utilisable(maintenant):
        raise ErreurRepresentation("Ce code n'ouvre plus rien. Demandez-en un autre à la personne qui vous l'a donné.")
    code.utilise_le = maintenant
    code.save(update_fields=["utilise_le"])
    return code


def _ouvrir(acteur: Acteur, compte: Utilisateur, code: CodeEspace, maintenant: datetime) -> None:
    try:
        ouvrir_representation(
            acteur,
            compte,
            jeune_id=code.jeune_id,
            qualite=code.qualite,
            mesure=code.mesure,
            dispositif_id=code.dispositif_id,
            debut=timezone.localdate(maintenant),
        )
    except IntegrityError as erreur:
        raise ErreurRepresentation("Ce compte voit déjà l'espace de ce jeune.") from erreur


def _nom_de_connexion() -> str:
    """Return two words and two digits that nobody has yet: « soleil-velo-27 »."""
    while True:
        un, deux = secrets.SystemRandom().sample(mots_de_connexion(), 2)
        nom = f"{un}-{deux}-{10 + secrets.randbelow(90)}"
        if not Utilisateur.objects.filter(email=f"{nom}@{SANS_ADRESSE}").exists():
            return nom


def _empreinte(reference: str, secret: str) -> str:
    return salted_hmac("maillage.comptes.code", f"{reference} {secret}", algorithm="sha256").hexdigest()


def _journaliser(acteur: Acteur, acte: str, code: CodeEspace, objet: str = "") -> None:
    details = {"qualite": code.qualite, "reference": code.reference}
    journaliser(acteur, acte, objet=objet, dispositif_id=code.dispositif_id, jeune_id=code.jeune_id, details=details)
