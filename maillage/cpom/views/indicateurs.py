"""One indicator: its live value beside its target, its years, its formulas; writing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cpom import referentiels, selectors, services
from maillage.cpom.domain.catalogue import Sens
from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.forms import IndicateurForm, MesureForm, NouvelleFormuleForm, valeurs_de
from maillage.cpom.models import FormuleDatee, IndicateurCpom
from maillage.cpom.presentation import (
    LigneDePeriode,
    ecrire,
    graphique_de,
    ligne_transmise,
    ligne_vivante,
    phrase_directe,
)
from maillage.cpom.selectors import AnneeIndicateur, ComptesTransmis, ValeurDePeriode
from maillage.cpom.views.commun import (
    PageFormulaire,
    dessiner,
    donnees,
    droits_de,
    renvoyer_avec_version,
    tenter,
    trouver_fiche,
    trouver_indicateur,
)
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

SECTIONS_DU_DIRECT = ("activite", "retours")
"""Either opens the live count: the authority has neither, and reads what was transmitted."""


@require_safe
def lire(request: Requete, dispositif: str, indicateur: str) -> HttpResponse:
    """Show the value beside its target, year by year, then the quarters of one year, then what is counted now."""
    lu, le = trouver_indicateur(request, indicateur), timezone.localdate()
    contrat = lu.fiche.cpom
    comptes = selectors.comptes_transmis([request.dispositif.pk], contrat.annees)
    annees = selectors.annees_de(lu, comptes, le=le)
    annee = _annee_demandee(request, contrat.annees, le.year)
    vivantes = _vivantes(request, lu)
    direct = vivantes[-1] if vivantes else None
    contexte = {
        "indicateur": lu,
        "fiche": lu.fiche,
        "annees": [_annee(ligne, le.year) for ligne in annees],
        "graphique": graphique_de(lu, annees, direct),
        "phrase_directe": phrase_directe(annees, direct),
        "annee": annee,
        "trimestres": _trimestres(request, lu, annee, comptes),
        "vivantes": [ligne_vivante(request, ligne, _unite(lu, le.year)) for ligne in vivantes],
        "formules": [_formule(formule) for formule in reversed(lu.formules.all())],
        "grandeurs": _grandeurs(lu),
        **droits_de(request),
    }
    return render(request, "cpom/indicateur.html", contexte)


def nouveau(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Add an indicator: a formula of the catalogue, then a target per year."""
    lue = trouver_fiche(request, fiche)
    form = IndicateurForm(donnees(request), annees=lue.cpom.annees)
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        ecrit = tenter(
            form,
            lambda: services.ecrire_indicateur(
                request.acteur,
                request.dispositif.pk,
                fiche,
                libelle=lus["libelle"],
                formule=form.formule(),
                sens=Sens(lus["sens"]),
                cibles=form.cibles(),
                depart=lus["depart"],
            ),
        )
        if ecrit is not None:
            messages.success(request, "L'indicateur est en place : sa valeur vient des retours transmis.")
            return redirect("cpom:indicateur", dispositif, ecrit.identifiant)
    retour = reverse("cpom:fiche", args=[dispositif, fiche])
    page = PageFormulaire(
        "Nouvel indicateur",
        "Choisissez ce qui est compté : rien n'est à saisir deux fois. Un taux s'écrit en pourcentage, cibles comprises.",
        "Enregistrer l'indicateur",
        retour,
        fil=((lue.titre, retour),),
    )
    return dessiner(request, form, page, catalogue=referentiels.grandeurs().values())


def modifier(request: Requete, dispositif: str, indicateur: str) -> HttpResponse:
    """Change the words and the targets of an indicator; when someone wrote meanwhile, show both."""
    lu = trouver_indicateur(request, indicateur)
    signees = [signee.annee for signee in lu.signees.all()]
    form = MesureForm(
        donnees(request), annees=lu.fiche.cpom.annees, signees=signees, unite=_unite(lu), initial=valeurs_de(lu)
    )
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            _modifier(request, indicateur, form)
        except ConflitCpom as conflit:
            form.add_error(None, conflit.message)
            renvoyer_avec_version(form, lu.version)
            enregistre = [("Indicateur", lu.libelle)]
            enregistre += [(f"Cible {c.annee}", ecrire(c.valeur, _unite(lu))) for c in lu.cibles.all()]
        except ErreurCpom as refus:
            placer_refus(form, refus)
        else:
            messages.success(request, "L'indicateur est à jour.")
            return redirect("cpom:indicateur", dispositif, indicateur)
    page = _page(lu, "Modifier l'indicateur", "Une cible signée avec sa valeur ne change plus.", "Enregistrer")
    return dessiner(request, form, page, enregistre=enregistre)


