"""The life of a project: started, proposed (its text frozen), taken back, revised into the next one, closed, given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max

from maillage.parcours.domain.age import age_le
from maillage.projet.domain.accords import verifier_qualites
from maillage.projet.domain.contenu import empreinte_du_contenu
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR, LIBELLES_ETATS, ActeProjet, EtatProjet
from maillage.projet.domain.objectifs import TERMINES, StatutObjectif
from maillage.projet.models import AccordProjet, ActionProjet, BesoinRetenu, Objectif, ProjetPersonnalise, VersionProjet
from maillage.projet.referentiels import majorite, qualites, reglages
from maillage.projet.selectors.acces import exiger
from maillage.projet.selectors.textes import contenu_du_projet
from maillage.projet.services.projet_commun import jour_de, noter_etape, passer, prendre, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.fields import nouvel_identifiant


class AvecCle(Protocol):
    """Anything with a primary key."""

    pk: int


@transaction.atomic
def commencer_projet(
    acteur: Acteur, *, dispositif: AvecCle, jeune: Any, maintenant: datetime, identifiant: str = ""
) -> ProjetPersonnalise:
    """Start a project: a blank one, or the next one, which takes up the needs and the objectives that are not over.

    The words of the young person are always gathered anew. Raises ErreurProjet when a project is already being prepared.
    """
    le = jour_de(maintenant)
    exiger(acteur, jeune.pk, dispositif.pk, le=le)
    freres = ProjetPersonnalise.objects.select_for_update().filter(jeune=jeune, dispositif_id=dispositif.pk)
    if ouvert := freres.filter(etat__in=EN_PREPARATION).first():
        libelle = LIBELLES_ETATS[EtatProjet(ouvert.etat)].lower()
        raise ErreurProjet(f"Un projet est déjà en préparation pour ce jeune ({libelle}). Continuez celui-là.")
    ancien = freres.filter(etat__in=EN_VIGUEUR).first()
    projet = ProjetPersonnalise.objects.create(
        dispositif_id=dispositif.pk,
        jeune=jeune,
        numero=(freres.aggregate(dernier=Max("numero"))["dernier"] or 0) + 1,
        commence_le=le,
        suite_de=ancien,
        evaluation_prevue=le + relativedelta(months=reglages(le).evaluation_mois),
        identifiant=identifiant or nouvel_identifiant(),
    )
    if ancien is not None:
        _reprendre_les_objectifs(ancien, projet)
    noter_etape(acteur, projet, "commencer", le=le, maintenant=maintenant)
    tracer(acteur, "commencer_projet", projet, numero=projet.numero)
    return projet


@transaction.atomic
def proposer_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, attendus: Iterable[tuple[str, str]], maintenant: datetime
) -> VersionProjet:
    """Freeze the text and await the answer of these people, as (name, capacity). Raises ErreurProjet when something is missing."""
    projet, le = prendre(acteur, projet, maintenant), jour_de(maintenant)
    personnes = [(nom.strip(), code) for nom, code in attendus if nom.strip()]
    contenu = contenu_du_projet(projet)
    if manques := contenu.manques():
        raise ErreurProjet(f"Il manque encore : {', '.join(manques)}. Complétez le projet avant de le proposer.")
    if projet.evaluation_prevue and projet.evaluation_prevue <= le:
        raise ErreurProjet("La date de l'évaluation est passée : choisissez-en une autre avant de proposer le projet.")
    verifier_qualites([qualites()[code] for _, code in personnes], majeur=est_majeur(projet.jeune, le))
    passer(acteur, projet, ActeProjet.PROPOSER, le=le, maintenant=maintenant)
    projet.propose_le = le
    projet.save()
    valeurs = contenu.en_json()
    version = VersionProjet.objects.create(
        projet=projet,
        rang=projet.versions.count() + 1,
        contenu=valeurs,
        empreinte=empreinte_du_contenu(valeurs),
        figee_le=maintenant,
        figee_par=acteur.libelle,
    )
    AccordProjet.objects.bulk_create(
        AccordProjet(version=version, nom=nom, qualite=code, requis=qualites()[code].requise) for nom, code in personnes
    )
    tracer(acteur, "proposer_projet", projet, empreinte=version.empreinte)
    return version


@transaction.atomic
def reprendre_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, maintenant: datetime, commentaire: str = ""
) -> ProjetPersonnalise:
    """Take a proposed or refused project back to a draft; the text that was proposed stays, with the answers already given."""
    return _conduire(acteur, projet, ActeProjet.REPRENDRE, maintenant, commentaire)


@transaction.atomic
def abandonner_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, maintenant: datetime, commentaire: str = ""
) -> ProjetPersonnalise:
    """Give up a draft or a refused project; it may be opened again."""
    return _conduire(acteur, projet, ActeProjet.ABANDONNER, maintenant, commentaire)


@transaction.atomic
def rouvrir_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, maintenant: datetime, commentaire: str = ""
) -> ProjetPersonnalise:
    """Open a project that was given up, unless another one is being prepared."""
    autres = ProjetPersonnalise.objects.filter(
        jeune_id=projet.jeune_id, dispositif_id=projet.dispositif_id, etat__in=EN_PREPARATION
    )
    if autres.exists():
        raise ErreurProjet("Un autre projet est en préparation pour ce jeune : terminez-le d'abord.")
    return _conduire(acteur, projet, ActeProjet.ROUVRIR, maintenant, commentaire)


@transaction.atomic
def clore_projet(
    acteur: Acteur, *, projet: ProjetPersonnalise, maintenant: datetime, commentaire: str = ""
) -> ProjetPersonnalise:
    """Close an agreed project that no other replaces (the support ends)."""
    return _conduire(acteur, projet, ActeProjet.CLORE, maintenant, commentaire)


def mettre_en_vigueur(acteur: Acteur, projet: ProjetPersonnalise, *, le: date, maintenant: datetime) -> None:
    """Agreed by everyone necessary: the former project is replaced, this one is in force, its objectives begin. Inside the caller's transaction."""
    anciens = ProjetPersonnalise.objects.select_for_update(of=("self",)).filter(
        jeune_id=projet.jeune_id, dispositif_id=projet.dispositif_id, etat__in=EN_VIGUEUR
    )
    for ancien in anciens:
        passer(acteur, ancien, ActeProjet.REMPLACER, le=le, maintenant=maintenant)
        ancien.save(update_fields=["etat", "modifie_le"])
    passer(acteur, projet, ActeProjet.ACCORDER, le=le, maintenant=maintenant)
    projet.accorde_le = le
    projet.save()
    projet.objectifs.filter(statut=StatutObjectif.A_COMMENCER).update(statut=StatutObjectif.EN_COURS, statut_le=le)


