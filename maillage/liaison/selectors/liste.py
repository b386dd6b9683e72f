"""The work list of a dispositif: its sheets by state, with what comes next and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.liaison.domain.changement import comparer
from maillage.liaison.domain.etats import LIBELLES_ETATS, TERMINAUX, TONS_ETATS, EtatFiche, etat_du_jour
from maillage.liaison.domain.horloge import but_d_envoi, jour_d_effet, premier_jour_d_envoi
from maillage.liaison.domain.texte import ecrire_changements, situation_de_json
from maillage.liaison.models import Envoi, FicheLiaison
from maillage.liaison.referentiels import reglages
from maillage.liaison.selectors.extraits import appeles
from maillage.parcours.selectors import sections_par_jeune
from maillage.parcours.selectors.sections import DROIT_DOSSIERS
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee

E = EtatFiche
SECTION_DU_DOSSIER = "parcours"
"""The part of a young person's file that sheets belong to."""
GROUPES: dict[str, tuple[str, tuple[EtatFiche, ...]]] = {
    "a-preparer": ("À préparer", (E.BROUILLON, E.EVALUATION_EN_COURS)),
    "a-signer": ("À signer", (E.PROPOSEE, E.EN_ATTENTE_SIGNATURE, E.SIGNEE)),
    "en-delai": ("Délai en cours", (E.EN_DELAI_RETRACTATION,)),
    "a-transmettre": ("À transmettre", (E.A_TRANSMETTRE,)),
    "transmises": ("Transmises", (E.TRANSMISE,)),
    "en-vigueur": ("En vigueur", (E.EN_VIGUEUR,)),
    "sans-accord": ("Refusées ou rétractées", (E.REFUSEE, E.RETRACTEE)),
    "terminees": ("Terminées", tuple(sorted(TERMINAUX))),
}


@dataclass(frozen=True)
class FiltresFiches:
    """What the address asks for: a group of states (empty: all but those that are over), words, a young person."""

    groupe: str = ""
    nature: str = ""
    recherche: str = ""
    jeune: str = ""


@dataclass(frozen=True)
class LigneFiche:
    """A row on a day: the state in words, what changes, what comes next."""

    fiche: FicheLiaison
    etat: EtatFiche
    change: str
    suite: str

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETATS[self.etat]

    @property
    def ton(self) -> str:
        return TONS_ETATS.get(self.etat, "neutre")


def fiches_visibles(acteur: Acteur, dispositif_id: int) -> QuerySet[FicheLiaison]:
    """Sheets of the dispositif about the young people whose path is open to the person (2 queries more for who does not hold all files)."""
    if not acteur.peut("liaison", dispositif_id=dispositif_id):
        return FicheLiaison.objects.none()
    fiches = FicheLiaison.objects.filter(dispositif_id=dispositif_id)
    if acteur.identifiant is None or acteur.peut(DROIT_DOSSIERS, dispositif_id=dispositif_id):
        return fiches
    jeunes = set(fiches.order_by().values_list("jeune_id", flat=True).distinct())
    sections = sections_par_jeune(acteur, jeunes, dispositif_id, timezone.localdate())
    return fiches.filter(jeune_id__in=[pk for pk, ouvertes in sections.items() if SECTION_DU_DOSSIER in ouvertes])


def lister_fiches(acteur: Acteur, dispositif_id: int, filtres: FiltresFiches, *, le: date) -> QuerySet[FicheLiaison]:
    """Return the sheets that answer the filters on a day, ready for `lignes_fiches`, latest first (3 queries)."""
    fiches = fiches_visibles(acteur, dispositif_id).filter(_dans_le_groupe(filtres.groupe, le))
    if filtres.nature:
        fiches = fiches.filter(nature=filtres.nature)
    if filtres.jeune:
        fiches = fiches.filter(jeune__identifiant=filtres.jeune)
    for mot in filtres.recherche.split():
        fiches = fiches.filter(Q(jeune__nom__icontains=mot) | Q(jeune__prenom__icontains=mot))
    envois = Prefetch("envois", Envoi.objects.defer("extrait"))
    return fiches.select_related("jeune").prefetch_related("signataires", envois).order_by("-redigee_le", "-pk")


