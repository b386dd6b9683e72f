"""Sessions, seats and decisions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import exports, referentiels, selectors
from maillage.conventions.documents.releve import rapport_de_seance
from maillage.conventions.domain.instances import EtatSeance
from maillage.conventions.forms.filtres import FiltresDecisionsForm, FiltresSeancesForm
from maillage.conventions.forms.instances import GESTES, NouvelleSeanceForm, SiegesForm, SuiteForm
from maillage.conventions.models import Seance
from maillage.conventions.permissions import INSTANCES, ouvre_dans
from maillage.conventions.selectors import instances as lectures
from maillage.conventions.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete

COLONNES_SEANCES = (("le", "Jour"), ("instance", "Instance"), ("departement", "Département"))
COLONNES_DECISIONS = (("echeance", "Pour le"), ("porteur", "Qui s'en charge"), ("departement", "Département"))


def seances(request: Requete) -> HttpResponse:
    """Show the sessions, the latest first."""
    form = FiltresSeancesForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, lectures.lister_seances(request.acteur, filtres)),
        "noms": selectors.departements_connus(),
        "colonnes_triables": COLONNES_SEANCES,
        "instances": referentiels.instances().values(),
        "liens_export": liens(request, "conventions:exporter_seances"),
        "peut_ecrire": request.acteur.peut(INSTANCES, Acces.ECRITURE),
    }
    return render(request, "conventions/seances.html", contexte)


def exporter_seances(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    lignes = lectures.lister_seances(
        request.acteur, FiltresSeancesForm(request.GET or None, acteur=request.acteur).filtres()
    )
    return envoyer(request, lambda: exports.feuille_seances(lignes), "seances-des-instances", extension)


def nouvelle_seance(request: Requete) -> HttpResponse:
    """Plan a session."""
    return jouer(request, NouvelleSeanceForm, cible=None, retour=reverse("conventions:seances"), apres=_adresse)


def lire(request: Requete, seance: str) -> HttpResponse:
    """Show one session: agenda, seats, minutes, decisions taken and to see again."""
    trouvee = _trouver(request, seance)
    aujourd_hui = timezone.localdate()
    sieges = lectures.sieges(trouvee.departement, trouvee.instance, trouvee)
    contexte = {
        "seance": trouvee,
        "type": referentiels.instances()[trouvee.instance],
        "nom_departement": selectors.nom_du_departement(trouvee.departement),
        "sieges": sieges,
        "presents": sum(1 for siege in sieges if siege.present),
        "decisions": trouvee.decisions.all(),
        "a_revoir": lectures.a_revoir(trouvee),
        "prevue": trouvee.etat == EtatSeance.PREVUE,
        "tenue": trouvee.etat == EtatSeance.TENUE,
        "a_venir": trouvee.le > aujourd_hui,
        "aujourd_hui": aujourd_hui,
        "peut_ecrire": ouvre_dans(request.acteur, INSTANCES, trouvee.departement, Acces.ECRITURE),
    }
    return render(request, "conventions/seance.html", contexte)


def geste(request: Requete, seance: str, geste: str) -> HttpResponse:
    """One act on a session."""
    trouvee = _trouver(request, seance)
    return jouer(request, geste_connu(GESTES, geste), cible=trouvee, retour=_adresse(trouvee), sujet=str(trouvee))


def releve(request: Requete, seance: str, extension: str) -> HttpResponse:
    """Send the record of a session, to sign or to spread."""
    trouvee = _trouver(request, seance)
    rapport = rapport_de_seance(
        trouvee,
        departement=selectors.nom_du_departement(trouvee.departement),
        sieges=lectures.sieges(trouvee.departement, trouvee.instance, trouvee),
        decidees=list(trouvee.decisions.all()),
        revues=lectures.a_revoir(trouvee),
    )
    nom = f"{trouvee.instance.lower()}-{trouvee.departement}-{trouvee.le.isoformat()}"
    return reponse_rapport(rapport, nom, extension)


def sieges(request: Requete, departement: str, instance: str) -> HttpResponse:
    """Show the seats of an instance, vacant ones included."""
    type_ = trouve(referentiels.instances().get(instance.upper()), "Cette instance n'existe pas.")
    _exiger_departement(request, departement)
    contexte = {
        "type": type_,
        "departement": departement,
        "nom_departement": selectors.nom_du_departement(departement),
        "sieges": lectures.sieges(departement, type_.code),
        "peut_ecrire": ouvre_dans(request.acteur, INSTANCES, departement, Acces.ECRITURE),
    }
    return render(request, "conventions/sieges.html", contexte)


def pourvoir(request: Requete, departement: str, instance: str) -> HttpResponse:
    """Write who fills each seat."""
    type_ = trouve(referentiels.instances().get(instance.upper()), "Cette instance n'existe pas.")
    _exiger_departement(request, departement)
    retour = reverse("conventions:sieges", args=[departement, instance])
    sujet = f"{type_.sigle}, {selectors.nom_du_departement(departement)}"
    return jouer(request, SiegesForm, cible=(departement, type_.code), retour=retour, sujet=sujet)


def decisions(request: Requete) -> HttpResponse:
    """Show the decisions, the first due first."""
    form = FiltresDecisionsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    aujourd_hui = timezone.localdate()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, lectures.lister_decisions(request.acteur, filtres, le=aujourd_hui)),
        "colonnes_triables": COLONNES_DECISIONS,
        "aujourd_hui": aujourd_hui,
        "liens_export": liens(request, "conventions:exporter_decisions"),
    }
    return render(request, "conventions/decisions.html", contexte)


def exporter_decisions(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresDecisionsForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = lectures.lister_decisions(request.acteur, filtres, le=timezone.localdate())
    return envoyer(request, lambda: exports.feuille_decisions(lignes), "decisions-des-instances", extension)


def decision(request: Requete, decision: str) -> HttpResponse:
    """Show one decision and all that was said of it."""
    trouvee = trouve(lectures.decision_par_identifiant(request.acteur, decision), "Aucune décision de cet identifiant.")
    contexte = {
        "decision": trouvee,
        "nom_departement": selectors.nom_du_departement(trouvee.seance.departement),
        "aujourd_hui": timezone.localdate(),
        "peut_ecrire": ouvre_dans(request.acteur, INSTANCES, trouvee.seance.departement, Acces.ECRITURE),
    }
    return render(request, "conventions/decision.html", contexte)


def suivre(request: Requete, decision: str) -> HttpResponse:
    """Say where a decision stands."""
    trouvee = trouve(lectures.decision_par_identifiant(request.acteur, decision), "Aucune décision de cet identifiant.")
    retour = reverse("conventions:decision", args=[decision])
    return jouer(request, SuiteForm, cible=trouvee, retour=retour, sujet=trouvee.texte)


def _exiger_departement(request: Requete, departement: str) -> None:
    visibles = selectors.departements_visibles(request.acteur, INSTANCES)
    trouve(visibles.get(departement), "Ce département n'est pas chargé ici.")


def _trouver(request: Requete, identifiant: str) -> Seance:
    seance: Seance = trouve(
        lectures.seance_par_identifiant(request.acteur, identifiant), "Aucune séance de cet identifiant."
    )
    return seance


def _adresse(seance: Any) -> str:
    return reverse("conventions:seance", args=[seance.identifiant])
