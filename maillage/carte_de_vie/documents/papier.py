"""The carte de vie as tagged PDF (PDF/UA-1): the sheet as one picture with its text, then the same in sentences. Big letters, one idea per line."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string

from maillage.carte_de_vie.domain.carte import Carte, Lieu, TrajetVecu
from maillage.carte_de_vie.domain.feuille import dessiner_feuille
from maillage.carte_de_vie.domain.vocabulaire import IMAGES_GENRES, LIBELLES_MOYENS
from maillage.carte_de_vie.images import dessins_en_clair, images_des_ressentis
from maillage.carte_de_vie.selectors import Porte
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee
from maillage.socle.papier import composer_pdf

PAPIERS = {"a4": "Petite feuille (A4)", "a3": "Grande feuille (A3)"}
CREDIT = "Pictogrammes : OpenMoji, licence CC BY-SA 4.0."


def carte_en_pdf(porte: Porte, carte: Carte, *, papier: str, le: date) -> bytes:
    """Return the whole map: what `carte` holds is printed, and nothing else."""
    secrets = sum(lieu.partage.secret for lieu in carte.lieux)
    avis = "Ce papier montre des lieux secrets : il est à moi seul." if secrets else ""
    titre = "Ma carte de vie" if porte.moi else f"Carte de vie : {porte.jeune.prenom}"
    return _composer(_donnees(carte, titre=titre, avis=avis, le=le) | {"papier": papier}, le)


def extrait_en_pdf(porte: Porte, carte: Carte, partenaire: str, *, le: date) -> bytes:
    """Return what a named partner receives: names, pictures and feelings; neither people, nor notes, nor drawings."""
    nus = tuple(_nu(lieu) for lieu in carte.lieux)
    donnees = _donnees(Carte(nus), titre=f"Lieux choisis par {porte.jeune.prenom}", avis="", le=le)
    return _composer({**donnees, "papier": "a4", "pour": f"Pour {partenaire}. À ne montrer à personne d'autre."}, le)


def _nu(lieu: Lieu) -> Lieu:
    return Lieu(
        lieu.cle, lieu.nom, lieu.debut, lieu.genre, x=lieu.x, y=lieu.y, ressentis=lieu.ressentis, partage=lieu.partage
    )


def _composer(donnees: dict[str, Any], le: date) -> bytes:
    return composer_pdf((files(__package__) / "carte.typ").read_bytes(), donnees, jour=le)


def _donnees(carte: Carte, *, titre: str, avis: str, le: date) -> dict[str, Any]:
    feuille = dessiner_feuille(carte)
    noms = {lieu.cle: lieu.nom for lieu in carte.lieux}
    dessinee = not feuille.vide
    return {
        "titre": titre,
        "pour": "",
        "date": ecrire_jour_annee(le),
        "avis": avis,
        "credit": CREDIT,
        "dessin": render_to_string("carte_de_vie/feuille_papier.svg", {"feuille": feuille}) if dessinee else "",
        "dit": f"{ecrire_compte(len(carte.lieux), 'lieu', 'lieux')} : {', '.join(noms.values())}.",
        "lieux": [_lieu(lieu) for lieu in carte.lieux],
        "trajets": [_trajet(trajet, noms) for trajet in carte.trajets],
        "personnes": [f"{nom} : {', '.join(lieux)}" for nom, lieux in carte.personnes()],
    }


def _lieu(lieu: Lieu) -> dict[str, Any]:
    ressenti = lieu.ressenti
    phrases = [f"Ce que je ressens : {ressenti.mot}."] if ressenti else []
    if lieu.avec:
        phrases.append(f"Avec : {', '.join(lieu.avec)}.")
    if lieu.note:
        phrases.append(lieu.note)
    if lieu.partage.secret:
        phrases.append("Lieu secret.")
    return {
        "nom": lieu.nom,
        "image": _image(IMAGES_GENRES[lieu.genre]),
        "ressenti": _image(ressenti.image) if ressenti else None,
        "phrases": phrases,
    }


def _trajet(trajet: TrajetVecu, noms: dict[str, str]) -> str:
    avec = f", avec {', '.join(trajet.avec)}" if trajet.avec else ""
    ressenti = f" : {trajet.ressenti.mot}" if trajet.ressenti else ""
    return f"De {noms[trajet.de]} à {noms[trajet.vers]}, {LIBELLES_MOYENS[trajet.moyen]}{avec}{ressenti}."


def _image(nom: str) -> dict[str, str] | None:
    if nom not in images_des_ressentis():
        return None
    cadre, corps = dessins_en_clair()[nom]
    return {
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{cadre}">{corps}</svg>',
        "mot": images_des_ressentis()[nom],
    }
