"""Drafting a sheet from the page of a young person, and writing a draft again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from maillage.liaison import services
from maillage.liaison.domain.changement import Accompagnement, Nature, Situation
from maillage.liaison.domain.etats import EtatFiche
from maillage.liaison.domain.horloge import fin_du_delai, premier_jour_d_envoi
from maillage.liaison.domain.proposition import Proposition
from maillage.liaison.domain.ruban import ChangementDemande, PeriodeDemandee, changement_demande, lire_changements
from maillage.liaison.domain.signataires import Qualite
from maillage.liaison.domain.texte import LIEUX, ecrire_accompagnements, situation_de_json
from maillage.liaison.forms import SIGNATAIRES_PROPOSES, PropositionForm
from maillage.liaison.models import FicheLiaison
from maillage.liaison.referentiels import modele, modele_courant, qualites, reglages, suivi
from maillage.liaison.selectors import fiches_visibles
from maillage.liaison.selectors.comptes import representants_connus
from maillage.liaison.selectors.orientation import champs_de_l_orientation
from maillage.liaison.services.contenu import situation_au_parcours
from maillage.liaison.views.commun import PageFormulaire, conduire, donnees, trouver_fiche, trouver_jeune
from maillage.parcours.domain.age import age_le
from maillage.parcours.selectors import periodes_le
from maillage.socle.domain.calendrier import ANNEES_DATE
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture
from maillage.socle.vocabulaire import Modalite

SANS_ACCORD = (EtatFiche.REFUSEE, EtatFiche.RETRACTEE)
GABARIT = "liaison/proposition.html"


def preparer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Draft a sheet for a young person.

    `?changement=<MODALITE>:<LIEU>:<debut>:<fin>` (as many as wished, drawn on the ribbon), or `?effet=` and `?modalites=AJ,AN`, fill the form;
    `?suite_de=` follows a sheet without agreement.
    """
    connu = trouver_jeune(request, jeune)
    ancienne = _a_la_suite_de(request, connu.pk)
    journaliser_lecture(
        request.acteur, "liaison.preparer_fiche", jeune_id=connu.pk, dispositif_id=request.dispositif.pk
    )
    demande = _changement_demande(request, connu.pk)
    effet = demande.effet if demande else _effet_propose(request)
    actuelle = situation_au_parcours(connu.pk, request.dispositif.pk, Proposition(effet, Situation()))
    depart = _valeurs(ancienne) if ancienne else _depart(request, actuelle, effet, connu, demande)
    form = PropositionForm(donnees(request), modele=modele_courant(timezone.localdate()), initial=depart)

    def executer(form: Any) -> str:
        communs = {"dispositif": request.dispositif, "proposition": form.proposition(), "maintenant": timezone.now()}
        if ancienne:
            nouvelle = services.reproposer_fiche(request.acteur, fiche=ancienne, **communs)
        else:
            nouvelle = services.preparer_fiche(request.acteur, jeune=connu, **communs)
        return reverse("liaison:fiche", args=[dispositif, nouvelle.identifiant])

    page = PageFormulaire(
        titre=f"Préparer une fiche de liaison : {connu}",
        phrase="Rien ne change dans le parcours tant que la fiche n'est pas signée, le délai passé et les envois faits.",
        bouton="Enregistrer le brouillon",
        retour=reverse("parcours:jeune", args=[dispositif, connu.identifiant]),
        fait="Le brouillon est enregistré. Les périodes actuelles ne changent pas.",
        gabarit=GABARIT,
    )
    contexte = {"actuel": _en_mots(actuelle), "jeune": connu, "demande": demande}
    return conduire(request, form, page=page, executer=executer, **contexte)


