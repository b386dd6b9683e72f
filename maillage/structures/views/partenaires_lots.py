"""A file of partners: deposited, compared (in the background when it is long), reviewed page by page, written, undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.listes import liens, trouve
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, Feuille, reponse
from maillage.structures.domain.partenaires import Rapprochement
from maillage.structures.forms.partenaires import FichierPartenairesForm
from maillage.structures.models import LotPartenaires
from maillage.structures.selectors.partenaires_reunis import lot_du_dispositif, lots_du_dispositif
from maillage.structures.services.lots_partenaires import (
    abandonner_lot,
    choisir,
    decision_de,
    defaire_lot,
    demander_ecriture,
    deposer_lot,
    echanger_positions,
    rapproches_du_lot,
)
from maillage.structures.taches import lancer
from maillage.territoire.domain.comptes_rendus import comptes_dits
from maillage.territoire.domain.positions import DefautPosition
from maillage.territoire.imports.selectors import imports_d_une_portee
from maillage.territoire.selectors import communes_par_codes
from maillage.territoire.vocabulaire import EtatImport

PAR_PAGE = 100
SORTES = {
    "decider": "À décider",
    "fautes": "À corriger dans le fichier",
    "nouveaux": "Nouveaux",
    "lies": "Connus d'un autre dispositif",
    "connus": "Déjà dans votre annuaire",
}
EN_COURS = (EtatImport.LECTURE, EtatImport.ECRITURE)


def importer(request: Requete, dispositif: str) -> HttpResponse:
    """Take a file and open its review; nothing is written in the directory."""
    form = FichierPartenairesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        lot = deposer_lot(request.acteur, request.dispositif, nom=form.nom, cellules=form.cleaned_data["fichier"])
        lancer(lot, par=request.acteur.libelle)
        return redirect("structures:partenaires_lot", dispositif, lot.pk)
    contexte = {
        "dispositif": request.dispositif,
        "form": form,
        "lots": lots_du_dispositif(request.dispositif.pk),
        "faits": [
            (fait, comptes_dits(fait.comptes)) for fait in imports_d_une_portee("partenaires", request.dispositif.code)
        ],
    }
    return render(request, "structures/partenaires_importer.html", contexte, status=422 if form.errors else 200)


@require_safe
def lot(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Show what a file would do line by line, how far it is, or what it did."""
    return render(request, "structures/partenaires_lot.html", _contexte(request, _trouver(request, pk)))