def compter_par_groupe(acteur: Acteur, dispositif_id: int, *, le: date) -> dict[str, int]:
    """Return how many sheets each group holds on a day (1 query)."""
    comptes = {groupe: Count("pk", filter=_dans_le_groupe(groupe, le)) for groupe in GROUPES}
    noms = {groupe.replace("-", "_"): compte for groupe, compte in comptes.items()}
    resultat = fiches_visibles(acteur, dispositif_id).aggregate(**noms)
    return {groupe: resultat[groupe.replace("-", "_")] for groupe in GROUPES}


def lignes_fiches(fiches: Iterable[FicheLiaison], *, le: date) -> list[LigneFiche]:
    """Turn sheets read by `lister_fiches` into rows; no query but theirs."""
    return [_ligne(fiche, le) for fiche in fiches]


def changements_de(fiche: FicheLiaison) -> str:
    """What changes, in words."""
    return ecrire_changements(comparer(situation_de_json(fiche.avant), situation_de_json(fiche.apres)))


def suite_de(fiche: FicheLiaison, etat: EtatFiche, *, le: date) -> str:
    """Say what comes next, with its date, and whether it is late on a day."""
    if etat is E.EN_DELAI_RETRACTATION and fiche.fin_delai:
        return f"Peut partir à partir du {ecrire_jour_annee(premier_jour_d_envoi(fiche.fin_delai))}"
    if etat is E.A_TRANSMETTRE and fiche.fin_delai and fiche.signature:
        restants = non_servis(fiche)
        avant = but_d_envoi(fiche.fin_delai, reglages(fiche.signature))
        a_faire = _ou_en_retard(f"À envoyer avant le {ecrire_jour_annee(avant)}", en_retard=avant <= le)
        return f"{a_faire} : {', '.join(restants)}"
    if etat is E.EN_ATTENTE_SIGNATURE:
        attendus = [s.nom for s in fiche.signataires.all() if s.requis and not s.reponse]
        return f"Attend la réponse de {', '.join(attendus)}"
    if etat in {E.TRANSMISE, E.EN_VIGUEUR} and fiche.fin_delai:
        return _dire_effet(jour_d_effet(fiche.effet, fiche.fin_delai, fiche.motif_anticipation), etat, le)
    return SUITES.get(etat, "")


def _dire_effet(jour: date, etat: EtatFiche, le: date) -> str:
    if etat is E.EN_VIGUEUR:
        return f"En vigueur {'depuis le' if jour <= le else 'à partir du'} {ecrire_jour_annee(jour)}"
    return _ou_en_retard(f"À mettre en vigueur pour le {ecrire_jour_annee(jour)}", en_retard=jour < le)


def _ou_en_retard(a_faire: str, *, en_retard: bool) -> str:
    return f"En retard : {a_faire[0].lower()}{a_faire[1:]}" if en_retard else a_faire


SUITES = {
    E.BROUILLON: "Commencer l'évaluation avec la famille et l'école",
    E.EVALUATION_EN_COURS: "Compléter, puis proposer à la famille",
    E.REFUSEE: "Décider de la suite : nouvelle proposition, CDAPH ou sans suite",
    E.RETRACTEE: "Décider de la suite : nouvelle proposition, CDAPH ou sans suite",
}


def _ligne(fiche: FicheLiaison, le: date) -> LigneFiche:
    etat = etat_du_jour(EtatFiche(fiche.etat), fiche.fin_delai, le)
    return LigneFiche(fiche=fiche, etat=etat, change=changements_de(fiche), suite=suite_de(fiche, etat, le=le))


def non_servis(fiche: FicheLiaison) -> list[str]:
    """Return the labels of the recipients called for that have received nothing yet; no query on a prefetched sheet."""
    servis = {envoi.destinataire for envoi in fiche.envois.all()}
    return [destinataire.libelle for destinataire in appeles(fiche) if destinataire.code not in servis]


def _dans_le_groupe(groupe: str, le: date) -> Q:
    """Condition of a group on a day: the period ends without anyone writing it."""
    if groupe not in GROUPES:
        return ~Q(etat__in=TERMINAUX)
    _, etats = GROUPES[groupe]
    condition = Q(etat__in=etats)
    if E.EN_DELAI_RETRACTATION in etats:
        condition &= Q(fin_delai__gte=le)
    if E.A_TRANSMETTRE in etats:
        condition |= Q(etat=E.EN_DELAI_RETRACTATION, fin_delai__lt=le)
    return condition
