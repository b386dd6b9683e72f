"""Coming in and leaving: requests followed and shared, commissions, notifications (some expired), contracts, ages, Creton, protection, follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings

from maillage.parcours.domain.pseudonyme import Traits, empreinte_de_cle, pseudonymiser
from maillage.parcours.domain.regles_echeances import anniversaire
from maillage.parcours.domain.suivi import contacts_proposes
from maillage.parcours.referentiels.entree import criteres_proposes, libelles, regles_echeances
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import (
    ecrire_demande,
    ecrire_identite,
    ecrire_periode,
    ecrire_phase,
    identifiant,
    naissance_pour,
)
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.socle.domain.calendrier import UN_JOUR

MAJORITE, AGE_CRETON = 18, 20
PUBLICS = {"DITEP": "200", "DIME": "117", "DAME": "442", "AUTRE": "414"}
MEMBRES = "Direction du dispositif\nPsychologue\nCoordination de parcours\nPartenaire social (association familiale)\nAide sociale à l'enfance"
VALIDITES = ((-45, 5), (40, 6), (150, 9), (340, 12), (700, 40), (1100, 28))
"""Days to the end of a notification, counted from today, and how often: some expired, some soon, most later."""
PARTAGEES, VOISINS, EN_PLUS = 3, 2, 7


@dataclass
class Semis:
    """Rows waiting to be written by model, and what they are drawn from."""

    offre: Offre
    reglages: Reglages
    rng: Random
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def jour(self) -> date:
        return self.reglages.aujourd_hui

    def avant(self, jours: int) -> date:
        return self.jour - timedelta(days=jours)

    def ajouter(self, nom: str, **champs: Any) -> Any:
        """Set a row aside; its key comes when it is written, unless it is given."""
        ligne = _modele(nom)(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write what was set aside, in the order of its first row; return how many."""
        nombre = 0
        for nom, lignes in self.lignes.items():
            nombre += len(_modele(nom)._default_manager.bulk_create(lignes))
        self.lignes.clear()
        return nombre


def semer_entree(tables: Tables, offre: Offre, reglages: Reglages) -> int:
    """Write everything for a dispositif whose paths are already in the database; depends on the seed and the rank alone."""
    rng = Random(f"{reglages.graine}-{offre.rang}-entree")  # noqa: S311 (a reproducible demonstration, not a secret)
    semis = Semis(offre, reglages, rng)
    lignes = _etoffer(tables, semis) + _demandes_partagees(tables, semis)
    _liste_d_attente(semis)
    for phase in _phases(offre.pk):
        _accompagne(semis, phase) if phase.fin is None else _sorti(semis, phase)
    return lignes + semis.ecrire()


def _modele(nom: str) -> Any:
    return apps.get_model("parcours", nom)


def _phases(dispositif_id: int) -> Iterable[Any]:
    """The last accompaniment of each young person, in the order of the keys."""
    phases = _modele("Phase")._default_manager.filter(dispositif_id=dispositif_id, type="ACCOMPAGNEMENT")
    dernieres = {phase.jeune_id: phase for phase in phases.select_related("jeune").order_by("debut", "pk")}
    return dernieres.values()


def _etoffer(tables: Tables, semis: Semis) -> int:
    """The first two dispositifs have a waiting list worth looking at, however small the demonstration."""
    for _ in range(EN_PLUS if semis.offre.rang < VOISINS else 0):
        naissance = naissance_pour(semis.rng.randint(6, 17), semis.reglages, semis.rng)
        pk, _ = ecrire_identite(tables, semis.offre, semis.rng, naissance=naissance)
        recue = semis.avant(semis.rng.randint(8, 330))
        notification = recue - timedelta(days=semis.rng.randint(5, 60))
        ecrire_demande(tables, semis.offre, semis.rng, pk, (notification, recue, None))
    return tables.ecrire()


def _demandes_partagees(tables: Tables, semis: Semis) -> int:
    """Some who wait in an earlier dispositif of the département wait here too; one was admitted there since, another is admitted here."""
    ailleurs = _modele("PseudonymeDemande")._default_manager.filter(
        demande__dispositif__departement=semis.offre.lieu.departement, demande__cloture__isnull=True
    )
    lues = ailleurs.exclude(demande__dispositif_id=semis.offre.pk).select_related("demande__jeune").order_by("pk")
    attendent = [partage.demande for partage in lues if partage.demande.admission is None]
    admises = [partage.demande for partage in lues if partage.demande.admission is not None]
    for rang, demande in enumerate([*attendent[:PARTAGEES], *admises[:1]]):
        jeune = demande.jeune
        pk, _ = ecrire_identite(
            tables, semis.offre, semis.rng, naissance=jeune.naissance, nom=jeune.nom, prenom=jeune.prenom
        )
        recue = min(demande.reception + timedelta(days=semis.rng.randint(1, 7)), demande.admission or semis.jour)
        admission = semis.avant(6) if rang == 0 and recue < semis.avant(6) else None
        ecrire_demande(tables, semis.offre, semis.rng, pk, (demande.notification, recue, admission))
        if admission is not None:
            ecrire_phase(tables, semis.offre, semis.rng, pk, "ACCOMPAGNEMENT", admission)
            ecrire_periode(tables, semis.offre, pk, "PMO", admission)
    return tables.ecrire()


