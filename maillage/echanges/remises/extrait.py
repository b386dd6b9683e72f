"""The extract of one young person's file for another health professional: a PDF to read, the same bundle to take in."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import PARIS
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir.dossier import DossierEchange, ProjetEchange
from maillage.echanges.domain.fhir.lecture import Lecteur
from maillage.echanges.remises.canaux import Colis, Fichier
from maillage.echanges.remises.natures import reglages
from maillage.echanges.services.fhir import exporter_fhir
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_jour_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau, en_pdf
from maillage.socle.vocabulaire import Modalite

OBJET = "Extrait de dossier, accompagnement médico-social"
RESERVE = (
    "Extrait fait par Maillage à la demande d'un professionnel habilité. Il porte des données de santé : il ne se transmet que par MSSanté, "
    "à qui accompagne cette personne."
)


def extrait_du_jeune(
    acteur: Acteur, dispositif: DispositifVise, jeune: str, *, identifiant: str, destinataire: str = ""
) -> Colis:
    """Return the extract, journaled as an export. Raises ErreurEchange for an unknown young person, PermissionDenied."""
    if not jeune:
        raise ErreurEchange("Dites de quel jeune : un extrait ne parle que d'une personne.", champ="jeune")
    le = timezone.localtime()
    autour = reglages().extrait_agenda
    fenetre = {"debut": le.date() - autour, "fin": le.date() + autour}
    lot = exporter_fhir(acteur, dispositif, jeune=jeune, **fenetre).lot
    dossier = Lecteur(lot, PARIS).lire()
    fichiers = (
        Fichier("extrait.pdf", "application/pdf", en_pdf(rapport_de(dossier, auteur=acteur.libelle, le=le.date()))),
        Fichier("lot-fhir.json", "application/fhir+json", json.dumps(lot, ensure_ascii=False).encode()),
    )
    return Colis(identifiant, le, OBJET, fichiers=fichiers, destinataire=destinataire)


def rapport_de(dossier: DossierEchange, *, auteur: str, le: dt.date) -> Rapport:
    """Return the readable half: the same facts as the bundle, no more."""
    usager = dossier.usagers[0]
    naissance = f", né(e) le {ecrire_date_annee(usager.naissance)}" if usager.naissance else ""
    sections = [
        Section("Accompagnement", (_sejours(dossier),)),
        Section("Scolarité", (_scolarite(dossier),)),
        *(_projet(projet) for projet in dossier.projets[-1:]),
        Section("Agenda et absences", (Paragraphe(_agenda(dossier)),)),
    ]
    return Rapport(
        titre=f"Extrait du dossier de {usager.prenom} {usager.nom}{naissance}",
        auteur=auteur,
        arrete_au=le,
        sections=tuple(sections),
        sous_titre=", ".join(esms.nom for esms in dossier.esms),
        reserves=(RESERVE,),
    )


def _sejours(dossier: DossierEchange) -> Any:
    lignes = tuple(
        (
            _plage(sejour.debut, sejour.fin),
            ", ".join(
                f"{Modalite(p.modalite).label} ({_plage(p.debut, p.fin)})"
                for p in sejour.periodes
                if p.modalite in Modalite.values
            )
            or "non dite",
        )
        for sejour in dossier.sejours
    )
    if not lignes:
        return Paragraphe("Aucune phase d'accompagnement dans ce dispositif.")
    return Tableau("Phases et modalités", ("Phase", "Modalités d'accueil"), lignes, "parcours du jeune dans Maillage")


def _scolarite(dossier: DossierEchange) -> Any:
    lignes = tuple((_plage(s.debut, s.fin), s.etablissement or "non dit") for s in dossier.scolarites)
    if not lignes:
        return Paragraphe("Aucune période scolaire connue.")
    return Tableau("Périodes scolaires", ("Période", "Établissement"), lignes, "parcours du jeune dans Maillage")


def _projet(projet: ProjetEchange) -> Section:
    blocs: list[Any] = [Paragraphe(projet.synthese)] if projet.synthese else []
    if projet.objectifs:
        blocs.append(Liste(tuple(objectif.mots for objectif in projet.objectifs)))
    return Section(f"Projet personnalisé du {ecrire_jour_annee(projet.commence_le)}", tuple(blocs))


def _agenda(dossier: DossierEchange) -> str:
    return (
        f"Rendez-vous de trois mois avant à trois mois après : {len(dossier.evenements)}. Absences : {len(dossier.absences)}. "
        "Leur détail est dans le fichier structuré."
    )


def _plage(debut: dt.date, fin: dt.date | None) -> str:
    return (
        f"du {ecrire_jour_annee(debut)} au {ecrire_jour_annee(fin)}" if fin else f"depuis le {ecrire_jour_annee(debut)}"
    )
