"""What every page of the ledger shares: telling an act with its undo, showing a refusal or a conflict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.agenda import selectors
from maillage.agenda.domain.erreurs import AVoir, ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import differences
from maillage.agenda.domain.versions import ConflitDeVersion
from maillage.agenda.forms.champs import FormulaireAVoir
from maillage.agenda.services import Resultat
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import FORMATS, Feuille, reponse

Acte = Callable[[], Resultat[Any]]


def peut_ecrire(request: Requete) -> bool:
    """Tell whether the person may write in these agendas: pages hide what they could not do."""
    return request.acteur.peut("agenda", Acces.ECRITURE, request.dispositif.pk)


def peut_regler(request: Requete) -> bool:
    """Tell whether the person may change the rooms, words and places of the establishment."""
    return request.acteur.peut("agenda_reglages", Acces.ECRITURE, request.dispositif.pk)


def lien(request: Requete, nom: str, *arguments: Any) -> str:
    """Return an address of the agenda of the dispositif of the request."""
    return reverse(f"agenda:{nom}", args=[request.dispositif.code, *arguments])


def suite(request: Requete, defaut: str) -> str:
    """Return where the page asked to come back (`suite`), if it is one of ours."""
    voulue = request.POST.get("suite", "")
    return voulue if url_has_allowed_host_and_scheme(voulue, allowed_hosts=None) else defaut


def annoncer(request: Requete, resultat: Resultat[Any]) -> None:
    """Tell what was done, with the button that undoes it."""
    defaire = f"annuler:{lien(request, 'defaire', resultat.jeton)}" if resultat.jeton else ""
    messages.success(request, resultat.phrase, extra_tags=defaire)


def executer(request: Requete, acte: Acte, *, retour: str) -> HttpResponse:
    """Run a one-button act and go to `retour`: a refusal is told there, a conflict has its page."""
    try:
        annoncer(request, acte())
    except Introuvable as absent:
        raise Http404(absent.message) from absent
    except ConflitDeVersion as conflit:
        return page_conflit(request, conflit, retour=retour)
    except ErreurAgenda as refus:
        messages.error(request, refus.message)
    return redirect(suite(request, retour))


def refuser(request: Requete, form: forms.Form, retour: str) -> HttpResponse:
    """Tell what is wrong in a form of one line, where the person comes back to."""
    for champ, erreurs in form.errors.items():
        libelle = form.fields[champ].label if champ in form.fields else ""
        messages.error(request, f"{libelle or 'Formulaire'} : {' '.join(map(str, erreurs))}")
    return redirect(suite(request, retour))


def executer_formulaire(request: Requete, form: forms.Form, acte: Acte, *, retour: str) -> HttpResponse | None:
    """Run the act of a valid form; None when it is refused, with the reason beside its field."""
    try:
        annoncer(request, acte())
    except Introuvable as absent:
        raise Http404(absent.message) from absent
    except ConflitDeVersion as conflit:
        return page_conflit(request, conflit, retour=retour)
    except AVoir as refus:
        if not isinstance(form, FormulaireAVoir):
            raise
        form.a_voir = refus
        return None
    except ErreurAgenda as refus:
        placer_refus(form, refus)
        return None
    except ValidationError as refus:
        form.add_error(None, [message for liste in refus.message_dict.values() for message in liste])
        return None
    return redirect(retour)


def statut_du_formulaire(form: forms.Form) -> int:
    """Return the HTTP status of a form shown: 409 with something to see, 422 with errors, 200 otherwise."""
    if isinstance(form, FormulaireAVoir) and form.a_voir is not None:
        return 409
    return 422 if form.errors else 200


def page_formulaire(request: Requete, form: forms.Form, **mots: str) -> HttpResponse:
    """Show a form with its words: `titre`, `phrase`, `bouton`, `retour`; 422 when it comes back with errors."""
    contexte = {"form": form, "page": mots}
    return render(request, "agenda/formulaire.html", contexte, status=statut_du_formulaire(form))


def liens_d_export(request: Requete, nom: str, *arguments: Any) -> list[tuple[str, str]]:
    """Return one link per format, with the filters of the page."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(mot.upper(), f"{lien(request, nom, *arguments, mot)}{suite}") for mot in FORMATS]


def exporter_feuille(request: Requete, feuille: Feuille, nom: str, extension: str) -> HttpResponse:
    """Send a list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    journaliser(
        request.acteur,
        f"agenda.exporter_{nom.replace('-', '_')}",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(feuille.lignes)},
    )
    return reponse(feuille, f"{nom}-{request.dispositif.code}-{timezone.localdate().isoformat()}", extension)


def page_conflit(request: Requete, conflit: ConflitDeVersion, *, retour: str) -> HttpResponse:
    """Show both states side by side; nothing was written. Sending again, on purpose, takes the version now stored."""
    contexte = {
        "conflit": conflit,
        "differences": differences(conflit.actuel, conflit.propose) if conflit.propose else (),
        "a_renvoyer": _a_renvoyer(request.POST, conflit.actuel.version),
        "url_evenement": lien(request, "evenement", conflit.actuel.identifiant),
        "retour": retour,
    }
    return render(request, "agenda/conflit.html", contexte, status=409)


def _a_renvoyer(envoye: QueryDict, version: int) -> list[tuple[str, str]]:
    champs = [(nom, valeur) for nom in envoye for valeur in envoye.getlist(nom)]
    gardes = [(nom, valeur) for nom, valeur in champs if nom not in {"csrfmiddlewaretoken", "version"}]
    return [*gardes, ("version", str(version))]


def envoye(request: Requete) -> QueryDict | None:
    """Return the data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None


def version_lue(request: Requete) -> int | None:
    """Return the version that the page had read, None when it does not say."""
    mot = request.POST.get("version", "")
    return int(mot) if mot.isdecimal() else None


def agenda_demande(request: Requete, mot: str, le: dt.date) -> selectors.Agenda:
    """Return the agenda named in the address, or answer 404."""
    try:
        return selectors.agenda_nomme(request.acteur, request.dispositif, mot, le=le)
    except Introuvable as absent:
        raise Http404(absent.message) from absent


def evenement_demande(request: Requete, identifiant: str) -> selectors.EvenementDetaille:
    """Return the événement named in the address, or answer 404."""
    try:
        return selectors.lire_evenement(request.acteur, request.dispositif, identifiant)
    except Introuvable as absent:
        raise Http404(absent.message) from absent
