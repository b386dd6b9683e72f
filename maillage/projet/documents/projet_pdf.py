"""The project as accessible documents: Typst, tagged for screen readers (PDF/UA-1); words and pictograms come in as data."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from django.utils import timezone

from maillage.projet.domain.contenu import ContenuProjet, ObjectifDit
from maillage.projet.models import AccordProjet, ProjetPersonnalise, VersionProjet
from maillage.projet.referentiels import libelles_serafin, qualites
from maillage.projet.selectors.lecture import EtapeFacile, ecrire_facile
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.papier import composer_pdf
from maillage.socle.pictogrammes import dessins, pictogrammes

BROUILLON = "Brouillon : ce texte peut encore changer, et personne n'y a donné son accord."
PICTOGRAMMES_SOURCE = "Pictogrammes : OpenMoji, licence CC BY-SA 4.0."


def projet_en_pdf(
    projet: ProjetPersonnalise, version: VersionProjet | None, contenu: ContenuProjet, dispositif: str
) -> bytes:
    """Return the project with its answers: same version, same answers, same bytes."""
    donnees = {
        **_entete(projet, version, dispositif),
        "titre": f"Projet personnalisé {de_qui(str(projet.jeune))}",
        "parole": [
            {"question": dite.question, "mots": dite.mots, "pictos": _pictos(dite.pictogrammes)}
            for dite in contenu.parole
        ],
        "recueil": ", ".join(mot for mot in (contenu.parole_mode, _jour(contenu.parole_le)) if mot),
        "famille": contenu.famille,
        "synthese": contenu.synthese,
        "besoins": [[f"{besoin.code} {besoin.libelle}", besoin.mots] for besoin in contenu.besoins],
        "objectifs": [_objectif(rang, un) for rang, un in enumerate(contenu.objectifs, start=1)],
        "evaluation": _jour(contenu.evaluation_prevue),
        "ecrit_avec": contenu.ecrit_avec,
        "accords": [_accord(accord) for accord in version.accords.all()] if version else [],
        "empreinte": version.empreinte if version else "",
    }
    return _composer("projet.typ", donnees, projet, version)


def facile_en_pdf(
    projet: ProjetPersonnalise, version: VersionProjet | None, contenu: ContenuProjet, dispositif: str
) -> bytes:
    """Return the easy-to-read project: big letters, one idea per line, a picture each."""
    donnees = {
        **_entete(projet, version, dispositif),
        "titre": f"Le projet {de_qui(projet.jeune.prenom)}",
        "etapes": [_etape(etape) for etape in ecrire_facile(contenu, {})],
        "source": PICTOGRAMMES_SOURCE,
    }
    return _composer("facile.typ", donnees, projet, version)


def _composer(modele: str, donnees: dict[str, Any], projet: ProjetPersonnalise, version: VersionProjet | None) -> bytes:
    """Dated from its text, so that the same text gives the same document."""
    jour = timezone.localdate(version.figee_le) if version else projet.commence_le
    return composer_pdf((files(__package__) / modele).read_bytes(), donnees, jour=jour)


def _entete(projet: ProjetPersonnalise, version: VersionProjet | None, dispositif: str) -> dict[str, str]:
    if version is None:
        etat = BROUILLON
    else:
        etat = f"{projet}, version {version.rang}, figée le {ecrire_jour_annee(timezone.localdate(version.figee_le))}."
    return {"dispositif": dispositif, "etat": etat, "pied": f"Projet {projet.identifiant}"}


def _objectif(rang: int, objectif: ObjectifDit) -> dict[str, Any]:
    libelles = libelles_serafin()
    return {
        "titre": f"Objectif {rang} : {objectif.mots}",
        "picto": _picto(objectif.pictogramme),
        "formulation": objectif.formulation,
        "besoins": ", ".join(f"{code} {libelles.get(code, '')}" for code in objectif.besoins),
        "echeance": _jour(objectif.echeance),
        "actions": [[action.quoi, action.qui, action.quand] for action in objectif.actions],
    }


def _accord(accord: AccordProjet) -> list[str]:
    reponse = accord.get_reponse_display() if accord.reponse else "Réponse attendue"
    quand = f"{ecrire_jour_annee(accord.le)}, {accord.get_moyen_display().lower()}" if accord.le else ""
    return [accord.nom, qualites()[accord.qualite].libelle, reponse, quand, accord.commentaire]


def _etape(etape: EtapeFacile) -> dict[str, Any]:
    mots = pictogrammes()
    return {
        "titre": etape.titre,
        "phrases": [
            {
                "texte": phrase.texte or mots.get(phrase.pictogramme, "").capitalize(),
                "picto": _picto(phrase.pictogramme),
            }
            for phrase in etape.phrases
        ],
    }


def _pictos(noms: tuple[str, ...]) -> list[dict[str, str]]:
    mots = pictogrammes()
    return [{"svg": dessins()[nom], "mot": mots[nom]} for nom in noms if nom in mots]


def _picto(nom: str) -> dict[str, str] | None:
    return next(iter(_pictos((nom,))), None)


def _jour(texte: str) -> str:
    return ecrire_jour_annee(date.fromisoformat(texte)) if texte else ""
