"""From the integers the rules wrote (`mesure`) to the `mesures` block: nesting, halves, exact rates rounded to 4 decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import duckdb

from maillage.activite.domain.parametres import Parametres
from maillage.activite.domain.vocabulaire import (
    CLASSES,
    CODE_UE_EXTERNEE,
    CODE_UEMA,
    MODALITES,
    NATURES_FICHE,
    NON_RENSEIGNE,
    PHASES,
    REPONSES_FICHE,
    TYPES_ACTION,
)
from maillage.socle.domain.delais import fin_delai_franc

Objet = dict[str, object]
Nombre = int | float | Fraction
SURCOTES = ("base", "surcote_complexite", "surcote_ar")


@dataclass(frozen=True)
class Chiffres:
    """Integers of one dispositif: `chiffres["seances"]`; `par_cle("unites.niveaux")` when the keys are free."""

    valeurs: Mapping[tuple[str, str | None], int]
    objectifs: Mapping[str, Decimal | None]
    fiches: list[Objet]

    @classmethod
    def lire(cls, connexion: duckdb.DuckDBPyConnection, d: int, objectifs: Mapping[str, Decimal | None]) -> Chiffres:
        lignes = connexion.execute("SELECT chemin, cle, valeur FROM mesure WHERE d = ?", [d]).fetchall()
        return cls({(chemin, cle): valeur or 0 for chemin, cle, valeur in lignes}, objectifs, _fiches(connexion, d))

    def __getitem__(self, chemin: str) -> int:
        return self.valeurs.get((chemin, None), 0)

    def par_cle(self, chemin: str) -> dict[str, int]:
        """Free keys, ascending."""
        return dict(
            sorted((cle, valeur) for (nom, cle), valeur in self.valeurs.items() if nom == chemin and cle is not None)
        )

    def moitie(self, chemin: str) -> Nombre | None:
        """A median stored doubled; None when nothing was measured."""
        double = self.valeurs.get((chemin, None))
        return None if double is None else nombre(Fraction(double, 2))

    def entiers(self, prefixe: str, noms: tuple[str, ...]) -> Objet:
        return {nom: self[f"{prefixe}.{nom}"] for nom in noms}


def nombre(valeur: Fraction | int) -> int | float:
    return int(valeur) if valeur == int(valeur) else float(valeur)


def arrondir(valeur: Fraction) -> int | float:
    """4 decimals, half away from zero, from the exact ratio."""
    signe = -1 if valeur < 0 else 1
    return nombre(Fraction(signe * ((abs(valeur) * 20_000 + 1) // 2), 10_000))


def taux(numerateur: Nombre, denominateur: Nombre) -> int | float | None:
    return arrondir(Fraction(numerateur) / Fraction(denominateur)) if denominateur else None


def demi(nombre_de_demis: int) -> int | float:
    return nombre(Fraction(nombre_de_demis, 2))


def _fiches(connexion: duckdb.DuckDBPyConnection, d: int) -> list[Objet]:
    requete = "SELECT fiche_id, depart, jours_francs FROM fiche WHERE d = ? ORDER BY fiche_id"
    lignes = connexion.execute(requete, [d]).fetchall()
    return [{"fiche_id": fiche, "depart": depart, "jours": jours} for fiche, depart, jours in lignes]


def assembler_mesures(c: Chiffres, parametres: Parametres) -> Objet:
    """The `mesures` block of one dispositif, keys in the order of the schema."""
    return {
        "semaines_ouvertes": c["semaines_ouvertes"],
        "places": {**c.entiers("places", MODALITES), "total": _total_places(c)},
        "jours_ouverture": c.entiers("jours_ouverture", MODALITES),
        "file_active": c.entiers(
            "file_active", ("stricte", "elargie", "pre_admission", "suivi", "ponctuel", "observation_seule")
        ),
        "par_finess": _par_finess(c),
        "flux": _flux(c, parametres),
        "demi_journees": c["demi_journees"],
        "journees": demi(c["demi_journees"]),
        "internat": demi(c["internat"]),
        "semi_internat": demi(c["semi_internat"]),
        "nuitees": c["nuitees"],
        **_absences(c),
        **_occupation(c),
        "seances": c["seances"],
        "seances_collectives": c["seances_collectives"],
        "actes": c["actes"],
        "minutes_jeunes": c.entiers("minutes_jeunes", CLASSES),
        "minutes_pros": c.entiers("minutes_pros", (*CLASSES, "indirect_sans_jeune")),
        "minutes_evenements": c.entiers("minutes_evenements", CLASSES),
        "unites": _unites(c, parametres) if parametres.unites_actives else None,
        "appui_ressource": _appui_ressource(c),
        "multi_modalite": _multi_modalite(c),
        "changements": c.entiers("changements", ("total", "sans_retour_cdaph", "sans_fiche")),
        "fiches": _bloc_fiches(c, parametres),
        "scolarite": _scolarite(c),
        "demandes": _demandes(c),
        "creton": _creton(c),
        "territoire": _territoire(c),
    }


def _total_places(c: Chiffres) -> int:
    return sum(c[f"places.{modalite}"] for modalite in MODALITES)


def _par_finess(c: Chiffres) -> list[Objet]:
    elargie, stricte = c.par_cle("par_finess.elargie"), c.par_cle("par_finess.stricte")
    return [{"finess": finess, "stricte": stricte[finess], "elargie": elargie[finess]} for finess in elargie]


def _flux(c: Chiffres, parametres: Parametres) -> Objet:
    mouvements = c["flux.entrees" if parametres.rotation == "ENTREES" else "flux.sorties"]
    return {
        **c.entiers("flux", ("entrees", "sorties", "presents_fin")),
        "rotation": taux(mouvements, _total_places(c)),
        "sorties_par_destination": c.par_cle("flux.sorties_par_destination"),
        "duree_mediane_jours": c.moitie("flux.double_duree_mediane"),
    }


def _absences(c: Chiffres) -> Objet:
    demis, nuits = c.par_cle("absences.demi_journees_manquees"), c.par_cle("absences.nuits_manquees")
    demis_neutres = c.par_cle("absences.demi_journees_neutralisees")
    nuits_neutres = c.par_cle("absences.nuitees_neutralisees")
    return {
        "absences": [
            {
                "motif": motif,
                "demi_journees_manquees": demis[motif],
                "nuits_manquees": nuits[motif],
                "journees_neutralisees": demi(demis_neutres[motif]),
                "nuitees_neutralisees": nuits_neutres[motif],
            }
            for motif in demis
        ],
        "neutralisation": {"journees": demi(sum(demis_neutres.values())), "nuitees": sum(nuits_neutres.values())},
    }


def _occupation(c: Chiffres) -> Objet:
    numerateurs = {"AJ": Fraction(c["demi_journees"], 2), "AN": Fraction(c["nuitees"])}
    blocs: dict[str, Objet] = {"occupation": {}, "objectif": {}}
    for modalite, numerateur in numerateurs.items():
        denominateur = c[f"occupation.{modalite}.denominateur"]
        blocs["occupation"][modalite] = {
            "numerateur": nombre(numerateur),
            "denominateur": denominateur,
            "taux": taux(numerateur, denominateur),
        }
        blocs["objectif"][modalite] = _objectif(c.objectifs[modalite], numerateur, denominateur)
    return dict(blocs)


def _objectif(objectif: Decimal | None, numerateur: Fraction, denominateur: int) -> Objet | None:
    if objectif is None or not denominateur:
        return None
    observe = numerateur / denominateur
    ecart = Fraction(objectif) - observe
    return {
        "objectif": arrondir(Fraction(objectif)),
        "observe": arrondir(observe),
        "ecart": arrondir(ecart),
        "plafond_abattement": arrondir(max(Fraction(0), ecart) / 2),
    }


def _somme(valeurs: Mapping[str, int]) -> Objet:
    return {**valeurs, "total": sum(valeurs.values())}


def _unites(c: Chiffres, parametres: Parametres) -> Objet:
    sommes = {nom: c[f"unites.{nom}"] for nom in SURCOTES}
    par_phase = {nom: c.par_cle(f"unites.par_phase.{nom}") for nom in SURCOTES}
    niveaux, actives = c.par_cle("unites.niveaux"), c["unites.jeunes_semaines_actives"]
    return {
        **_somme(sommes),
        "niveaux": {str(n): niveaux.get(str(n), 0) for n in range(1, len(parametres.seuils) + 1)},
        "par_phase": {phase: _somme({nom: par_phase[nom].get(phase, 0) for nom in SURCOTES}) for phase in PHASES},
        "minutes_residuelles": c["unites.minutes_residuelles"],
        "jeunes_semaines_actives": actives,
        "par_jeune_semaine": taux(sum(sommes.values()), actives),
        "places_semaines": c["unites.places_semaines"],
        "par_place_semaine": taux(sum(sommes.values()), c["unites.places_semaines"]),
        "jeunes_complexes": c["unites.jeunes_complexes"],
    }


def _appui_ressource(c: Chiffres) -> Objet:
    def par_type(chemin: str, types: tuple[str, ...] | None = None) -> Objet:
        actions, minutes = c.par_cle(f"{chemin}.actions"), c.par_cle(f"{chemin}.minutes_pros")
        return {t: {"actions": actions.get(t, 0), "minutes_pros": minutes.get(t, 0)} for t in types or actions}

    prefixe = "appui_ressource"
    return {
        **c.entiers(prefixe, ("actions", "minutes_pros")),
        "heures": taux(c["appui_ressource.minutes_pros"], 60),
        **c.entiers(prefixe, ("participants", "structures", "communes")),
        "par_type": par_type("appui_ressource.par_type", TYPES_ACTION),
        "par_structure_type": par_type("appui_ressource.par_structure_type"),
        "sans_jeune": c["appui_ressource.sans_jeune"],
        "part_sans_jeune": taux(c["appui_ressource.sans_jeune"], c["appui_ressource.actions"]),
    }


def _multi_modalite(c: Chiffres) -> Objet:
    cumul, succession = c["multi_modalite.cumul"], c["multi_modalite.succession"]
    return {
        "jeunes": cumul + succession,
        "cumul": cumul,
        "succession": succession,
        "taux": taux(cumul + succession, c["file_active.stricte"]),
    }


def _bloc_fiches(c: Chiffres, parametres: Parametres) -> Objet:
    par_nature, par_reponse = c.par_cle("fiches.par_nature"), c.par_cle("fiches.par_reponse")
    return {
        "emises": c["fiches.emises"],
        "par_nature": {nature: par_nature.get(nature, 0) for nature in NATURES_FICHE},
        "par_reponse": {reponse: par_reponse.get(reponse, 0) for reponse in (*REPONSES_FICHE, "EN_ATTENTE")},
        "delai_median_jours": c.moitie("fiches.double_delai_median"),
        "detail": [
            {
                "fiche_id": fiche["fiche_id"],
                "fin_delai": fin_delai_franc(
                    fiche["depart"],  # type: ignore[arg-type]
                    jours=fiche["jours"],  # type: ignore[arg-type]
                    report_jour_ouvrable=parametres.report_jour_ouvrable,
                ).isoformat(),
            }
            for fiche in c.fiches
        ],
    }


def _scolarite(c: Chiffres) -> Objet:
    par_code = c.par_cle("scolarite.par_code")
    presents, non_renseigne = c["flux.presents_fin"], par_code.get(NON_RENSEIGNE, 0)
    return {
        "presents": presents,
        "renseignes": presents - non_renseigne,
        "non_renseigne": non_renseigne,
        "ordinaire": c["scolarite.ordinaire"],
        "taux_ordinaire": taux(c["scolarite.ordinaire"], presents - non_renseigne),
        "ue_externee": par_code.get(CODE_UE_EXTERNEE, 0),
        "uema": par_code.get(CODE_UEMA, 0),
        "par_code": par_code,
    }


def _demandes(c: Chiffres) -> Objet:
    return {
        "admissions": c["demandes.admissions"],
        "delai_median_jours": c.moitie("demandes.double_delai_median"),
        "en_attente": c["demandes.en_attente"],
    }


def _creton(c: Chiffres) -> Objet:
    return {
        "jeunes": c["creton.jeunes"],
        "presents": c["flux.presents_fin"],
        "taux": taux(c["creton.jeunes"], c["flux.presents_fin"]),
    }


def _territoire(c: Chiffres) -> Objet:
    declare = bool(c["territoire.communes_declarees"])
    return {
        "fa_par_commune": c.par_cle("territoire.fa_par_commune"),
        **c.entiers("territoire", ("communes_couvertes", "communes_hors_territoire")),
        "communes_blanches": list(c.par_cle("territoire.communes_blanches")) if declare else None,
    }
