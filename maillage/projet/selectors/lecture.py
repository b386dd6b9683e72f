"""The agreed project as the young person and the family read it, plain or easy to read; what awaits their answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from maillage.projet.domain.accords import LIBELLES_REPONSES, ReponseProjet
from maillage.projet.domain.contenu import ContenuProjet, ObjectifDit, contenu_de_json
from maillage.projet.domain.etats import EN_VIGUEUR, EtatProjet
from maillage.projet.domain.objectifs import STATUTS_SIMPLES, StatutObjectif
from maillage.projet.models import AccordProjet, EvaluationProjet, Objectif, ProjetPersonnalise, VersionProjet
from maillage.projet.selectors.acces import parle_pour
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.pictogrammes import pictogrammes as pictogrammes_connus
from maillage.socle.services import journaliser_lecture

PICTOGRAMME_PAR_DEFAUT = "cible"


@dataclass(frozen=True)
class PhraseFacile:
    """One idea: a pictogram (a name of socle.pictogrammes, or none) and a short sentence, the word of the pictogram when it stands alone."""

    texte: str
    pictogramme: str = ""


@dataclass(frozen=True)
class EtapeFacile:
    """A part of the easy-to-read project: a short title and its sentences."""

    titre: str
    phrases: tuple[PhraseFacile, ...]


@dataclass(frozen=True)
class LectureProjet:
    """An agreed text, with where each objective stands now. `statuts` by `fil` of objective."""

    projet: ProjetPersonnalise
    version: VersionProjet
    contenu: ContenuProjet
    statuts: dict[str, StatutObjectif]
    evaluations: tuple[EvaluationProjet, ...]

    def facile(self) -> list[EtapeFacile]:
        """Return the same project, easy to read: the young person's words, then each aim, then the dates."""
        return ecrire_facile(self.contenu, self.statuts)


def projet_accorde(jeune_id: int) -> LectureProjet | None:
    """Return the project in force of a young person, the latest if two dispositifs have one (5 queries).

    For a caller that has asked whether the person may see it; `lire_pour_la_famille` asks, and journals.
    """
    en_vigueur = ProjetPersonnalise.objects.filter(jeune_id=jeune_id, etat__in=EN_VIGUEUR).select_related("jeune")
    projet = en_vigueur.order_by("-accorde_le", "-pk").first()
    version = projet.versions.order_by("-rang").first() if projet else None
    if projet is None or version is None:
        return None
    statuts = Objectif.objects.filter(projet=projet, retire_le=None).values_list("fil", "statut")
    return LectureProjet(
        projet=projet,
        version=version,
        contenu=contenu_de_json(version.contenu),
        statuts={fil: StatutObjectif(statut) for fil, statut in statuts},
        evaluations=tuple(projet.evaluations.all()),
    )


def lire_pour_la_famille(acteur: Acteur, jeune_id: int) -> LectureProjet | None:
    """Read the project in force on behalf of the young person or of someone who speaks for them, and journal the reading."""
    _exiger_famille(acteur, jeune_id)
    lue = projet_accorde(jeune_id)
    if lue is not None:
        journaliser_lecture(
            acteur, "projet.lire_projet_famille", jeune_id=jeune_id, dispositif_id=lue.projet.dispositif_id
        )
    return lue


def accords_attendus(acteur: Acteur, jeune_id: int) -> list[AccordProjet]:
    """Return the answers that this account may give now, in its capacity, to a project of a young person (1 query and the texts)."""
    _exiger_famille(acteur, jeune_id)
    attendus = AccordProjet.objects.filter(
        version__projet__jeune_id=jeune_id,
        version__projet__etat=EtatProjet.PROPOSE,
        qualite__in=acteur.qualites_pour(jeune_id),
        reponse="",
    ).select_related("version__projet__jeune")
    derniers = [accord for accord in attendus.order_by("version__rang") if _est_la_derniere(accord.version)]
    deja = {accord.version_id for accord in _repondus(acteur, jeune_id)}
    return [accord for accord in derniers if accord.version_id not in deja]


