"""The queue of a dispositif: what waits for someone, said as acts, gathered from the contexts below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from maillage.activite import selectors as activite
from maillage.agenda import selectors as agenda
from maillage.agenda.selectors.echeances import CONFIRMER as JOURNEE_A_CONFIRMER
from maillage.appui_ressource import selectors as appui
from maillage.appui_ressource.selectors.echeances import NATURE as DEMANDE_D_APPUI
from maillage.parcours.selectors.attente import demandes_en_attente
from maillage.portail.dispositif_courant import DispositifCourant
from maillage.portail.echeances.assemblage import toutes_les_echeances
from maillage.portail.navigation import adresse_si_existe
from maillage.projet.selectors.ecrits_transmissions import nombre_pour_moi
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.calendrier import trimestre_de
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour, ecrire_trimestre

EN_RETARD, BIENTOT, PLUS_TARD = "En retard", "Bientôt", "Plus tard"
ECHEANCES_MONTREES = 3
DITES_AILLEURS = {DEMANDE_D_APPUI, JOURNEE_A_CONFIRMER}
GROUPES_DES_ECHEANCES = {
    EtatEcheance.ECHUE: (EN_RETARD, "echues", "échéance passée", "échéances passées"),
    EtatEcheance.PROCHE: (BIENTOT, "proches", "échéance dans les trois mois", "échéances dans les trois mois"),
}
GESTES = {"BROUILLON": "Valider", "VALIDE": "Transmettre"}
"""What a return waits for, by its state; a transmitted one waits for nothing."""


@dataclass(frozen=True)
class Echeance:
    """A line of the queue; `date` is a day or words."""

    groupe: str
    acte: str
    url: str
    detail: str = ""
    date: dt.date | str = ""


def a_faire(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[tuple[str, list[Echeance]]]:
    """Return the groups of the deadline list that hold something, the most pressing first."""
    sources: tuple[Callable[[Acteur, DispositifCourant, dt.date], list[Echeance]], ...] = (
        _confirmer,
        _lire_les_transmissions,
        _retour_du_trimestre_passe,
        _repondre_aux_demandes,
        _repondre_aux_demandes_d_appui,
        _echeances,
    )
    lignes = [ligne for source in sources for ligne in source(acteur, courant, aujourd_hui) if ligne.url]
    groupes = [
        (groupe, [ligne for ligne in lignes if ligne.groupe == groupe]) for groupe in (EN_RETARD, BIENTOT, PLUS_TARD)
    ]
    return [(groupe, retenues) for groupe, retenues in groupes if retenues]


def _confirmer(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    if not acteur.peut("agenda", Acces.ECRITURE, courant.pk):
        return []
    ensemble = agenda.agenda_nomme(acteur, courant, agenda.TOUS, le=aujourd_hui)
    jours = agenda.jours_a_confirmer(acteur, courant, agenda=ensemble, avant=aujourd_hui)
    if not jours:
        return []
    nombre = ecrire_compte(sum(jour.nombre for jour in jours), "événement passé", "événements passés")
    adresse = adresse_si_existe("agenda:aujourd_hui", dispositif=courant.code)
    url = f"{adresse}?jour={jours[0].date.isoformat()}&agenda={agenda.TOUS}" if adresse else ""
    detail = f"sur {ecrire_compte(len(jours), 'jour', '')}, le plus récent {ecrire_jour(jours[0].date)}"
    return [Echeance(EN_RETARD, f"Confirmer {nombre}", url, detail)]


def _lire_les_transmissions(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    if not acteur.peut("ecrits", Acces.ECRITURE, courant.pk):
        return []
    nombre = nombre_pour_moi(acteur, courant.pk, le=aujourd_hui)
    if not nombre:
        return []
    acte = f"Lire {ecrire_compte(nombre, 'transmission')} pour vous"
    url = adresse_si_existe("projet:transmissions", dispositif=courant.code)
    return [Echeance(BIENTOT, acte, url, "à vous, à votre fonction ou à vos équipes")]


def _retour_du_trimestre_passe(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    if not acteur.peut("retours", Acces.ECRITURE, courant.pk):
        return []
    trimestre = trimestre_de(trimestre_de(aujourd_hui).debut - dt.timedelta(days=1))
    dernier = activite.retours_du_dispositif(courant.pk).filter(periode=str(trimestre)).first()
    geste = GESTES.get(dernier.etat if dernier else "BROUILLON")
    if geste is None:
        return []
    url = adresse_si_existe("activite:retours", dispositif=courant.code)
    acte = f"{geste} le retour du {ecrire_trimestre(str(trimestre))}"
    return [Echeance(BIENTOT, acte, url, f"trimestre achevé le {ecrire_jour(trimestre.fin)}")]


def _repondre_aux_demandes(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    if not acteur.peut("parcours", Acces.ECRITURE, courant.pk):
        return []
    nombre = demandes_en_attente(acteur, courant, le=aujourd_hui).count()
    if not nombre:
        return []
    url = adresse_si_existe("parcours:liste_attente", dispositif=courant.code)
    return [Echeance(PLUS_TARD, f"Répondre à {ecrire_compte(nombre, 'demande', '')} en liste d'attente", url)]


def _repondre_aux_demandes_d_appui(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    if not acteur.peut("appui", Acces.ECRITURE, courant.pk):
        return []
    adresse = adresse_si_existe("appui:demandes", dispositif=courant.code)
    comptes = appui.comptes_par_urgence(acteur, courant.pk, le=aujourd_hui)
    return [
        Echeance(
            groupe,
            "Donner suite à " + ecrire_compte(nombre, "demande d'appui", "demandes d'appui"),
            f"{adresse}?{urlencode({'urgence': groupe})}" if adresse else "",
        )
        for groupe, nombre in comptes.items()
        if nombre
    ]


def _echeances(acteur: Acteur, courant: DispositifCourant, aujourd_hui: dt.date) -> list[Echeance]:
    """The few deadlines nearest to today, late or near, then one line that leads to all the others; some natures have their own line above."""
    adresse = adresse_si_existe("portail:echeances", dispositif=courant.code)
    if not adresse or not acteur.peut("parcours", dispositif_id=courant.pk):
        return []
    toutes = toutes_les_echeances(acteur, courant, le=aujourd_hui)
    lues = [ligne for ligne in toutes if ligne.nature not in DITES_AILLEURS]
    lignes = []
    for etat, (groupe, mot, singulier, pluriel) in GROUPES_DES_ECHEANCES.items():
        ici = sorted(
            (ligne for ligne in lues if ligne.etat(aujourd_hui) is etat),
            key=lambda ligne: abs((ligne.dernier_jour - aujourd_hui).days),
        )
        montrees, reste = ici[:ECHEANCES_MONTREES], len(ici) - ECHEANCES_MONTREES
        lignes += [Echeance(groupe, e.acte, e.url, e.precision, e.dernier_jour) for e in montrees]
        if reste > 0:
            acte = f"Voir {ecrire_compte(reste, f'autre {singulier}', f'autres {pluriel}')}"
            lignes.append(Echeance(groupe, acte, f"{adresse}?{urlencode({'etat': mot})}"))
    return lignes
