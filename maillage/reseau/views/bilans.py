"""The bilans: list, one with its figures and where they come from, its files, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.reseau.documents import blocs_joints, rapport_du_bilan, reserves
from maillage.reseau.domain.bilan import ChiffreArrete
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.domain.gabarit import decouper
from maillage.reseau.forms.bilans import BilanForm, FiltresBilansForm, SectionForm
from maillage.reseau.models import BilanReseau, SectionBilan
from maillage.reseau.permissions import BILAN
from maillage.reseau.selectors.bilans import BilanLu, bilans_visibles, lire_bilan
from maillage.reseau.selectors.salles import SALLES
from maillage.reseau.services import bilans as services
from maillage.reseau.views.commun import (
    PAR_PAGE,
    PageFormulaire,
    dessiner,
    donnees,
    onglets,
    renvoyer_avec_version,
    tenter,
    version_lue,
)
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete


@require_safe
def liste(request: Requete) -> HttpResponse:
    """List the bilans that the person may read."""
    form = FiltresBilansForm(request.GET or None)
    q = form.q_lu()
    visibles = [b for b in bilans_visibles(request.acteur) if not q or contient_les_mots(b.titre, q)]
    contexte = {
        "onglets": onglets(request, "bilans"),
        "form": form,
        "filtree": bool(q),
        "page": Paginator(visibles, PAR_PAGE).get_page(request.GET.get("page")),
        "peut_ecrire": request.acteur.peut(BILAN, Acces.ECRITURE),
    }
    return render(request, "reseau/bilans.html", contexte)


@require_safe
def lire(request: Requete, bilan: str) -> HttpResponse:
    """Show a bilan: every number leads to its definition, and from there to the rows it counts."""
    lu = lire_bilan(trouver(request, bilan))
    contexte = {
        "onglets": onglets(request, "bilans"),
        "bilan": lu.bilan,
        "sections": sections_de_la_page(lu),
        "reserves": reserves(lu),
        "familles": chiffres_de_la_page(lu, request.acteur),
        "a_la_main": lu.ecrits_a_la_main,
        "intact": lu.intact,
        "peut_ecrire": request.acteur.peut(BILAN, Acces.ECRITURE),
        "documents": [(ext.upper(), reverse("reseau:document", args=[bilan, ext])) for ext in ("docx", "pdf")],
    }
    return render(request, "reseau/bilan.html", contexte)


def sections_de_la_page(lu: BilanLu) -> list[dict[str, Any]]:
    """Return each section as the page draws it: paragraphs in pieces, numbers told apart, then charts and tables."""
    manuels = lu.ecrits_a_la_main
    return [
        {
            "section": section,
            "paragraphes": [
                [(morceau.texte, lu.chiffres.get(morceau.code)) for morceau in decouper(ligne)]
                for ligne in section.texte.splitlines()
                if ligne.strip()
            ],
            "blocs": blocs_joints(lu, section),
            "manuels": manuels.get(section.pk, []),
        }
        for section in lu.sections
    ]


def chiffres_de_la_page(lu: BilanLu, acteur: Acteur) -> list[tuple[str, list[tuple[ChiffreArrete, str]]]]:
    """Return the figures by room, each with the address of the rows it counts when it is open to the person."""
    par_famille: dict[str, list[tuple[ChiffreArrete, str]]] = {}
    for chiffre in lu.chiffres.values():
        nom = SALLES.get(chiffre.famille, chiffre.famille)
        url = adresse_ouverte(acteur, chiffre.url_name, *map(str, chiffre.url_kwargs.values()))
        par_famille.setdefault(nom, []).append((chiffre, url))
    return list(par_famille.items())


@require_safe
def document(request: Requete, bilan: str, extension: str) -> HttpResponse:
    """Send the bilan as a file."""
    trouve = trouver(request, bilan)
    return reponse_rapport(rapport_du_bilan(lire_bilan(trouve)), f"bilan-{trouve.fin.year}", extension)


def trouver(request: Requete, identifiant: str) -> BilanReseau:
    """Return a bilan that the person may read; 404 for any other."""
    trouve = bilans_visibles(request.acteur).filter(identifiant=identifiant).first()
    if trouve is None:
        raise Http404("Aucun bilan de cet identifiant.")
    return trouve


def nouveau(request: Requete) -> HttpResponse:
    """Open a draft of the year that is over."""
    annee = timezone.localdate().year - 1
    depart = {"titre": f"Bilan de la mission {annee}", "debut": f"{annee}-01-01", "fin": f"{annee}-12-31"}
    form = BilanForm(donnees(request), initial=depart)
    if form.is_bound and form.is_valid():
        mots = {nom: form.cleaned_data[nom] for nom in ("titre", "debut", "fin")}
        if ouvert := tenter(form, lambda: services.ouvrir_bilan(request.acteur, **mots)):
            messages.success(request, "Le bilan est ouvert ; ses chiffres sont pris maintenant.")
            return HttpResponseRedirect(reverse("reseau:bilan", args=[ouvert.identifiant]))
    page = PageFormulaire(
        "Nouveau bilan",
        "Il part de la trame de la mission ; ses chiffres sont comptés sur la période, et comparés à un an avant.",
        "Ouvrir le bilan",
        reverse("reseau:bilans"),
        (("Bilans", reverse("reseau:bilans")),),
    )
    return dessiner(request, form, page, onglets=onglets(request, "bilans"))


def regler(request: Requete, bilan: str) -> HttpResponse:
    """Change title and period of a draft."""
    trouve = trouver(request, bilan)
    depart = {nom: getattr(trouve, nom) for nom in ("titre", "debut", "fin", "version")}
    form = BilanForm(donnees(request), initial=depart)
    if form.is_bound and form.is_valid():
        version = version_lue(form)
        if tenter(form, lambda: services.regler_bilan(request.acteur, bilan, form.cleaned_data, version=version)):
            messages.success(request, "Le bilan est enregistré.")
            return HttpResponseRedirect(reverse("reseau:bilan", args=[bilan]))
        renvoyer_avec_version(form, "version", trouve.version)
    page = PageFormulaire(
        "Titre et période",
        "Changer la période reprend tous les chiffres.",
        "Enregistrer",
        reverse("reseau:bilan", args=[bilan]),
        _fil(trouve),
    )
    return dessiner(request, form, page, onglets=onglets(request, "bilans"))


def _fil(bilan: BilanReseau) -> tuple[tuple[str, str], ...]:
    return (
        ("Bilans", reverse("reseau:bilans")),
        (bilan.titre, reverse("reseau:bilan", args=[bilan.identifiant])),
    )


def section(request: Requete, bilan: str, section: int | None = None) -> HttpResponse:
    """Write a section, with the figures it may name beside it."""
    trouve = trouver(request, bilan)
    lue = trouve.sections.filter(pk=section).first() if section else None
    if section and lue is None:
        raise Http404("Cette section n'existe plus.")
    if lue is not None and "retirer" in request.GET:
        return _retirer_section(request, trouve, lue)
    depart = {"version": trouve.version}
    if lue is not None:
        depart |= {"titre": lue.titre, "texte": lue.texte, "familles": lue.familles}  # type: ignore[dict-item]
    form = SectionForm(donnees(request), initial=depart)
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            services.ecrire_section(
                request.acteur, bilan, form.cleaned_data, section_id=section, version=version_lue(form)
            )
        except ConflitReseau as refus:
            form.add_error(None, refus.message)
            renvoyer_avec_version(form, "version", trouve.version)
            enregistre = [("Texte", lue.texte)] if lue else []
        except ErreurReseau as refus:
            form.add_error(refus.champ or None, refus.message)
        else:
            messages.success(request, "La section est enregistrée.")
            return HttpResponseRedirect(reverse("reseau:bilan", args=[bilan]))
    return _dessiner_section(request, form, trouve, lue, enregistre)


def _dessiner_section(
    request: Requete, form: SectionForm, bilan: BilanReseau, section: SectionBilan | None, enregistre: Any
) -> HttpResponse:
    page = PageFormulaire(
        section.titre if section else "Nouvelle section",
        "Écrivez en mots ; nommez les chiffres, ne les tapez pas.",
        "Enregistrer la section",
        reverse("reseau:bilan", args=[bilan.identifiant]),
        _fil(bilan),
    )
    contexte = {
        "onglets": onglets(request, "bilans"),
        "enregistre": enregistre,
        "retirable": section is not None,
        "catalogue": chiffres_de_la_page(lire_bilan(bilan), request.acteur),
    }
    return dessiner(request, form, page, **contexte)


def _retirer_section(request: Requete, bilan: BilanReseau, section: SectionBilan) -> HttpResponse:
    """Remove a section, after saying what goes."""
    if request.method != "POST":
        contexte = {
            "titre": f"Retirer « {section.titre} » ?",
            "texte": "Le texte de cette section sera perdu. Les chiffres, eux, restent dans le bilan.",
            "libelle": "Retirer la section",
            "retour": reverse("reseau:section", args=[bilan.identifiant, section.pk]),
            "fil": _fil(bilan),
            "onglets": onglets(request, "bilans"),
        }
        return render(request, "reseau/confirmer.html", contexte)
    try:
        services.retirer_section(request.acteur, bilan.identifiant, section.pk, version=bilan.version)
    except ErreurReseau as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, f"La section « {section.titre} » est retirée.")
    return HttpResponseRedirect(reverse("reseau:bilan", args=[bilan.identifiant]))


@require_POST
def deplacer(request: Requete, bilan: str, section: int) -> HttpResponse:
    """Move a section up or down."""
    pas = -1 if request.POST.get("sens") == "haut" else 1
    mots = "La section a changé de place."
    return _acte(request, bilan, lambda acteur, b: services.deplacer_section(acteur, b, section, pas=pas), mots)


@require_POST
def reprendre(request: Requete, bilan: str) -> HttpResponse:
    """Take the figures of a draft again."""
    return _acte(request, bilan, services.reprendre_chiffres, "Les chiffres sont repris maintenant.")


@require_POST
def arreter(request: Requete, bilan: str) -> HttpResponse:
    """Seal a bilan."""
    return _acte(request, bilan, services.arreter_bilan, "Le bilan est arrêté : plus rien n'y change.")


@require_POST
def publier(request: Requete, bilan: str) -> HttpResponse:
    """Put a bilan on the public site, or take it away."""
    publie = request.POST.get("publie") == "oui"
    mots = "Le bilan est sur le site public." if publie else "Le bilan n'est plus sur le site public."
    return _acte(request, bilan, lambda acteur, b: services.publier_bilan(acteur, b, publie=publie), mots)


def _acte(request: Requete, bilan: str, acte: Any, mots: str) -> HttpResponse:
    trouver(request, bilan)
    try:
        acte(request.acteur, bilan)
    except ErreurReseau as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, mots)
    return HttpResponseRedirect(reverse("reseau:bilan", args=[bilan]))


def supprimer(request: Requete, bilan: str) -> HttpResponse:
    """Throw a draft away, after saying what goes."""
    trouve = trouver(request, bilan)
    if not trouve.brouillon:
        raise Http404("Un bilan arrêté ne se supprime pas.")
    if request.method == "POST":
        services.supprimer_brouillon(request.acteur, bilan)
        messages.success(request, "Le brouillon est supprimé.")
        return HttpResponseRedirect(reverse("reseau:bilans"))
    contexte = {
        "titre": f"Supprimer « {trouve.titre} » ?",
        "texte": "Les textes de ce brouillon seront perdus. Les chiffres, eux, se recomptent toujours.",
        "libelle": "Supprimer le brouillon",
        "retour": reverse("reseau:bilan", args=[bilan]),
        "fil": _fil(trouve),
        "onglets": onglets(request, "bilans"),
    }
    return render(request, "reseau/confirmer.html", contexte)
