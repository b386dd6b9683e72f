"""The offer of one invented dispositif: who runs it, where, with how many places, which days, by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.lieux import Lieu
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import Calendrier
from maillage.socle.domain.calendrier import SAMEDI, UN_JOUR

TYPES = ("DITEP", "DIME", "DITEP", "DAME", "DIME", "AUTRE")
CATEGORIES = {
    "DITEP": (("186", "ITEP"), ("182", "SESSAD")),
    "DIME": (("183", "IME"), ("182", "SESSAD")),
    "DAME": (("183", "IME"), ("182", "SESSAD")),
    "AUTRE": (("192", "IEM"), ("182", "SESSAD")),
}
EQUIPE = (
    ("EDUCATEUR", 11),
    ("ENSEIGNANT", 2),
    ("PSYCHOLOGUE", 2),
    ("PSYCHOMOTRICIEN", 1),
    ("ORTHOPHONISTE", 2),
    ("ERGOTHERAPEUTE", 1),
    ("INFIRMIER", 1),
    ("ASSISTANT_SOCIAL", 1),
    ("COORDONNATEUR", 1),
    ("CHEF_DE_SERVICE", 1),
    ("SURVEILLANT_NUIT", 2),
    ("CONDUCTEUR", 4),
)
PARTENAIRES = (
    ("ECOLE", "École", 3),
    ("COLLEGE", "Collège", 2),
    ("LOISIRS", "Club de loisirs", 1),
    ("SANTE", "Centre de soins", 1),
    ("ASE", "Service de l'enfance", 1),
)
OUVERTURE_DES_MURS = "2005-09-01"
TAILLE_D_UN_GROUPE = 7


@dataclass
class Offre:
    """What the agendas of one dispositif need to know of it. Keys are primary keys."""

    pk: int
    code: str
    type: str
    rang: int
    organisme: int
    etablissements: list[int]
    lieu: Lieu
    lieux: list[Lieu]
    calendrier: Calendrier
    groupes: list[tuple[str, int]] = field(default_factory=list)
    externalisee: int = 0
    internat: int = 0
    equipe: dict[str, list[int]] = field(default_factory=dict)
    ecoles: list[str] = field(default_factory=list)
    partenaires: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Key, type, name and commune of each."""

    @property
    def samedi_ouvert(self) -> date:
        """The Saturday of the families, some weeks before the end."""
        jour = self.calendrier.ouverts[-60]
        return jour + timedelta(days=SAMEDI - jour.weekday())


def monter_dispositif(
    tables: Tables, reglages: Reglages, *, rang: int, lieux: list[Lieu], organismes: list[int], rng: Random
) -> Offre:
    """Write a dispositif with its establishments, units, opening days, professionals and partners; return it."""
    type_, nom = TYPES[rang % len(TYPES)], noms.nom_de_lieu(rang)
    code = noms.code_de_dispositif(type_, nom)
    partenarial = rang % 3 == 1 and len(organismes) > 1
    porteurs = [organismes[rang % len(organismes)]]
    if partenarial:
        porteurs.append(organismes[(rang + 1) % len(organismes)])
    pk = tables["structures.Dispositif"].ajouter(
        code,
        f"{'Dispositif intégré' if type_ == 'AUTRE' else type_} {nom}",
        type_,
        "ORGANISATION_PARTENARIALE" if partenarial else "AUTORISATION_UNIQUE",
        "Occitanie",
        lieux[0].departement,
        "0.95",
        "0.9",
    )
    for organisme in porteurs:
        tables["structures.Dispositif.organismes"].ajouter(pk, organisme)
    for lieu in lieux:
        tables["structures.Dispositif.communes"].ajouter(pk, lieu.code)
    offre = Offre(
        pk=pk,
        code=code,
        type=type_,
        rang=rang,
        organisme=porteurs[0],
        etablissements=_etablissements(tables, rang, type_, lieux, (pk, porteurs), rng),
        lieu=lieux[0],
        lieux=lieux,
        calendrier=Calendrier(reglages.debut, reglages.fin, ferme_la_premiere_semaine=rang % 3 == 2),
    )
    _unites(tables, offre, reglages)
    _ouvertures(tables, offre)
    _equipe(tables, offre, rng)
    _partenaires(tables, offre)
    return offre