def _liste_d_attente(semis: Semis) -> None:
    criteres = [
        semis.ajouter("CriterePriorite", dispositif_id=semis.offre.pk, libelle=libelle, poids=poids)
        for libelle, poids in criteres_proposes()
    ]
    semis.ecrire()
    demandes = _modele("Demande")._default_manager
    ici = list(demandes.filter(dispositif_id=semis.offre.pk).select_related("jeune").order_by("pk"))
    attendent = [demande for demande in ici if demande.admission is None and demande.cloture is None]
    for demande in ici:
        demande.origine = semis.rng.choice(tuple(libelles("admission", "origines")))
        demande.public = PUBLICS[semis.offre.type]
    demandes.bulk_update(ici, ["origine", "public"], batch_size=100)
    lien = demandes.model.criteres.through
    choisis = [
        lien(demande_id=demande.pk, criterepriorite_id=critere.pk)
        for demande in attendent
        for critere in semis.rng.sample(criteres, semis.rng.randint(0, 3))
    ]
    lien._default_manager.bulk_create(choisis)
    for demande in attendent:
        _etapes(semis, demande)
    _commissions(semis, attendent)
    recentes = [d for d in ici if d.admission and d.admission > semis.avant(300)]
    for demande in [*attendent, *recentes]:
        _partager(semis, demande)


def _etapes(semis: Semis, demande: Any) -> None:
    for nature, apres in (("COMPLETUDE", 14), ("VISITE", 40)):
        le = demande.reception + timedelta(days=apres + semis.rng.randint(0, 12))
        if le <= semis.jour + timedelta(days=21) and semis.rng.random() < 0.8:
            semis.ajouter("EtapeDemande", demande_id=demande.pk, nature=nature, le=le)


def _commissions(semis: Semis, attendent: list[Any]) -> None:
    """One held last month, with its opinions; one to come, whose agenda is open."""
    passee, prochaine = (
        semis.ajouter(
            "CommissionAdmission",
            identifiant=f"C{identifiant(semis.rng)[1:]}",
            dispositif_id=semis.offre.pk,
            le=semis.jour + timedelta(days=ecart),
            lieu="Salle de réunion",
            membres=MEMBRES,
        )
        for ecart in (-24, 11)
    )
    semis.ecrire()
    avis = tuple(libelles("admission", "avis"))
    for rang, demande in enumerate(sorted(attendent, key=lambda demande: demande.reception)):
        commission = passee if rang % 2 == 0 and demande.reception < passee.le else prochaine
        opinion = semis.rng.choice(avis) if commission is passee else ""
        semis.ajouter("AvisCommission", commission_id=commission.pk, demande_id=demande.pk, avis=opinion)
        semis.ajouter("EtapeDemande", demande_id=demande.pk, nature="COMMISSION", le=commission.le)


def _partager(semis: Semis, demande: Any) -> None:
    if demande.jeune is None or not settings.CLE_PSEUDONYMES or semis.rng.random() < 0.1:
        return
    cle = settings.CLE_PSEUDONYMES.encode()
    pseudonymes = pseudonymiser(cle, Traits(demande.jeune.nom, demande.jeune.prenom, demande.jeune.naissance))
    if pseudonymes is not None:
        semis.ajouter(
            "PseudonymeDemande",
            demande_id=demande.pk,
            jeune_id=demande.jeune_id,
            traits=pseudonymes.traits,
            cle=empreinte_de_cle(cle),
            famille_informee_le=demande.reception,
        )


def _accompagne(semis: Semis, phase: Any) -> None:
    _notification(semis, phase)
    _contrat(semis, phase)
    if semis.rng.random() < 0.8:
        semis.ajouter("ReunionEss", jeune_id=phase.jeune_id, le=semis.avant(semis.rng.randint(10, 420)), gevasco=True)
    _ages(semis, phase)
    if phase.creton:
        _maintien(semis, phase)
    if semis.rng.random() < 0.08:
        _mesure(semis, phase)


