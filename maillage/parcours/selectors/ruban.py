"""The lanes of a young person's ribbon, made of the facts that the acting person may open; and the small ribbons of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from maillage.parcours.domain.intervalles import Intervalle
from maillage.parcours.models import Contrat, EvenementDeVie, NotificationMdph, PeriodeModalite, Phase, Scolarite
from maillage.parcours.models.faits import LieuModalite
from maillage.parcours.referentiels import types_evenement
from maillage.socle.domain.ruban import FaitRuban, Fenetre, Ruban, Voie, VueRuban, dessiner_ruban, fenetre_du_ruban
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.modalites import MODALITES
from maillage.socle.vocabulaire import Modalite

DELOCALISE = "delocalise"
LIBELLES = {code: str(libelle) for code, libelle in Modalite.choices}
LIEUX = {code: str(libelle).lower() for code, libelle in LieuModalite.choices}


class PeriodeLue(NamedTuple):
    """A modality period read as plain values: a list holds thousands of them."""

    jeune_id: int
    modalite: str
    lieu: str
    debut: date
    fin: date | None
    pk: int


@dataclass(frozen=True)
class FaitsDuParcours:
    """What the ribbon draws, each list empty when its section of the file is closed."""

    phases: list[Phase] = field(default_factory=list)
    periodes: list[PeriodeModalite] = field(default_factory=list)
    scolarites: list[Scolarite] = field(default_factory=list)
    notifications: list[NotificationMdph] = field(default_factory=list)
    contrats: list[Contrat] = field(default_factory=list)
    evenements: list[EvenementDeVie] = field(default_factory=list)


def ruban_du_jeune(faits: FaitsDuParcours, *, le: date, vue: VueRuban = VueRuban.TOUT) -> Ruban:
    """Draw the ribbon: phases above, one lane per modality, schooling below, then papers and events of life."""
    voies = [
        Voie("phase", "Phases", tuple(_phase(phase) for phase in faits.phases)),
        *(_modalite(code, faits.periodes) for code in Modalite.values),
        Voie("ecole", "Scolarité", tuple(_scolarite(scolarite) for scolarite in faits.scolarites)),
        Voie("notification", "Notification MDPH", tuple(_notification(n) for n in faits.notifications)),
        Voie("contrat", "Contrats", tuple(_contrat(contrat) for contrat in faits.contrats)),
        Voie("evenement", "Événements de vie", tuple(fait_de_vie(evenement) for evenement in faits.evenements)),
    ]
    fenetre = fenetre_du_ruban((fait for voie in voies for fait in voie.faits), aujourd_hui=le, vue=vue)
    return dessiner_ruban(voies, fenetre)


def periodes_par_jeune(jeune_ids: Collection[int], dispositif_id: int, fenetre: Fenetre) -> dict[int, list[PeriodeLue]]:
    """Return the modality periods that the window shows, by young person (1 query)."""
    periodes = PeriodeModalite.objects.filter(
        jeune_id__in=jeune_ids, dispositif_id=dispositif_id, debut__lte=fenetre.fin
    ).exclude(fin__lt=fenetre.debut)
    lues: dict[int, list[PeriodeLue]] = {jeune_id: [] for jeune_id in jeune_ids}
    for valeurs in periodes.order_by("debut", "pk").values_list(*PeriodeLue._fields):
        lues[valeurs[0]].append(PeriodeLue(*valeurs))
    return lues


def mini_ruban(periodes: Iterable[PeriodeLue], fenetre: Fenetre) -> Ruban:
    """Draw the modalities alone, in a window shared by the whole list."""
    connues = list(periodes)
    return dessiner_ruban([_modalite(code, connues) for code in Modalite.values], fenetre)


def fait_de_vie(evenement: EvenementDeVie) -> FaitRuban:
    """Return an event of life as a fact of the ribbon, its sentence included."""
    connu = types_evenement().get(evenement.type)
    libelle = connu.libelle if connu else evenement.type
    mots = f"{libelle} ({evenement.libelle})" if evenement.libelle else libelle
    if evenement.fin:
        return FaitRuban(evenement.debut, evenement.fin, Intervalle(evenement.debut, evenement.fin, mots).en_mots())
    return FaitRuban(evenement.debut, evenement.debut, f"{mots} le {ecrire_date_annee(evenement.debut)}")


def _phase(phase: Phase) -> FaitRuban:
    libelle = phase.get_type_display()
    return FaitRuban(phase.debut, phase.fin, Intervalle(phase.debut, phase.fin, libelle).en_mots(), libelle)


def _modalite(code: str, periodes: Iterable[PeriodeLue | PeriodeModalite]) -> Voie:
    dessin = MODALITES[code]
    faits = tuple(_periode(periode, dessin.lettre) for periode in periodes if periode.modalite == code)
    return Voie(dessin.classe.removeprefix("modalite-"), LIBELLES[code], faits, modalite=code)


def _periode(periode: PeriodeLue | PeriodeModalite, lettre: str) -> FaitRuban:
    ailleurs = periode.lieu == LieuModalite.DELOCALISE
    texte = Intervalle(periode.debut, periode.fin, LIBELLES[periode.modalite]).en_mots()
    if ailleurs or periode.modalite != Modalite.PMO:
        texte = f"{texte}, {LIEUX[periode.lieu]}"
    return FaitRuban(
        periode.debut,
        periode.fin,
        texte,
        f"{lettre} délocalisé" if ailleurs else lettre,
        variante=DELOCALISE if ailleurs else "",
        cle=str(periode.pk),
    )


def _scolarite(scolarite: Scolarite) -> FaitRuban:
    libelle = scolarite.get_code_display()
    texte = Intervalle(scolarite.debut, scolarite.fin, libelle).en_mots()
    ecole = f", {scolarite.etablissement}" if scolarite.etablissement else ""
    return FaitRuban(scolarite.debut, scolarite.fin, texte + ecole, libelle)


def _notification(notification: NotificationMdph) -> FaitRuban:
    texte = Intervalle(notification.debut, notification.fin, "Notification MDPH valable").en_mots()
    return FaitRuban(notification.debut, notification.fin, texte)


def _contrat(contrat: Contrat) -> FaitRuban:
    libelle = contrat.get_type_display().split(",")[0]
    debut = contrat.signe_le or contrat.remis_le
    etat = "signé" if contrat.signe_le else "remis, pas encore signé,"
    return FaitRuban(debut, contrat.fin, Intervalle(debut, contrat.fin, f"{libelle} {etat}").en_mots(), libelle)
