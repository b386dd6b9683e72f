"""One événement: its page and its forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.agenda import selectors, services
from maillage.agenda.domain.recurrence import libelle_regle
from maillage.agenda.forms import EvenementForm, lire_jour
from maillage.agenda.models import Evenement, Ressource
from maillage.agenda.services import Resultat
from maillage.agenda.views.base import (
    agenda_demande,
    envoye,
    evenement_demande,
    executer_formulaire,
    lien,
    peut_ecrire,
    statut_du_formulaire,
)
from maillage.socle.requete import Requete
from maillage.socle.vocabulaire import Modalite, Presence

DUREE_PROPOSEE = dt.timedelta(hours=1)
NEUF_HEURES = dt.time(9)


@require_safe
def evenement(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Show one événement: both agendas, presence, neighbours, history."""
    detail = evenement_demande(request, evenement)
    contexte = {
        "detail": detail,
        "carte": detail.carte,
        "modalites": Modalite.choices,
        "presences": Presence.choices,
        "motifs": selectors.motifs_proposes(request.dispositif.pk),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "agenda/evenement.html", contexte)


def creer(request: Requete, dispositif: str) -> HttpResponse:
    """Write an événement, or a series if it recurs."""
    jour = lire_jour(request.GET.get("jour", ""), defaut=timezone.localdate())
    form = EvenementForm(
        envoye(request), dispositif_id=request.dispositif.pk, le=jour, initial=_proposition(request, jour)
    )
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: _creer(request, form),
            retour=f"{lien(request, 'aujourd_hui')}?jour={form.cleaned_data['jour'].isoformat()}",
        )
        if reponse is not None:
            return reponse
    return _page(request, form, retour=lien(request, "semaine"))


def modifier(request: Requete, dispositif: str, evenement: str) -> HttpResponse:
    """Change an événement, or its series; a page read before another writing is refused and both states are shown."""
    lu = evenement_demande(request, evenement).evenement
    form = EvenementForm(
        envoye(request), dispositif_id=request.dispositif.pk, le=timezone.localdate(lu.debut), evenement=lu
    )
    retour = lien(request, "evenement", evenement)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(request, form, lambda: _modifier(request, form, evenement), retour=retour)
        if reponse is not None:
            return reponse
    return _page(request, form, retour=retour, evenement=lu)


def _page(request: Requete, form: EvenementForm, *, retour: str, evenement: Evenement | None = None) -> HttpResponse:
    serie = evenement.serie if evenement else None
    contexte = {
        "form": form,
        "evenement": evenement,
        "serie": libelle_regle(serie.regle) if serie else "",
        "retour": retour,
        "libres": _libres(request, form) if form.a_voir else [],
        "types": [_type_en_json(type_) for type_ in selectors.types_activite(request.dispositif.pk, retires=False)],
    }
    return render(request, "agenda/evenement_form.html", contexte, status=statut_du_formulaire(form))


def _libres(request: Requete, form: EvenementForm) -> list[tuple[str, list[Ressource]]]:
    """What could be booked instead at the hours asked for, by kind of thing that was asked for."""
    voulues = form.cleaned_data.get("ressources") or []
    if not voulues or form.regle():
        return []
    libres = list(selectors.ressources_libres(request.dispositif.pk, *form.saisie().instants()))
    natures = dict.fromkeys(ressource.nature for ressource in voulues)
    par_nature = [(selectors.TITRES_DES_NATURES[n], [r for r in libres if r.nature == n]) for n in natures]
    return [(titre, trouvees) for titre, trouvees in par_nature if trouvees]


def _type_en_json(type_: selectors.TypeActiviteLu) -> dict[str, Any]:
    champs = ("pk", "libelle", "categorie", "modalite", "lieu_type", "duree_minutes")
    return {champ: getattr(type_, champ) for champ in champs}


def _creer(request: Requete, form: EvenementForm) -> Resultat[Any]:
    if not form.regle():
        return services.creer_evenement(
            request.acteur, request.dispositif, saisie=form.saisie(), accord=form.accord_donne()
        )
    return services.creer_serie(
        request.acteur,
        request.dispositif,
        saisie=form.saisie(),
        regle=form.regle(),
        jusqu_au=form.cleaned_data["jusqu_au"],
        accord=form.accord_donne(),
    )


def _modifier(request: Requete, form: EvenementForm, identifiant: str) -> Resultat[Evenement]:
    return services.modifier_serie(
        request.acteur,
        request.dispositif,
        identifiant=identifiant,
        saisie=form.saisie(),
        version=form.cleaned_data["version"] or 0,
        portee=form.portee_choisie(),
        accord=form.accord_donne(),
    )


def _proposition(request: Requete, jour: dt.date) -> dict[str, Any]:
    """What the form proposes: an hour that morning, in the agenda that one comes from."""
    groupe = agenda_demande(request, request.GET.get("agenda", ""), jour).groupe
    debut = dt.datetime.combine(jour, NEUF_HEURES)
    return {
        "jour": jour,
        "debut": debut.time(),
        "fin": (debut + DUREE_PROPOSEE).time(),
        "jeunes": [groupe.jeune_id] if groupe.jeune_id else [],
        "pros": [groupe.professionnel_id] if groupe.professionnel_id else [],
        "unite": groupe.unite_id or "",
        "groupe": groupe.groupe_id or "",
        "ressources": [groupe.ressource_id] if groupe.ressource_id else [],
    }
