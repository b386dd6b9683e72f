"""Registering, confirming, withdrawing: each under the lock of the date."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.rencontres.domain.doublons import cle_de_personne
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES, EtatInscription, EtatRencontre, NatureRencontre
from maillage.rencontres.domain.inscription import SaisieInscription, cle_d_etablissement, reconnaitre_etablissement
from maillage.rencontres.models import Attente, Inscription, SeanceRencontre
from maillage.rencontres.permissions import INSCRIPTIONS, anime, exiger
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import PARTICIPANT, prendre_seance, tracer
from maillage.rencontres.services.places import donner_les_places
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.structures.selectors.publics import noms_connus, noms_des_dispositifs

UNE_SEULE = (NatureRencontre.COMOP, NatureRencontre.JOURNEE)
"""Natures where a person comes to one date only: its dates say the same thing in several towns."""
EQUIPE, COMPTE, PUBLIC, IMPORT = "EQUIPE", "COMPTE", "PUBLIC", "IMPORT"


@transaction.atomic
def inscrire(
    acteur: Acteur,
    seance: SeanceRencontre,
    saisie: SaisieInscription,
    *,
    dispositif_id: int | None = None,
    origine: str = "",
) -> Inscription:
    """Register someone of a dispositif, or anyone when the acting person runs meetings; a place if there is one, else the waiting list."""
    _exiger_le_droit(acteur, dispositif_id)
    actuelle = prendre_seance(seance.pk)
    _exiger_ouverte(actuelle, tard=anime(acteur))
    inscription = _preparer(actuelle, saisie, dispositif_id)
    inscription.origine = origine or (EQUIPE if anime(acteur) else COMPTE)
    inscription.par, inscription.par_compte = acteur.libelle[:200], acteur.identifiant
    inscription.save()
    noter_attente(inscription, saisie.attente)
    tracer(acteur, "inscrire", inscription, seance=actuelle.identifiant, origine=inscription.origine)
    _placer_et_dire(acteur, actuelle, inscription)
    return inscription


@transaction.atomic
def inscrire_sans_compte(seance: SeanceRencontre, saisie: SaisieInscription) -> Inscription | None:
    """Keep a public registration until its mail is confirmed; it holds no place. None, neutrally, when that person is already there."""
    actuelle = prendre_seance(seance.pk)
    if not actuelle.rencontre.public_site:
        raise ErreurRencontre("Les inscriptions publiques ne sont pas ouvertes à cette date.")
    _exiger_ouverte(actuelle, tard=False)
    try:
        inscription = _preparer(actuelle, saisie, None)
    except DejaInscrit:
        return None
    inscription.etat, inscription.origine, inscription.par = EtatInscription.A_CONFIRMER, PUBLIC, PARTICIPANT.libelle
    inscription.save()
    noter_attente(inscription, saisie.attente)
    tracer(PARTICIPANT, "demander_inscription", inscription, seance=actuelle.identifiant)
    ecrire(inscription, "a_confirmer")
    return inscription


@transaction.atomic
def confirmer(inscription: Inscription) -> Inscription:
    """The mail is theirs: they enter the line, and get a place if there is one. Done twice, it changes nothing."""
    actuelle = prendre_seance(inscription.seance_id)
    relue = _relire(inscription)
    if relue.etat != EtatInscription.A_CONFIRMER:
        return relue
    _exiger_ouverte(actuelle, tard=True)
    relue.etat, relue.arrivee_le = EtatInscription.EN_ATTENTE, timezone.now()
    relue.save(update_fields=["etat", "arrivee_le"])
    tracer(PARTICIPANT, "confirmer", relue)
    _placer_et_dire(PARTICIPANT, actuelle, relue)
    return relue


@transaction.atomic
def annuler_inscription(acteur: Acteur, inscription: Inscription, *, par_lien: bool = False) -> list[Inscription]:
    """Withdraw someone; the place freed goes at once to who waits. Return who got one. Done twice, it changes nothing."""
    if not par_lien:
        _exiger_le_droit(acteur, inscription.dispositif_id)
    actuelle = prendre_seance(inscription.seance_id)
    relue = _relire(inscription)
    if relue.etat == EtatInscription.ANNULE:
        return []
    if relue.emargements.exists():
        raise ErreurRencontre("Sa présence est déjà notée : l'inscription ne s'annule plus.")
    relue.etat, relue.annulee_le = EtatInscription.ANNULE, timezone.now()
    relue.annulee_par = "la personne elle-même" if par_lien else acteur.libelle[:200]
    relue.save(update_fields=["etat", "annulee_le", "annulee_par"])
    tracer(acteur, "annuler_inscription", relue, par_lien=par_lien)
    ecrire(relue, "annulee", suite=f"{relue.annulee_le:%Y%m%d%H%M%S}")
    return donner_les_places(acteur, actuelle)


@transaction.atomic
def retablir_inscription(acteur: Acteur, inscription: Inscription) -> Inscription:
    """Undo a withdrawal: back in the line, at its end when the place is gone."""
    _exiger_le_droit(acteur, inscription.dispositif_id)
    actuelle = prendre_seance(inscription.seance_id)
    relue = _relire(inscription)
    if relue.etat != EtatInscription.ANNULE:
        return relue
    _exiger_ouverte(actuelle, tard=anime(acteur))
    _refuser_double(actuelle, relue.personne, relue.cle_structure)
    relue.etat, relue.arrivee_le, relue.annulee_le, relue.annulee_par = (
        EtatInscription.EN_ATTENTE,
        timezone.now(),
        None,
        "",
    )
    relue.save()
    tracer(acteur, "retablir_inscription", relue)
    _placer_et_dire(acteur, actuelle, relue)
    return relue


@transaction.atomic
def corriger_inscription(acteur: Acteur, inscription: Inscription, saisie: SaisieInscription) -> Inscription:
    """Mend a name, a function or a mail; a new address receives the private link again, and the old link dies."""
    _exiger_le_droit(acteur, inscription.dispositif_id)
    actuelle = prendre_seance(inscription.seance_id)
    relue = _relire(inscription)
    personne = cle_de_personne(saisie.prenom, saisie.nom)
    if personne != relue.personne:
        _refuser_double(actuelle, personne, relue.cle_structure)
    nouvelle_adresse = saisie.courriel.strip().lower() != relue.courriel.lower()
    relue.prenom, relue.nom, relue.personne = saisie.prenom.strip(), saisie.nom.strip(), personne
    relue.fonction, relue.courriel = saisie.fonction.strip(), saisie.courriel.strip()
    if nouvelle_adresse:
        relue.sel = Inscription._meta.get_field("sel").get_default()
    relue.save()
    tracer(acteur, "corriger_inscription", relue, adresse=nouvelle_adresse)
    if nouvelle_adresse and relue.etat in {EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE}:
        modele = "inscrit" if relue.etat == EtatInscription.INSCRIT else "en_attente"
        ecrire(relue, modele, suite=relue.sel)
    return relue


def noter_attente(inscription: Inscription, texte: str) -> None:
    """Write what someone hopes for; empty, it goes."""
    if not texte.strip():
        Attente.objects.filter(inscription=inscription).delete()
        return
    Attente.objects.update_or_create(
        inscription=inscription,
        defaults={"rencontre_id": inscription.seance.rencontre_id, "texte": texte.strip()},
    )


class DejaInscrit(ErreurRencontre):
    """The person is already there."""


def _preparer(seance: SeanceRencontre, saisie: SaisieInscription, dispositif_id: int | None) -> Inscription:
    if not saisie.nom.strip() or not saisie.prenom.strip():
        raise ErreurRencontre("Écrivez le prénom et le nom de la personne.", champ="nom")
    personne = cle_de_personne(saisie.prenom, saisie.nom)
    structure = saisie.structure.strip()
    if dispositif_id is not None:
        structure = noms_des_dispositifs([dispositif_id])[dispositif_id][0]
        compte_pour: int | None = dispositif_id
    else:
        compte_pour = reconnaitre_etablissement(structure, noms_connus()) if structure else None
    cle = cle_d_etablissement(compte_pour, structure, personne)
    _refuser_double(seance, personne, cle)
    return Inscription(
        seance=seance,
        prenom=saisie.prenom.strip(),
        nom=saisie.nom.strip(),
        personne=personne,
        fonction=saisie.fonction.strip(),
        courriel=saisie.courriel.strip(),
        dispositif_id=dispositif_id,
        structure=structure,
        cle_structure=cle,
        arrivee_le=timezone.now(),
    )


def _refuser_double(seance: SeanceRencontre, personne: str, cle: str) -> None:
    voisines = Inscription.objects.filter(
        seance__rencontre_id=seance.rencontre_id, personne=personne, cle_structure=cle, etat__in=VIVANTES
    ).select_related("seance__commune")
    if seance.rencontre.nature not in UNE_SEULE:
        voisines = voisines.filter(seance=seance)
    voisine = voisines.first()
    if voisine is None:
        return
    ou = "à cette date" if voisine.seance_id == seance.pk else f"à une autre date : {voisine.seance}"
    raise DejaInscrit(f"{voisine.nom_entier} est déjà inscrit {ou}.", champ="nom")


def _exiger_le_droit(acteur: Acteur, dispositif_id: int | None) -> None:
    if anime(acteur):
        return
    if dispositif_id is None:
        raise PermissionDenied("Choisissez un dispositif où vous travaillez.")
    exiger(acteur, INSCRIPTIONS, dispositif_id)


def _exiger_ouverte(seance: SeanceRencontre, *, tard: bool) -> None:
    """Raise unless people may still join; `tard`: who runs the meeting may add someone until its last day."""
    aujourd_hui, rencontre = timezone.localdate(), seance.rencontre
    if seance.annulee or rencontre.etat == EtatRencontre.ANNULEE:
        raise ErreurRencontre("Cette date est annulée.")
    if rencontre.etat == EtatRencontre.BROUILLON and not tard:
        raise ErreurRencontre("Les inscriptions ne sont pas encore ouvertes.")
    if rencontre.etat == EtatRencontre.TENUE and not tard:
        raise ErreurRencontre("Cette rencontre a été tenue : les inscriptions sont closes.")
    if seance.dernier_jour is not None and seance.dernier_jour < aujourd_hui:
        raise ErreurRencontre("Cette date est passée.")
    limite = rencontre.inscriptions_jusqu_au
    if not tard and limite is not None and limite < aujourd_hui:
        raise ErreurRencontre(f"Les inscriptions étaient ouvertes jusqu'au {ecrire_jour_annee(limite)}.")


def _relire(inscription: Inscription) -> Inscription:
    lues = Inscription.objects.select_related("seance__rencontre", "seance__commune").prefetch_related("seance__jours")
    return lues.get(pk=inscription.pk)


def _placer_et_dire(acteur: Acteur, seance: SeanceRencontre, inscription: Inscription) -> None:
    """Give the places free, then tell the newcomer of theirs, or of the waiting list."""
    donner_les_places(acteur, seance, muettes=frozenset({inscription.pk}))
    inscription.refresh_from_db(fields=["etat", "place_le"])
    modele = "inscrit" if inscription.etat == EtatInscription.INSCRIT else "en_attente"
    ecrire(inscription, modele, suite=f"{inscription.arrivee_le:%Y%m%d%H%M%S}")


def peut_inscrire(acteur: Acteur, dispositif_id: int | None) -> bool:
    """Tell whether the person may register someone of that dispositif."""
    return anime(acteur) or (dispositif_id is not None and acteur.peut(INSCRIPTIONS, Acces.ECRITURE, dispositif_id))
