"""Technical support: requests in every state, plans with actions late and done, visits with their kilometres, recommendations, situations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects

from maillage.agenda.domain.positions import Position
from maillage.agenda.referentiels import reglages as reglages_agenda
from maillage.portail.demonstration.en_lien import dispositifs_en_lien
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.domain.calendrier import dernier_jour_ouvre
from maillage.soutien.domain.kilometres import estimer_aller_retour

MISSION, DIRECTION = "Démonstration mission d'appui", "Démonstration direction"
PARTIE = "Alex Exemple"
"""Someone who has left the mission: their requests were put in other hands."""
DEPART = "31555"


@dataclass(frozen=True)
class CasSoutien:
    """A request: subject, need, kind, state, days since it came."""

    objet: str
    besoin: str
    genre: str
    etat: str
    depuis: int
    texte: str = ""


CAS = (
    CasSoutien(
        "Faire vivre la coordination de parcours",
        "Deux coordonnatrices viennent d'être nommées ; les équipes ne savent pas encore ce qui change pour elles.",
        "INTERVENTION",
        "EN_COURS",
        140,
        "Nommer par écrit ce qui revient à la coordination et à la référence",
    ),
    CasSoutien(
        "Analyser des situations complexes",
        "Trois jeunes sans solution de nuit : l'équipe souhaite un regard extérieur, sans nom.",
        "SITUATION",
        "EN_COURS",
        70,
        "Tenir une analyse de situations chaque mois, avec un partenaire invité",
    ),
    CasSoutien(
        "Bâtir un plan d'actions vers l'ambulatoire",
        "Passer de deux unités fermées à trois antennes, sans perdre les jeunes les plus fragiles.",
        "PLAN",
        "CLOSE",
        320,
        "Ouvrir une antenne deux jours par semaine avant d'en louer une autre",
    ),
    CasSoutien(
        "Préparer une formation interne",
        "Une journée pour toute l'équipe, sur la place des familles.",
        "INGENIERIE",
        "QUALIFIEE",
        25,
    ),
    CasSoutien(
        "Ressources sur l'appui aux écoles", "Des outils pour présenter l'appui-ressource aux écoles.", "", "RECUE", 19
    ),
    CasSoutien(
        "Échanger avec un dispositif voisin",
        "Comment un autre dispositif organise ses nuits et son astreinte.",
        "ECHANGE",
        "CLOSE",
        230,
        "Visiter l'accueil de nuit du voisin avec deux surveillants",
    ),
    CasSoutien("Clarifier nos besoins", "Nouvelle direction : par où commencer ?", "", "RECUE", 5),
)
ACTIONS = (
    ("Réunir les équipes une demi-journée", "INTERVENTION", "MISSION", -60, "FAITE"),
    ("Écrire la fiche de fonction", "PLAN", "DISPOSITIF", -8, "A_FAIRE"),
    ("Proposer un outil de suivi du parcours", "RESSOURCE", "MISSION", -3, "A_FAIRE"),
    ("Revoir l'organisation des réunions", "PLAN", "DISPOSITIF", 45, "A_FAIRE"),
)
SITUATIONS = (
    (
        "Retour au collège après une longue absence",
        "Un jeune de 13 ans, sans école depuis l'automne. Le collège accepte une reprise deux matinées par semaine.",
        "Qui l'accompagne le premier matin ? Que dire à la classe ?",
        "Reprise par le sport et les sciences ; un point court chaque vendredi avec la vie scolaire et la famille.",
    ),
    (
        "Une nuit sur deux sans solution",
        "Une jeune fille de 15 ans, en accueil de jour. La famille s'épuise, aucun accueil de nuit à moins d'une heure.",
        "Quel relais à court terme, et qui le finance ?",
        "Deux nuits chez le dispositif voisin par accord écrit ; répit de la famille un week-end sur trois.",
    ),
)
REPONSE = "Deux demi-journées avec les équipes, puis un point à trois mois."
CONCLUSION = "Les équipes ont écrit leur organisation ; la direction la relit chaque trimestre."


@dataclass
class SemisSoutien:
    """Rows waiting to be written, and what they are drawn from; `centres`: longitude and latitude of communes by code."""

    reglages: Reglages
    rng: Random
    mission: int | None
    communes: dict[str, Any]
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    def jour(self, jours: int) -> date:
        return dernier_jour_ouvre(self.reglages.aujourd_hui + timedelta(days=jours))

    def ajouter(self, nom: str, /, **champs: Any) -> Any:
        """Set a row aside."""
        modele = apps.get_model("soutien", nom)
        if any(champ.name == "identifiant" for champ in modele._meta.fields):
            champs.setdefault("identifiant", identifiant(self.rng))
        ligne = modele(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write in the order in which the kinds of rows were first met; return how many."""
        for nom, lignes in self.lignes.items():
            apps.get_model("soutien", nom)._default_manager.bulk_create(lignes)
        return sum(len(lignes) for lignes in self.lignes.values())

    def demande(self, dispositif: Any, commune: Any, cas: CasSoutien, decalage: int) -> None:
        """One request and all that followed it."""
        recue = self.jour(-cas.depuis - decalage)
        qualifiee = min(recue + timedelta(days=6), self.reglages.aujourd_hui) if cas.genre else None
        close = self.jour(-30 - decalage) if cas.etat == "CLOSE" else None
        demande = self.ajouter(
            "DemandeSoutien",
            dispositif_id=dispositif.pk,
            objet=cas.objet,
            besoin=cas.besoin,
            demandeur=DIRECTION,
            fonction="Direction",
            courriel="direction@demo.maillage.test",
            recue_le=recue,
            etat=cas.etat,
            genre=cas.genre,
            qualifiee_le=qualifiee,
            reponse=REPONSE if qualifiee else "",
            charge_compte=self.mission if qualifiee else None,
            charge_nom=MISSION if qualifiee else "",
            close_le=close,
            conclusion=CONCLUSION if close else "",
        )
        if qualifiee is not None:
            self._charges(demande, qualifiee)
            self.visite(dispositif, commune, demande, self.jour(12 + decalage % 20), tenue=False)
        if cas.etat in {"EN_COURS", "CLOSE"}:
            self._suites(dispositif, commune, demande, cas)

    def _charges(self, demande: Any, depuis: date) -> None:
        if (self.reglages.aujourd_hui - depuis).days > 100:
            passage = depuis + timedelta(days=60)
            self.ajouter("PriseEnCharge", demande=demande, compte=None, nom=PARTIE, debut=depuis, fin=passage)
            depuis = passage
        self.ajouter("PriseEnCharge", demande=demande, compte=self.mission, nom=MISSION, debut=depuis)

    def _suites(self, dispositif: Any, commune: Any, demande: Any, cas: CasSoutien) -> None:
        etabli = demande.qualifiee_le + timedelta(days=10)
        self.ajouter("PlanSoutien", demande=demande, objectif=cas.besoin, etabli_le=etabli, revoir_le=self.jour(60))
        for libelle, genre, porteur, jours, etat in ACTIONS:
            ferme = cas.etat == "CLOSE"
            self.ajouter(
                "ActionSoutien",
                demande=demande,
                genre=genre,
                libelle=libelle,
                porteur=porteur,
                qui="Chef de service" if porteur == "DISPOSITIF" else "",
                echeance=max(etabli, self.jour(jours)),
                etat="FAITE" if ferme else etat,
                close_le=demande.close_le if ferme else self.jour(jours) if etat == "FAITE" else None,
            )
        for ecart in (20, 55):
            le = dernier_jour_ouvre(demande.qualifiee_le + timedelta(days=ecart))
            if le < self.reglages.aujourd_hui:
                self.visite(dispositif, commune, demande, le, tenue=True)
        self._recommandation(demande, cas)
        self._points(demande)

    def _recommandation(self, demande: Any, cas: CasSoutien) -> None:
        proposee = demande.qualifiee_le + timedelta(days=30)
        suites = {"EN_COURS": ("PROPOSEE", "ACCEPTEE"), "CLOSE": ("PROPOSEE", "ACCEPTEE", "FAITE")}[cas.etat]
        if cas.genre == "SITUATION":
            suites = ("PROPOSEE",)
        if cas.genre == "ECHANGE":
            suites = ("PROPOSEE", "ECARTEE")
        motif = "Les surveillants ne peuvent pas quitter le service cette année." if "ECARTEE" in suites else ""
        recommandation = self.ajouter(
            "Recommandation",
            demande=demande,
            texte=cas.texte,
            proposee_le=proposee,
            echeance=self.jour(50),
            etat=suites[-1],
            motif=motif,
        )
        for rang, etat in enumerate(suites):
            le = min(proposee + timedelta(days=12 * rang), self.reglages.aujourd_hui)
            self.ajouter(
                "SuiteRecommandation",
                recommandation=recommandation,
                le=le,
                etat=etat,
                mot=motif if etat == "ECARTEE" else "",
                par=DIRECTION if rang else MISSION,
            )

    def _points(self, demande: Any) -> None:
        if demande.close_le is not None:
            return
        for jours, texte, relance in (
            (-40, "La direction souhaite associer les surveillants de nuit.", None),
            (-9, "Rappeler la cheffe de service pour fixer la deuxième journée.", self.jour(4)),
        ):
            levee = None if relance else self.jour(-9)
            point = {
                "auteur": MISSION,
                "texte": texte,
                "relancer_le": relance or self.jour(-10),
                "relance_levee_le": levee,
            }
            self.ajouter("PointSuivi", demande=demande, le=self.jour(jours), **point)

    def visite(self, dispositif: Any, commune: Any, demande: Any, le: date, *, tenue: bool) -> None:
        """A visit from Toulouse, its kilometres read or estimated; one in four at a distance; none is planned for a closed request."""
        if not tenue and demande.close_le is not None:
            return
        a_distance = self.rng.random() < 0.25
        km, source = self._km(commune, le, tenue=tenue) if not a_distance else (None, "")
        visite = self.ajouter(
            "VisiteSoutien",
            dispositif_id=dispositif.pk,
            demande=demande,
            genre=demande.genre,
            le=le,
            heure=time(9, 30),
            duree_minutes=self.rng.choice((120, 180, 360)),
            a_distance=a_distance,
            lieu="" if a_distance else "Salle de réunion de l'établissement",
            commune=None if a_distance else commune,
            depart=None if a_distance else self.communes.get(DEPART),
            km=km,
            km_source=source,
            participants=self.rng.randint(4, 16) if tenue else None,
            compte_rendu="Tour de table, deux situations de travail, ce que chacun essaiera d'ici la prochaine fois."
            if tenue
            else "",
            etat="TENUE" if tenue else "PREVUE",
        )
        self.ajouter("IntervenantVisite", visite=visite, compte=self.mission, nom=MISSION)

    def _km(self, commune: Any, le: date, *, tenue: bool) -> tuple[Decimal | None, str]:
        depart = self.communes.get(DEPART)
        if commune is None or depart is None or None in (commune.lon, depart.lon):
            return None, ""
        points = [Position(c.lon, c.lat, c.nom) for c in (depart, commune)]
        km = estimer_aller_retour(points[0], points[1], reglages_agenda(le))
        return (km, "ESTIMATION") if not tenue or self.rng.random() < 0.4 else (km + self.rng.randint(1, 9), "RELEVE")

    def situations(self, dispositif: Any) -> None:
        """Two situations analysed, without a name."""
        for rang, (titre, contexte, questions, pistes) in enumerate(SITUATIONS):
            self.ajouter(
                "SituationAnalysee",
                dispositif_id=dispositif.pk,
                le=self.jour(-30 - 25 * rang),
                titre=titre,
                contexte=contexte,
                questions=questions,
                pistes=pistes,
                participants=5 + rang,
            )


def semer_soutien(reglages: Reglages) -> int:
    """Write the requests, two or three a dispositif, the first one with every state; return the number of rows."""
    rng = Random(f"{reglages.graine}-soutien")  # noqa: S311 (a reproducible demonstration, not a secret)
    dispositifs = dispositifs_en_lien()
    prefetch_related_objects(dispositifs, "unites__commune")
    communes = apps.get_model("territoire", "Commune")._default_manager.in_bulk([DEPART])
    semis = SemisSoutien(reglages, rng, _compte_de_la_mission(), communes)
    for rang, dispositif in enumerate(dispositifs):
        commune = next((unite.commune for unite in dispositif.unites.all() if unite.commune), None)
        for numero, cas in enumerate(CAS):
            if rang == 0 or (rang + numero) % 3 == 0:
                semis.demande(dispositif, commune, cas, (rang * 7 + numero) % 20)
        if rang % 2 == 0:
            semis.situations(dispositif)
    return semis.ecrire()


def _compte_de_la_mission() -> int | None:
    tenues = apps.get_model("comptes", "Habilitation")._default_manager.filter(role="MISSION")
    cle: int | None = tenues.order_by("pk").values_list("utilisateur_id", flat=True).first()
    return cle
