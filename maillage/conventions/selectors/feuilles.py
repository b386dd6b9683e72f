"""Reads of the feuille de route, of the five questions and of the facts of the territory that feed them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from maillage.conventions import referentiels
from maillage.conventions.models import AccordBilateral, ActionFeuille, ReponseQuestion, Seance, Signataire
from maillage.conventions.permissions import FEUILLE
from maillage.conventions.referentiels import Question
from maillage.conventions.selectors.departements import limiter
from maillage.conventions.selectors.region import LigneDepartement, dernieres_reunions
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee
from maillage.socle.vocabulaire import TypeDispositif
from maillage.structures.selectors import dispositifs_visibles
from maillage.territoire.selectors import communes_du_departement

TRIS = {"axe": ("axe", "echeance", "pk"), "echeance": ("echeance", "pk"), "pilote": ("pilote", "echeance", "pk")}
ADMINISTRATIFS = ("MDPH", "CAF", "MSA", "CPAM", "CD")


@dataclass(frozen=True)
class FiltresFeuille:
    """What the address says of a feuille de route."""

    etat: str = ""
    recherche: str = ""
    tri: str = "axe"


@dataclass(frozen=True)
class EspaceQuestion:
    """A question, what is known of the territory (sentences, pages to open), and the answer so far."""

    question: Question
    faits: tuple[str, ...]
    liens: tuple[tuple[str, str], ...]
    reponse: ReponseQuestion | None = field(default=None)


def lister_actions(departement: str, annee: int, filtres: FiltresFeuille) -> QuerySet[ActionFeuille]:
    """Return the actions of a département and a year that fit."""
    actions = ActionFeuille.objects.filter(departement=departement, annee=annee)
    if filtres.etat:
        actions = actions.filter(etat=filtres.etat)
    if filtres.recherche:
        mots = filtres.recherche
        actions = actions.filter(Q(libelle__icontains=mots) | Q(pilote__icontains=mots) | Q(axe__icontains=mots))
    ordonnees = actions.order_by(*TRIS.get(filtres.tri.lstrip("-"), TRIS["axe"]))
    return ordonnees.reverse() if filtres.tri.startswith("-") else ordonnees


def action_par_identifiant(acteur: Acteur, identifiant: str) -> ActionFeuille | None:
    return limiter(ActionFeuille.objects.all(), acteur, FEUILLE).filter(identifiant=identifiant).first()


def annees_de_feuille(departement: str) -> list[int]:
    """Return the years that have a feuille de route, the latest first."""
    annees = ActionFeuille.objects.filter(departement=departement).order_by().values_list("annee", flat=True)
    return sorted(set(annees), reverse=True)


def reponses(departement: str) -> dict[int, ReponseQuestion]:
    """Return the answers so far, by number of question."""
    return {reponse.numero: reponse for reponse in ReponseQuestion.objects.filter(departement=departement)}


def espace_des_questions(acteur: Acteur, ligne: LigneDepartement, *, le: dt.date) -> list[EspaceQuestion]:
    """Return the five questions of a département with what Maillage knows (constant number of queries)."""
    connues = reponses(ligne.code)
    faits = {
        1: _territoires(acteur, ligne.code),
        2: _vie_scolaire(acteur, ligne.code),
        3: _administration(ligne),
        4: _partenaires(ligne),
        5: _gouvernance(ligne.code, le),
    }
    return [
        EspaceQuestion(question, *faits[question.numero], connues.get(question.numero))
        for question in referentiels.questions()
    ]


Faits = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def _territoires(acteur: Acteur, departement: str) -> Faits:
    dispositifs = dispositifs_visibles(acteur).filter(departement=departement).annotate(n_communes=Count("communes"))
    types = Counter(dispositif.type for dispositif in dispositifs)
    libelles = dict(TypeDispositif.choices)
    mots = [ecrire_compte(sum(types.values()), "dispositif connu ici", "dispositifs connus ici") + "."]
    mots += [f"{libelles.get(code, code)} : {nombre}." for code, nombre in sorted(types.items())]
    sans = sum(1 for dispositif in dispositifs if not dispositif.n_communes)
    if sans:
        mots.append(f"{ecrire_compte(sans, 'dispositif')} sans territoire d'intervention dessiné.")
    return tuple(mots), _liens(("Carte des dispositifs", "structures:carte"), ("Structures", "structures:accueil"))


def _vie_scolaire(acteur: Acteur, departement: str) -> Faits:
    communes = communes_du_departement(departement).count()
    couvertes = Counter(
        dispositifs_visibles(acteur)
        .filter(departement=departement, communes__departement=departement)
        .values_list("communes__code", flat=True)
    )
    plusieurs = sum(1 for nombre in couvertes.values() if nombre > 1)
    mots = (
        f"{ecrire_compte(len(couvertes), 'commune')} sur {communes} dans le territoire d'au moins un dispositif.",
        f"{ecrire_compte(plusieurs, 'commune')} dans le territoire de plusieurs dispositifs : autant d'interlocuteurs à départager.",
    )
    return mots, _liens(("Secteurs", "cartographie:secteurs"), ("Communes du département", "territoire:communes"))


def _administration(ligne: LigneDepartement) -> Faits:
    libelles = referentiels.acteurs()
    signes = {signataire.acteur for signataire in ligne.signataires}
    mots = tuple(
        f"{libelles[code]} : {'signataire' if code in signes else 'pas encore signataire'}." for code in ADMINISTRATIFS
    )
    return mots, ()


def _partenaires(ligne: LigneDepartement) -> Faits:
    accords = AccordBilateral.objects.filter(dispositif__departement=ligne.code, signee_le__isnull=False)
    par_acteur = Counter(accords.values_list("acteur", flat=True))
    libelles = referentiels.acteurs()
    mots = [ecrire_compte(sum(par_acteur.values()), "accord bilatéral signé", "accords bilatéraux signés") + "."]
    mots += [f"{libelles.get(code, code)} : {nombre}." for code, nombre in sorted(par_acteur.items())]
    adresse = f"{reverse('conventions:accords')}?departement={ligne.code}"
    return tuple(mots), (("Accords bilatéraux", adresse),)


def _gouvernance(departement: str, le: dt.date) -> Faits:
    derniere = dernieres_reunions(le).get(departement)
    tenues = Counter(Seance.objects.filter(departement=departement, etat="TENUE").values_list("instance", flat=True))
    mots = [
        f"{type_.sigle} : {ecrire_compte(tenues[code], 'séance tenue', 'séances tenues')}."
        for code, type_ in referentiels.instances().items()
    ]
    mots.append(f"Dernière réunion : {ecrire_jour_annee(derniere)}." if derniere else "Aucune réunion n'est notée.")
    return tuple(mots), (("Séances", f"{reverse('conventions:seances')}?departement={departement}"),)


def _liens(*paires: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((libelle, adresse) for libelle, nom in paires if (adresse := adresse_si_existe(nom)))


def places_des_signataires(departement: str, le: dt.date) -> dict[int, dict[str, int]]:
    """Return, by signatory, the places of the day that its organisme runs in the département, by modality (1 query)."""
    ouvertes = Q(organisme__dispositifs__places__debut__lte=le) & (
        Q(organisme__dispositifs__places__fin__isnull=True) | Q(organisme__dispositifs__places__fin__gte=le)
    )
    lignes = Signataire.objects.filter(
        ouvertes, convention__departement=departement, organisme__dispositifs__departement=departement
    ).values_list("pk", "organisme__dispositifs__places__modalite", "organisme__dispositifs__places__nombre")
    places: dict[int, Counter[str]] = {}
    for pk, modalite, nombre in lignes:
        places.setdefault(pk, Counter())[modalite] += nombre
    return {pk: dict(compte) for pk, compte in places.items()}
