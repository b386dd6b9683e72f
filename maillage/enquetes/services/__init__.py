"""What surveys write, one function per act."""

from maillage.enquetes.services.enquetes import (
    annuler_le_dernier_geste,
    archiver_enquete,
    copier_enquete,
    creer_enquete,
    ecrire_brouillon,
    effacer_enquete,
    publier_version,
    renommer_enquete,
)
from maillage.enquetes.services.invitations import (
    AjoutInvitations,
    envoyer_invitations,
    inviter_adresses,
    inviter_contacts,
    relancer,
    retirer_invitation,
)
from maillage.enquetes.services.reponses import LienSansEffet, ReponseAFinir, deposer_reponse, retirer_texte
from maillage.enquetes.services.vagues import (
    changer_de_version,
    clore_les_vagues_echues,
    clore_vague,
    effacer_vague,
    modifier_vague,
    partager_resultats,
    preparer_vague,
)

__all__ = [
    "AjoutInvitations",
    "LienSansEffet",
    "ReponseAFinir",
    "annuler_le_dernier_geste",
    "archiver_enquete",
    "changer_de_version",
    "clore_les_vagues_echues",
    "clore_vague",
    "copier_enquete",
    "creer_enquete",
    "deposer_reponse",
    "ecrire_brouillon",
    "effacer_enquete",
    "effacer_vague",
    "envoyer_invitations",
    "inviter_adresses",
    "inviter_contacts",
    "modifier_vague",
    "partager_resultats",
    "preparer_vague",
    "publier_version",
    "relancer",
    "renommer_enquete",
    "retirer_invitation",
    "retirer_texte",
]
