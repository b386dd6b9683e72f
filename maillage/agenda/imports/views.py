"""Pages of imports: deposit, columns, preview, application, undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agenda.imports import selectors, services
from maillage.agenda.imports.domain.reglages import fin_des_repetitions
from maillage.agenda.imports.domain.reunion import DUREE_A_VERIFIER
from maillage.agenda.imports.export_erreurs import erreurs_csv
from maillage.agenda.imports.forms import AgendaForm, ColonnesForm, DepotForm, ReglesFormSet, regles_initiales
from maillage.agenda.imports.messages import dire_colonne, phrase_annulation, phrase_application
from maillage.agenda.imports.modele import MODELES
from maillage.agenda.imports.readers import ICS
from maillage.agenda.imports.services.depot import REGLABLES, ErreurImport
from maillage.agenda.imports.taches import lancer_apercu, lancer_application
from maillage.agenda.imports.valeurs_lues import lire_entetes_et_valeurs
from maillage.agenda.models import EtatLot, IssueLigne, LigneLot, LotImport
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50
LOTS_PAR_PAGE = 25
EN_COURS = (EtatLot.ANALYSE, EtatLot.ECRITURE)
TONS = {
    IssueLigne.AJOUT: "succes",
    IssueLigne.MODIFICATION: "info",
    IssueLigne.INCHANGE: "neutre",
    IssueLigne.ANNULATION: "attention",
    IssueLigne.ERREUR: "danger",
}
TONS_ETATS = {
    EtatLot.APPLIQUE: "succes",
    EtatLot.APERCU: "info",
    EtatLot.ECHEC: "danger",
    EtatLot.ANALYSE: "attention",
    EtatLot.ECRITURE: "attention",
}


def _lien(request: Requete, nom: str, *arguments: Any) -> str:
    return reverse(f"agenda:{nom}", args=[request.dispositif.code, *arguments])


def _lot(request: Requete, lot: int) -> LotImport:
    return get_object_or_404(selectors.lots_visibles(request.acteur, request.dispositif.pk), pk=lot)


def _tracer_lecture(request: Requete, lot: LotImport) -> None:
    """The lines of a file name young people: reading them is journaled."""
    journaliser(
        request.acteur,
        "agenda.lire_import",
        nature=NatureTrace.LECTURE,
        objet=f"lot {lot.pk}",
        dispositif_id=lot.dispositif_id,
    )


def _peut_importer(request: Requete) -> bool:
    return request.acteur.peut(selectors.SECTION, Acces.ECRITURE, request.dispositif.pk)


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the lots, newest first, with their state, counts and what may be done."""
    lots = selectors.lots_visibles(request.acteur, request.dispositif.pk)
    page = Paginator(lots, LOTS_PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [
        {"lot": lot, "ton": TONS_ETATS.get(EtatLot(lot.etat), "neutre"), "comptes": lot.compte_rendu.get("evenements")}
        for lot in page.object_list
    ]
    contexte = {"page": page, "lignes": lignes, "peut_importer": _peut_importer(request)}
    return render(request, "agenda/imports/liste.html", contexte)


@require_http_methods(["GET", "POST"])
def importer(request: Requete, dispositif: str) -> HttpResponse:
    """Take a file; a known source goes straight to the preview, a new one through its columns."""
    form = DepotForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _deposer(request, form)
        except ErreurImport as refus:
            form.add_error(refus.champ or None, refus.message)
    contexte = {"form": form, "sources": selectors.sources_connues(request.dispositif.pk)}
    return render(request, "agenda/imports/deposer.html", contexte, status=400 if form.errors else 200)


def _deposer(request: Requete, form: DepotForm) -> HttpResponse:
    source = " ".join(form.cleaned_data["source"].split())
    connue = source in selectors.sources_connues(request.dispositif.pk)
    lot = services.deposer_fichier(
        request.acteur,
        request.dispositif.pk,
        source=source,
        nom=form.cleaned_data["fichier"].name,
        contenu=form.contenu(),
    )
    if not connue:
        return redirect(_lien(request, "correspondance", lot.pk))
    lancer_apercu(request.acteur, lot)
    return redirect(_lien(request, "apercu", lot.pk))


@require_http_methods(["GET", "POST"])
def correspondance(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """Choose how the source maps to our columns, then see the preview."""
    depose = _lot(request, lot)
    if depose.etat not in REGLABLES:
        messages.info(request, "Ce fichier est déjà appliqué : ses réglages ne changent plus.")
        return redirect(_lien(request, "apercu", lot))
    return (_regler_agenda if depose.format == ICS else _regler_table)(request, depose)


def _regler_table(request: Requete, lot: LotImport) -> HttpResponse:
    lu = lire_entetes_et_valeurs(bytes(lot.contenu), lot.format, lot.correspondance.get("colonnes", {}))
    form = ColonnesForm(request.POST or None, entetes=lu.entetes, valeurs=lu.valeurs, reglages=lot.correspondance)
    if request.method == "POST" and form.is_valid():
        services.regler_lot(request.acteur, lot, form.reglages(lot.correspondance))
        if "relire" in request.POST:
            return redirect(_lien(request, "correspondance", lot.pk))
        lancer_apercu(request.acteur, lot)
        return redirect(_lien(request, "apercu", lot.pk))
    contexte = {"lot": lot, "form": form, "entetes": lu.entetes, "exemples": lu.exemples}
    return render(request, "agenda/imports/colonnes.html", contexte, status=400 if form.errors else 200)


def _regler_agenda(request: Requete, lot: LotImport) -> HttpResponse:
    annuaires = selectors.annuaires_du_dispositif(lot.dispositif_id)
    initial = {"jusqu_au": fin_des_repetitions(lot.correspondance, depot=timezone.localdate(lot.cree_le))}
    donnees = request.POST or None
    form = AgendaForm(donnees, reglages=lot.correspondance, annuaires=annuaires, initial=initial)
    regles = ReglesFormSet(donnees, initial=regles_initiales(lot.correspondance), prefix="regle")
    if request.method == "POST" and form.is_valid() and regles.is_valid():
        retenues = [regle for ligne in regles.forms if (regle := ligne.regle())]
        services.regler_lot(request.acteur, lot, form.reglages(lot.correspondance, retenues))
        lancer_apercu(request.acteur, lot)
        return redirect(_lien(request, "apercu", lot.pk))
    statut = 400 if donnees else 200
    return render(request, "agenda/imports/agenda.html", {"lot": lot, "form": form, "regles": regles}, status=statut)


@require_http_methods(["GET", "POST"])
def apercu(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """Show what the file does, line by line; POST makes the preview again, here and now."""
    vu = _lot(request, lot)
    if request.method == "POST":
        return _relancer(request, vu)
    if vu.etat == EtatLot.DEPOSE:
        return redirect(_lien(request, "correspondance", lot))
    _tracer_lecture(request, vu)
    issue = request.GET.get("issue", "")
    issue = issue if issue in IssueLigne.values else ""
    page = Paginator(selectors.lignes_du_lot(vu, issue), PAR_PAGE).get_page(request.GET.get("page"))
    entetes = list(dict.fromkeys(entete for ligne in page.object_list for entete, _ in ligne.cellules))
    lignes = [_presenter(vu, ligne, entetes) for ligne in page.object_list]
    comptes = selectors.comptes_des_lignes(vu)
    contexte = {
        "lot": vu,
        "ton": TONS_ETATS.get(EtatLot(vu.etat), "neutre"),
        "en_cours": vu.etat in EN_COURS,
        "page": page,
        "lignes": lignes,
        "entetes": entetes,
        "issue": issue,
        "choix": [(code, libelle, comptes.get(code, 0)) for code, libelle in IssueLigne.choices],
        "peut_importer": _peut_importer(request),
        "reglable": vu.etat in REGLABLES,
    }
    return render(request, "agenda/imports/apercu.html", contexte)


def _presenter(lot: LotImport, ligne: LigneLot, entetes: list[str]) -> dict[str, Any]:
    erreurs = [{"ou": dire_colonne(lot, e["colonne"]).removeprefix(", "), "motif": e["motif"]} for e in ligne.erreurs]
    textes = dict(ligne.cellules)
    return {
        "numero": ligne.numero,
        "libelle": ligne.get_issue_display(),
        "ton": TONS[IssueLigne(ligne.issue)],
        "cases": [(entete, textes.get(entete, "")) for entete in entetes],
        "erreurs": erreurs,
        "reserve": ligne.reserve,
        "minutes": ligne.minutes,
        "longue": ligne.minutes is not None and ligne.minutes > DUREE_A_VERIFIER,
    }


def _relancer(request: Requete, lot: LotImport) -> HttpResponse:
    """Do at once what waits for the background work."""
    try:
        (lancer_application if lot.etat == EtatLot.ECRITURE else lancer_apercu)(request.acteur, lot, direct=True)
    except ErreurImport as refus:
        messages.error(request, refus.message)
    return redirect(_lien(request, "apercu", lot.pk))


@require_safe
def avancement(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """Progress of the background work, asked again by the page; the whole page is drawn anew at the end."""
    suivi = _lot(request, lot)
    reponse = render(request, "agenda/imports/avancement.html", {"lot": suivi, "en_cours": suivi.etat in EN_COURS})
    if suivi.etat not in EN_COURS:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_POST
def appliquer(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """Write the good lines."""
    applique = _lot(request, lot)
    try:
        lancer_application(request.acteur, applique)
    except ErreurImport as refus:
        messages.error(request, refus.message)
    else:
        applique.refresh_from_db()
        if applique.etat == EtatLot.APPLIQUE:
            defaire = f"annuler:{_lien(request, 'annuler_lot', lot)}"
            messages.success(request, phrase_application(applique), extra_tags=defaire)
    return redirect(_lien(request, "apercu", lot))


@require_POST
def annuler_lot(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """Undo a lot, and say what was left."""
    try:
        annule = services.annuler_lot(request.acteur, _lot(request, lot))
    except ErreurImport as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, phrase_annulation(annule))
    return redirect(_lien(request, "apercu", lot))


@require_safe
def erreurs_lot(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """The lines in error with their cells and reasons, as CSV, to be corrected and imported again."""
    vu = _lot(request, lot)
    _tracer_lecture(request, vu)
    return _telecharger(erreurs_csv(vu), "text/csv; charset=utf-8", f"erreurs-lot-{lot}.csv")


@require_safe
def fichier_lot(request: Requete, dispositif: str, lot: int) -> HttpResponse:
    """The file as it was deposited."""
    vu = _lot(request, lot)
    _tracer_lecture(request, vu)
    return _telecharger(bytes(vu.contenu), "application/octet-stream", vu.nom_fichier)


@require_safe
def modele_import(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """The model file with the documented columns."""
    if extension not in MODELES:
        raise Http404("Le modèle existe en CSV et en XLSX.")
    fabriquer, type_mime = MODELES[extension]
    return _telecharger(fabriquer(), type_mime, f"modele-import-agenda.{extension}")


def _telecharger(contenu: bytes, type_mime: str, nom: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    return HttpResponse(contenu, content_type=type_mime, headers={"Content-Disposition": disposition})
