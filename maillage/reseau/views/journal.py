"""The diary of the mission: the rhythm of each dispositif, those without news first, and what was noted."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.reseau.domain.rythme import EtatRythme
from maillage.reseau.exports import feuille_journal
from maillage.reseau.forms.animation import ContactForm, FiltresJournalForm
from maillage.reseau.models import NatureContact
from maillage.reseau.permissions import JOURNAL
from maillage.reseau.selectors import journal as lire
from maillage.reseau.services.journal import noter_contacts
from maillage.reseau.services.journal import retirer_contact as retirer
from maillage.reseau.views.commun import (
    PAR_PAGE,
    PageFormulaire,
    dessiner,
    donnees,
    envoyer_feuille,
    liens_export,
    mes_dispositifs,
    onglets,
    tenter,
)
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

TONS = {EtatRythme.SANS_NOUVELLES: "danger", EtatRythme.ESPACE: "attention", EtatRythme.EN_LIEN: "succes"}


@require_safe
def journal(request: Requete) -> HttpResponse:
    """Show who has been in touch, and who has not."""
    form, filtres = _filtres(request)
    le = timezone.localdate()
    lignes = lire.lister_rythmes(request.acteur, filtres, le=le)
    etats = Counter(ligne.rythme.etat for ligne in lignes)
    contexte = {
        "onglets": onglets(request, "journal"),
        "form": form,
        "tri": filtres.tri,
        "page": Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "etats": [(f"{etat.value}\u00a0: {etats[etat]}", TONS[etat]) for etat in EtatRythme],
        "tons": TONS,
        "filtree": bool(request.GET),
        "peut_noter": request.acteur.peut(JOURNAL, Acces.ECRITURE),
        "liens_export": liens_export(request, "reseau:exporter_journal"),
    }
    return render(request, "reseau/journal.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the rhythm of the filtered dispositifs."""
    _, filtres = _filtres(request)
    lignes = lire.lister_rythmes(request.acteur, filtres, le=timezone.localdate())
    return envoyer_feuille(request, feuille_journal(lignes), "journal", extension)


def _filtres(request: Requete) -> tuple[FiltresJournalForm, lire.FiltresJournal]:
    form = FiltresJournalForm(request.GET or None, departements=lire.departements_du_journal(request.acteur))
    return form, form.filtres()


@require_safe
def contacts(request: Requete, dispositif: str) -> HttpResponse:
    """Show every contact with one dispositif."""
    le = timezone.localdate()
    lus = lire.contacts_du_dispositif(request.dispositif.pk, le=le)
    rythme = lire.rythme_du_dispositif(lus, le=le)
    contexte = {
        "onglets": onglets(request, "journal"),
        "dispositif": request.dispositif,
        "rythme": rythme,
        "ton": TONS[rythme.etat],
        "page": Paginator(lus, PAR_PAGE).get_page(request.GET.get("page")),
        "notes": lire.contacts_notes(request.acteur, request.dispositif.pk)[:PAR_PAGE],
        "peut_noter": request.acteur.peut(JOURNAL, Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "reseau/contacts.html", contexte)


def noter(request: Requete) -> HttpResponse:
    """Note a contact, with one or several dispositifs."""
    siens = {d.code: d for d in mes_dispositifs(request, JOURNAL, Acces.ECRITURE)}
    depart = {
        "date": timezone.localdate(),
        "nature": NatureContact.TELEPHONE,
        "dispositifs": request.GET.getlist("dispositif"),
    }
    form = ContactForm(donnees(request), initial=depart, dispositifs=[(d.code, d.nom) for d in siens.values()])
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        cles = [siens[code].pk for code in lus["dispositifs"]]
        mots = {nom: lus[nom] for nom in ("date", "nature", "objet")}
        if tenter(form, lambda: noter_contacts(request.acteur, cles, **mots)):
            messages.success(request, "Le contact est au journal.")
            return HttpResponseRedirect(reverse("reseau:journal"))
    page = PageFormulaire(
        "Noter un contact",
        "Un appel, un courriel, une visite que rien d'autre ne compte : rencontres, formations et soutiens sont déjà là.",
        "Noter au journal",
        reverse("reseau:journal"),
        (("Journal de la mission", reverse("reseau:journal")),),
    )
    return dessiner(request, form, page, onglets=onglets(request, "journal"))


def retirer_contact(request: Requete, contact: int) -> HttpResponse:
    """Take back a contact noted by mistake, after saying what goes."""
    trouve = lire.contact_note(request.acteur, contact)
    if trouve is None:
        raise Http404("Ce contact n'est pas au journal.")
    retour = reverse("reseau:contacts", args=[trouve.dispositif.code])
    if request.method == "POST":
        retirer(request.acteur, contact)
        messages.success(request, "Le contact est retiré du journal.")
        return HttpResponseRedirect(retour)
    contexte = {
        "titre": f"Retirer « {trouve.objet} » ?",
        "texte": "Ce contact disparaît du journal du dispositif, et des chiffres du bilan qui ne sont pas encore arrêtés.",
        "libelle": "Retirer le contact",
        "retour": retour,
        "fil": [("Journal de la mission", reverse("reseau:journal")), (trouve.dispositif.nom, retour)],
        "onglets": onglets(request, "journal"),
    }
    return render(request, "reseau/confirmer.html", contexte)
