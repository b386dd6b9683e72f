"""Templates of the establishment: the list, depositing, versions, looking at one with an invented or a real young person, making a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.projet.documents.lecture import lire_docx
from maillage.projet.documents.pdf import docx_en_pdf
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.forms.ecrits_documents import (
    DecrireModeleForm,
    DeposerModeleForm,
    FiltresModelesForm,
    GenererForm,
    VersionModeleForm,
)
from maillage.projet.models import ModeleDocument, VersionModele
from maillage.projet.referentiels_ecrits import (
    categories,
    champs_de_modele,
    filtres_de_modele,
    libelle_categorie,
    listes_de_modele,
)
from maillage.projet.selectors import ecrits_modeles as lire
from maillage.projet.selectors.ecrits_documents import categories_ou_deposer
from maillage.projet.services import ecrits_modeles as services
from maillage.projet.views.ecrits_commun import (
    PageSaisie,
    acte,
    conduire,
    donnees,
    lien,
    peut_ecrire,
    trouver_jeune,
)
from maillage.socle.pieces import lire_piece, reponse_fichier, reponse_piece
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

EXTENSIONS = {"docx": "DOCX", "pdf": "PDF"}


def modeles(request: Requete, dispositif: str) -> HttpResponse:
    """List the templates, with what each makes and its version."""
    form = FiltresModelesForm(request.GET or None)
    form.is_valid()
    lus = {nom: valeur for nom, valeur in form.cleaned_data.items() if valeur} if form.is_bound else {}
    tri = request.GET.get("tri", lire.TRI_PAR_DEFAUT)
    trouves = lire.modeles_du_dispositif(request.acteur, request.dispositif.pk, tri=tri, **lus)
    contexte = {
        "form": form,
        "tri": tri,
        "filtree": bool(lus),
        "lignes": [(un, next(iter(un.versions.all()), None), libelle_categorie(un.categorie)) for un in trouves],
        "modifiable": peut_ecrire(request, "modeles_ecrits"),
    }
    return render(request, "projet/ecrits/modeles.html", contexte)


def champs(request: Requete, dispositif: str) -> HttpResponse:
    """The white list: every field that a template may hold, with how it is written."""
    contexte = {
        "champs": champs_de_modele().values(),
        "listes": listes_de_modele().values(),
        "filtres": filtres_de_modele().items(),
    }
    return render(request, "projet/ecrits/champs.html", contexte)


def deposer(request: Requete, dispositif: str) -> HttpResponse:
    """Deposit a template: an unknown field is named, with its paragraph."""
    form = DeposerModeleForm(donnees(request), request.FILES or None, categories=_categories())
    page = PageSaisie(
        titre="Déposer un modèle",
        phrase="Un texte Word avec des champs comme {{ jeune.prenom }}. Il est vérifié avant d'être gardé.",
        bouton="Déposer",
        retour=lien(request, "modeles"),
        fait="Le modèle est déposé. Regardez-le avec le jeune d'exemple.",
        fichier=True,
        fil=(("Modèles de documents", lien(request, "modeles")),),
        gabarit="projet/ecrits/deposer_modele.html",
    )

    def executer() -> str:
        modele = services.deposer_modele(
            request.acteur,
            dispositif_id=request.dispositif.pk,
            saisie=form.saisie(),
            fichier=form.cleaned_data["fichier"],
            maintenant=timezone.now(),
        )
        return lien(request, "modele", modele.identifiant)

    return conduire(request, form, page=page, executer=executer)


def modele(request: Requete, dispositif: str, modele: str) -> HttpResponse:
    """One template: what it holds, its versions, how it looks."""
    trouve, derniere = _trouver(request, modele)
    contexte = {
        "modele": trouve,
        "derniere": derniere,
        "categorie": libelle_categorie(trouve.categorie),
        "champs": lire.dire_champs(derniere.champs),
        "versions": list(trouve.versions.all()),
        "modifiable": peut_ecrire(request, "modeles_ecrits"),
        "apercu": lire_docx(services.rendre_exemple(request.acteur, version=derniere).docx),
    }
    return render(request, "projet/ecrits/modele.html", contexte)


def exemple(request: Requete, dispositif: str, modele: str, extension: str) -> HttpResponse:
    """The template filled with the invented young person, as a file."""
    _, derniere = _trouver(request, modele)
    if extension not in EXTENSIONS:
        raise Http404("Ce format n'existe pas.")
    rendu = services.rendre_exemple(request.acteur, version=derniere)
    return _fichier(request, f"exemple-{derniere.modele.nom}", rendu.docx, extension)


def fichier(request: Requete, dispositif: str, modele: str, version: int) -> HttpResponse:
    """The file of a version, to change it in a word processor."""
    trouve, _ = _trouver(request, modele)
    voulue = next((une for une in trouve.versions.all() if une.numero == version), None)
    if voulue is None:
        raise Http404("Cette version n'existe pas.")
    return reponse_piece(voulue.piece, lire_piece(request.acteur, voulue.piece))


def ajouter_version(request: Requete, dispositif: str, modele: str) -> HttpResponse:
    """Deposit a new version of a template."""
    trouve, derniere = _trouver(request, modele)
    form = VersionModeleForm(donnees(request), request.FILES or None, initial={"version": derniere.numero})
    page = PageSaisie(
        titre="Nouvelle version du modèle",
        phrase=f"« {trouve.nom} » : les documents déjà faits ne changent pas.",
        bouton="Déposer",
        retour=lien(request, "modele", modele),
        fait="La nouvelle version est en place.",
        fichier=True,
        fil=(("Modèles de documents", lien(request, "modeles")),),
        gabarit="projet/ecrits/deposer_modele.html",
    )

    def executer() -> None:
        services.ajouter_version_modele(request.acteur, modele=trouve, maintenant=timezone.now(), **form.cleaned_data)

    return conduire(request, form, page=page, executer=executer)


def renommer(request: Requete, dispositif: str, modele: str) -> HttpResponse:
    """Change what is said of a template."""
    trouve, _ = _trouver(request, modele)
    depart = {"nom": trouve.nom, "categorie": trouve.categorie, "phrase": trouve.phrase}
    form = DecrireModeleForm(donnees(request), categories=_categories(), initial=depart)
    page = PageSaisie(
        titre="Décrire le modèle",
        phrase="Son nom, ce qu'il produit, à quoi il sert.",
        bouton="Enregistrer",
        retour=lien(request, "modele", modele),
        fait="Le modèle est décrit.",
        fil=(("Modèles de documents", lien(request, "modeles")),),
    )

    def executer() -> None:
        services.renommer_modele(request.acteur, modele=trouve, saisie=form.saisie())

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retirer(request: Requete, dispositif: str, modele: str) -> HttpResponse:
    """Offer it no more."""
    trouve, _ = _trouver(request, modele)
    return acte(
        request,
        lambda: services.retirer_modele(request.acteur, modele=trouve, maintenant=timezone.now()),
        retour=lien(request, "modeles"),
        fait="Le modèle n'est plus proposé.",
        annuler=lien(request, "retablir_modele", modele),
    )


@require_POST
def retablir(request: Requete, dispositif: str, modele: str) -> HttpResponse:
    """Offer it again."""
    trouve, _ = _trouver(request, modele)
    return acte(
        request,
        lambda: services.retablir_modele(request.acteur, modele=trouve),
        retour=lien(request, "modele", modele),
        fait="Le modèle est de nouveau proposé.",
    )


@require_POST
def installer(request: Requete, dispositif: str) -> HttpResponse:
    """Add the templates shipped."""

    def faire() -> None:
        services.installer_modeles_de_depart(
            request.acteur, dispositif_id=request.dispositif.pk, maintenant=timezone.now()
        )

    return acte(
        request,
        faire,
        retour=lien(request, "modeles"),
        fait="Les modèles de départ sont ajoutés : téléchargez-les, changez-les, redéposez-les.",
    )


def choisir(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Choose the template of a document for a young person, among those whose section is open."""
    connu = trouver_jeune(request, jeune)
    ouvertes = dict(categories_ou_deposer(request.acteur, request.dispositif.pk, connu.pk, le=timezone.localdate()))
    trouves = lire.modeles_du_dispositif(request.acteur, request.dispositif.pk)
    lignes = [(un, libelle_categorie(un.categorie)) for un in trouves if un.categorie in ouvertes]
    return render(request, "projet/ecrits/choisir_modele.html", {"jeune": connu, "lignes": lignes})


