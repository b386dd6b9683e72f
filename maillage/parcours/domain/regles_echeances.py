"""Which deadlines a path calls for: one function per family, facts and dated rules in, lines of the work list out.

Sources: regulation 14 (one table of deadlines), 5.1 and 5.3 (ages, Creton), 4.1 (contract, DIPC), 4.2 (ESS); each value has its source in
referentiels/echeances.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from maillage.parcours.domain.notification import Notification, notification_qui_porte
from maillage.parcours.domain.suivi import EtatContact, contacts_proposes, etat_du_contact, fin_du_suivi
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_date_annee

NOTIFICATION = "Notification MDPH"
ACCORD = "Accord et information"
AGE = "Âge"
CRETON = "Maintien Creton"
CONTRAT = "Contrat ou DIPC"
ESS = "Suivi de la scolarisation"
SUIVI = "Suivi après la sortie"


@dataclass(frozen=True)
class AgeAttendu:
    """What an age calls for; `par_maintien`: a recorded Creton decision does it too."""

    code: str
    ans: int
    mois: int
    acte: str
    precision: str
    par_maintien: bool
    source: str


@dataclass(frozen=True)
class ReglesEcheances:
    """The delays in force on a day; days and months as their names say."""

    valable_du: date
    notification_annonce_jours: int
    notification_relance_jours: int
    modalite_entree_jours: int
    document_remis_jours: int
    jalon_annonce_mois: int
    creton_preparation_mois: int
    contrat_remise_jours: int
    contrat_signature_mois: int
    contrat_avenant_mois: int
    contrat_revision_mois: int
    ess_mois: int
    suivi_mois: int
    suivi_contacts_mois: tuple[int, ...]
    contact_tolerance_jours: int
    ages: tuple[AgeAttendu, ...]


@dataclass(frozen=True)
class Personne:
    """Whose deadlines: `entree` is the first day of the stay in course; `adresse` gives where an act is done."""

    cle: int
    nom: str
    naissance: date | None
    entree: date
    adresse: Callable[..., str]

    def echeance(self, nature: str, acte: str, dernier_jour: date, url: str, precision: str = "") -> Echeance:
        return Echeance(nature, acte, dernier_jour, url, self.cle, precision)


@dataclass(frozen=True)
class ContratLu:
    """The contract in force: `dernier` is the latest day it was signed or revised."""

    cle: int
    libelle: str
    signe_le: date | None
    avec_avenant: bool
    dernier: date | None


@dataclass(frozen=True)
class SortieLue:
    """An exit and what is known of its follow-up; `suivi` is OUI, NON or empty (not asked)."""

    phase: int
    sortie: date
    suivi: str
    realises: frozenset[int]
    phase_de_suivi: int | None


def anniversaire(naissance: date, *, ans: int, mois: int = 0) -> date:
    """Return the day that age is reached; a birthday of 29 February falls on 1 March in common years (R37)."""
    try:
        atteint = naissance.replace(year=naissance.year + ans)
    except ValueError:
        atteint = date(naissance.year + ans, 3, 1)
    return atteint + relativedelta(months=mois) if mois else atteint


def echeances_de_notification(
    qui: Personne, notifications: Collection[Notification], regles: ReglesEcheances, *, le: date
) -> list[Echeance]:
    """The renewal of the notification that goes furthest, and what is missing from it."""
    portee = notification_qui_porte(notifications)
    if portee is None:
        acte = f"Enregistrer la notification MDPH pour {qui.nom}"
        return [qui.echeance(NOTIFICATION, acte, qui.entree, qui.adresse("notification"), "aucune n'est enregistrée")]
    lignes = list(_manques(qui, portee, regles))
    if portee.fin is not None and portee.fin <= le + timedelta(days=regles.notification_annonce_jours):
        presse = portee.fin <= le + timedelta(days=regles.notification_relance_jours)
        precision = f"valable jusqu'au {ecrire_date_annee(portee.fin)}" + (
            " ; la demande devrait déjà être partie" if presse else ""
        )
        acte = f"Faire renouveler la notification MDPH pour {qui.nom}"
        lignes.append(qui.echeance(NOTIFICATION, acte, portee.fin, qui.adresse("notification"), precision))
    return lignes


def _manques(qui: Personne, portee: Notification, regles: ReglesEcheances) -> Iterable[Echeance]:
    manques, url = set(portee.manques()), qui.adresse("modifier-notification", portee.cle)
    if "la modalité d'entrée" in manques:
        jour = portee.decision + timedelta(days=regles.modalite_entree_jours)
        acte = f"Faire préciser par la MDPH la modalité d'entrée pour {qui.nom}"
        yield qui.echeance(NOTIFICATION, acte, jour, url, "la notification doit la dire")
    if "l'accord recueilli avant l'orientation" in manques:
        acte = f"Noter l'accord recueilli avant l'orientation pour {qui.nom}"
        yield qui.echeance(ACCORD, acte, portee.decision, url, "il précède la décision")
    if "la remise du document d'information" in manques:
        jour = portee.debut + timedelta(days=regles.document_remis_jours)
        acte = f"Remettre le document d'information sur le dispositif pour {qui.nom}"
        yield qui.echeance(ACCORD, acte, jour, url, "la MDPH le joint à la notification")


def echeances_d_age(
    qui: Personne, faits: Collection[str], regles: ReglesEcheances, *, maintenu: bool, le: date
) -> list[Echeance]:
    """What 16, 18, 19 and 20 years call for; an age reached before the stay was somebody else's to prepare."""
    if qui.naissance is None:
        return []
    lignes, annonce = [], le + relativedelta(months=regles.jalon_annonce_mois)
    for age in regles.ages:
        jour = anniversaire(qui.naissance, ans=age.ans, mois=age.mois)
        fait = age.code in faits or (maintenu and age.par_maintien)
        if not fait and qui.entree <= jour <= annonce:
            url = qui.adresse(f"jalon-{age.code.lower().replace('_', '-')}")
            lignes.append(qui.echeance(AGE, age.acte.format(nom=qui.nom), jour, url, age.precision))
    return lignes


