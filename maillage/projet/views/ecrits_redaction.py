"""Writing transmissions: the form with its draft and its sentences, correcting in sight, taking back, acknowledging."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.parcours import selectors as parcours
from maillage.parcours.referentiels import fonctions, sections_du_dossier
from maillage.projet.forms.ecrits import CorrectionForm, MotifForm, TransmissionForm
from maillage.projet.models import Transmission
from maillage.projet.referentiels_ecrits import section_de_depot
from maillage.projet.selectors import ecrits_transmissions as lire
from maillage.projet.selectors.ecrits_transmissions import POUR_MOI, FiltresTransmissions
from maillage.projet.services import ecrits_transmissions as services
from maillage.projet.views.ecrits_commun import (
    PageSaisie,
    annoncer,
    conduire,
    donnees,
    lien,
    suite,
    trouver_jeune,
    trouver_transmission,
)
from maillage.socle.brouillon.services import brouillon_de, jeter_brouillon
from maillage.socle.requete import Requete
from maillage.structures import selectors as structures

ECRITE = "La transmission est écrite."
DEPOSEE = (
    "La note est déposée pour l'équipe. Ce dossier ne vous est pas ouvert : vous n'en verrez que ce que vous écrivez."
)


def composer(request: Requete, jeune: Any | None) -> dict[str, Any]:
    """What the field of writing needs: its form, the sentences, and whether it is a deposit for a team one is not of."""
    phrases = list(_phrases(request, jeune))
    form = _form(request, jeune, initial=_depart(request, jeune, phrases))
    return {
        "form": form,
        "phrases": phrases,
        "jeune": jeune,
        "depot": _est_un_depot(request, jeune),
        "brouillon_cle": _cle(request, jeune),
    }


def ecrire(request: Requete, dispositif: str) -> HttpResponse:
    """Write a transmission; `?jeune=` says about whom, `?phrase=` begins it."""
    identifiant = request.GET.get("jeune", "")
    jeune = trouver_jeune(request, identifiant) if identifiant else None
    contexte = composer(request, jeune)
    form = contexte.pop("form")
    page = PageSaisie(
        titre=f"Transmettre\u00a0: {jeune}" if jeune else "Écrire une transmission",
        phrase="Un seul champ suffit. Ce que vous écrivez est gardé en brouillon au fur et à mesure.",
        bouton="Transmettre",
        retour=lien(request, "transmissions_du_jeune", jeune.identifiant) if jeune else lien(request, "transmissions"),
        fait=DEPOSEE if contexte["depot"] else ECRITE,
        gabarit="projet/ecrits/ecrire.html",
    )

    def executer() -> str:
        vise = jeune
        if vise is None and form.cleaned_data["jeune"]:
            vise = trouver_jeune(request, form.cleaned_data["jeune"])
        services.ecrire_transmission(
            request.acteur,
            dispositif_id=request.dispositif.pk,
            saisie=form.saisie(vise),
            maintenant=timezone.now(),
        )
        jeter_brouillon(request.acteur, cle=contexte["brouillon_cle"])
        return lien(request, "transmissions_du_jeune", vise.identifiant) if vise else f"{page.retour}?fil=toutes"

    return conduire(request, form, page=page, executer=executer, **contexte)


def corriger(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """Correct one's own transmission; the former text stays in sight."""
    trouvee = trouver_transmission(request, transmission)
    depart = {"texte": trouvee.texte, "version": trouvee.version}
    form = CorrectionForm(donnees(request), initial=depart)
    page = PageSaisie(
        titre="Corriger la transmission",
        phrase="L'ancien texte reste lisible dans ses versions. Qui l'avait lue devra la relire.",
        bouton="Enregistrer la correction",
        retour=lien(request, "transmission", transmission),
        fait="La correction est enregistrée ; l'ancienne version reste lisible.",
    )

    def executer() -> None:
        services.corriger_transmission(
            request.acteur, transmission=trouvee, maintenant=timezone.now(), **form.cleaned_data
        )

    return conduire(request, form, page=page, executer=executer)


