"""The result as the contract writes it: rounded once, from exact values computed again by the verifier's arithmetic."""

from __future__ import annotations

from fractions import Fraction

from maillage.cartographie.domain.nombres import arrondir
from maillage.cartographie.tournees.domain.modele import Arret, Assouplissement, NonServi, ProblemeTournees, Resultat
from maillage.cartographie.tournees.domain.verification import BilanTournee, dresser_bilan
from maillage.cartographie.tournees.valeurs import ecrire_heure

DECIMALES_COUT, DECIMALES_KM, DECIMALES_MINUTES = 2, 3, 2


def objet_resultat(probleme: ProblemeTournees, resultat: Resultat) -> dict[str, object]:
    """The JSON object of `R.json`."""
    bilan, temps = dresser_bilan(probleme, resultat.plan), probleme.temps
    return {
        "statut": str(resultat.statut),
        "cout": _nombre(bilan.cout, DECIMALES_COUT),
        "km": _nombre(bilan.km, DECIMALES_KM),
        "minutes": _nombre(bilan.minutes, DECIMALES_MINUTES),
        "tournees": [
            {"vehicule": tournee.vehicule, "arrets": [_arret(arret) for arret in tournee.arrets], **_mesures(mesure)}
            for tournee, mesure in zip(resultat.plan.tournees, bilan.tournees, strict=True)
        ],
        "temps_a_bord": {nom: _nombre(minutes, DECIMALES_MINUTES) for nom, minutes in bilan.temps_a_bord.items()},
        "non_servis": [_non_servi(non_servi) for non_servi in resultat.non_servis],
        "temps": {"source": temps.source, "date": temps.date, "estimation": temps.estimation},
    }


def _arret(arret: Arret) -> dict[str, object]:
    return {
        "point": arret.point,
        "heure": ecrire_heure(arret.heure),
        "montent": list(arret.montent),
        "descendent": list(arret.descendent),
    }


def _mesures(mesure: BilanTournee) -> dict[str, object]:
    return {"km": _nombre(mesure.km, DECIMALES_KM), "minutes": _nombre(mesure.minutes, DECIMALES_MINUTES)}


def _non_servi(non_servi: NonServi) -> dict[str, object]:
    return {
        "id": non_servi.id,
        "regle": non_servi.regle,
        "assouplissement": _assouplissement(non_servi.assouplissement),
    }


def _assouplissement(change: Assouplissement) -> dict[str, object]:
    valeur = change.valeur if isinstance(change.valeur, str) else _nombre(Fraction(change.valeur), DECIMALES_MINUTES)
    return {"parametre": change.parametre, "valeur": valeur, "texte": change.texte}


def _nombre(exact: Fraction, decimales: int) -> int | float:
    arrondi = arrondir(exact, decimales)
    return int(arrondi) if arrondi == int(arrondi) else float(arrondi)
