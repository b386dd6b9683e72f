"""Admission commissions, and the criteria that a dispositif sets itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.parcours import services
from maillage.parcours.forms import entree as forms
from maillage.parcours.forms.suivi import initial_de
from maillage.parcours.models import AvisCommission, CommissionAdmission, CriterePriorite
from maillage.parcours.selectors.attente import criteres_du_dispositif, demandes_en_attente, libelle_avis
from maillage.parcours.selectors.commissions import CommissionLue, commissions_visibles, lire_commission
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.acteur import Acces
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.requete import Requete

PAR_PAGE = 30


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the commissions, the latest first."""
    page = Paginator(commissions_visibles(request.acteur, request.dispositif), PAR_PAGE)
    contexte = {"page": page.get_page(request.GET.get("page")), "peut_ecrire": _peut_ecrire(request)}
    return render(request, "parcours/commissions.html", contexte)


def creer(request: Requete, dispositif: str) -> HttpResponse:
    """Plan a commission."""
    mots = PageFormulaire(
        titre="Prévoir une commission d'admission",
        phrase="Elle donne son avis sur les demandes qui y sont inscrites.",
        bouton="Prévoir la commission",
        retour=reverse("parcours:commissions", args=[dispositif]),
    )

    def executer(valeurs: dict[str, Any]) -> models.Model:
        valeurs.pop("version")
        return services.creer_commission(request.acteur, dispositif_id=request.dispositif.pk, **valeurs)

    return conduire(
        request,
        forms.CommissionForm(donnees(request)),
        page=mots,
        executer=executer,
        fait="La commission est prévue : inscrivez les demandes à examiner.",
        suite=lambda commission: _url(dispositif, commission),
    )


@require_safe
def lire(request: Requete, dispositif: str, commission: str) -> HttpResponse:
    """Show one commission with its agenda."""
    lue = _trouver(request, commission)
    contexte = {
        "lue": lue,
        "commission": lue.commission,
        "points": [(point, libelle_avis(point.avis.avis)) for point in lue.points],
        "membres": lue.commission.membres.splitlines(),
        "peut_ecrire": _peut_ecrire(request),
    }
    return render(request, "parcours/commission.html", contexte)


def modifier(request: Requete, dispositif: str, commission: str) -> HttpResponse:
    """Change the day, the place or who sits."""
    objet = _trouver(request, commission).commission
    mots = PageFormulaire(
        "Modifier la commission", "Sa date suit dans chaque demande.", "Enregistrer", _url(dispositif, objet)
    )
    return conduire(
        request,
        forms.CommissionForm(donnees(request), initial=initial_de(forms.CommissionForm, objet)),
        page=mots,
        executer=lambda valeurs: services.modifier_commission(request.acteur, commission=objet, **valeurs),
        fait="La commission est modifiée.",
    )


def inscrire(request: Requete, dispositif: str, commission: str) -> HttpResponse:
    """Put waiting requests on the agenda."""
    objet = _trouver(request, commission).commission
    form = forms.InscrireForm(donnees(request))
    attendent = demandes_en_attente(request.acteur, request.dispositif, le=timezone.localdate())
    champ: Any = form.fields["demandes"]
    champ.queryset = attendent.exclude(avis__commission=objet)
    champ.label_from_instance = lambda demande: (
        f"{demande.jeune or demande}, reçue le {ecrire_jour_annee(demande.reception)}"
    )
    mots = PageFormulaire(
        "Inscrire des demandes", "Celles qui attendent et n'y sont pas encore.", "Inscrire", _url(dispositif, objet)
    )
    return conduire(
        request,
        form,
        page=mots,
        executer=lambda valeurs: services.inscrire_demandes(request.acteur, commission=objet, **valeurs),
        fait="Les demandes sont inscrites.",
    )


def avis(request: Requete, dispositif: str, commission: str, avis: int) -> HttpResponse:
    """Write the opinion on one request."""
    objet = _avis(request, commission, avis)
    mots = PageFormulaire(
        titre=f"Avis : {objet.demande.jeune or objet.demande}",
        phrase="L'avis prépare la réponse ; la réponse est un autre acte.",
        bouton="Enregistrer l'avis",
        retour=_url(dispositif, objet.commission),
    )
    initial = {"version": objet.version, "opinion": objet.avis, "motif": objet.motif}
    return conduire(
        request,
        forms.AvisForm(donnees(request), initial=initial),
        page=mots,
        executer=lambda valeurs: services.rendre_avis(request.acteur, avis=objet, **valeurs),
        fait="L'avis est enregistré.",
    )


