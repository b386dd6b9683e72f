"""Families to tell, as the page and the files read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from maillage.cartographie.models import PlanTournees
from maillage.cartographie.presentation.plans import nommer
from maillage.cartographie.presentation.tournees import place_dite
from maillage.cartographie.selectors.familles import FamilleAPrevenir
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau
from maillage.socle.tableur import Feuille

COLONNES = ("Jeune", "Avant", "Maintenant", "Par courriel", "À appeler")
SANS_ADRESSE = "non"


@dataclass(frozen=True)
class FamilleDite:
    """One row; `a_appeler`: nobody reads a mail, somebody has to call."""

    nom: str
    avant: str
    maintenant: str
    courriel: str
    contacts: tuple[tuple[str, str], ...]

    @property
    def a_appeler(self) -> bool:
        return self.courriel == SANS_ADRESSE

    def valeurs(self) -> tuple[str, ...]:
        appels = ", ".join(f"{nom} {telephone}" for nom, telephone in self.contacts)
        return (self.nom, self.avant, self.maintenant, self.courriel, appels or "–")


def dire(famille: FamilleAPrevenir, *, premiere_fois: bool) -> FamilleDite:
    """Mailboxes are counted, never written; nothing stands before a first time."""
    adresses = ecrire_compte(len(famille.adresses), "adresse") if famille.adresses else SANS_ADRESSE
    avant = "–" if premiere_fois else place_dite(famille.avant)
    contacts = tuple((contact.nom, contact.telephone) for contact in famille.contacts)
    return FamilleDite(str(famille.jeune), avant, place_dite(famille.apres), adresses, contacts)


def feuille_familles(plan: PlanTournees, lignes: Sequence[FamilleDite]) -> Feuille:
    """One row by family."""
    notes = [f"Plan n° {plan.pk}, {nommer(plan)}."]
    return Feuille("Familles à prévenir", COLONNES, [list(ligne.valeurs()) for ligne in lignes], notes)


def rapport_familles(plan: PlanTournees, lignes: Sequence[FamilleDite], *, auteur: str) -> Rapport:
    """A sheet to call from: those whom no mail reaches first."""
    ordre = sorted(lignes, key=lambda ligne: (not ligne.a_appeler, ligne.nom))
    tableau = Tableau("Familles", COLONNES, tuple(ligne.valeurs() for ligne in ordre), f"plan n° {plan.pk}")
    mots = Paragraphe(
        f"{ecrire_compte(sum(ligne.a_appeler for ligne in lignes), 'famille')} à appeler, faute d'adresse."
    )
    return Rapport(
        titre="Familles à prévenir",
        auteur=auteur,
        arrete_au=timezone.localdate(plan.demandee_le),
        sous_titre=nommer(plan),
        sections=(Section("Horaires", (mots, tableau)),),
    )