def generer(request: Requete, dispositif: str, jeune: str, modele: str) -> HttpResponse:
    """Fill what the template asks, look at it, then file the document; looking reads the file, and is journaled."""
    connu = trouver_jeune(request, jeune)
    trouve, derniere = _trouver(request, modele)
    demandes = [code.removeprefix("saisie.") for code in derniere.champs if code.startswith("saisie.")]
    form = GenererForm(
        donnees(request), saisies=demandes, initial={"titre": f"{trouve.nom}, {connu.prenom} {connu.nom}"}
    )
    page = PageSaisie(
        titre=f"{trouve.nom}\u00a0: {connu}",
        phrase="Remplissez, regardez l'aperçu, puis rangez le document dans le dossier.",
        bouton="Ranger dans le dossier",
        retour=lien(request, "choisir_modele", jeune),
        fait="Le document est rangé dans le dossier.",
        gabarit="projet/ecrits/generer.html",
        fil=((f"Documents\u00a0: {connu}", lien(request, "documents_du_jeune", jeune)),),
    )
    journaliser_lecture(
        request.acteur, "projet.apercevoir_document", jeune_id=connu.pk, dispositif_id=request.dispositif.pk
    )
    contexte = {"jeune": connu, "modele": trouve, **_apercu(request, derniere, connu, form)}
    if "apercu" in request.POST:
        return render(request, page.gabarit, {"form": form, "page": page, **contexte})

    def executer() -> str:
        document = services.generer_document(
            request.acteur,
            version=derniere,
            dispositif=request.dispositif,
            jeune=connu,
            saisies=form.saisies(),
            format=form.cleaned_data["format"],
            titre=form.cleaned_data["titre"],
            maintenant=timezone.now(),
        )
        return lien(request, "document", document.identifiant)

    return conduire(request, form, page=page, executer=executer, **contexte)