def est_majeur(jeune: Any, le: date) -> bool:
    """Tell whether the young person answers alone; an unknown birth date is treated as a minor's."""
    return jeune.naissance is not None and age_le(jeune.naissance, le) >= majorite()


def _conduire(
    acteur: Acteur, projet: ProjetPersonnalise, acte: ActeProjet, maintenant: datetime, commentaire: str
) -> ProjetPersonnalise:
    projet = prendre(acteur, projet, maintenant)
    passer(acteur, projet, acte, le=jour_de(maintenant), maintenant=maintenant, commentaire=commentaire)
    projet.version += 1
    projet.save()
    tracer(acteur, f"{acte.value}_projet", projet)
    return projet


def _reprendre_les_objectifs(ancien: ProjetPersonnalise, projet: ProjetPersonnalise) -> None:
    """Copy the needs, and the objectives that are not over with their actions; each keeps its `fil`."""
    BesoinRetenu.objects.bulk_create(
        BesoinRetenu(projet=projet, code=besoin.code, mots=besoin.mots) for besoin in ancien.besoins.all()
    )
    for objectif in ancien.objectifs.filter(retire_le=None).exclude(statut__in=TERMINES).prefetch_related("actions"):
        actions = [action for action in objectif.actions.all() if action.retiree_le is None]
        copie = _copier(objectif, Objectif, projet=projet, statut=StatutObjectif.A_COMMENCER.value, statut_le=None)
        for action in actions:
            _copier(action, ActionProjet, objectif=copie)


def _copier(ligne: Any, modele: Any, **changes: Any) -> Any:
    garde = {
        champ.attname: getattr(ligne, champ.attname)
        for champ in modele._meta.concrete_fields
        if champ.name not in {"id", "identifiant", "version", *changes} and not champ.is_relation
    }
    return modele.objects.create(**garde, **changes)