def _notification(semis: Semis, phase: Any) -> None:
    if semis.rng.random() < 0.05:
        return
    reste = semis.rng.choices([jours for jours, _ in VALIDITES], weights=[poids for _, poids in VALIDITES])[0]
    fin = semis.jour + timedelta(days=reste + semis.rng.randint(-20, 20))
    debut = fin - relativedelta(years=semis.rng.choice((2, 3, 5))) + UN_JOUR
    decision = debut - timedelta(days=semis.rng.randint(5, 40))
    complete = semis.rng.random() < 0.9
    majeur = phase.jeune.naissance and anniversaire(phase.jeune.naissance, ans=MAJORITE) <= decision
    semis.ajouter(
        "NotificationMdph",
        identifiant=f"N{identifiant(semis.rng)[1:]}",
        jeune_id=phase.jeune_id,
        type="DISPOSITIF" if semis.rng.random() < 0.9 else "ETABLISSEMENT",
        departement=semis.offre.lieu.departement,
        numero_dossier=f"{semis.rng.randint(100000, 999999)}",
        decision=decision,
        debut=debut,
        fin=fin,
        modalite_entree=semis.rng.choice(("AJ", "AN", "PMO")) if semis.rng.random() < 0.93 else "",
        accord_le=decision - timedelta(days=30) if complete else None,
        accord_par=("JEUNE_MAJEUR" if majeur else "PARENTS") if complete else "",
        document_remis_le=debut if semis.rng.random() < 0.92 else None,
    )


def _contrat(semis: Semis, phase: Any) -> None:
    if semis.rng.random() < 0.06:
        return
    remis = phase.debut + timedelta(days=semis.rng.randint(2, 14))
    signe = remis + timedelta(days=semis.rng.randint(1, 20))
    if remis > semis.jour:
        return
    signe_le = signe if signe <= semis.jour and semis.rng.random() < 0.95 else None
    contrat = semis.ajouter(
        "Contrat",
        jeune_id=phase.jeune_id,
        dispositif_id=semis.offre.pk,
        type=semis.rng.choice(("SEJOUR", "DIPC")),
        remis_le=remis,
        signe_le=signe_le,
    )
    if signe_le is None:
        return
    avenant, revision = signe_le + timedelta(days=150), semis.avant(semis.rng.randint(20, 430))
    if avenant <= semis.jour:
        semis.ajouter("RevisionContrat", contrat=contrat, nature="AVENANT", le=avenant)
        if revision > avenant:
            semis.ajouter("RevisionContrat", contrat=contrat, nature="MISE_A_JOUR", le=revision)


def _ages(semis: Semis, phase: Any) -> None:
    """Most milestones reached have been prepared."""
    if phase.jeune.naissance is None:
        return
    for age in regles_echeances(semis.jour).ages:
        atteint = anniversaire(phase.jeune.naissance, ans=age.ans, mois=age.mois)
        if phase.debut <= atteint <= semis.jour and semis.rng.random() < 0.75:
            semis.ajouter("JalonAge", jeune_id=phase.jeune_id, code=age.code, fait_le=atteint)


def _maintien(semis: Semis, phase: Any) -> None:
    """Only who is twenty: a phase marked too early, or without a birth date, is a hard case of the count and stays as it is."""
    if phase.jeune.naissance is None:
        return
    vingt = anniversaire(phase.jeune.naissance, ans=AGE_CRETON)
    if vingt <= semis.jour:
        semis.ajouter(
            "MaintienCreton",
            jeune_id=phase.jeune_id,
            dispositif_id=semis.offre.pk,
            decision=vingt - timedelta(days=40),
            debut=vingt,
            fin=semis.jour + timedelta(days=110),
            orientation="EAM",
            attente="Deux établissements d'accueil médicalisé du département",
        )


def _mesure(semis: Semis, phase: Any) -> None:
    semis.ajouter(
        "MesureAse",
        jeune_id=phase.jeune_id,
        type=semis.rng.choice(("AEMO", "AED", "PLACEMENT")),
        departement=semis.offre.lieu.departement,
        autorite=semis.rng.choice(("PARENTS", "PARENTS", "DELEGATION")),
        referent="Référence de l'aide sociale à l'enfance (démonstration)",
        projet_enfant=semis.rng.random() < 0.6,
        debut=semis.avant(semis.rng.randint(60, 700)),
    )


def _sorti(semis: Semis, phase: Any) -> None:
    """Most accepted to give news; the contacts already due are done, but some."""
    regles = regles_echeances(semis.jour)
    if phase.fin + relativedelta(months=regles.suivi_mois) < semis.jour:
        return
    codes = {libelle: code for code, libelle in libelles("sorties", "destinations").items()}
    suivi = semis.rng.choices(("OUI", "NON", ""), weights=(75, 10, 15))[0]
    semis.ajouter(
        "SortieParcours",
        phase_id=phase.pk,
        destination=codes.get(phase.destination, ""),
        suivi=suivi,
        suivi_le=phase.fin if suivi else None,
    )
    proposes = contacts_proposes(
        phase.fin,
        mois=regles.suivi_contacts_mois,
        duree_mois=regles.suivi_mois,
        tolerance_jours=regles.contact_tolerance_jours,
    )
    for contact in proposes:
        if suivi == "OUI" and contact.le <= semis.avant(5) and semis.rng.random() < 0.6:
            semis.ajouter(
                "ContactSuivi",
                phase_id=phase.pk,
                mois=contact.mois,
                le=contact.le,
                issue="REALISE",
                moyen="TELEPHONE",
                note="Va bien, garde le lien avec son école.",
            )