def reponses_possibles() -> list[tuple[str, str]]:
    """Return (code, words) of what may be answered."""
    return [(reponse.value, LIBELLES_REPONSES[reponse]) for reponse in ReponseProjet]


def ecrire_facile(contenu: ContenuProjet, statuts: dict[str, StatutObjectif]) -> list[EtapeFacile]:
    """Return a text easy to read: one idea per sentence, a picture each; the simple wording when it was written, else the shared one."""
    paroles = [
        EtapeFacile(parole.question, _phrases_de_parole(parole.mots, parole.pictogrammes)) for parole in contenu.parole
    ]
    objectifs = [
        EtapeFacile(f"Mon but numéro {rang}", _phrases_d_objectif(objectif, statuts))
        for rang, objectif in enumerate(contenu.objectifs, start=1)
    ]
    if not contenu.evaluation_prevue:
        return [*paroles, *objectifs]
    jour = date.fromisoformat(contenu.evaluation_prevue)
    fin = (
        PhraseFacile(f"On regarde mon projet ensemble le {ecrire_date_annee(jour)}.", "calendrier"),
        PhraseFacile("Je dis ce que j'en pense.", "parler"),
        PhraseFacile("Je peux demander à changer mon projet.", "main"),
    )
    return [*paroles, *objectifs, EtapeFacile("Et après ?", fin)]


def _phrases_de_parole(mots: str, pictogrammes: tuple[str, ...]) -> tuple[PhraseFacile, ...]:
    dites = [PhraseFacile(ligne.strip()) for ligne in mots.splitlines() if ligne.strip()]
    connus = pictogrammes_connus()
    return (*dites, *(PhraseFacile(connus.get(nom, "").capitalize(), nom) for nom in pictogrammes))


def _phrases_d_objectif(objectif: ObjectifDit, statuts: dict[str, StatutObjectif]) -> tuple[PhraseFacile, ...]:
    phrases = [
        PhraseFacile(_en_phrase(objectif.mots_simples or objectif.mots), objectif.pictogramme or PICTOGRAMME_PAR_DEFAUT)
    ]
    for action in objectif.actions:
        phrases.append(PhraseFacile(_en_phrase(action.quoi_simple or action.quoi), "oui"))
        if action.qui:
            phrases.append(PhraseFacile(f"Avec : {action.qui}.", "equipe"))
        if action.quand:
            phrases.append(PhraseFacile(f"Quand : {action.quand}.", "heure"))
    if objectif.echeance:
        jour = date.fromisoformat(objectif.echeance)
        phrases.append(PhraseFacile(f"Jusqu'au {ecrire_date_annee(jour)}.", "calendrier"))
    statut = statuts.get(objectif.fil)
    if statut is not None and statut is not StatutObjectif.A_COMMENCER:
        phrases.append(
            PhraseFacile(STATUTS_SIMPLES[statut], "reussite" if statut is StatutObjectif.ATTEINT else "pousse")
        )
    return tuple(phrases)


def _en_phrase(texte: str) -> str:
    """A sentence ends with a full stop."""
    return texte if texte.endswith((".", "!", "?", "…")) else f"{texte}."


def _est_la_derniere(version: VersionProjet) -> bool:
    return not VersionProjet.objects.filter(projet_id=version.projet_id, rang__gt=version.rang).exists()


def _repondus(acteur: Acteur, jeune_id: int) -> list[AccordProjet]:
    return list(AccordProjet.objects.filter(version__projet__jeune_id=jeune_id, compte_id=acteur.identifiant))


def _exiger_famille(acteur: Acteur, jeune_id: int) -> None:
    if not parle_pour(acteur, jeune_id):
        raise PermissionDenied("Ce projet n'est ouvert qu'au jeune et à qui parle pour lui.")
