"""One sheet: its steps, who has what, what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from maillage.liaison.domain.changement import Nature, comparer
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.effets import EffetSurDroits, effets_des_changements
from maillage.liaison.domain.etats import LIBELLES_ETATS, TONS_ETATS, Acte, EtatFiche, actes_possibles, etat_du_jour
from maillage.liaison.domain.horloge import premier_jour_d_envoi
from maillage.liaison.domain.modele import ModeleFiche
from maillage.liaison.domain.texte import situation_de_json
from maillage.liaison.models import Envoi, FicheLiaison, Signataire
from maillage.liaison.referentiels import droits_concernes, effets, modele, reglages
from maillage.liaison.selectors.extraits import appeles, contenu_complet
from maillage.liaison.selectors.liste import changements_de, fiches_visibles, suite_de
from maillage.liaison.selectors.partage import EtatLien, etat_du_lien
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser_lecture

E = EtatFiche
FAIT, EN_COURS, A_VENIR, ARRETE = "fait", "en cours", "à venir", "arrêté"
ETAPES = (
    ("Évaluation", frozenset({E.BROUILLON, E.EVALUATION_EN_COURS})),
    ("Accord", frozenset({E.PROPOSEE, E.EN_ATTENTE_SIGNATURE, E.SIGNEE})),
    ("Délai", frozenset({E.EN_DELAI_RETRACTATION})),
    ("Envoi", frozenset({E.A_TRANSMETTRE})),
)
ARRETS = {E.REFUSEE: 1, E.RETRACTEE: 2}
"""Step where a sheet stopped."""


@dataclass(frozen=True)
class EtapeFiche:
    """A step of the stepper, with its state as a word."""

    libelle: str
    etat: str


@dataclass(frozen=True)
class FicheLue:
    """Everything the page of a sheet shows, on a day."""

    fiche: FicheLiaison
    etat: EtatFiche
    etapes: list[EtapeFiche]
    change: str
    suite: str
    modele: ModeleFiche
    blocs: list[tuple[str, list[tuple[str, str]]]]
    destinataires: list[tuple[Destinataire, Envoi | None]]
    liens: dict[str, EtatLien]
    """The private links sent, by recipient: where, until when, how many times read."""
    actes: frozenset[str]
    peut_partir_le: date | None

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETATS[self.etat]

    @property
    def ton(self) -> str:
        return TONS_ETATS.get(self.etat, "neutre")

    @property
    def anticipable(self) -> bool:
        """Tell whether the path may follow before the end of the period."""
        return bool(
            self.fiche.motif_anticipation
            and self.fiche.appliquee_le is None
            and self.etat in {E.EN_DELAI_RETRACTATION, E.A_TRANSMETTRE}
        )

    @property
    def observable(self) -> bool:
        """Tell whether a remark may still be made."""
        return self.etat in {E.EN_ATTENTE_SIGNATURE, E.EN_DELAI_RETRACTATION}

    @property
    def attend_des_reponses(self) -> bool:
        """Tell whether someone may still answer, or is about to be asked."""
        return self.etat in {E.BROUILLON, E.EVALUATION_EN_COURS, E.EN_ATTENTE_SIGNATURE}

    @property
    def jours_francs(self) -> int:
        """Length of the period that this change calls for."""
        return reglages(self.fiche.signature or self.fiche.redigee_le).delais[Nature(self.fiche.nature)]

    def droits(self) -> list[tuple[str, list[EffetSurDroits]]]:
        """« Ce que cela change pour vos droits », by right."""
        changements = comparer(situation_de_json(self.fiche.avant), situation_de_json(self.fiche.apres))
        libelles = droits_concernes()
        return [(libelles[droit], liste) for droit, liste in effets_des_changements(effets(), changements).items()]


def fiche_visible(acteur: Acteur, dispositif_id: int, identifiant: str) -> FicheLiaison:
    """Return a sheet of the dispositif. Raises FicheLiaison.DoesNotExist outside what may be seen (6 queries at most)."""
    fiches = completes(fiches_visibles(acteur, dispositif_id))
    return fiches.select_related("jeune", "retractation", "saisine", "suite_de").get(identifiant=identifiant)


def completes(fiches: QuerySet[FicheLiaison]) -> QuerySet[FicheLiaison]:
    """Prefetch what `decrire` reads: signatories with their account and drawing, remarks, what was sent and read."""
    envois = Prefetch("envois", Envoi.objects.defer("extrait").prefetch_related("liens__accuses"))
    signataires = Prefetch("signataires", Signataire.objects.select_related("compte", "trace"))
    return fiches.prefetch_related(signataires, "observations", envois)


def lire_fiche(acteur: Acteur, dispositif_id: int, identifiant: str, *, le: date) -> FicheLue:
    """Read a sheet and journal the reading (6 queries and a trace)."""
    fiche = fiche_visible(acteur, dispositif_id, identifiant)
    journaliser_lecture(acteur, "liaison.lire_fiche", jeune_id=fiche.jeune_id, dispositif_id=dispositif_id)
    return decrire(fiche, le=le)


def decrire(fiche: FicheLiaison, *, le: date) -> FicheLue:
    """Turn a sheet read by `fiche_visible` into what its page shows; no query."""
    etat = etat_du_jour(EtatFiche(fiche.etat), fiche.fin_delai, le)
    servis = {envoi.destinataire: envoi for envoi in fiche.envois.all()}
    return FicheLue(
        fiche=fiche,
        etat=etat,
        etapes=_etapes(etat),
        change=changements_de(fiche),
        suite=suite_de(fiche, etat, le=le),
        modele=modele(fiche.modele),
        blocs=_blocs(fiche),
        destinataires=[(destinataire, servis.get(destinataire.code)) for destinataire in appeles(fiche)],
        liens={envoi.destinataire: lien for envoi in servis.values() if (lien := etat_du_lien(envoi))},
        actes=frozenset(acte.value for acte in actes_possibles(etat) - {Acte.ECHOIR}),
        peut_partir_le=premier_jour_d_envoi(fiche.fin_delai) if fiche.fin_delai else None,
    )


def _etapes(etat: EtatFiche) -> list[EtapeFiche]:
    courante = next((rang for rang, (_, etats) in enumerate(ETAPES) if etat in etats), len(ETAPES))
    arret = ARRETS.get(etat)
    if arret is None and etat in {E.ANNULEE, E.NOUVELLE_PROPOSITION, E.SAISINE_CDAPH, E.SANS_SUITE}:
        arret = 1
    return [EtapeFiche(libelle, _mot(rang, courante, arret)) for rang, (libelle, _) in enumerate(ETAPES)]


def _mot(rang: int, courante: int, arret: int | None) -> str:
    if arret is not None:
        return FAIT if rang < arret else ARRETE if rang == arret else A_VENIR
    return FAIT if rang < courante else EN_COURS if rang == courante else A_VENIR


def _blocs(fiche: FicheLiaison) -> list[tuple[str, list[tuple[str, str]]]]:
    contenu = contenu_complet(fiche)
    blocs = [
        (libelle, [(champ.libelle, contenu.get(champ.code, "")) for champ in champs if contenu.get(champ.code)])
        for libelle, champs in modele(fiche.modele).par_blocs()
    ]
    return [(libelle, champs) for libelle, champs in blocs if champs]
