"""The yearly statement of days at home as a report: page and PDF hold the same words."""

from __future__ import annotations

from maillage.liaison.domain.domicile import ReleveDomicile
from maillage.liaison.referentiels import domicile
from maillage.liaison.selectors.domicile import ReleveAnnuel
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import MOIS, ecrire_compte, ecrire_date, ecrire_jour_annee, ecrire_nombre
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau

ENTETES = ("Mois", "Nuits au dispositif", "Nuits à la maison", "Jours entiers à la maison", "Jours partagés")


def rapport_domicile(releve: ReleveAnnuel, *, dispositif: str) -> Rapport:
    """Return the statement of one young person for one year."""
    total, reglages = releve.total, domicile()
    return Rapport(
        titre=f"Jours à la maison en {releve.annee} : {releve.jeune.prenom} {releve.jeune.nom}",
        sous_titre="Relevé à joindre à la déclaration annuelle pour l'AEEH",
        auteur=dispositif,
        arrete_au=releve.arrete,
        reserves=tuple(_reserves(releve)),
        sections=(
            Section(
                "Le compte",
                (
                    Paragraphe(
                        f"{ecrire_compte(total.entiers, 'jour entier', 'jours entiers')} à la maison, et "
                        f"{ecrire_compte(total.partages, 'jour partagé', 'jours partagés')} (départ ou retour). "
                        f"{ecrire_compte(total.nuits_domicile, 'nuit')} à la maison, {ecrire_compte(total.nuits_accueil, 'nuit')} au dispositif."
                    ),
                    Tableau(
                        "Par mois",
                        ENTETES,
                        (*(_ligne(MOIS[m.debut.month - 1], m) for m in releve.mois), _ligne("Année", total)),
                        source=f"Agendas {de_qui(str(dispositif))}",
                    ),
                ),
            ),
            Section("Les retours à la maison", (_retours(total),)),
            Section("Ce que ces mots veulent dire", (Paragraphe(reglages.definition), Paragraphe(reglages.source))),
        ),
    )


def _reserves(releve: ReleveAnnuel) -> list[str]:
    reserves = [domicile().reserve]
    if releve.total.a_confirmer:
        nuits = ecrire_compte(
            releve.total.a_confirmer, "nuit prévue et jamais confirmée", "nuits prévues et jamais confirmées"
        )
        reserves.append(f"{nuits} dans l'agenda : le compte les met à la maison. Confirmez d'abord l'agenda.")
    if releve.muets:
        mois = ", ".join(MOIS[jour.month - 1] for jour in releve.muets)
        reserves.append(
            f"L'agenda ne dit rien des nuits de : {mois}. Vérifiez qu'il est complet avant de remettre ce relevé."
        )
    if releve.arrete.month != len(MOIS) or releve.arrete.day != 31:
        reserves.append(f"L'année n'est pas finie : le compte s'arrête au {ecrire_jour_annee(releve.arrete)}.")
    return reserves


def _ligne(nom: str, releve: ReleveDomicile) -> tuple[str, ...]:
    valeurs = (releve.nuits_accueil, releve.nuits_domicile, releve.entiers, releve.partages)
    return (nom, *(ecrire_nombre(valeur) for valeur in valeurs))


def _retours(total: ReleveDomicile) -> Tableau | Paragraphe:
    if not total.retours:
        return Paragraphe("Aucun retour à la maison sur les jours d'accueil de nuit de cette année.")
    lignes = tuple(
        (ecrire_date(retour.debut), ecrire_date(retour.fin), ecrire_nombre(retour.nuits)) for retour in total.retours
    )
    return Tableau("Retours", ("Du (premier soir)", "Au (jour du départ)", "Nuits à la maison"), lignes)
