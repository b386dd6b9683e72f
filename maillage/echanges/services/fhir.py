"""A dispositif out as a TDDUI bundle, and a bundle in: previewed by the same code that writes, rolled back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.selectors.echange import absences_a_echanger, evenements_a_echanger
from maillage.agenda.services.reprise import reprendre_agenda
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir import dossier as d
from maillage.echanges.domain.fhir.controle import Faute
from maillage.echanges.domain.fhir.ecriture import bilan_par_genre, lot_fhir
from maillage.echanges.domain.fhir.lecture import Lecteur
from maillage.echanges.entourage import contacts_du_dossier, ligne_du_contact, representants_connus
from maillage.echanges.projets import ligne_du_projet, projets_du_dossier
from maillage.echanges.regles import controler, regles_tddui
from maillage.parcours.selectors.echange import jeunes_par_identifiant, parcours_a_echanger
from maillage.parcours.services.reprise import reprendre_parcours
from maillage.projet.services.reprise import reprendre_projets
from maillage.projet.services.reprise_entourage import reprendre_entourage
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures
from maillage.structures.services import professionnels_repris

PARIS = ZoneInfo("Europe/Paris")
SECTION = "echanges"
__all__ = ["ExportFhir", "RapportFhir", "exiger", "exporter_fhir", "importer_fhir", "regles_tddui"]
FAUTES_MONTREES = 200
CHAMPS_PHASE = ("identifiant", "type", "debut", "fin", "motif_sortie", "destination", "creton")
TOUJOURS = (dt.date(1990, 1, 1), dt.date(2100, 1, 1))
SANS_FINESS = "Ce dispositif n'a aucun établissement avec un numéro FINESS : TDDUI nomme chaque objet par ce numéro."


@dataclass(frozen=True)
class ExportFhir:
    """`lot`: the bundle; `genres`: how many resources of each type; `laisses`: what could not travel, in words."""

    lot: dict[str, Any]
    genres: dict[str, int]
    laisses: tuple[str, ...]


@dataclass(frozen=True)
class RapportFhir:
    """What an import did, or would do. With a blocking fault nothing was written. `gardes`: the resources that Maillage does not hold."""

    fautes: list[Faute]
    bilans: list[BilanReprise]
    laisses: tuple[str, ...] = ()
    gardes: tuple[dict[str, Any], ...] = ()

    @property
    def refuse(self) -> bool:
        """Tell whether the bundle is refused."""
        return any(faute.bloquante for faute in self.fautes)


def exiger(acteur: Acteur, dispositif: DispositifVise, acces: Acces) -> None:
    """Raise PermissionDenied unless the person may exchange identified data of the dispositif."""
    if not acteur.peut(SECTION, acces, dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas les échanges nominatifs de ce dispositif.")


def exporter_fhir(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    jeune: str = "",
    debut: dt.date = TOUJOURS[0],
    fin: dt.date = TOUJOURS[1],
) -> ExportFhir:
    """Return the bundle of a dispositif, or of one young person (`jeune`, their identifier), journaled.

    Événements and absences are those of the days [debut, fin]. Raises ErreurEchange, PermissionDenied.
    """
    exiger(acteur, dispositif, Acces.LECTURE)
    dossier = _rassembler(dispositif, jeune, debut, fin)
    lot = lot_fhir(dossier, le=timezone.localtime())
    journaliser(
        acteur,
        "echanges.exporter_fhir",
        nature=NatureTrace.LECTURE,
        objet=jeune,
        dispositif_id=dispositif.pk,
        details={"jeunes": len(dossier.usagers), "evenements": len(dossier.evenements)},
    )
    return ExportFhir(lot, bilan_par_genre(lot), dossier.laisses)


def _rassembler(dispositif: DispositifVise, jeune: str, debut: dt.date, fin: dt.date) -> d.DossierEchange:
    membres = structures.etablissements_du_dispositif(dispositif.pk, *TOUJOURS)
    esms = tuple(d.Esms(membre.finess, membre.nom) for membre in membres if membre.finess)
    if not esms:
        raise ErreurEchange(SANS_FINESS)
    jeune_id = _un_jeune(dispositif, jeune)
    lignes = evenements_a_echanger(dispositif.pk, debut, fin, jeune_id=jeune_id)
    finess = {membre.finess for membre in esms}
    evenements = tuple(_evenement(*ligne, finess) for ligne in lignes if ligne[1])
    nommes = {pro for evenement in evenements for pro in evenement.intervenants}
    faits = parcours_a_echanger(dispositif.pk, jeune_id=jeune_id)
    connus = {ligne["identifiant"] for ligne in faits["jeune"]}
    return d.DossierEchange(
        finess=esms[0].finess,
        esms=esms,
        intervenants=tuple(
            d.Intervenant(pro.identifiant, pro.nom, pro.prenom, pro.metier)
            for pro in structures.professionnels_par_identifiant(nommes)
        ),
        usagers=tuple(_usager(ligne) for ligne in faits["jeune"]),
        sejours=_sejours(faits),
        scolarites=tuple(_periode_scolaire(ligne) for ligne in faits["scolarite"]),
        evenements=tuple(_entre_connus(evenement, connus) for evenement in evenements),
        absences=tuple(
            d.AbsenceEchange(
                ligne["jeune__identifiant"], ligne["debut"], ligne["motif"], ligne["fin"], ligne["prevenu_le"]
            )
            for ligne in absences_a_echanger(dispositif.pk, debut, fin, jeune_id=jeune_id)
            if ligne["jeune__identifiant"] in connus
        ),
        projets=tuple(projets_du_dossier(dispositif.pk, jeune_id=jeune_id, connus=connus)),
        contacts=tuple(contacts_du_dossier(dispositif.pk, faits["jeune"], jeune_id=jeune_id, le=timezone.localdate())),
        laisses=(*_sans_jeune(lignes), *_sans_sejour(faits)),
    )


def _sans_jeune(lignes: list[tuple[dict[str, Any], list[dict[str, Any]], list[str]]]) -> tuple[str, ...]:
    nombre = sum(1 for _, inscrits, _ in lignes if not inscrits)
    return (f"{nombre} événements sans jeune : TDDUI n'a pas d'évènement sans usager",) if nombre else ()


def _un_jeune(dispositif: DispositifVise, identifiant: str) -> int | None:
    if not identifiant:
        return None
    jeune = jeunes_par_identifiant([identifiant]).get(identifiant)
    if jeune is None or not parcours_a_echanger(dispositif.pk, jeune_id=jeune.pk)["jeune"]:
        raise ErreurEchange(f"Aucun jeune « {identifiant} » dans ce dispositif.", champ="jeune")
    return jeune.pk


def _usager(ligne: dict[str, Any]) -> d.Usager:
    return d.Usager(ligne["identifiant"], ligne["nom"], ligne["prenom"], ligne["naissance"], ligne["sexe"])


def _periode_scolaire(ligne: dict[str, Any]) -> d.PeriodeScolaire:
    champs = ("code", "debut", "fin", "etablissement", "uai")
    return d.PeriodeScolaire(ligne["jeune__identifiant"], *(ligne[champ] for champ in champs))


def _entre_connus(evenement: d.EvenementEchange, connus: set[str]) -> d.EvenementEchange:
    """Someone listed in an événement without being known of the dispositif has no Patient here: left out of it."""
    gardes = tuple(inscription for inscription in evenement.inscriptions if inscription.usager in connus)
    return d.EvenementEchange(**{**vars(evenement), "inscriptions": gardes})


def _sejours(faits: dict[str, list[dict[str, Any]]]) -> tuple[d.Sejour, ...]:
    """Each modality period and criterion goes with the phase that holds its first day, else with the first phase of the young person."""
    par_jeune = {nom: _par_jeune(faits[nom]) for nom in ("phase", "periode", "complexite")}
    return tuple(
        d.Sejour(
            usager=jeune,
            periodes=tuple(
                d.PeriodeSejour(p["modalite"], p["lieu"], p["debut"], p["fin"])
                for p in par_jeune["periode"].get(jeune, ())
                if _phase_de(p["debut"], phases) is phase
            ),
            criteres=tuple(
                d.CritereSejour(c["critere"], c["debut"], c["fin"])
                for c in par_jeune["complexite"].get(jeune, ())
                if _phase_de(c["debut"], phases) is phase
            ),
            **{champ: phase[champ] for champ in CHAMPS_PHASE},
        )
        for jeune, phases in par_jeune["phase"].items()
        for phase in phases
    )


def _par_jeune(lignes: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groupes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for ligne in lignes:
        groupes[ligne["jeune__identifiant"]].append(ligne)
    return groupes


def _sans_sejour(faits: dict[str, list[dict[str, Any]]]) -> tuple[str, ...]:
    """Periods and criteria of whoever has no phase here: the standard has no place for them outside a stay."""
    avec = {ligne["jeune__identifiant"] for ligne in faits["phase"]}
    seuls = [
        ligne for nom in ("periode", "complexite") for ligne in faits[nom] if ligne["jeune__identifiant"] not in avec
    ]
    return (
        (f"{len(seuls)} modalités ou critères de jeunes sans phase : TDDUI les attache à un séjour",) if seuls else ()
    )


def _phase_de(jour: dt.date, phases: list[dict[str, Any]]) -> dict[str, Any]:
    tenantes = [p for p in phases if p["debut"] <= jour and (p["fin"] is None or p["fin"] >= jour)]
    return (tenantes or phases)[0]


def _evenement(
    ligne: dict[str, Any], inscrits: list[dict[str, Any]], pros: list[str], finess: set[str]
) -> d.EvenementEchange:
    champs = ("identifiant", "statut", "categorie", "modalite", "lieu_type", "lieu", "titre", "source", "source_ref")
    return d.EvenementEchange(
        debut=timezone.localtime(ligne["debut"], PARIS),
        fin=timezone.localtime(ligne["fin"], PARIS),
        confirme_le=ligne["confirme_le"],
        finess=ligne["etablissement__finess"] if ligne["etablissement__finess"] in finess else "",
        inscriptions=tuple(
            d.Inscription(
                i["jeune__identifiant"],
                i["presence"],
                "" if i["preavis_h"] is None else str(i["preavis_h"].normalize()),
            )
            for i in inscrits
        ),
        intervenants=tuple(pros),
        **{champ: ligne[champ] for champ in champs},
    )


def importer_fhir(acteur: Acteur, dispositif: DispositifVise, lot: Any, *, essai: bool) -> RapportFhir:
    """Take a bundle into a dispositif, whole or not at all; `essai` does everything and rolls it back. Raises PermissionDenied."""
    exiger(acteur, dispositif, Acces.ECRITURE)
    fautes = controler(lot)
    if any(faute.bloquante for faute in fautes):
        return RapportFhir(fautes[:FAUTES_MONTREES], [])
    lecteur = Lecteur(lot, PARIS)
    dossier = lecteur.lire()
    with transaction.atomic():
        bilans, laisses = _ecrire(acteur, dispositif, dossier)
        refus = [Faute("Bundle", refus) for bilan in bilans for refus in bilan.refus]
        if essai or refus:
            transaction.set_rollback(True)
        else:
            details = {bilan.nature: bilan.crees + bilan.modifies for bilan in bilans}
            journaliser(acteur, "echanges.importer_fhir", dispositif_id=dispositif.pk, details=details)
    return RapportFhir(
        [*fautes, *refus][:FAUTES_MONTREES], bilans, (*dossier.laisses, *laisses), tuple(lecteur.gardes())
    )


def _ecrire(
    acteur: Acteur, dispositif: DispositifVise, dossier: d.DossierEchange
) -> tuple[list[BilanReprise], list[str]]:
    bilans = reprendre_parcours(acteur, dispositif_id=dispositif.pk, faits=_lignes_du_parcours(dossier))
    if any(bilan.refus for bilan in bilans):
        return bilans, []
    jeunes = {cle: jeune.pk for cle, jeune in jeunes_par_identifiant([u.identifiant for u in dossier.usagers]).items()}
    premier = min((evenement.debut.date() for evenement in dossier.evenements), default=timezone.localdate())
    pros = professionnels_repris(
        acteur,
        dispositif.pk,
        [(i.identifiant, i.nom, i.prenom, i.metier) for i in dossier.intervenants],
        debut=premier,
    )
    projets, laisses = reprendre_projets(
        acteur,
        dispositif_id=dispositif.pk,
        lignes=[ligne_du_projet(projet, jeunes) for projet in dossier.projets],
        le=timezone.localdate(),
    )
    bilans += [projets, _reprendre_contacts(acteur, dispositif, dossier, jeunes)]
    bilans += reprendre_agenda(acteur, dispositif, **_lignes_de_l_agenda(dispositif, dossier, jeunes, pros))
    return bilans, laisses


def _reprendre_contacts(
    acteur: Acteur, dispositif: DispositifVise, dossier: d.DossierEchange, jeunes: dict[str, int]
) -> BilanReprise:
    """Those whose tie ended stay in the bundle: the eco-map is that of today."""
    le = timezone.localdate()
    presents = [contact for contact in dossier.contacts if contact.fin is None or contact.fin >= le]
    return reprendre_entourage(
        acteur,
        dispositif_id=dispositif.pk,
        lignes=[ligne_du_contact(contact, jeunes) for contact in presents],
        le=le,
        deja=representants_connus(jeunes, le=le),
    )


def _lignes_de_l_agenda(
    dispositif: DispositifVise, dossier: d.DossierEchange, jeunes: dict[str, int], pros: dict[str, int]
) -> dict[str, Any]:
    membres = structures.etablissements_du_dispositif(dispositif.pk, *TOUJOURS)
    lieux = {membre.finess: membre.pk for membre in membres if membre.finess}
    champs = ("debut", "fin", "motif", "prevenu_le")
    return {
        "evenements": [_lignes_d_un_evenement(evenement, jeunes, pros, lieux) for evenement in dossier.evenements],
        "absences": [
            {"jeune_id": jeunes[absence.usager], **{champ: getattr(absence, champ) for champ in champs}}
            for absence in dossier.absences
        ],
    }


def _lignes_du_parcours(dossier: d.DossierEchange) -> dict[str, list[dict[str, Any]]]:
    def au_jeune(objet: Any, *sauf: str) -> dict[str, Any]:
        champs = {cle: valeur for cle, valeur in vars(objet).items() if cle not in ("usager", *sauf)}
        return {"jeune__identifiant": objet.usager, **champs}

    return {
        "jeune": [vars(usager) for usager in dossier.usagers],
        "phase": [au_jeune(sejour, "periodes", "criteres") for sejour in dossier.sejours],
        "periode": [{"jeune__identifiant": s.usager, **vars(p)} for s in dossier.sejours for p in s.periodes],
        "complexite": [{"jeune__identifiant": s.usager, **vars(c)} for s in dossier.sejours for c in s.criteres],
        "scolarite": [au_jeune(periode) for periode in dossier.scolarites],
    }


def _lignes_d_un_evenement(
    evenement: d.EvenementEchange, jeunes: dict[str, int], pros: dict[str, int], lieux: dict[str, int]
) -> tuple[dict[str, Any], list[dict[str, Any]], list[int]]:
    sauf = ("inscriptions", "intervenants", "finess")
    ligne = {cle: valeur for cle, valeur in vars(evenement).items() if cle not in sauf}
    inscrits = [
        {"jeune_id": jeunes[i.usager], "presence": i.presence, "preavis_h": i.preavis_h or None}
        for i in evenement.inscriptions
    ]
    return (
        {**ligne, "etablissement_id": lieux.get(evenement.finess)},
        inscrits,
        [pros[pro] for pro in evenement.intervenants],
    )
