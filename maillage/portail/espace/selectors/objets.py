"""Which line is said to be wrong: read again by the server as that account may see it, never taken from the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from maillage.agenda.selectors.famille import moment_par_compte
from maillage.liaison.selectors.famille import fiche_du_compte
from maillage.portail.espace.selectors.equipe import equipes
from maillage.portail.espace.selectors.espace import Espace
from maillage.portail.espace.selectors.lectures import dites, lectures_du_dossier
from maillage.portail.models import Rubrique
from maillage.projet.selectors.ecrits_documents import documents_de_l_espace
from maillage.projet.selectors.lecture import projet_accorde
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee


@dataclass(frozen=True)
class ObjetSignale:
    """A line as it was shown, and the dispositif that answers for it."""

    texte: str
    dispositif_id: int


def objet_signale(acteur: Acteur, espace: Espace, rubrique: str, reference: str) -> ObjetSignale | None:
    """Return the line of that page, None when this account sees no such line, or when no dispositif knows the young person."""
    if rubrique not in LECTEURS or espace.dispositif_id is None:
        return None
    return LECTEURS[rubrique](acteur, espace, reference)


def _semaine(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    trouve = moment_par_compte(acteur, espace.jeune.pk, reference)
    if trouve is None:
        return None
    moment, dispositif_id = trouve
    quand = f"{ecrire_jour_annee(moment.debut.date())}, {ecrire_heure(moment.debut.time())}"
    return ObjetSignale(f"{quand} : {moment.titre}", dispositif_id)


def _equipe(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    for groupe in equipes(espace, le=timezone.localdate()):
        for ligne in groupe.lignes:
            if str(ligne.membre.pk) == reference:
                return ObjetSignale(
                    f"Équipe : {ligne.membre.professionnel}, {ligne.fonction.lower()}", groupe.dispositif_id
                )
    return None


def _fiche(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    try:
        fiche = fiche_du_compte(acteur, reference)
    except ObjectDoesNotExist:
        return None
    if fiche.jeune_id != espace.jeune.pk:
        return None
    return ObjetSignale(f"Fiche de liaison écrite le {ecrire_jour_annee(fiche.redigee_le)}", fiche.dispositif_id)


def _projet(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    lu = projet_accorde(espace.jeune.pk) if acteur.qualites_pour(espace.jeune.pk) else None
    if lu is None or lu.projet.identifiant != reference:
        return None
    return ObjetSignale("Le projet", lu.projet.dispositif_id)


def _document(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    trouve = documents_de_l_espace(acteur, espace.jeune.pk).filter(identifiant=reference).first()
    return ObjetSignale(f"Document : {trouve.titre}", trouve.dispositif_id) if trouve else None


def _lecture(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale | None:
    traces = lectures_du_dossier(acteur, espace.jeune.pk)
    trace = traces.filter(pk=int(reference)).first() if reference.isdecimal() else None
    if trace is None:
        return None
    (dite,) = dites(acteur, [trace])
    quand = timezone.localtime(dite.quand)
    return ObjetSignale(
        f"Lecture du {ecrire_jour_annee(quand.date())}, {ecrire_heure(quand.time())}, {dite.nom}",
        trace.dispositif_id or _principal(espace),
    )


def _autre(acteur: Acteur, espace: Espace, reference: str) -> ObjetSignale:
    return ObjetSignale("Autre chose", _principal(espace))


def _principal(espace: Espace) -> int:
    return espace.dispositifs[0]


LECTEURS: dict[str, Callable[[Acteur, Espace, str], ObjetSignale | None]] = {
    Rubrique.SEMAINE: _semaine,
    Rubrique.EQUIPE: _equipe,
    Rubrique.FICHE: _fiche,
    Rubrique.PROJET: _projet,
    Rubrique.DOCUMENT: _document,
    Rubrique.LECTURE: _lecture,
    Rubrique.AUTRE: _autre,
}
