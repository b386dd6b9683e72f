"""Answers to a proposal, and what people say beside them. A family account answers for itself; a professional notes what someone said."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from maillage.projet.domain.accords import AvisRecueilli, ReponseProjet, date_d_accord, est_refuse, verifier_reponse
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.etats import ActeProjet, EtatProjet
from maillage.projet.domain.saisies import exiger_mots
from maillage.projet.models import AccordProjet, CommentaireProjet, ProjetPersonnalise
from maillage.projet.selectors.acces import exiger_parole, exiger_reponse
from maillage.projet.services.projet_commun import jour_de, passer, tracer, verrouiller
from maillage.projet.services.projet_etats import mettre_en_vigueur
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser

EN_LIGNE = "EN_LIGNE"


def donner_accord(
    acteur: Acteur,
    *,
    accord: AccordProjet,
    reponse: str,
    maintenant: datetime,
    le: date | None = None,
    moyen: str = "",
    commentaire: str = "",
) -> AccordProjet:
    """Write an answer (ACCORD, RESERVES, REFUS) with the hash of the text read. Raises ErreurProjet, journaled; PermissionDenied.

    The last necessary agreement puts the project in force and replaces the former one; one necessary refusal refuses it. An account of the family
    answers for itself: the means is « en ligne » and the day is today, whatever is given.
    """
    projet = accord.version.projet
    try:
        with transaction.atomic():
            return _repondre(acteur, accord, ReponseProjet(reponse), (le, moyen, commentaire), maintenant)
    except ErreurProjet:
        journaliser(
            acteur,
            "projet.donner_accord",
            nature=NatureTrace.REFUS,
            dispositif_id=projet.dispositif_id,
            jeune_id=projet.jeune_id,
            objet=projet.identifiant,
        )
        raise


@transaction.atomic
def commenter_projet(
    acteur: Acteur,
    *,
    projet: ProjetPersonnalise,
    texte: str,
    maintenant: datetime,
    auteur: str = "",
    le: date | None = None,
) -> CommentaireProjet:
    """Add a remark. An account of the family signs it with its own name."""
    aujourd_hui = jour_de(maintenant)
    pour_soi = exiger_parole(acteur, jeune_id=projet.jeune_id, dispositif_id=projet.dispositif_id, le=aujourd_hui)
    jour = aujourd_hui if pour_soi or le is None else le
    if jour > aujourd_hui:
        raise ErreurProjet("Cette date est dans l'avenir.", champ="le")
    commentaire = CommentaireProjet.objects.create(
        projet=projet,
        auteur=acteur.libelle if pour_soi else exiger_mots(auteur, "auteur", "Écrivez qui parle."),
        texte=exiger_mots(texte, "texte", "Écrivez ce qui est dit."),
        le=jour,
        enregistre_par=acteur.libelle,
        enregistre_le=maintenant,
    )
    tracer(acteur, "commenter_projet", projet)
    return commentaire


def _repondre(
    acteur: Acteur,
    accord: AccordProjet,
    reponse: ReponseProjet,
    dit: tuple[date | None, str, str],
    maintenant: datetime,
) -> AccordProjet:
    projet, aujourd_hui = verrouiller(accord.version.projet), jour_de(maintenant)
    version = projet.versions.prefetch_related("accords").get(pk=accord.version_id)
    accord = next(un for un in version.accords.all() if un.pk == accord.pk)
    pour_soi = exiger_reponse(
        acteur, accord, jeune_id=projet.jeune_id, dispositif_id=projet.dispositif_id, le=aujourd_hui
    )
    le, moyen = (aujourd_hui, EN_LIGNE) if pour_soi else (dit[0] or aujourd_hui, dit[1])
    _exiger_attendue(projet, accord, version.rang)
    verifier_reponse(reponse, dit[2], proposee=projet.propose_le or aujourd_hui, le=le, aujourd_hui=aujourd_hui)
    accord.reponse, accord.le, accord.moyen, accord.commentaire = reponse.value, le, moyen, dit[2].strip()
    accord.empreinte, accord.recueilli_par, accord.enregistre_le = version.empreinte, acteur.libelle, maintenant
    accord.compte_id = acteur.identifiant if pour_soi else None
    accord.save()
    _tirer_les_consequences(acteur, projet, version.pk, le, maintenant)
    tracer(acteur, "donner_accord", projet, reponse=reponse.value, moyen=moyen, empreinte=version.empreinte)
    return accord


def _exiger_attendue(projet: ProjetPersonnalise, accord: AccordProjet, rang: int) -> None:
    """The opinion of a minor may come after the answers that decide; nothing else does."""
    if accord.reponse:
        raise ErreurProjet("Cette personne a déjà répondu : une réponse donnée ne se modifie pas.")
    en_cours = rang == projet.versions.count() and projet.etat == EtatProjet.PROPOSE
    avis_tardif = not accord.requis and projet.etat in {EtatProjet.ACCORDE, EtatProjet.REFUSE}
    if not (en_cours or avis_tardif):
        raise ErreurProjet("Cette version du projet n'attend plus de réponse.")


def _tirer_les_consequences(
    acteur: Acteur, projet: ProjetPersonnalise, version_id: int, le: date, maintenant: datetime
) -> None:
    if projet.etat != EtatProjet.PROPOSE:
        return
    lignes = AccordProjet.objects.filter(version_id=version_id)
    avis = [AvisRecueilli(ligne.requis, ligne.reponse, ligne.le) for ligne in lignes]
    accorde_le = date_d_accord(avis)
    if est_refuse(avis):
        passer(acteur, projet, ActeProjet.REFUSER, le=le, maintenant=maintenant)
        projet.save()
    elif accorde_le is not None:
        mettre_en_vigueur(acteur, projet, le=accorde_le, maintenant=maintenant)