def echeances_de_creton(
    qui: Personne,
    *,
    maintien: tuple[int, date | None] | None,
    phase_depuis: date | None,
    regles: ReglesEcheances,
    le: date,
) -> list[Echeance]:
    """The end of the decision in course (`maintien`: its key and end); a phase marked Creton (`phase_depuis`) without its decision."""
    if maintien is None:
        if phase_depuis is None:
            return []
        acte = f"Enregistrer la décision de maintien de la CDAPH pour {qui.nom}"
        precision = "la phase est notée « Creton » sans sa décision"
        return [qui.echeance(CRETON, acte, phase_depuis, qui.adresse("maintien"), precision)]
    cle, fin = maintien
    if fin is None or fin > le + relativedelta(months=regles.creton_preparation_mois):
        return []
    acte = f"Trouver la suite du maintien Creton pour {qui.nom}"
    return [
        qui.echeance(
            CRETON, acte, fin, qui.adresse("finir-maintien", cle), "solution pour adultes, ou nouvelle décision"
        )
    ]


def echeances_de_contrat(
    qui: Personne, contrat: ContratLu | None, regles: ReglesEcheances, *, attendu: str
) -> list[Echeance]:
    """Hand over, sign, amend, bring up to date every year; `attendu` names the document that the modalities call for."""
    if contrat is None:
        jour = qui.entree + timedelta(days=regles.contrat_remise_jours)
        acte = f"Remettre le {attendu} à {qui.nom}"
        return [qui.echeance(CONTRAT, acte, jour, qui.adresse("contrat"), f"entrée le {ecrire_date_annee(qui.entree)}")]
    if contrat.signe_le is None:
        jour = qui.entree + relativedelta(months=regles.contrat_signature_mois)
        acte = f"Faire signer le {contrat.libelle} pour {qui.nom}"
        return [qui.echeance(CONTRAT, acte, jour, qui.adresse("signer-contrat", contrat.cle))]
    url, depuis = qui.adresse("reviser-contrat", contrat.cle), contrat.dernier or contrat.signe_le
    if not contrat.avec_avenant:
        jour = contrat.signe_le + relativedelta(months=regles.contrat_avenant_mois)
        acte = f"Signer l'avenant qui précise les objectifs pour {qui.nom}"
        return [qui.echeance(CONTRAT, acte, jour, url, f"signé le {ecrire_date_annee(contrat.signe_le)}")]
    jour = depuis + relativedelta(months=regles.contrat_revision_mois)
    acte = f"Mettre à jour le {contrat.libelle} pour {qui.nom}"
    return [qui.echeance(CONTRAT, acte, jour, url, f"dernière fois le {ecrire_date_annee(depuis)}")]