@require_safe
def avancement(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Send the progress alone; once it is over, the browser is told to show the page again."""
    trouve_ = _trouver(request, pk)
    contexte = {"lot": trouve_, "en_cours": trouve_.etat in EN_COURS, "dispositif": request.dispositif}
    rendu = render(request, "structures/parties/lot_avancement.html", contexte)
    if trouve_.etat not in EN_COURS:
        rendu["HX-Refresh"] = "true"
    return rendu


@require_POST
def relire(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Keep the choices of the page shown; then write the whole file when that is the button pressed."""
    lot_ = _trouver(request, pk)
    ici = reverse("structures:partenaires_lot", args=[dispositif, pk])
    debut = "ligne-"
    choix = {nom.removeprefix(debut): str(dit) for nom, dit in request.POST.items() if nom.startswith(debut)}
    try:
        choisir(request.acteur, lot_, decisions={int(n): dit for n, dit in choix.items() if n.isdecimal()})
        if "ecrire" not in request.POST:
            messages.success(request, "Ces choix sont gardés. Rien n'est encore dans l'annuaire.")
            return redirect(f"{ici}?{request.POST.get('suite', '')}")
        lot_ = demander_ecriture(request.acteur, lot_)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect(ici)
    lancer(lot_, par=request.acteur.libelle)
    return redirect(ici) if lot_.etat != EtatImport.APPLIQUE else _fait(request, lot_)


@require_POST
def echanger(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Put right the positions that read as swapped."""
    return _agir(request, pk, lambda lot_: lancer(echanger_positions(request.acteur, lot_), par=request.acteur.libelle))


@require_POST
def abandonner(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Throw the file away."""
    return _agir(
        request,
        pk,
        lambda lot_: abandonner_lot(request.acteur, lot_),
        fait="Le fichier est abandonné : l'annuaire n'a pas changé.",
        retour=reverse("structures:partenaires_importer", args=[dispositif]),
    )


@require_POST
def defaire(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Take out of the directory what the file brought in."""
    nombre = defaire_lot(request.acteur, _trouver(request, pk))
    messages.success(request, f"L'import est annulé : {nombre} de moins dans votre annuaire.")
    return redirect("structures:partenaires", dispositif)


@require_safe
def fautes(request: Requete, dispositif: str, pk: int, extension: str) -> HttpResponse:
    """Send the lines to mend, with what is wrong in each."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    a_corriger = [un.ligne for un in rapproches_du_lot(_trouver(request, pk)) if un.ligne.fautes]
    lignes = [(ligne.numero, ligne.nom, " ; ".join(ligne.fautes)) for ligne in a_corriger]
    feuille = Feuille("À corriger", ("Ligne", "Nom", "Ce qui ne va pas"), lignes)
    return reponse(feuille, f"a-corriger-{dispositif}-{timezone.localdate().isoformat()}", extension)


def _contexte(request: Requete, lot_: LotPartenaires) -> dict[str, Any]:
    toutes = rapproches_du_lot(lot_) if lot_.etat == EtatImport.APERCU else []
    sorte = request.GET.get("montre", "")
    if sorte not in {*SORTES, "tout"}:
        sorte = "decider" if len(toutes) > PAR_PAGE and lot_.comptes.get("decider") else "tout"
    page = Paginator([un for un in toutes if sorte in {"tout", un.sorte}], PAR_PAGE).get_page(request.GET.get("page"))
    communes = {une.code: une.nom for une in communes_par_codes(un.ligne.commune for un in page)}
    suivante = page.next_page_number() if page.has_next() else page.number
    return {
        "dispositif": request.dispositif,
        "lot": lot_,
        "en_cours": lot_.etat in EN_COURS,
        "a_relire": lot_.etat == EtatImport.APERCU,
        "sorte": sorte,
        "sortes": [(code, mot, nombre) for code, mot in SORTES.items() if (nombre := lot_.comptes.get(code, 0))],
        "page": page,
        "suite": f"montre={sorte}&page={suivante}",
        "lignes": [
            (
                un,
                decision_de(lot_, un) if _est_choisi(lot_, un) else un.propose,
                communes.get(un.ligne.commune, un.ligne.adresse),
            )
            for un in page
        ],
        "indecis": sum(un.sorte == "decider" and not _est_choisi(lot_, un) for un in toutes),
        "inversees": sum(any(DefautPosition.INVERSEE in faute for faute in un.ligne.fautes) for un in toutes),
        "liens_export": liens(request, "structures:partenaires_fautes", request.dispositif.code, lot_.pk),
    }


def _est_choisi(lot_: LotPartenaires, un: Rapprochement) -> bool:
    return str(un.ligne.numero) in lot_.decisions


def _fait(request: Requete, lot_: LotPartenaires) -> HttpResponse:
    code = request.dispositif.code
    mots = f"Partenaires créés : {lot_.comptes['crees']}. Déjà connus, ajoutés à votre annuaire : {lot_.comptes['ajoutes']}."
    annuler = f"annuler:{reverse('structures:partenaires_defaire', args=[code, lot_.pk])}" if lot_.importes else ""
    messages.success(request, mots, extra_tags=annuler)
    return redirect("structures:partenaires", code)


def _agir(request: Requete, pk: int, faire: Any, *, fait: str = "", retour: str = "") -> HttpResponse:
    lot_ = _trouver(request, pk)
    try:
        faire(lot_)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        if fait:
            messages.success(request, fait)
    return redirect(retour or reverse("structures:partenaires_lot", args=[request.dispositif.code, pk]))


def _trouver(request: Requete, pk: int) -> LotPartenaires:
    return trouve(lot_du_dispositif(request.dispositif.pk, pk), "Ce fichier n'est pas connu ici.")
