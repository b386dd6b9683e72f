"""Who sees a place; what a named partner receives."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.forms import PartageForm
from maillage.carte_de_vie.selectors import Porte
from maillage.carte_de_vie.selectors.cartes import carte_du_partenaire
from maillage.carte_de_vie.selectors.extraits import remises_du_jeune
from maillage.carte_de_vie.selectors.partenaires import CHOIX_MAX, partenaires_a_choisir, partenaires_proposes
from maillage.carte_de_vie.views.commun import (
    PageSaisie,
    acte,
    conduire,
    donnees,
    entrer,
    entrer_pour_dessiner,
    lien,
    lieu_a_changer,
    montrer,
    tracer_lecture,
)
from maillage.comptes.selectors import comptes_qui_voient
from maillage.socle.requete import Requete


def partager(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Say who sees a place."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    tous, recherche = partenaires_a_choisir(porte), request.GET.get("q", "")[:80]
    proposes = partenaires_proposes(tous, recherche, trouve.partage.partenaires)
    partenaires = tous if request.method == "POST" else proposes
    form = PartageForm(donnees(request), moi=porte.moi, partenaires=partenaires, lieu=trouve)
    page = PageSaisie(
        "lieu.partage",
        "Enregistrer",
        lien(request, porte, "lieu", cle),
        "C'est enregistré.",
        gabarit="carte_de_vie/partage.html",
    )

    def executer() -> None:
        services.partager_lieu(porte, cle, partage=form.partage(), maintenant=timezone.now())

    contexte = {"lieu": trouve, "recherche": recherche, "a_chercher": len(tous) > CHOIX_MAX}
    return conduire(request, porte, form, page=page, executer=executer, **contexte)


def secret(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Say what keeping secret does, then do it: the professional is told that they will not see the place again."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    if request.method != "POST":
        contexte = {"lieu": trouve, "cle": "lieu.secret", "sans_compte": not porte.moi and not a_un_compte(porte)}
        return montrer(request, porte, "carte_de_vie/confirmer.html", contexte)
    faire = partial(services.garder_secret, porte, cle, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="C'est gardé secret.")


def a_un_compte(porte: Porte) -> bool:
    """Tell whether the young person has an account: without one, a secret waits for the day they have."""
    comptes = comptes_qui_voient(porte.jeune.pk, le=timezone.localdate())
    return any(qualite.startswith("JEUNE") for _, _, qualite in comptes)


@require_safe
def extrait(request: Requete, jeune: str, partenaire: int, dispositif: str = "") -> HttpResponse:
    """Show what a partner receives, and what was already handed."""
    porte = entrer(request, jeune)
    nom = nom_du_partenaire(porte, partenaire)
    tracer_lecture(porte, "lire_extrait")
    contexte = {
        "partenaire": (partenaire, nom),
        "lieux": carte_du_partenaire(porte, partenaire).au(timezone.localdate()).lieux,
        "remises": [une for une in remises_du_jeune(porte) if une.remise.partenaire_id == partenaire],
    }
    return montrer(request, porte, "carte_de_vie/extrait.html", contexte)


@require_POST
def remettre(request: Requete, jeune: str, partenaire: int, dispositif: str = "") -> HttpResponse:
    """Note that the extract was handed."""
    porte = entrer_pour_dessiner(request, jeune)
    nom_du_partenaire(porte, partenaire)
    faire = partial(services.remettre_extrait, porte, partenaire, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "extrait", partenaire), fait="La remise est notée.")


def nom_du_partenaire(porte: Porte, partenaire: int) -> str:
    """Return the name of a partner of the dispositif; extracts are the team's, and the young person's to look at."""
    if porte.regard is Regard.FAMILLE:
        raise PermissionDenied("Un extrait se remet entre l'équipe et un partenaire.")
    nom = dict(partenaires_a_choisir(porte)).get(partenaire)
    if nom is None:
        raise Http404("Aucun partenaire à cette adresse.")
    return nom