def echeances_d_ess(
    qui: Personne, *, scolarise_depuis: date | None, derniere: date | None, regles: ReglesEcheances
) -> list[Echeance]:
    """At least one meeting a year for whoever goes to school."""
    if scolarise_depuis is None:
        return []
    depuis = derniere or max(scolarise_depuis, qui.entree)
    precision = f"dernière réunion le {ecrire_date_annee(derniere)}" if derniere else "aucune réunion enregistrée"
    acte = f"Demander la réunion de l'ESS pour {qui.nom}"
    return [qui.echeance(ESS, acte, depuis + relativedelta(months=regles.ess_mois), qui.adresse("ess"), precision)]


def echeances_de_suivi(qui: Personne, sortie: SortieLue, regles: ReglesEcheances, *, le: date) -> list[Echeance]:
    """The consent to follow-up, the contact to make and the next one, the end of the three years."""
    fin = fin_du_suivi(sortie.sortie, mois=regles.suivi_mois)
    lignes = []
    if sortie.suivi == "" and le <= fin:
        jour = sortie.sortie + timedelta(days=regles.contact_tolerance_jours)
        acte = f"Demander à {qui.nom} s'il est possible de prendre de ses nouvelles"
        lignes.append(qui.echeance(SUIVI, acte, jour, qui.adresse("accord-suivi", sortie.phase), "suivi de trois ans"))
    if sortie.suivi == "OUI":
        lignes += _contacts(qui, sortie, regles, le=le)
    if sortie.phase_de_suivi is not None:
        refuse = sortie.suivi == "NON"
        jour = min(fin, sortie.sortie + timedelta(days=regles.contact_tolerance_jours)) if refuse else fin
        precision = "le suivi est refusé" if refuse else "fin des trois ans : rien ne compte plus après"
        url = qui.adresse("clore-phase", sortie.phase_de_suivi)
        lignes.append(qui.echeance(SUIVI, f"Terminer le suivi pour {qui.nom}", jour, url, precision))
    return lignes


def _contacts(qui: Personne, sortie: SortieLue, regles: ReglesEcheances, *, le: date) -> Iterable[Echeance]:
    """The latest contact that should have been made, and the next one: older ones that were missed are of no use any more."""
    proposes = contacts_proposes(
        sortie.sortie,
        mois=regles.suivi_contacts_mois,
        duree_mois=regles.suivi_mois,
        tolerance_jours=regles.contact_tolerance_jours,
    )
    etats = [(c, etat_du_contact(c, realises=sortie.realises, refuse=False, le=le)) for c in proposes]
    venus = [contact for contact, _ in etats if contact.le <= le]
    retenus = [
        contact
        for contact, etat in etats
        if (etat in {EtatContact.A_FAIRE, EtatContact.MANQUE} and contact == venus[-1]) or etat is EtatContact.A_VENIR
    ]
    for contact in retenus[:2]:
        acte = f"Prendre des nouvelles auprès {de_qui(qui.nom)}, {contact.mois} mois après la sortie"
        url = f"{qui.adresse('contact', sortie.phase)}?mois={contact.mois}"
        precision = f"sortie le {ecrire_date_annee(sortie.sortie)}"
        yield qui.echeance(SUIVI, acte, contact.dernier_jour, url, precision)
