"""Transmissions, documents, templates and sentences of the first dispositif: what its teams wrote in the last weeks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.parcours import selectors as parcours
from maillage.parcours.selectors.equipe import equipe_du_jeune
from maillage.portail.demonstration.comptes import courriel
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import LOIN, JeuneDemo, identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.projet.services import ecrits_documents, ecrits_modeles, ecrits_phrases
from maillage.projet.services import ecrits_transmissions as transmissions
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.structures import selectors as structures

TEXTES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
FONCTIONS_PAR_SECTION = {
    "educatif": ("EDUCATIF", "COORDINATION", "NUIT"),
    "scolarite": ("ENSEIGNEMENT", "EDUCATIF"),
    "soin": ("SOIN",),
    "social": ("SOCIAL",),
}
JOURS = 40
VENDREDI = 4
PAR_JEUNE = (3, 8)
JEUNES_MAX = 24
ADRESSAGES = ("", "", "EQUIPE", "EQUIPE", "FONCTION")


def semer_ecrits(acteur: Acteur, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """Write what teams said in the last weeks, install the templates, file a few documents."""
    rng = Random(f"{reglages.graine}-ecrits")  # noqa: S311 (a reproducible demonstration, not a secret)
    presents = [jeune for jeune in jeunes if jeune.fin == LOIN][:JEUNES_MAX]
    connus = parcours.connus_du_dispositif(offre.pk).select_related("commune").in_bulk([j.pk for j in presents])
    lignes = [ligne for jeune in presents for ligne in _du_jeune(offre, reglages, rng, connus[jeune.pk])]
    lignes += _du_service(offre, reglages, rng)
    qui = _comptes(reglages)
    sien = _nom_du_professionnel(offre, reglages, qui["PROFESSIONNEL"])
    for ligne in lignes:
        if ligne["auteur"] == sien:
            ligne |= {"auteur": qui["PROFESSIONNEL"].libelle, "auteur_id": qui["PROFESSIONNEL"].identifiant}
    modele = apps.get_model("projet.Transmission")._default_manager
    modele.bulk_create([modele.model(**ligne) for ligne in lignes])
    ecrits_phrases.reprendre_phrases_proposees(acteur, dispositif_id=offre.pk)
    moment = _moment(reglages, 12, 10)
    ecrits_modeles.installer_modeles_de_depart(acteur, dispositif_id=offre.pk, maintenant=moment)
    _des_comptes(offre, reglages, connus, qui)
    _documents(qui["COORDONNATEUR"], offre, reglages, list(connus.values()))


def _du_jeune(offre: Offre, reglages: Reglages, rng: Random, jeune: Any) -> Iterator[dict[str, Any]]:
    """What the members of the team of one young person wrote, each in a section of theirs, no sentence twice."""
    restants = {section: rng.sample(textes, len(textes)) for section, textes in TEXTES["transmissions"].items()}
    equipe = equipe_du_jeune(jeune.pk, offre.pk, reglages.aujourd_hui).actuels
    auteurs: dict[str, list[str]] = {}
    for ligne in equipe:
        auteurs.setdefault(ligne.membre.fonction, []).append(str(ligne.membre.professionnel))
    for _ in range(rng.randint(*PAR_JEUNE)):
        section = rng.choice(("educatif", "educatif", "educatif", "scolarite", "soin", "social"))
        noms = [nom for fonction in FONCTIONS_PAR_SECTION[section] for nom in auteurs.get(fonction, ())]
        if noms and restants[section]:
            texte = restants[section].pop().replace("{prenom}", jeune.prenom)
            adressage = rng.choice(ADRESSAGES)
            yield _ligne(offre, reglages, rng, texte, rng.choice(noms)) | {
                "jeune_id": jeune.pk,
                "section": section,
                "adressage": adressage,
                "fonction": "COORDINATION" if adressage == "FONCTION" else "",
                "prioritaire": rng.random() < 0.08,
            }


def _du_service(offre: Offre, reglages: Reglages, rng: Random) -> list[dict[str, Any]]:
    auteurs = [str(pro) for pro in structures.professionnels_du_dispositif(offre.pk, reglages.aujourd_hui)]
    return [
        _ligne(offre, reglages, rng, texte, rng.choice(auteurs)) | {"adressage": adressage}
        for adressage, texte in TEXTES["service"]["lignes"]
    ]


def _ligne(offre: Offre, reglages: Reglages, rng: Random, texte: str, auteur: str) -> dict[str, Any]:
    return {
        "identifiant": identifiant(rng),
        "dispositif_id": offre.pk,
        "texte": texte,
        "texte_plie": plier(texte),
        "auteur": auteur,
        "ecrite_le": _moment(reglages, rng.randint(1, JOURS), rng.randint(8, 18), rng.choice((0, 10, 25, 40))),
    }


def _des_comptes(offre: Offre, reglages: Reglages, connus: dict[int, Any], qui: dict[str, Acteur]) -> None:
    """What the demonstration accounts wrote themselves: one corrected, one taken back, one addressed to the professional."""
    professionnel, coordination = qui["PROFESSIONNEL"], qui["COORDONNATEUR"]
    siens = parcours.jeunes_de_mes_equipes(professionnel, offre.pk, reglages.aujourd_hui) & set(connus)
    jeune = connus[min(siens or connus)]
    correction, retrait = TEXTES["correction"], TEXTES["retrait"]

    def ecrire(acteur: Acteur, texte: str, **autres: Any) -> Any:
        saisie = transmissions.SaisieTransmission(texte.replace("{prenom}", jeune.prenom), jeune=jeune, **autres)
        return transmissions.ecrire_transmission(
            acteur, dispositif_id=offre.pk, saisie=saisie, maintenant=_moment(reglages, 2, 17)
        )

    a_corriger = ecrire(professionnel, correction["avant"], adressage="EQUIPE")
    a_retirer = ecrire(professionnel, retrait["texte"])
    a_lui = {"adressage": "PERSONNE", "destinataire_id": professionnel.professionnel_id, "prioritaire": True}
    ecrire(coordination, TEXTES["transmissions"]["educatif"][3], **a_lui)
    apres = _moment(reglages, 2, 18)
    transmissions.corriger_transmission(
        professionnel,
        transmission=a_corriger,
        texte=correction["apres"],
        motif=correction["motif"],
        version=1,
        maintenant=apres,
    )
    transmissions.retirer_transmission(professionnel, transmission=a_retirer, motif=retrait["motif"], maintenant=apres)
    lue_le = _moment(reglages, 1, 9)
    transmissions.accuser_lecture(coordination, transmissions=[a_corriger], dispositif_id=offre.pk, maintenant=lue_le)


def _documents(acteur: Acteur, offre: Offre, reglages: Reglages, connus: list[Any]) -> None:
    """One document from each template; the first is shown to the family, the last was filed in the wrong place and waits for a decision."""
    dispositif = structures.dispositif_par_code(offre.code)
    modeles = apps.get_model("projet.ModeleDocument")._default_manager.filter(dispositif_id=offre.pk)
    par_nom: dict[str, Any] = {
        modele.nom: modele.versions.select_related("modele", "piece").first() for modele in modeles
    }
    for rang, (nom, format, saisies) in enumerate(TEXTES["documents"]["lignes"]):
        jeune = connus[rang % len(connus)]
        document = ecrits_modeles.generer_document(
            acteur,
            version=par_nom[nom],
            dispositif=dispositif,
            jeune=jeune,
            saisies=saisies,
            format=format,
            titre=f"{nom}, {jeune.prenom} {jeune.nom}",
            maintenant=_moment(reglages, 10 - rang, 11),
        )
        if rang == 0:
            saisie = ecrits_documents.SaisieDocument(document.titre, document.categorie, document.date, True)
            ecrits_documents.classer_document(
                acteur, document=document, saisie=saisie, maintenant=_moment(reglages, 10, 12)
            )
    ecrits_documents.retirer_document(
        acteur, document=document, motif="rangé dans le mauvais dossier", maintenant=_moment(reglages, 3, 11)
    )


def _comptes(reglages: Reglages) -> dict[str, Acteur]:
    comptes = get_user_model().objects
    return {
        role: acteur_de(comptes.get(email=courriel(role)), le=reglages.aujourd_hui)
        for role in ("PROFESSIONNEL", "COORDONNATEUR")
    }


def _nom_du_professionnel(offre: Offre, reglages: Reglages, acteur: Acteur) -> str:
    """The name of the professional behind the account: what they wrote bears the account."""
    equipe = structures.professionnels_du_dispositif(offre.pk, reglages.aujourd_hui)
    return str(equipe.filter(pk=acteur.professionnel_id or 0).first() or "")


def _moment(reglages: Reglages, il_y_a: int, heure: int, minute: int = 0) -> datetime:
    """A moment that many days ago, on the Friday before when it was a week-end."""
    jour = reglages.aujourd_hui - timedelta(days=il_y_a)
    jour -= timedelta(days=max(0, jour.weekday() - VENDREDI))
    return timezone.make_aware(datetime.combine(jour, time(heure, minute)))