def retirer(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """Take one's own transmission out of sight, with a reason."""
    trouvee = trouver_transmission(request, transmission)
    form = MotifForm(donnees(request))
    page = PageSaisie(
        titre="Retirer la transmission",
        phrase="Le texte ne se lira plus. La ligne reste dans le fil, avec votre motif et votre nom.",
        bouton="Retirer",
        retour=retour_de(request, trouvee),
        fait="La transmission est retirée.",
        annuler=lien(request, "retablir_transmission", transmission),
        danger=True,
    )

    def executer() -> None:
        services.retirer_transmission(
            request.acteur, transmission=trouvee, motif=form.cleaned_data["motif"], maintenant=timezone.now()
        )

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retablir(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """Put a withdrawn transmission back."""
    trouvee = trouver_transmission(request, transmission)
    services.retablir_transmission(request.acteur, transmission=trouvee)
    annoncer(request, "La transmission est rétablie.")
    return redirect(retour_de(request, trouvee))


@require_POST
def lue(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """« J'ai lu »: with scripts only that line changes."""
    trouvee = trouver_transmission(request, transmission)
    _accuser(request, [trouvee])
    if not request.htmx:
        annoncer(request, "Lecture notée.", lien(request, "non_lue", transmission))
        return redirect(suite(request, lien(request, "transmissions")))
    (ligne,) = lire.lignes_transmissions(request.acteur, [trouver_transmission(request, transmission)])
    contexte = {"ligne": ligne, "avec_jeune": request.POST.get("avec_jeune") == "1", "peut_ecrire": True}
    return render(request, "projet/ecrits/_ligne.html", contexte)


@require_POST
def non_lue(request: Requete, dispositif: str, transmission: str) -> HttpResponse:
    """Take back one's acknowledgement."""
    services.reprendre_accuse(request.acteur, transmission=trouver_transmission(request, transmission))
    annoncer(request, "La transmission attend de nouveau votre lecture.")
    return redirect(suite(request, lien(request, "transmissions")))


@require_POST
def tout_lu(request: Requete, dispositif: str) -> HttpResponse:
    """Acknowledge everything that is shown in « pour moi », and nothing that came since the page was read."""
    montrees = request.POST.getlist("transmission")
    filtres = FiltresTransmissions(fil=POUR_MOI)
    attendues = lire.lister_transmissions(request.acteur, request.dispositif.pk, filtres, le=timezone.localdate())
    nombre = _accuser(request, attendues.filter(identifiant__in=montrees))
    annoncer(request, f"{nombre} lecture{'s' if nombre > 1 else ''} notée{'s' if nombre > 1 else ''}.")
    return redirect(lien(request, "transmissions"))


def retour_de(request: Requete, transmission: Transmission) -> str:
    """Return the thread where a transmission stands."""
    if transmission.jeune is None:
        return f"{lien(request, 'transmissions')}?fil=toutes"
    return lien(request, "transmissions_du_jeune", transmission.jeune.identifiant)


def _accuser(request: Requete, transmissions: list[Transmission] | QuerySet[Transmission]) -> int:
    return services.accuser_lecture(
        request.acteur,
        transmissions=transmissions,
        dispositif_id=request.dispositif.pk,
        maintenant=timezone.now(),
    )


def _form(request: Requete, jeune: Any | None, *, initial: dict[str, Any]) -> TransmissionForm:
    le = timezone.localdate()
    personnes = structures.professionnels_du_dispositif(request.dispositif.pk, le)
    toutes = [(code, section.libelle) for code, section in sections_du_dossier().items()]
    sections = lire.sections_ou_ecrire(request.acteur, request.dispositif.pk, jeune.pk, le=le) if jeune else toutes
    return TransmissionForm(
        donnees(request),
        jeunes=None if jeune else _jeunes(request),
        sections=sections,
        fonctions=list(fonctions().items()),
        personnes=[(str(pro.pk), f"{pro.prenom} {pro.nom}") for pro in personnes],
        initial=initial,
    )


def _jeunes(request: Requete) -> list[tuple[str, list[tuple[str, str]]]]:
    """Those of my teams first."""
    connus = parcours.jeunes_visibles(request.acteur, request.dispositif).order_by("nom", "prenom")
    miens = parcours.jeunes_de_mes_equipes(request.acteur, request.dispositif.pk, timezone.localdate())
    choix = [(j.pk, (j.identifiant, f"{j.nom} {j.prenom}")) for j in connus.only("identifiant", "nom", "prenom")]
    return [
        ("Les jeunes de mes équipes", [un for cle, un in choix if cle in miens]),
        ("Les autres jeunes du dispositif", [un for cle, un in choix if cle not in miens]),
    ]


def _phrases(request: Requete, jeune: Any | None) -> list[dict[str, Any]]:
    """Sentences of the sections where the person may write, with the first name in them."""
    prenom = jeune.prenom if jeune else "le jeune"
    possibles = None
    if jeune:
        sections = lire.sections_ou_ecrire(request.acteur, request.dispositif.pk, jeune.pk, le=timezone.localdate())
        possibles = {code for code, _ in sections}
    return [
        {"pk": phrase.pk, "texte": phrase.texte.replace("{prenom}", prenom), "section": phrase.section}
        for phrase in lire.phrases_du_dispositif(request.dispositif.pk)
        if possibles is None or phrase.section in possibles
    ]


def _depart(request: Requete, jeune: Any | None, phrases: list[dict[str, Any]]) -> dict[str, Any]:
    """The draft if there is one, then the sentence that was chosen."""
    garde = brouillon_de(request.acteur, _cle(request, jeune))
    ecrit = garde.valeurs.get("texte", [""])[-1] if garde else ""
    choisie = next((p for p in phrases if str(p["pk"]) == request.GET.get("phrase")), None)
    texte = " ".join(part for part in (ecrit, choisie["texte"] if choisie else "") if part)
    return {"texte": texte, "section": choisie["section"] if choisie else section_de_depot()}


def _cle(request: Requete, jeune: Any | None) -> str:
    """One draft per young person, wherever it is written, and one for the life of the service."""
    if jeune is None:
        return lien(request, "ecrire_transmission")
    return lien(request, "transmissions_du_jeune", jeune.identifiant)


def _est_un_depot(request: Requete, jeune: Any | None) -> bool:
    if jeune is None:
        return False
    ouvertes = parcours.sections_ouvertes(request.acteur, jeune.pk, request.dispositif.pk, timezone.localdate())
    return section_de_depot() not in ouvertes
