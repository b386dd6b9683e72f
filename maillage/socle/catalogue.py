"""Invented data for the catalogue of components: usual, long names, nothing, many rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from maillage.socle.dessin import Cellule
from maillage.socle.domain.ruban import FaitRuban, Ruban, Voie, dessiner_ruban, fenetre_du_ruban
from maillage.socle.ecocarte import CENTRE, EcocarteDessinee, PointEcocarte, TraitEcocarte, dessiner_ecocarte
from maillage.socle.formulaires import SaisieDate, SaisieHeure
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie

LUNDI = dt.date(2025, 3, 3)
PRENOMS = ("Alix", "Basile", "Camille", "Dounia", "Elio", "Fatou", "Gaspard", "Hana", "Ilan", "Jeanne")
NOMS = ("Arnal", "Bessière", "Cazals", "Delpech", "Estève")
NOM_LONG = "Marie-Philippine-Éléonore de Castelnau-Montratier Vandenbroucke-Etchegoyen"


class Exemple(forms.Form):
    """A form with one field of each kind."""

    nom = forms.CharField(label="Nom de l'activité", help_text="Tel qu'il apparaîtra dans l'agenda.")
    jour = forms.DateField(label="Jour", widget=SaisieDate)
    debut = forms.TimeField(label="Heure de début", widget=SaisieHeure, required=False)
    lieu = forms.ChoiceField(label="Lieu", choices=[("ECOLE", "École, collège ou lycée"), ("DOMICILE", "Domicile")])
    presence = forms.ChoiceField(
        label="Présence", choices=[("OUI", "Présent"), ("NON", "Absent")], widget=forms.RadioSelect
    )
    jeunes = forms.MultipleChoiceField(
        label="Jeunes",
        choices=[(prenom, prenom) for prenom in PRENOMS[:4]],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    confirme = forms.BooleanField(label="La journée est confirmée", required=False)


class Filtre(forms.Form):
    """The filters of a list."""

    nom = forms.CharField(label="Nom contient", required=False)
    modalite = forms.ChoiceField(
        label="Modalité",
        choices=[("", "Toutes"), ("jour", "Accueil de jour"), ("nuit", "Accueil de nuit")],
        required=False,
    )
    alertes = forms.BooleanField(label="Seulement avec une alerte", required=False)


def nom(rang: int) -> str:
    """Return an invented name, a very long one for the fourth."""
    return NOM_LONG if rang == 3 else f"{PRENOMS[rang % 10]} {NOMS[rang // 10 % 5]}"


def echeances() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return three groups, the last one empty."""
    longue = "Faire signer la fiche de liaison de " + NOM_LONG + " par la famille, l'école et le dispositif"
    return [
        ("En retard", [_echeance("Confirmer la journée du lundi 24 février", "6 jeunes, 2 absents", LUNDI)]),
        (
            "Bientôt",
            [
                _echeance("Faire signer la fiche de liaison avant le 17 mars", "Alix Arnal", dt.date(2025, 3, 17)),
                _echeance(longue, "", "avant la fin du mois"),
            ],
        ),
        ("Plus tard", []),
    ]


def _echeance(acte: str, detail: str, date: dt.date | str) -> dict[str, Any]:
    return {"acte": acte, "detail": detail, "date": date, "url": "#echeances"}


REGLES_EXPLIQUEES = [
    {
        "code": "R27",
        "texte": "Les minutes de la semaine sont comparées à quatre seuils.",
        "source": "barème reconstitué, à valider auprès de l'AIRe",
        "statut": "reconstitué",
    },
    {"code": "R12", "texte": "Deux saisies du même moment comptent une fois.", "source": "contrat", "statut": "S"},
]
REGLAGES_UTILISES = [
    {"libelle": "Premier seuil", "valeur": "1 h", "source": "aire-2024"},
    {"libelle": "Poids du travail indirect", "valeur": 1.0, "source": "aire-2024"},
]
LIGNES_EXPLIQUEES = (
    ("Atelier cuisine", 0, 150, 1, ""),
    ("Accompagnement en classe au collège", 1, 60, 1, "saisi deux fois, compté une fois"),
    ("Entretien avec la famille", 3, 45, 0, "moins d'une heure : reporté"),
)
"""Event, day of the week from Monday, minutes, what it counts, note."""