def nouvelle_formule(request: Requete, dispositif: str, indicateur: str) -> HttpResponse:
    """Write another version of the formula, from a year on."""
    lu = trouver_indicateur(request, indicateur)
    signees = {signee.annee for signee in lu.signees.all()}
    ouvertes = [annee for annee in lu.fiche.cpom.annees if annee > max(signees, default=0)]
    form = NouvelleFormuleForm(donnees(request), annees=ouvertes)
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        datee = tenter(
            form,
            lambda: services.dater_formule(
                request.acteur,
                request.dispositif.pk,
                indicateur,
                form.formule(),
                depuis=lus["depuis"],
                motif=lus["motif"],
            ),
        )
        if datee is not None:
            messages.success(request, f"La version {datee.numero} vaut à partir de {datee.depuis}.")
            return redirect("cpom:indicateur", dispositif, indicateur)
    phrase = "Les valeurs signées gardent leur formule : une nouvelle version ne vaut que pour les années d'après."
    page = _page(lu, "Nouvelle formule", phrase, "Enregistrer cette version")
    return dessiner(request, form, page, catalogue=referentiels.grandeurs().values())


def _modifier(request: Requete, indicateur: str, form: MesureForm) -> None:
    lus = form.cleaned_data
    services.modifier_indicateur(
        request.acteur,
        request.dispositif.pk,
        indicateur,
        version=lus["version"] or 0,
        libelle=lus["libelle"],
        sens=Sens(lus["sens"]),
        cibles=form.cibles(),
        depart=lus["depart"],
    )


def _page(indicateur: IndicateurCpom, titre: str, phrase: str, bouton: str) -> PageFormulaire:
    fiche = indicateur.fiche
    code = fiche.dispositif.code
    retour = reverse("cpom:indicateur", args=[code, indicateur.identifiant])
    fil = ((fiche.titre, reverse("cpom:fiche", args=[code, fiche.identifiant])), (indicateur.libelle, retour))
    return PageFormulaire(titre, phrase, bouton, retour, fil=fil)


def _annee_demandee(request: Requete, annees: range, cette: int) -> int:
    demandee = request.GET.get("annee", "")
    annee = int(demandee) if demandee.isdecimal() and len(demandee) == 4 else cette
    return min(max(annee, annees[0]), annees[-1])


def _annee(ligne: AnneeIndicateur, cette: int) -> dict[str, object]:
    """What the table says of a year; `a_signer`: over, told or not, and not signed."""
    valeur, ecart = ligne.valeur.nombre, ligne.atteinte.ecart
    return {
        "annee": ligne,
        "valeur": ecrire(valeur, ligne.unite) if valeur is not None else ligne.valeur.motif,
        "cible": ecrire(ligne.cible, ligne.unite),
        "ecart": "" if ecart is None else ecrire(ecart, "points" if ligne.unite == "%" else ligne.unite),
        "commencee": ligne.annee <= cette,
        "a_signer": ligne.annee < cette and ligne.signee is None,
    }


def _trimestres(request: Requete, lu: IndicateurCpom, annee: int, comptes: ComptesTransmis) -> list[LigneDePeriode]:
    seuil = referentiels.reglages(timezone.localdate()).seuil
    lignes = selectors.trimestres_transmis(lu, annee, comptes, seuil=seuil)
    return [ligne_transmise(request, ligne, _unite(lu, annee)) for ligne in lignes]


def _vivantes(request: Requete, lu: IndicateurCpom) -> list[ValeurDePeriode]:
    """What the agendas give now, for the establishment alone; who opens the events themselves sees small counts too."""
    pk, le = request.dispositif.pk, timezone.localdate()
    if le.year not in lu.fiche.cpom.annees:
        return []
    if not any(request.acteur.peut(section, dispositif_id=pk) for section in SECTIONS_DU_DIRECT):
        return []
    seuil = 0 if request.acteur.peut("activite", dispositif_id=pk) else referentiels.reglages(le).seuil
    return selectors.valeurs_vivantes(lu, selectors.comptes_vivants(pk, le=le), seuil=seuil)


def _unite(indicateur: IndicateurCpom, annee: int | None = None) -> str:
    formule = selectors.formule_de_l_annee(indicateur, annee or indicateur.fiche.cpom.derniere_annee)
    return formule.formule.unite(referentiels.grandeurs()) if formule else ""


def _formule(formule: FormuleDatee) -> dict[str, object]:
    return {"datee": formule, "mots": formule.formule.en_mots(referentiels.grandeurs())}


def _grandeurs(indicateur: IndicateurCpom) -> list[object]:
    """The figures of every version, once each."""
    codes = {code for f in indicateur.formules.all() for code in (f.numerateur, f.denominateur) if code}
    return [grandeur for code, grandeur in referentiels.grandeurs().items() if code in codes]