def monter_organismes(tables: Tables, nombre: int) -> list[int]:
    """Write the organismes gestionnaires; one for about three dispositifs."""
    return [
        tables["structures.OrganismeGestionnaire"].ajouter(
            f"Association {noms.nom_de_lieu(40 + rang)}", f"990{rang + 1:06d}"
        )
        for rang in range(max(2, nombre // 3))
    ]


def _etablissements(
    tables: Tables, rang: int, type_: str, lieux: list[Lieu], liens: tuple[int, list[int]], rng: Random
) -> list[int]:
    dispositif, porteurs = liens
    cles = []
    for numero, (categorie, sigle) in enumerate(CATEGORIES[type_]):
        lieu = lieux[min(numero, len(lieux) - 1)]
        cle = tables["structures.Etablissement"].ajouter(
            f"991{rang:03d}{numero + 1:03d}",
            f"{sigle} {noms.nom_de_lieu(rang + 50 * numero)}",
            categorie,
            porteurs[min(numero, len(porteurs) - 1)],
            noms.rue(rng),
            lieu.code,
            lieu.lon,
            lieu.lat,
            "COMMUNE",
            OUVERTURE_DES_MURS,
        )
        tables["structures.Rattachement"].ajouter(dispositif, cle, OUVERTURE_DES_MURS)
        cles.append(cle)
    return cles


def _unites(tables: Tables, offre: Offre, reglages: Reglages) -> None:
    jeunes = reglages.mesure.jeunes
    for rang in range(max(2, jeunes * 2 // 3 // TAILLE_D_UN_GROUPE)):
        nom = noms.nom_de_groupe(rang)
        offre.groupes.append((nom, _unite(tables, offre, f"Groupe des {nom}", "UNITE", 0)))
    offre.internat = _unite(tables, offre, "Internat", "INTERNAT", 0)
    offre.externalisee = _unite(tables, offre, f"Classe de {offre.lieux[-1].nom}", "UEE", -1)
    _unite(tables, offre, f"Antenne de {offre.lieux[-1].nom}", "ANTENNE", -1)


def _unite(tables: Tables, offre: Offre, nom: str, nature: str, place: int) -> int:
    lieu = offre.lieux[place]
    return tables["structures.Unite"].ajouter(
        offre.pk, offre.etablissements[place], nom, nature, lieu.code, lieu.lon, lieu.lat, OUVERTURE_DES_MURS
    )


def ouvrir_des_places(tables: Tables, offre: Offre, places: dict[str, int], *, nuits_depuis: date) -> None:
    """Write places by modality; those of night start on `nuits_depuis`, those of day grow at the middle of the agendas."""
    milieu = offre.calendrier.debut + (offre.calendrier.fin - offre.calendrier.debut) / 2
    jour, service = offre.etablissements[0], offre.etablissements[-1]
    lignes = (
        (jour, "AJ", max(1, places["AJ"] - 2), OUVERTURE_DES_MURS, (milieu - UN_JOUR).isoformat()),
        (jour, "AJ", max(1, places["AJ"]), milieu.isoformat(), None),
        (jour, "AN", places["AN"], nuits_depuis.isoformat(), None),
        (service, "PMO", max(1, places["PMO"]), OUVERTURE_DES_MURS, None),
    )
    for etablissement, modalite, nombre, debut, fin in lignes:
        if nombre:
            tables["structures.Places"].ajouter(offre.pk, etablissement, modalite, nombre, debut, fin)


def _ouvertures(tables: Tables, offre: Offre) -> None:
    """Holidays are exceptions to the default calendar of R14; the night before a closed day is closed too."""
    fermetures = offre.calendrier.fermetures
    for jour, motif in sorted(fermetures.items()):
        for modalite in ("AJ", "PMO"):
            for creneau in ("MATIN", "APRES_MIDI"):
                _exception(tables, offre, modalite, jour, creneau, ouvert=False, motif=motif)
        if jour.weekday() < 4:
            _exception(tables, offre, "AN", jour, "NUIT", ouvert=False, motif=motif)
        veille = jour - UN_JOUR
        if veille.weekday() < 4 and veille not in fermetures and veille >= offre.calendrier.debut:
            _exception(tables, offre, "AN", veille, "NUIT", ouvert=False, motif=motif)
    _exception(tables, offre, "AJ", offre.samedi_ouvert, "MATIN", ouvert=True, motif="Fête des familles")


def _exception(
    tables: Tables, offre: Offre, modalite: str, jour: date, creneau: str, *, ouvert: bool, motif: str
) -> None:
    tables["structures.ExceptionOuverture"].ajouter(offre.pk, modalite, jour.isoformat(), creneau, ouvert, motif)


def _equipe(tables: Tables, offre: Offre, rng: Random) -> None:
    numero = 0
    for metier, nombre in EQUIPE:
        for _ in range(nombre):
            numero += 1
            pro = tables["structures.Professionnel"].ajouter(
                f"P{offre.rang:02d}{numero:09d}", noms.nom_de_famille(rng), noms.prenom_de_professionnel(rng), metier
            )
            tables["structures.Affectation"].ajouter(pro, offre.pk, None, "2020-09-01")
            offre.equipe.setdefault(metier, []).append(pro)


def _partenaires(tables: Tables, offre: Offre) -> None:
    for rang, (type_, sigle, nombre) in enumerate(PARTENAIRES):
        for numero in range(nombre):
            lieu = offre.lieux[(rang + numero) % len(offre.lieux)]
            nom = f"{sigle} {noms.nom_de_lieu(offre.rang + 7 * rang + numero)}"
            cle = tables["structures.Partenaire"].ajouter(nom, type_, lieu.code)
            tables["structures.Partenaire.dispositifs"].ajouter(cle, offre.pk)
            offre.partenaires.append((cle, type_, nom, lieu.code))
            if type_ in {"ECOLE", "COLLEGE"}:
                offre.ecoles.append(nom)