def _apercu(request: Requete, version: VersionModele, jeune: Any, form: GenererForm) -> dict[str, Any]:
    """The document as it would be now, and what the file leaves empty; a refusal is told instead."""
    demandes = [code.removeprefix("saisie.") for code in version.champs if code.startswith("saisie.")]
    saisies = {nom: f"[{services.dire_saisie(nom)}]" for nom in demandes}
    if form.is_bound and form.is_valid():
        saisies = form.saisies()
    try:
        rendu = services.rendre(
            request.acteur,
            version=version,
            dispositif=request.dispositif,
            jeune=jeune,
            saisies=saisies,
            maintenant=timezone.now(),
        )
    except ErreurProjet as refus:
        return {"refus": refus.message}
    return {"apercu": lire_docx(rendu.docx), "vides": rendu.vides}


def _trouver(request: Requete, identifiant: str) -> tuple[ModeleDocument, VersionModele]:
    trouve = lire.modele_du_dispositif(request.acteur, request.dispositif.pk, identifiant)
    derniere = next(iter(trouve.versions.all()), None) if trouve else None
    if trouve is None or derniere is None:
        raise Http404("Aucun modèle de cet identifiant dans ce dispositif.")
    return trouve, derniere


def _fichier(request: Requete, nom: str, docx: bytes, extension: str) -> HttpResponse:
    if extension == "docx":
        return reponse_fichier(f"{nom}.docx", "DOCX", docx)
    try:
        octets = docx_en_pdf(docx, auteur=request.acteur.libelle, le=timezone.localdate())
    except ErreurProjet as refus:
        messages.error(request, refus.message)
        return redirect(lien(request, "modeles"))
    return reponse_fichier(f"{nom}.pdf", "PDF", octets, en_ligne=True)


def _categories() -> list[tuple[str, str]]:
    return [(code, une.libelle) for code, une in categories().items()]
