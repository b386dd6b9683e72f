"""The waiting list: filters, sorts, one row each in a constant number of queries, and one request with everything about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, IntegerField, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from maillage.parcours.domain.admission import EtatDemande, NatureReponse, etat_de_la_demande
from maillage.parcours.models import AvisCommission, CriterePriorite, Demande, EtapeDemande
from maillage.parcours.referentiels.entree import libelle, motifs_reponse
from maillage.parcours.selectors.connus import AvecCle
from maillage.parcours.selectors.partage import PartageVu, partages_vus
from maillage.socle.acteur import Acteur

EN_ATTENTE, ADMISES, REFUSEES, CLOSES, TOUTES = "attente", "admises", "refusees", "closes", "toutes"
ETATS = (
    (EN_ATTENTE, "En attente"),
    (ADMISES, "Admises"),
    (REFUSEES, "Refusées"),
    (CLOSES, "Closes sans suite"),
    (TOUTES, "Toutes"),
)
TRIS = {
    "reception": (F("reception").asc(nulls_last=True), "pk"),
    "-reception": (F("reception").desc(nulls_last=True), "-pk"),
    "criteres": (F("total_criteres").asc(), F("reception").desc(nulls_last=True), "-pk"),
    "-criteres": (F("total_criteres").desc(), F("reception").asc(nulls_last=True), "pk"),
    "nom": (F("jeune__nom").asc(nulls_last=True), F("jeune__prenom").asc(nulls_last=True), "pk"),
    "-nom": (F("jeune__nom").desc(nulls_last=True), F("jeune__prenom").desc(nulls_last=True), "-pk"),
}


@dataclass(frozen=True)
class FiltresAttente:
    """What the address asks for: state, origin, public, wished modality, criterion, shared or not, words of the name, sort."""

    etat: str = EN_ATTENTE
    origine: str = ""
    public: str = ""
    modalite: str = ""
    critere: int | None = None
    partage: str = ""
    recherche: str = ""
    tri: str = "reception"


@dataclass(frozen=True)
class LigneAttente:
    """One row: the request, where it stands, since how many days it waits (None once answered), its latest step, what neighbours know."""

    demande: Demande
    etat: EtatDemande
    jours: int | None
    etape: EtapeDemande | None
    criteres: tuple[str, ...]
    partage: PartageVu | None

    @property
    def motif(self) -> str:
        """The reason of a closed request, in words."""
        return libelle_motif(self.demande.motif_cloture)


@dataclass(frozen=True)
class DemandeLue:
    """One request with its steps, opinions and what neighbours know."""

    ligne: LigneAttente
    etapes: list[EtapeDemande]
    avis: list[AvisCommission]


def libelle_motif(code: str) -> str:
    """Return the words of a coded reason; what is not a code reads as it was written."""
    motif = motifs_reponse().get(code)
    return motif.libelle if motif else code


def libelle_avis(code: str) -> str:
    """Return the words of an opinion."""
    return libelle("admission", "avis", code) if code else "Pas encore d'avis"


def demandes_visibles(acteur: Acteur, dispositif: AvecCle) -> QuerySet[Demande]:
    """Requests of the dispositif with their young person, the oldest first."""
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return Demande.objects.none()
    return Demande.objects.filter(dispositif_id=dispositif.pk).select_related("jeune").order_by("reception", "pk")


def demandes_en_attente(acteur: Acteur, dispositif: AvecCle, *, le: date) -> QuerySet[Demande]:
    """Requests received and neither admitted nor closed on that date (R36)."""
    return demandes_visibles(acteur, dispositif).filter(_attend(le))


def _attend(le: date) -> Q:
    sans_admission = Q(admission__isnull=True) | Q(admission__gt=le)
    sans_cloture = Q(cloture__isnull=True) | Q(cloture__gt=le)
    return sans_admission & sans_cloture & Q(reception__lte=le)


def lister_demandes(acteur: Acteur, dispositif: AvecCle, filtres: FiltresAttente, *, le: date) -> QuerySet[Demande]:
    """Return the requests that answer the filters, sorted, ready for `lignes_attente`."""
    demandes = demandes_visibles(acteur, dispositif).filter(_etat(filtres.etat, le))
    egaux = {"origine": filtres.origine, "public": filtres.public, "modalite_souhaitee": filtres.modalite}
    demandes = demandes.filter(**{champ: valeur for champ, valeur in egaux.items() if valeur})
    if filtres.critere is not None:
        demandes = demandes.filter(criteres=filtres.critere)
    if filtres.partage:
        demandes = demandes.filter(partage__isnull=filtres.partage == "non")
    for mot in filtres.recherche.split():
        noms = Q(jeune__nom__icontains=mot) | Q(jeune__prenom__icontains=mot)
        demandes = demandes.filter(noms | Q(identifiant__iexact=mot))
    total = Coalesce(Sum("criteres__poids"), Value(0), output_field=IntegerField())
    return _avec_suite(demandes.annotate(total_criteres=total)).order_by(*TRIS.get(filtres.tri, TRIS["reception"]))


def _etat(etat: str, le: date) -> Q:
    refus = [code for code, motif in motifs_reponse().items() if motif.nature is NatureReponse.REFUS]
    close = Q(cloture__isnull=False, cloture__lte=le)
    return {
        EN_ATTENTE: _attend(le),
        ADMISES: Q(admission__isnull=False, admission__lte=le),
        REFUSEES: close & Q(motif_cloture__in=refus),
        CLOSES: close & ~Q(motif_cloture__in=refus),
    }.get(etat, Q())


def _avec_suite(demandes: QuerySet[Demande]) -> QuerySet[Demande]:
    return demandes.prefetch_related(
        Prefetch("etapes", EtapeDemande.objects.order_by("le", "pk")),
        Prefetch("criteres", CriterePriorite.objects.order_by("-poids", "libelle")),
    )


def lignes_attente(acteur: Acteur, dispositif: AvecCle, demandes: Sequence[Demande], *, le: date) -> list[LigneAttente]:
    """Turn requests read by `lister_demandes` into rows; two queries, for what is shared."""
    partages = partages_vus(acteur, dispositif, [demande.pk for demande in demandes], le=le)
    return [_ligne(demande, partages.get(demande.pk), le) for demande in demandes]


def _ligne(demande: Demande, partage: PartageVu | None, le: date) -> LigneAttente:
    motif = motifs_reponse().get(demande.motif_cloture)
    etat = etat_de_la_demande(demande.admission, demande.cloture, motif.nature if motif else None, le=le)
    attend = etat is EtatDemande.EN_ATTENTE and demande.reception is not None
    return LigneAttente(
        demande=demande,
        etat=etat,
        jours=(le - demande.reception).days if attend and demande.reception else None,
        etape=next(reversed(demande.etapes.all()), None),
        criteres=tuple(critere.libelle for critere in demande.criteres.all()),
        partage=partage,
    )


def lire_demande(acteur: Acteur, dispositif: AvecCle, identifiant: str, *, le: date) -> DemandeLue:
    """Return one request with everything about it. Raises Demande.DoesNotExist outside what may be seen."""
    demande = (
        _avec_suite(demandes_visibles(acteur, dispositif))
        .select_related("jeune", "notification_mdph")
        .get(identifiant=identifiant)
    )
    (ligne,) = lignes_attente(acteur, dispositif, [demande], le=le)
    avis = demande.avis.select_related("commission").order_by("-commission__le", "pk")
    return DemandeLue(ligne, list(demande.etapes.all()), list(avis))


def criteres_du_dispositif(dispositif_id: int, *, actifs: bool = False) -> QuerySet[CriterePriorite]:
    """Return the criteria of a dispositif, those withdrawn too unless `actifs`."""
    criteres = CriterePriorite.objects.filter(dispositif_id=dispositif_id)
    return criteres.filter(retire_le__isnull=True) if actifs else criteres