def modifier(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Write a draft again."""
    trouvee = trouver_fiche(request, fiche)
    form = PropositionForm(donnees(request), modele=modele(trouvee.modele), initial=_valeurs(trouvee))
    retour = reverse("liaison:fiche", args=[dispositif, fiche])

    def executer(form: Any) -> str:
        services.modifier_fiche(
            request.acteur, fiche=trouvee, dispositif=request.dispositif, proposition=form.proposition()
        )
        return retour

    page = PageFormulaire(
        titre=f"Modifier la fiche de liaison : {trouvee.jeune}",
        phrase="Une fiche se modifie tant qu'elle n'est pas proposée à la famille.",
        bouton="Enregistrer",
        retour=retour,
        fait="La fiche est enregistrée.",
        gabarit=GABARIT,
    )
    actuel = _en_mots(situation_de_json(trouvee.avant))
    return conduire(request, form, page=page, executer=executer, actuel=actuel, jeune=trouvee.jeune)


def _a_la_suite_de(request: Requete, jeune_id: int) -> FicheLiaison | None:
    if not (identifiant := request.GET.get("suite_de")):
        return None
    visibles = fiches_visibles(request.acteur, request.dispositif.pk).filter(etat__in=SANS_ACCORD, jeune_id=jeune_id)
    return get_object_or_404(visibles.select_related("jeune"), identifiant=identifiant)


def _effet_propose(request: Requete) -> date:
    """The date of the address, else the first day after the longest period."""
    try:
        demande = parse_date(request.GET.get("effet", ""))
    except ValueError:
        demande = None
    if demande is not None and demande.year not in ANNEES_DATE:
        demande = None
    aujourd_hui = timezone.localdate()
    fin = fin_du_delai(aujourd_hui, Nature.LES_DEUX, reglages(aujourd_hui))
    return demande or premier_jour_d_envoi(fin) + suivi().effet_apres_envoi


def _changement_demande(request: Requete, jeune_id: int) -> ChangementDemande | None:
    """What the ribbon asks for, against the periods in place."""
    voulues = lire_changements(request.GET.getlist("changement"), modalites=Modalite.values, lieux=LIEUX)
    jours = {timezone.localdate(), *(jour for une in voulues for jour in (une.debut, une.fin) if jour)}
    en_place = {
        periode.pk: PeriodeDemandee(periode.modalite, periode.lieu, periode.debut, periode.fin)
        for jour in (jours if voulues else ())
        for periode in periodes_le(jeune_id, request.dispositif.pk, jour)
    }
    return changement_demande(list(en_place.values()), voulues)


def _depart(
    request: Requete, actuelle: Situation, effet: date, jeune: Any, demande: ChangementDemande | None
) -> dict[str, Any]:
    """Initial values: the modalities, present or asked for by the address; who signs and the orientation, as far as the file tells."""
    voulus = demande.accompagnements if demande else _demandes(request, actuelle)
    connus = representants_connus(jeune.pk, le=timezone.localdate())
    signataires = connus or [("", _qualite_de(jeune).code)]
    return {
        "effet": effet,
        "fin_prevue": demande.fin_prevue if demande else None,
        **{f"champ_{code}": valeur for code, valeur in champs_de_l_orientation(jeune.pk).items()},
        **{f"avec_{un.modalite}": True for un in voulus},
        **{f"lieu_{un.modalite}": un.lieu for un in (*actuelle.accompagnements, *voulus)},
        **{
            f"{champ}_{rang}": valeur
            for rang, (nom, qualite) in enumerate(signataires[:SIGNATAIRES_PROPOSES], start=1)
            for champ, valeur in (("nom", nom), ("qualite", qualite))
        },
    }


def _demandes(request: Requete, actuelle: Situation) -> tuple[Accompagnement, ...]:
    codes = [code for code in request.GET.get("modalites", "").split(",") if code]
    connus = actuelle.modalites()
    return tuple(connus.get(code, Accompagnement(code)) for code in codes) or actuelle.accompagnements


def _qualite_de(jeune: Any) -> Qualite:
    """Who most likely signs: a parent, or the young adult."""
    le = timezone.localdate()
    majeur = jeune.naissance is not None and age_le(jeune.naissance, le) >= reglages(le).majorite
    return next(q for q in qualites().values() if q.requise and q.majeur is majeur)


def _valeurs(fiche: FicheLiaison) -> dict[str, Any]:
    """Initial values: what the sheet already says."""
    avant, apres = situation_de_json(fiche.avant), situation_de_json(fiche.apres)
    ecole = apres.scolarisation
    valeurs: dict[str, Any] = {
        "effet": fiche.effet,
        "fin_prevue": fiche.fin_prevue,
        "pps_modifie": apres.pps_modifie,
        "agricole": fiche.contenu.get("enseignement_agricole") == "oui",
        "motif_anticipation": fiche.motif_anticipation,
        "motif_substantiel": fiche.motif_substantiel,
    }
    for un in apres.accompagnements:
        valeurs |= {f"avec_{un.modalite}": True, f"lieu_{un.modalite}": un.lieu, f"propose_{un.modalite}": un.quantite}
    valeurs |= {f"actuel_{un.modalite}": un.quantite for un in avant.accompagnements}
    if ecole:
        valeurs |= {"scolarite": ecole.code, "etablissement": ecole.etablissement}
        valeurs |= {"partage": ecole.partage, "aide_humaine": ecole.aide_humaine}
    if avant.scolarisation:
        valeurs |= {"partage_actuel": avant.scolarisation.partage, "aide_actuelle": avant.scolarisation.aide_humaine}
    for rang, signataire in enumerate(fiche.signataires.all(), start=1):
        valeurs |= {f"nom_{rang}": signataire.nom, f"qualite_{rang}": signataire.qualite}
    return valeurs | {f"champ_{code}": valeur for code, valeur in fiche.contenu.items()}


def _en_mots(situation: Situation) -> str:
    return ecrire_accompagnements(situation.accompagnements)