def explication() -> dict[str, Any]:
    """Return the explanation of one figure, whose lines add up to it."""
    return {
        "titre": "Semaine du 3 mars 2025, Alix Arnal",
        "valeur": 2,
        "unite": "unités",
        "phrase": "Alix a été accompagné 4 h 15 cette semaine, ce qui vaut 2 unités dans ce barème.",
        "regles": REGLES_EXPLIQUEES,
        "parametres": REGLAGES_UTILISES,
        "lignes": [
            {
                "libelle": libelle,
                "date": LUNDI + dt.timedelta(days=rang),
                "minutes": minutes,
                "apport": apport,
                "note": note,
                "url": "#panneau",
            }
            for libelle, rang, minutes, apport, note in LIGNES_EXPLIQUEES
        ],
        "total": 2,
    }


def graphiques() -> list[Graphique]:
    """Return one chart of each kind, and an empty one."""
    trimestres = ("T1 2025", "T2 2025", "T3 2025", "T4 2025")
    jour, nuit = (
        Serie("Accueil de jour", (412.0, 398.5, 120.0, 431.0)),
        Serie("Accueil de nuit", (96.0, None, 31.0, 88.0)),
    )
    source = "Données inventées, arrêtées au 3 mars 2026."
    return [
        Graphique(
            "Journées par trimestre",
            "L'été fait baisser l'accueil de jour.",
            trimestres,
            (jour, nuit),
            "journées",
            source,
        ),
        Graphique(
            "Journées cumulées",
            "La nuit s'ajoute au jour.",
            trimestres,
            (jour, nuit),
            "journées",
            source,
            GenreGraphique.EMPILEES,
        ),
        Graphique(
            "Au fil de l'année",
            "Une valeur manque au printemps.",
            trimestres,
            (jour, nuit),
            "journées",
            source,
            GenreGraphique.LIGNES,
        ),
        Graphique("Rien encore", "Aucun trimestre n'est transmis.", trimestres[:1], (Serie("Journées", (None,)),)),
    ]


def ruban() -> Ruban:
    """Return an invented path: day care then ordinary setting elsewhere, nights planned, two papers, two events."""
    aujourd_hui = LUNDI

    def fait(
        debut: tuple[int, int], fin: tuple[int, int] | None, texte: str, etiquette: str = "", **autres: str
    ) -> FaitRuban:
        dernier = dt.date(*fin, 28) if fin else None
        return FaitRuban(dt.date(*debut, 1), dernier, texte, etiquette, **autres)

    voies = [
        Voie(
            "phase", "Phases", (fait((2023, 9), None, "accompagnement depuis le 1er septembre 2023", "Accompagnement"),)
        ),
        Voie("jour", "Accueil de jour", (fait((2023, 9), (2024, 7), "accueil de jour en 2023-2024", "J"),), "AJ"),
        Voie("nuit", "Accueil de nuit", (fait((2025, 5), None, "accueil de nuit dès mai 2025", "N"),), "AN"),
        Voie(
            "ordinaire",
            "Prestation en milieu ordinaire",
            (
                fait((2024, 3), (2024, 10), "milieu ordinaire de mars à octobre 2024", "M"),
                fait((2024, 11), None, "milieu ordinaire délocalisé", "M délocalisé", variante="delocalise"),
            ),
            "PMO",
        ),
        Voie(
            "ecole", "Scolarité", (fait((2023, 9), None, "ULIS collège depuis le 1er septembre 2023", "ULIS collège"),)
        ),
        Voie("notification", "Notification MDPH", (fait((2023, 6), (2025, 6), "notification valable"),)),
        Voie("contrat", "Contrats", (fait((2023, 10), None, "contrat de séjour signé", "Contrat de séjour"),)),
        Voie("evenement", "Événements de vie", (fait((2024, 2), (2024, 2), "stage de menuiserie en février 2024"),)),
    ]
    faits = [fait for voie in voies for fait in voie.faits]
    return dessiner_ruban(voies, fenetre_du_ruban(faits, aujourd_hui=aujourd_hui))


