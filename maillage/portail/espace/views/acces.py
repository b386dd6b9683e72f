"""Who sees the space of a young person: codes to hand out, accounts to withdraw, decisions of a judge."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.comptes import services
from maillage.comptes.domain.code import DUREE
from maillage.comptes.referentiels import age_de_la_majorite, qualites
from maillage.comptes.selectors import AccesFamille, acces_du_jeune, ages_des_jeunes, codes_du_jeune
from maillage.comptes.views.commun import dire
from maillage.parcours.selectors import connus_du_dispositif
from maillage.portail.espace.codes import carre_de_code
from maillage.portail.espace.forms import CodeForm, ProtectionForm
from maillage.portail.espace.selectors import reglage_du_dispositif
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture


def acces(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show who sees the space, the codes not used yet, and the form for one more; the reading is journaled."""
    return _montrer(request, _jeune_ou_404(request, jeune), None)


@never_cache
@require_POST
def creer_code(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Make a code and show it, once, ready to print."""
    trouve = _jeune_ou_404(request, jeune)
    form = CodeForm(request.POST, majeur=_majeur(trouve))
    if not form.is_valid():
        return _montrer(request, trouve, form)
    remis = services.creer_code(
        request.acteur,
        jeune_id=trouve.pk,
        dispositif_id=request.dispositif.pk,
        maintenant=timezone.now(),
        **form.cleaned_data,
    )
    return _remettre(request, trouve, remis)


@never_cache
@require_POST
def code_de_secours(request: Requete, dispositif: str, jeune: str, pk: int) -> HttpResponse:
    """Make a code by which someone without mailbox chooses a new sentence."""
    trouve = _jeune_ou_404(request, jeune)
    acces_trouve = _acces_ou_404(request, trouve, pk)
    try:
        remis = services.creer_code_de_secours(request.acteur, acces_trouve.representation, maintenant=timezone.now())
    except services.ErreurRepresentation as erreur:
        dire(request, str(erreur))
        return _retour(request, trouve)
    return _remettre(request, trouve, remis)


@require_POST
def revoquer_code(request: Requete, dispositif: str, jeune: str, pk: int) -> HttpResponse:
    """Make a code worth nothing."""
    trouve = _jeune_ou_404(request, jeune)
    code = codes_du_jeune(request.acteur, trouve.pk, request.dispositif.pk).filter(pk=pk).first()
    if code is None:
        raise Http404("Aucun code en attente à cette adresse.")
    services.revoquer_code(request.acteur, code)
    dire(request, "Code révoqué : la feuille n'ouvre plus rien.")
    return _retour(request, trouve)


@require_POST
def retirer_acces(request: Requete, dispositif: str, jeune: str, pk: int) -> HttpResponse:
    """Close the space to an account at once; it can be undone."""
    trouve = _jeune_ou_404(request, jeune)
    services.retirer_representation(request.acteur, _acces_ou_404(request, trouve, pk).representation)
    annuler = reverse("espace:retablir_acces", args=[request.dispositif.code, trouve.identifiant, pk])
    dire(request, "Accès retiré : ce compte ne voit plus cet espace.", annuler=annuler)
    return _retour(request, trouve)


@require_POST
def retablir_acces(request: Requete, dispositif: str, jeune: str, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    trouve = _jeune_ou_404(request, jeune)
    try:
        services.retablir_representation(request.acteur, _acces_ou_404(request, trouve, pk).representation)
    except services.ErreurRepresentation as erreur:
        dire(request, str(erreur))
    else:
        dire(request, "Accès rétabli.")
    return _retour(request, trouve)


def proteger_acces(request: Requete, dispositif: str, jeune: str, pk: int) -> HttpResponse:
    """Write the decision of a judge that keeps a representative after majority, or take it away."""
    trouve = _jeune_ou_404(request, jeune)
    representation = _acces_ou_404(request, trouve, pk).representation
    form = ProtectionForm(request.POST or None, initial={"mesure": representation.mesure, "fin": representation.fin})
    if request.method == "POST" and form.is_valid():
        try:
            services.proteger_apres_la_majorite(request.acteur, representation, **form.cleaned_data)
        except services.ErreurRepresentation as erreur:
            form.add_error("mesure", str(erreur))
        else:
            dire(request, "Décision enregistrée.")
            return _retour(request, trouve)
    contexte = {"form": form, "jeune": trouve, "compte": representation.utilisateur}
    return render(request, "portail/espace/proteger.html", contexte)


def _montrer(request: Requete, jeune: Any, form: CodeForm | None) -> HttpResponse:
    le, dispositif = timezone.localdate(), request.dispositif
    journaliser_lecture(request.acteur, "portail.lire_acces", jeune_id=jeune.pk, dispositif_id=dispositif.pk)
    majeur = _majeur(jeune)
    contexte = {
        "jeune": jeune,
        "majeur": majeur,
        "acces": acces_du_jeune(request.acteur, jeune.pk, dispositif.pk, le=le),
        "codes": codes_du_jeune(request.acteur, jeune.pk, dispositif.pk),
        "maintenant": timezone.now(),
        "qualites": {code: qualite.libelle for code, qualite in qualites().items()},
        "form": form or CodeForm(majeur=majeur),
        "peut_ecrire": request.acteur.peut("familles", Acces.ECRITURE, dispositif.pk),
    }
    return render(request, "portail/espace/acces.html", contexte)


def _remettre(request: Requete, jeune: Any, remis: services.CodeRemis) -> HttpResponse:
    adresse = request.build_absolute_uri(reverse("comptes:code"))
    reglage = reglage_du_dispositif(request.dispositif.pk)
    contexte = {
        "jeune": jeune,
        "remis": remis,
        "adresse": adresse,
        "carre": carre_de_code(adresse, remis.texte),
        "jours": DUREE.days,
        "qualite": qualites()[remis.objet.qualite],
        "maison": reglage.nom_usage or request.dispositif.nom,
        "contact": reglage.contact,
    }
    return render(request, "portail/espace/code_remis.html", contexte)


def _jeune_ou_404(request: Requete, identifiant: str) -> Any:
    jeune = connus_du_dispositif(request.dispositif.pk).filter(identifiant=identifiant).first()
    if jeune is None:
        raise Http404("Aucun jeune à cette adresse dans ce dispositif.")
    return jeune


def _acces_ou_404(request: Requete, jeune: Any, pk: int) -> AccesFamille:
    lus = acces_du_jeune(request.acteur, jeune.pk, request.dispositif.pk, le=timezone.localdate())
    trouve = next((un for un in lus if un.representation.pk == pk), None)
    if trouve is None:
        raise Http404("Aucun accès à cette adresse.")
    return trouve


def _majeur(jeune: Any) -> bool | None:
    le = timezone.localdate()
    age = ages_des_jeunes([jeune.pk], le=le).get(jeune.pk)
    return None if age is None else age >= age_de_la_majorite(le)


def _retour(request: Requete, jeune: Any) -> HttpResponse:
    return redirect("espace:acces", request.dispositif.code, jeune.identifiant)
