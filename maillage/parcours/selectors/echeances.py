"""The deadlines of the path: one list for the whole dispositif, or for one young person, in a constant number of queries.

Only the young people whose section « parcours » is open to the person; school meetings, only where « scolarite » is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Max, Q
from django.urls import reverse

from maillage.parcours.domain import regles_echeances as regles_du_domaine
from maillage.parcours.domain.intervalles import Intervalle, sejours
from maillage.parcours.domain.notification import Notification
from maillage.parcours.domain.regles_echeances import ContratLu, Personne, ReglesEcheances, SortieLue
from maillage.parcours.models import (
    ContactSuivi,
    Contrat,
    IssueContact,
    JalonAge,
    Jeune,
    MaintienCreton,
    NatureRevision,
    NotificationMdph,
    PeriodeModalite,
    Phase,
    ReunionEss,
    Scolarite,
    TypeContrat,
)
from maillage.parcours.referentiels.entree import regles_echeances
from maillage.parcours.selectors.entree_sortie import en_regle
from maillage.parcours.selectors.liste import en_cours
from maillage.parcours.selectors.sections import sections_par_jeune
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance
from maillage.socle.vocabulaire import CodeScolarite, TypePhase

BEAUCOUP = 4
"""From how many young people on, what was never recorded for anyone is said once."""
ATTENDUS = {TypeContrat.SEJOUR: "contrat de séjour", TypeContrat.DIPC: "DIPC"}


@dataclass
class _Faits:
    """What the rules read of the young people kept, by primary key."""

    notifications: dict[int, list[Notification]] = field(default_factory=lambda: defaultdict(list))
    jalons: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    maintiens: dict[int, tuple[int, date | None]] = field(default_factory=dict)
    contrats: dict[int, ContratLu] = field(default_factory=dict)
    reunions: dict[int, date] = field(default_factory=dict)
    scolarises: dict[int, date] = field(default_factory=dict)
    modalites: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    contacts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def echeances(acteur: Acteur, dispositif: Any, *, le: date, jeune_id: int | None = None) -> list[Echeance]:
    """Return what must be done, the nearest first (11 queries at most, 1 when nobody is accompanied or followed).

    `dispositif` has a key and a code. With `jeune_id`, the deadlines of that young person only.
    """
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return []
    regles = regles_echeances(le)
    phases = _phases(dispositif.pk, regles, le, jeune_id)
    sections = sections_par_jeune(acteur, list(phases), dispositif.pk, le) if phases else {}
    retenus = {cle: lues for cle, lues in phases.items() if "parcours" in sections[cle]}
    if not retenus:
        return []
    ecrit = acteur.peut("parcours", Acces.ECRITURE, dispositif.pk)
    faits, adresses = _lire(dispositif.pk, list(retenus), le), _Adresses(dispositif.code, ecrit=ecrit)
    lignes = [
        ligne
        for cle, lues in retenus.items()
        for ligne in _du_jeune(_Dossier(lues, adresses, regles, le), faits, ecole="scolarite" in sections[cle])
    ]
    if jeune_id is None and len(retenus) >= BEAUCOUP:
        lignes = _rassembler(lignes, faits, dispositif.code, le)
    return sorted(lignes, key=lambda ligne: (ligne.dernier_jour, ligne.acte))


def _rassembler(lignes: list[Echeance], faits: _Faits, code: str, le: date) -> list[Echeance]:
    """What a dispositif has never recorded for anyone is one thing to do, not one per young person."""
    jamais = {
        regles_du_domaine.NOTIFICATION: (
            "Enregistrer les notifications MDPH : aucune n'est saisie",
            faits.notifications,
        ),
        regles_du_domaine.CONTRAT: ("Enregistrer les contrats et les DIPC : aucun n'est saisi", faits.contrats),
        regles_du_domaine.ESS: ("Enregistrer les réunions des ESS : aucune n'est saisie", faits.reunions),
    }
    for nature, (acte, connus) in jamais.items():
        if not connus and any(ligne.nature == nature for ligne in lignes):
            url = reverse("parcours:jeunes", args=[code])
            lignes = [ligne for ligne in lignes if ligne.nature != nature]
            lignes.append(Echeance(nature, acte, le, url, precision="puis une ligne par jeune"))
    return lignes


class _Adresses:
    """Where the acts are done: reversed once for a dispositif, then filled for each line, which a long list feels.

    Whoever only reads the path is led to what it says instead.
    """

    JEUNE, ACTE, OBJET = "jeune-a-dire", "acte-a-dire", 987654321

    def __init__(self, code: str, *, ecrit: bool) -> None:
        self.ecrit = ecrit
        self.lue = reverse("parcours:entree_sortie", args=[code, self.JEUNE])
        self.acte = reverse("parcours:acte_entree", args=[code, self.JEUNE, self.ACTE])
        self.acte_objet = reverse("parcours:acte_entree_objet", args=[code, self.JEUNE, self.ACTE, self.OBJET])
        self.phase = reverse("parcours:acte_objet", args=[code, self.JEUNE, self.ACTE, self.OBJET])

    def __call__(self, jeune: str, acte: str, objet: int | None = None) -> str:
        """Return the address of an act on the path of a young person, on one object of it if given."""
        if not self.ecrit:
            return self.lue.replace(self.JEUNE, jeune)
        modele = self.acte if objet is None else self.phase if acte == "clore-phase" else self.acte_objet
        return modele.replace(self.JEUNE, jeune).replace(self.ACTE, acte).replace(str(self.OBJET), str(objet))


@dataclass(frozen=True)
class _Dossier:
    """The phases of one young person (at least one), and what every rule needs."""

    phases: list[Phase]
    adresses: _Adresses
    regles: ReglesEcheances
    le: date

    @property
    def jeune(self) -> Jeune:
        return self.phases[0].jeune

    @property
    def accompagnements(self) -> list[Phase]:
        return [phase for phase in self.phases if phase.type == TypePhase.ACCOMPAGNEMENT]

    @property
    def sejour(self) -> Intervalle | None:
        """The stay in course: contiguous accompaniments are one (R21)."""
        faits = [Intervalle(phase.debut, phase.fin) for phase in self.accompagnements]
        return next((sejour for sejour in sejours(faits) if sejour.couvre(self.le)), None)

    def personne(self, entree: date) -> Personne:
        jeune = self.jeune
        return Personne(jeune.pk, str(jeune), jeune.naissance, entree, partial(self.adresses, jeune.identifiant))


def _du_jeune(dossier: _Dossier, faits: _Faits, *, ecole: bool) -> Iterable[Echeance]:
    sejour, cle, regles = dossier.sejour, dossier.jeune.pk, dossier.regles
    if sejour is None:
        yield from _apres_la_sortie(dossier, faits)
        return
    qui = dossier.personne(sejour.debut)
    maintien = faits.maintiens.get(cle)
    yield from regles_du_domaine.echeances_de_notification(qui, faits.notifications.get(cle, []), regles, le=dossier.le)
    yield from regles_du_domaine.echeances_d_age(
        qui, faits.jalons.get(cle, set()), regles, maintenu=maintien is not None, le=dossier.le
    )
    creton = next((p.debut for p in dossier.accompagnements if p.creton and _couvre(p, dossier.le)), None)
    yield from regles_du_domaine.echeances_de_creton(
        qui, maintien=maintien, phase_depuis=creton, regles=regles, le=dossier.le
    )
    attendu = TypeContrat.SEJOUR if faits.modalites[cle] & {"AJ", "AN"} else TypeContrat.DIPC
    yield from regles_du_domaine.echeances_de_contrat(qui, faits.contrats.get(cle), regles, attendu=ATTENDUS[attendu])
    if ecole:
        yield from regles_du_domaine.echeances_d_ess(
            qui, scolarise_depuis=faits.scolarises.get(cle), derniere=faits.reunions.get(cle), regles=regles
        )


def _apres_la_sortie(dossier: _Dossier, faits: _Faits) -> Iterable[Echeance]:
    finis = [phase for phase in dossier.accompagnements if phase.fin is not None and phase.fin < dossier.le]
    if not finis:
        return []
    derniere = max(finis, key=lambda phase: phase.fin or date.min)
    assert derniere.fin is not None
    sortie = getattr(derniere, "sortie", None)
    suivies = [p for p in dossier.phases if p.type == TypePhase.SUIVI_POST_SORTIE and _couvre(p, dossier.le)]
    lue = SortieLue(
        phase=derniere.pk,
        sortie=derniere.fin,
        suivi=sortie.suivi if sortie else "",
        realises=frozenset(faits.contacts[derniere.pk]),
        phase_de_suivi=suivies[0].pk if suivies else None,
    )
    qui = dossier.personne(derniere.debut)
    return regles_du_domaine.echeances_de_suivi(qui, lue, dossier.regles, le=dossier.le)


def _couvre(phase: Phase, le: date) -> bool:
    return Intervalle(phase.debut, phase.fin).couvre(le)


def _phases(dispositif_id: int, regles: ReglesEcheances, le: date, jeune_id: int | None) -> dict[int, list[Phase]]:
    """The phases of whoever is accompanied, or left within the years of follow-up, or is still followed."""
    recentes = Q(fin__isnull=True) | Q(fin__gte=le - relativedelta(months=regles.suivi_mois))
    types = [TypePhase.ACCOMPAGNEMENT, TypePhase.SUIVI_POST_SORTIE]
    ici = Phase.objects.filter(dispositif_id=dispositif_id, type__in=types, debut__lte=le)
    if jeune_id is not None:
        ici = ici.filter(jeune_id=jeune_id)
    phases: dict[int, list[Phase]] = defaultdict(list)
    concernes = ici.filter(recentes).order_by().values("jeune_id")
    for phase in ici.filter(jeune_id__in=concernes).select_related("jeune", "sortie").order_by("debut", "pk"):
        phases[phase.jeune_id].append(phase)
    return dict(phases)


def _lire(dispositif_id: int, jeunes: list[int], le: date) -> _Faits:
    """Eight queries, whatever the number of young people."""
    faits = _Faits()
    ici = {"jeune_id__in": jeunes, "dispositif_id": dispositif_id}
    for notification in NotificationMdph.objects.filter(jeune_id__in=jeunes, retiree_le__isnull=True):
        faits.notifications[notification.jeune_id].append(en_regle(notification))
    for jeune, code in JalonAge.objects.filter(jeune_id__in=jeunes).order_by().values_list("jeune_id", "code"):
        faits.jalons[jeune].add(code)
    for maintien in MaintienCreton.objects.filter(**ici, sortie_le__isnull=True).order_by("debut"):
        faits.maintiens[maintien.jeune_id] = (maintien.pk, maintien.fin)
    _lire_les_contrats(faits, ici, le)
    reunions = ReunionEss.objects.filter(jeune_id__in=jeunes, le__lte=le).order_by().values("jeune_id")
    faits.reunions = dict(reunions.annotate(derniere=Max("le")).values_list("jeune_id", "derniere"))
    scolarites = Scolarite.objects.filter(en_cours(le), jeune_id__in=jeunes).exclude(code=CodeScolarite.NON_SCOLARISE)
    faits.scolarises = dict(scolarites.order_by("-debut").values_list("jeune_id", "debut"))
    for jeune, modalite in (
        PeriodeModalite.objects.filter(en_cours(le), **ici).order_by().values_list("jeune_id", "modalite")
    ):
        faits.modalites[jeune].add(modalite)
    realises = ContactSuivi.objects.filter(
        phase__jeune_id__in=jeunes, phase__dispositif_id=dispositif_id, issue=IssueContact.REALISE
    )
    for phase, mois in realises.order_by().values_list("phase_id", "mois"):
        faits.contacts[phase].add(mois)
    return faits


def _lire_les_contrats(faits: _Faits, ici: dict[str, Any], le: date) -> None:
    ouverts = Contrat.objects.filter(Q(fin__isnull=True) | Q(fin__gt=le), **ici).annotate(
        derniere_revision=Max("revisions__le"),
        avenant=Max("revisions__le", filter=Q(revisions__nature=NatureRevision.AVENANT)),
    )
    for contrat in ouverts.order_by("remis_le", "pk"):
        revisions = [jour for jour in (contrat.signe_le, contrat.derniere_revision) if jour is not None]
        faits.contrats[contrat.jeune_id] = ContratLu(
            cle=contrat.pk,
            libelle=ATTENDUS[TypeContrat(contrat.type)],
            signe_le=contrat.signe_le,
            avec_avenant=contrat.avenant is not None,
            dernier=max(revisions, default=None),
        )