def semaine() -> list[dict[str, Any]]:
    """Return seven days: one to confirm, today, two closed."""
    jours = [_jour(rang) for rang in range(7)]
    jours[0] |= {"a_confirmer": True, "url": "#semaine"}
    jours[2] |= {"aujourdhui": True, "url": "#semaine"}
    for rang in (5, 6):
        jours[rang] |= {"ferme": "Fermé le week-end", "evenements": []}
    return jours


def _jour(rang: int) -> dict[str, Any]:
    evenements = [
        _evenement("Atelier cuisine", 9, modalite="AJ", resume="6 jeunes, 2 absents", lieu="Cuisine pédagogique"),
        _evenement(
            "Accompagnement en classe", 14, modalite="PMO", detail="Collège Jean-Jaurès, avec l'enseignante de sciences"
        ),
        _evenement("Nuit à l'internat", 20, modalite="AN", resume="4 jeunes"),
    ]
    evenements[1]["statut"] = "annule" if rang == 1 else "planifie"
    if rang == 3:
        evenements[0]["titre"] = "Réunion de l'équipe pluridisciplinaire élargie aux partenaires"
    return {"date": LUNDI + dt.timedelta(days=rang), "evenements": evenements[: 3 if rang < 4 else 0]}


def _evenement(titre: str, heure: int, **autres: str) -> dict[str, Any]:
    return {"titre": titre, "debut": dt.time(heure, 30), "fin": dt.time(heure + 2), "url": "#semaine", **autres}


def grille(rangs: int) -> dict[str, Any]:
    """Return a quarter (13 weeks) for so many young people."""
    semaines = [LUNDI + dt.timedelta(weeks=rang) for rang in range(13)]
    return {
        "titre": f"Unités par semaine, {rangs} jeunes",
        "coin": "Jeune",
        "colonnes": [
            {"libelle": f"Sem. {jour.isocalendar().week}", "detail": f"{jour:%d/%m}", "courant": rang == 4}
            for rang, jour in enumerate(semaines)
        ],
        "lignes": [_ligne(rang) for rang in range(rangs)],
        "total_libelle": "Total",
        "legende": [
            "Barre : niveau de 0 à 4",
            "C : surcote de complexité",
            "A : surcote d'appui-ressource",
            "Coin marqué : une alerte à régler",
        ],
    }


def _ligne(rang: int) -> dict[str, Any]:
    cellules = [_cellule(rang, colonne) for colonne in range(13)]
    return {
        "libelle": nom(rang),
        "url": "#grille",
        "detail": "depuis le 1er septembre 2024" if rang % 3 == 0 else "",
        "cellules": cellules,
        "total": sum(cellule.valeur or 0 for cellule in cellules),
    }


def _cellule(rang: int, colonne: int) -> Cellule:
    niveau = (rang * 7 + colonne * 3) % 6 - 1
    if niveau < 0:
        return Cellule(dit="absent toute la semaine")
    surcotes = ("C" if rang % 5 == 0 else "") + ("A" if colonne == 6 and niveau else "")
    alerte = "présence à confirmer" if (rang + colonne) % 17 == 0 else ""
    valeur = niveau + 2 * ("C" in surcotes) + ("A" in surcotes)
    return Cellule(valeur=valeur, niveau=niveau, niveaux=4, surcotes=surcotes, alerte=alerte, url="?explication=1#cote")


