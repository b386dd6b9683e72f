"""Letters of the mission and whom they reach: one line per address, with the name and the place that the letter may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from maillage.comptes.droits import ROLES, Portee
from maillage.comptes.selectors import FiltrePersonnes, personnes
from maillage.reseau.models import AudienceLettre, LettreReseau
from maillage.reseau.permissions import ANIMATION
from maillage.reseau.selectors.annuaire import offres_ouvertes
from maillage.reseau.selectors.rencontres import inscrits
from maillage.socle.acteur import Acces, Acteur, ActeurSysteme
from maillage.socle.courriel.models import Courriel, EtatCourriel, LotCourriels
from maillage.socle.courriel.selectors import Avancement, avancement
from maillage.socle.domain.texte import contient_les_mots
from maillage.structures.selectors import dispositifs_visibles

NATURE = "INFORMATION"
TOUS = ActeurSysteme("lettres du réseau")
ROLES_ECRITS = {
    code: role.libelle for code, role in ROLES.items() if role.portee in {Portee.DISPOSITIF, Portee.ORGANISME}
}
TRIS = {"quand": "modifiee_le", "-quand": "-modifiee_le", "objet": "objet", "-objet": "-objet"}


@dataclass(frozen=True)
class Destinataire:
    """Someone a letter is written to."""

    adresse: str
    nom: str
    lieu: str = ""


@dataclass(frozen=True)
class SuiviLettre:
    """How far the batch of a letter is, and what did not leave."""

    avancement: Avancement
    retours: list[Courriel]


def lettres_visibles(acteur: Acteur) -> QuerySet[LettreReseau]:
    """Return the letters of the mission, for those who write them."""
    return LettreReseau.objects.all() if acteur.peut(ANIMATION, Acces.ECRITURE) else LettreReseau.objects.none()


def lister_lettres(acteur: Acteur, *, q: str = "", etat: str = "", tri: str = "-quand") -> list[LettreReseau]:
    """Return the letters that fit (1 query)."""
    lettres = lettres_visibles(acteur).order_by(TRIS.get(tri, "-modifiee_le"), "-pk")
    lettres = lettres.filter(etat=etat) if etat else lettres
    return [lettre for lettre in lettres if not q or contient_les_mots(lettre.objet, q)]


def destinataires(audience: str, criteres: dict[str, Any], *, le: dt.date) -> list[Destinataire]:
    """Return whom an audience is, each address once, by name."""
    sources = {
        AudienceLettre.DISPOSITIFS: _des_dispositifs,
        AudienceLettre.RENCONTRE: _d_une_rencontre,
        AudienceLettre.ANNUAIRE: _de_l_annuaire,
    }
    lus: dict[str, Destinataire] = {}
    for destinataire in sources[AudienceLettre(audience)](criteres, le):
        lus.setdefault(destinataire.adresse.strip().lower(), destinataire)
    return sorted(lus.values(), key=lambda d: (d.nom, d.adresse))


def _des_dispositifs(criteres: dict[str, Any], le: dt.date) -> Iterator[Destinataire]:
    roles, departements = set(criteres.get("roles", ())), set(criteres.get("departements", ()))
    for compte in personnes(TOUS, FiltrePersonnes()):
        for tenue in compte.habilitations.all():
            if tenue.role not in roles or tenue.role not in ROLES_ECRITS or not _tenue(tenue, le):
                continue
            if departements and (tenue.dispositif is None or tenue.dispositif.departement not in departements):
                continue
            yield Destinataire(compte.email, compte.nom, str(tenue.dispositif or tenue.organisme or ""))


def _tenue(habilitation: Any, le: dt.date) -> bool:
    finie = habilitation.fin is not None and habilitation.fin < le
    return habilitation.retiree_le is None and habilitation.debut <= le and not finie


def _d_une_rencontre(criteres: dict[str, Any], le: dt.date) -> Iterator[Destinataire]:
    for adresse, nom, lieu in inscrits(str(criteres.get("rencontre", ""))):
        yield Destinataire(adresse, nom, lieu)


def _de_l_annuaire(criteres: dict[str, Any], le: dt.date) -> Iterator[Destinataire]:
    for offre in offres_ouvertes(le).select_related("utilisateur"):
        yield Destinataire(offre.utilisateur.email, offre.nom, offre.dispositif.nom)


def departements_connus() -> list[str]:
    """Return the départements of the dispositifs."""
    tous = dispositifs_visibles(TOUS).exclude(departement="").order_by("departement")
    return list(tous.values_list("departement", flat=True).distinct())


def suivi(lettre: LettreReseau) -> SuiviLettre | None:
    """Return how far a letter that left is (3 queries), None for a draft."""
    lot = LotCourriels.objects.filter(cle=lettre.lot_cle).first() if lettre.lot_cle else None
    if lot is None:
        return None
    retours = lot.courriels.filter(etat__in=(EtatCourriel.ECHEC, EtatCourriel.ABANDONNE)).defer("texte", "secrets")
    return SuiviLettre(avancement(lot), list(retours.order_by("destinataire")[:200]))


def courriel_de_la_lettre(lettre: LettreReseau, adresse: str) -> Courriel | None:
    """Return the mail of a letter to an address, None when it was not written to."""
    if not lettre.lot_cle:
        return None
    return Courriel.objects.filter(lot__cle=lettre.lot_cle, destinataire__iexact=adresse.strip()).first()
