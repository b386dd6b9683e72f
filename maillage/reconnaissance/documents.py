"""The dossier, its receipt and its orders as documents: one structure written as a page, a DOCX or an accessible PDF.

Nothing here reads what examiners keep for themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from maillage.reconnaissance.domain.chiffres import Chiffre, relire
from maillage.reconnaissance.models import ArreteReconnaissance, Depot
from maillage.reconnaissance.selectors import DossierLu
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

AUTEUR = "Maillage"
VIDE = "Pas encore écrit."
CADRE = "Le cadre officiel du dossier n'est pas publié : ces sections sont reconstituées d'après la feuille de route régionale."
PROJET = "Projet d'arrêté à mettre en forme par l'autorité : seul l'acte signé et publié fait foi."


def rapport_du_dossier(dispositif: Any, lu: DossierLu, *, le: dt.date) -> Rapport:
    """Return the dossier as it is being written, with the figures kept in it."""
    dossier = lu.dossier
    chiffres = [chiffre for section in lu.sections for chiffre in section.chiffres]
    prerequis = [
        {"libelle": ligne.regle.libelle, "tenu": ligne.tenu, "constat": ligne.constat} for ligne in lu.prerequis
    ]
    pieces = [{"genre": p.libelle_genre, "nom": p.piece.nom, "empreinte": p.piece.empreinte} for p in lu.pieces]
    return Rapport(
        titre=f"Dossier de reconnaissance {de_qui(dispositif.nom)}",
        sous_titre="Version de travail, non déposée",
        auteur=AUTEUR,
        arrete_au=dossier.chiffres_le if dossier and dossier.chiffres_le else le,
        reserves=(CADRE,),
        sections=(
            *_corps(prerequis, chiffres),
            *(Section(s.declaree.titre, (Paragraphe(s.texte or VIDE),)) for s in lu.sections),
            _pieces(pieces),
        ),
    )


def rapport_du_depot(depot: Depot) -> Rapport:
    """Return a deposit exactly as it was frozen."""
    contenu = depot.contenu
    textes = [Section(s["titre"], (Paragraphe(s["texte"] or VIDE),)) for s in contenu["sections"]]
    motif = contenu.get("motif_modification")
    change = [Section("Ce qui change", (Paragraphe(motif),))] if motif else []
    return Rapport(
        titre=f"Dossier de reconnaissance {de_qui(str(contenu['dispositif']['nom']))}",
        sous_titre=f"Dépôt n° {depot.tour}, {contenu['dispositif']['montage'].lower()}",
        auteur=AUTEUR,
        arrete_au=_arrete_au(depot),
        reserves=(CADRE, f"Contenu figé au dépôt, empreinte SHA-256 : {depot.empreinte}"),
        sections=(
            *change,
            *_corps(contenu["prerequis"], relire(contenu["chiffres"])),
            *textes,
            _pieces(contenu["pieces"]),
        ),
    )


def recepisse(depot: Depot) -> Rapport:
    """Return the receipt of a deposit: what was deposited, when, by whom, and the hash that proves it."""
    jour = timezone.localtime(depot.depose_le)
    nom = depot.contenu["dispositif"]["nom"]
    phrase = (
        f"Le dossier de reconnaissance {de_qui(str(nom))} a été déposé le {ecrire_jour_annee(jour.date())} "
        f"à {jour:%H} h {jour:%M} par {depot.par} (dépôt n° {depot.tour})."
    )
    retire = [Paragraphe("Ce dépôt a ensuite été retiré par le dispositif.", accent=True)] if depot.retire_le else []
    return Rapport(
        titre="Récépissé de dépôt",
        sous_titre=nom,
        auteur=AUTEUR,
        arrete_au=_arrete_au(depot),
        reserves=("Ce récépissé constate un dépôt ; il ne vaut pas reconnaissance.",),
        sections=(
            Section("Dépôt", (Paragraphe(phrase), *retire)),
            Section("Empreinte du contenu déposé", (Paragraphe(f"SHA-256 : {depot.empreinte}"),)),
            _pieces(depot.contenu["pieces"]),
        ),
    )


def rapport_de_l_arrete(arrete: ArreteReconnaissance, autres: Sequence[str], depot: Depot) -> Rapport:
    """Return the order of one organisme, which names the others of the same dispositif."""
    dispositif = depot.contenu["dispositif"]
    chiffres = [c for c in relire(depot.contenu["chiffres"]) if c.groupe in {"identite", "places"}]
    partenaires = (
        Section(
            "Article 3. Organisation partenariale",
            (
                Paragraphe("Le même dispositif est porté avec, chacun par son propre arrêté :"),
                Liste(tuple(autres)),
            ),
        ),
    )
    return Rapport(
        titre=f"Arrêté n° {arrete.numero}",
        sous_titre=f"Reconnaissance du fonctionnement en dispositif intégré : {dispositif['nom']}",
        auteur="Agence régionale de santé",
        arrete_au=arrete.signe_le,
        reserves=(PROJET,),
        sections=(
            Section("Vu", (Liste(VISAS),)),
            Section(
                "Article 1. Reconnaissance",
                (
                    Paragraphe(
                        f"{arrete.organisme.nom} est autorisé à fonctionner en dispositif intégré au sein de « {dispositif['nom']} »."
                    ),
                ),
            ),
            Section("Article 2. Établissements et capacité", (_tableau(chiffres),)),
            *(partenaires if autres else ()),
            Section(
                "Signature",
                (Paragraphe(f"Signé le {ecrire_jour_annee(arrete.signe_le)}."),),
            ),
        ),
    )


VISAS = (
    "le code de l'action sociale et des familles, notamment ses articles L. 312-7-1 et D. 312-10-17 à D. 312-10-21 ;",
    "le décret du 5 juillet 2024 relatif aux modalités de fonctionnement en dispositif intégré ;",
    "le dossier déposé et son instruction.",
)


def _arrete_au(depot: Depot) -> dt.date:
    le = depot.contenu.get("chiffres_le")
    return dt.date.fromisoformat(le) if le else timezone.localdate(depot.depose_le)


def _corps(prerequis: Sequence[Mapping[str, Any]], chiffres: Sequence[Chiffre]) -> tuple[Section, ...]:
    lignes = tuple((p["libelle"], "oui" if p["tenu"] else "non", p["constat"]) for p in prerequis)
    return (
        Section("Prérequis", (Tableau("Prérequis de la reconnaissance", ("Prérequis", "Tenu", "Constat"), lignes),)),
        Section("Chiffres", (_tableau(chiffres),)),
    )


def _tableau(chiffres: Sequence[Chiffre]) -> Tableau:
    return Tableau(
        "Chiffres du dispositif",
        ("Chiffre", "Valeur", "Définition", "Au"),
        tuple(
            (
                c.libelle,
                " : ".join(filter(None, (c.valeur or "inconnu", c.detail))),
                f"{c.definition} Source : {c.source}.",
                ecrire_jour_annee(dt.date.fromisoformat(c.au)),
            )
            for c in chiffres
        ),
    )


def _pieces(pieces: Sequence[Mapping[str, Any]]) -> Section:
    lignes = tuple(f"{p['genre']} : {p['nom']} (SHA-256 {p['empreinte'][:16]}…)" for p in pieces)
    return Section("Pièces jointes", (Liste(lignes),) if lignes else (Paragraphe("Aucune pièce jointe."),))