def carte() -> dict[str, Any]:
    """Return a small invented map: twelve areas and two sites."""
    aires = [_aire(rang) for rang in range(12)]
    sites = [
        {
            "type": "Feature",
            "properties": {"nom": "Site nord", "classe": 0},
            "geometry": {"type": "Point", "coordinates": [1.35, 43.55]},
        },
        {
            "type": "Feature",
            "properties": {"nom": "Site sud", "classe": 0},
            "geometry": {"type": "Point", "coordinates": [1.75, 43.25]},
        },
    ]
    comptes = {classe: sum(aire["properties"]["classe"] == classe for aire in aires) for classe in range(1, 6)}
    libelles = ("moins de 15 minutes", "15 à 30 minutes", "30 à 45 minutes", "45 à 60 minutes", "plus d'une heure")
    return {
        "id": "carte-exemple",
        "titre": "Temps de trajet vers le site le plus proche",
        "resume": "12 communes inventées, 3 400 enfants à plus de 45 minutes.",
        "geojson": {"type": "FeatureCollection", "features": [*aires, *sites]},
        "legende": [
            {"classe": rang + 1, "libelle": libelle, "compte": comptes[rang + 1]}
            for rang, libelle in enumerate(libelles)
        ],
        "colonnes": ["Commune", "Enfants", "Minutes"],
        "lignes": [
            {"libelle": aire["properties"]["nom"], "url": "", "valeurs": [280 + 37 * rang, 8 + 6 * rang]}
            for rang, aire in enumerate(aires)
        ],
        "source": "données inventées pour ce catalogue",
        "date": "mars 2025",
    }


def _aire(rang: int) -> dict[str, Any]:
    ouest, sud = 1.2 + 0.2 * (rang % 4), 43.1 + 0.15 * (rang // 4)
    coin = 0.03 * (rang % 3)
    anneau = [
        [ouest, sud],
        [ouest + 0.2, sud + coin],
        [ouest + 0.2, sud + 0.15 + coin],
        [ouest, sud + 0.15],
        [ouest, sud],
    ]
    minutes = 8 + 6 * rang
    return {
        "type": "Feature",
        "properties": {
            "nom": f"Commune {rang + 1}",
            "classe": min(5, minutes // 15 + 1),
            "texte": f"{minutes} minutes",
        },
        "geometry": {"type": "Polygon", "coordinates": [anneau]},
    }


def ecocarte() -> EcocarteDessinee:
    """Return a small invented eco-map: four rings, a tie of each kind, a long name."""
    autour = (
        ("Maman", 0),
        ("Papa", 0),
        ("La classe", 0),
        (NOM_LONG, 1),
        ("Club de foot", 1),
        ("Voisins", 2),
        ("Droits", 3),
    )
    points = [
        PointEcocarte(str(rang), nom, anneau, "lieu" if rang in {2, 4} else "personne", "#ecocarte")
        for rang, (nom, anneau) in enumerate(autour)
    ]
    traits = [
        TraitEcocarte("0", CENTRE, 3, fleche_vers=True),
        TraitEcocarte("1", CENTRE, 1, "rompu"),
        TraitEcocarte("2", CENTRE, 2, "tension", fleche_de=True),
        TraitEcocarte("4", CENTRE, 2, fleche_de=True, fleche_vers=True),
        TraitEcocarte("0", "2", 1),
    ]
    return dessiner_ecocarte("Alix", points, traits, ("Tous les jours", "Entre mes lieux", "Sans moi", "La société"))


LEGENDE_ECOCARTE = (
    ("force-1", "Lien fragile"),
    ("force-3", "Lien fort"),
    ("tension", "Compliqué, tendu"),
    ("rompu", "Coupé"),
)


def contexte(lignes: int) -> dict[str, Any]:
    """Return everything the catalogue shows, the grid with so many rows."""
    return {
        "formulaire": Exemple(),
        "formulaire_errone": Exemple({"nom": "", "jour": "31/02/2025"}, prefix="errone"),
        "filtre": Filtre(prefix="filtre"),
        "echeances": echeances(),
        "explication": explication(),
        "ruban": ruban(),
        "semaine": semaine(),
        "grille": grille(lignes),
        "carte": carte(),
        "ecocarte": ecocarte(),
        "legende_ecocarte": LEGENDE_ECOCARTE,
        "page": Paginator(range(400), 20).get_page(3),
        "jeunes": [nom(rang) for rang in range(6)],
        "liens_export": [("Tableur (XLSX)", "#"), ("Texte (CSV)", "#"), ("Tableur libre (ODS)", "#")],
        "jour": LUNDI,
        "moment": dt.time(9, 30),
        "graphiques": graphiques(),
        "serie": [12, 14, 13, 17, 19, 18, 22],
    }