@require_POST
def retirer(request: Requete, dispositif: str, commission: str, avis: int) -> HttpResponse:
    """Take a request off the agenda."""
    objet = services.retirer_de_la_commission(request.acteur, avis=_avis(request, commission, avis))
    messages.success(request, "La demande n'est plus à l'ordre du jour.")
    return redirect(_url(dispositif, objet))


@require_safe
def criteres(request: Requete, dispositif: str) -> HttpResponse:
    """Show the criteria of priority, those withdrawn last."""
    tous = list(
        criteres_du_dispositif(request.dispositif.pk)
        .annotate(nombre=models.Count("demandes"))
        .order_by("-poids", "libelle", "pk")
    )
    contexte = {
        "actifs": [critere for critere in tous if critere.retire_le is None],
        "retires": [critere for critere in tous if critere.retire_le is not None],
        "mots": dict(forms.POIDS),
        "peut_ecrire": _peut_ecrire(request),
    }
    return render(request, "parcours/criteres.html", contexte)


def creer_critere(request: Requete, dispositif: str) -> HttpResponse:
    """Add a criterion."""
    return conduire(
        request,
        forms.CritereForm(donnees(request)),
        page=_page_critere(dispositif, "Ajouter un critère"),
        executer=lambda v: services.creer_critere(request.acteur, dispositif_id=request.dispositif.pk, **v),
        fait="Le critère est ajouté.",
    )


def modifier_critere(request: Requete, dispositif: str, critere: int) -> HttpResponse:
    """Change the words or the weight of a criterion."""
    objet = get_object_or_404(criteres_du_dispositif(request.dispositif.pk), pk=critere)
    return conduire(
        request,
        forms.CritereForm(donnees(request), initial=initial_de(forms.CritereForm, objet)),
        page=_page_critere(dispositif, "Modifier le critère"),
        executer=lambda v: services.modifier_critere(request.acteur, critere=objet, **v),
        fait="Le critère est modifié.",
    )


@require_POST
def bouton_critere(request: Requete, dispositif: str, critere: int, acte: str) -> HttpResponse:
    """Withdraw a criterion, or take it back."""
    objet: CriterePriorite = get_object_or_404(criteres_du_dispositif(request.dispositif.pk), pk=critere)
    if acte not in {"retirer", "reprendre"}:
        raise Http404("Cet acte n'existe pas.")
    retire = acte == "retirer"
    services.retirer_critere(request.acteur, critere=objet, le=timezone.localdate() if retire else None)
    defaire = reverse("parcours:bouton_critere", args=[dispositif, critere, "reprendre"])
    messages.success(
        request,
        "Le critère ne se propose plus." if retire else "Le critère se propose de nouveau.",
        extra_tags=f"annuler:{defaire}" if retire else "",
    )
    return redirect("parcours:criteres", dispositif=dispositif)


@require_POST
def criteres_proposes(request: Requete, dispositif: str) -> HttpResponse:
    """Take the criteria proposed with the product."""
    services.reprendre_criteres_proposes(request.acteur, dispositif_id=request.dispositif.pk)
    messages.success(request, "Les critères proposés sont repris : changez-les comme vous voulez.")
    return redirect("parcours:criteres", dispositif=dispositif)


def _page_critere(dispositif: str, titre: str) -> PageFormulaire:
    phrase = "Dit dans vos mots. N'y mettez ni santé détaillée, ni mesure de protection : la liste est lue par toute l'équipe."
    return PageFormulaire(titre, phrase, "Enregistrer", reverse("parcours:criteres", args=[dispositif]))


def _trouver(request: Requete, identifiant: str) -> CommissionLue:
    try:
        return lire_commission(request.acteur, request.dispositif, identifiant, le=timezone.localdate())
    except CommissionAdmission.DoesNotExist as absente:
        raise Http404("Aucune commission de cet identifiant dans ce dispositif.") from absente


def _avis(request: Requete, commission: str, avis: int) -> AvisCommission:
    visibles = commissions_visibles(request.acteur, request.dispositif).filter(identifiant=commission)
    avis_lus = AvisCommission.objects.select_related("commission", "demande__jeune")
    return get_object_or_404(avis_lus, pk=avis, commission__in=visibles.values("pk"))


def _peut_ecrire(request: Requete) -> bool:
    return request.acteur.peut("parcours", Acces.ECRITURE, request.dispositif.pk)


def _url(dispositif: str, commission: models.Model) -> str:
    assert isinstance(commission, CommissionAdmission)
    return reverse("parcours:commission", args=[dispositif, commission.identifiant])
