"""The library of the demonstration: sheets of every kind and state, what was read of them, who uses them, the shipped FAQ."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.utils import timezone
from django.utils.text import slugify

from maillage.bibliotheque.domain.saisie import ClassementFiche
from maillage.bibliotheque.domain.vocabulaire import AccordEmploi, EtatEditorial, EtatVersion, NatureFiche, Visibilite
from maillage.bibliotheque.services import charger_faq
from maillage.bibliotheque.services.fiches import USAGE, etiquettes_de
from maillage.bibliotheque.services.indexation import termes_de_fiche
from maillage.portail.demonstration.comptes import courriel
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.temps import PARIS
from maillage.rencontres.services import publier_dans_la_faq
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import controler, recevoir_piece

AUTEUR, RELECTEUR = "Mission d'appui", "Agence régionale de santé"
MODELE = "Jour;Matin;Après-midi;Nuit;Trajet\nlundi;;;;\nmardi;;;;\nmercredi;;;;\njeudi;;;;\nvendredi;;;;\n"
COMMENTS = ("remise à chaque admission", "affichée en salle de réunion", "relue chaque année en équipe", "")
MOIS_LUS = 12
Donnees = dict[str, Any]


def semer_bibliotheque(acteur: Acteur, reglages: Reglages) -> int:
    """Write the sheets, their readings, their uses and the FAQ; return the number of rows."""
    donnees = tomllib.loads((files(__package__) / "bibliotheque.toml").read_text("utf-8"))["fiche"]
    dispositifs = list(apps.get_model("structures.Dispositif")._default_manager.order_by("pk"))
    comptes = _comptes()
    rng = Random(f"{reglages.graine}-bibliotheque")  # noqa: S311 (a reproducible demonstration, not a secret)
    modeles = {nom: apps.get_model(f"bibliotheque.{nom}")._default_manager for nom in _MODELES}
    fiches = modeles["Fiche"].bulk_create(_fiche(lue, reglages, dispositifs, comptes) for lue in donnees)
    paires = list(zip(fiches, donnees, strict=True))
    versions = modeles["VersionFiche"].bulk_create(_version(fiche, lue) for fiche, lue in paires)
    for fiche, version, lue in zip(fiches, versions, donnees, strict=True):
        if lue.get("fichier"):
            version.piece = recevoir_piece(acteur, controler(f"{fiche.identifiant}.csv", MODELE.encode()), usage=USAGE)
        setattr(fiche, "version" if version.publiee_le else "travail", version)
    modeles["VersionFiche"].bulk_update(versions, ["piece"])
    modeles["Fiche"].bulk_update(fiches, ["version", "travail"])
    lots = {
        "VersionFiche": [v for fiche, lue in paires for v in _versions_d_avant(fiche, lue)],
        "EtiquetteFiche": [e for fiche in fiches for e in _etiquettes(fiche)],
        "UsageFiche": [u for fiche, lue in paires for u in _usages(fiche, lue, reglages.aujourd_hui, rng)],
        "EmploiFiche": [e for fiche, lue in paires for e in _emplois(fiche, lue, dispositifs, rng)],
        "TermeIndexe": [t for fiche, lue in paires for t in _termes(fiche, lue)],
    }
    for nom, objets in lots.items():
        modeles[nom].bulk_create(objets)
    questions = charger_faq(acteur) + _questions_des_rencontres(acteur)
    return 2 * len(fiches) + sum(len(objets) for objets in lots.values()) + questions


def _questions_des_rencontres(acteur: Acteur) -> int:
    """Give the FAQ the questions of the meetings held that have an answer, with the status of that answer."""
    posees = apps.get_model("rencontres.QuestionAutorite")._default_manager.filter(rencontre__etat="TENUE")
    repondues = list(posees.filter(reponses__isnull=False).distinct().order_by("pk"))
    for question in repondues:
        publier_dans_la_faq(acteur, question)
    return len(repondues)


_MODELES = ("Fiche", "VersionFiche", "EtiquetteFiche", "UsageFiche", "EmploiFiche", "TermeIndexe")


def _comptes() -> dict[str, tuple[int | None, str]]:
    """The accounts of the demonstration that write: key and name, by role."""
    comptes = apps.get_model("comptes.Utilisateur")._default_manager
    lus = {compte.email: (compte.pk, str(compte.nom)) for compte in comptes.filter(demonstration=True)}
    return {role: lus.get(courriel(role), (None, AUTEUR)) for role in ("PROFESSIONNEL", "MISSION")}


def _classement(lue: Donnees, reglages: Reglages, dispositifs: list[Any]) -> ClassementFiche:
    visibilite = lue.get("visibilite", Visibilite.PUBLIC)
    age_source = lue.get("source_age")
    revue = lue.get("revue")
    return ClassementFiche(
        nature=lue.get("nature", NatureFiche.FICHE),
        dimension=lue["dimension"],
        visibilite=visibilite,
        themes=tuple(lue["themes"]),
        dispositif_id=dispositifs[0].pk if visibilite == Visibilite.DISPOSITIF else None,
        mots=tuple(lue.get("mots", ())),
        publics=tuple(lue.get("publics", ())),
        souhaits=tuple(lue.get("souhaits", ())),
        premier_secours=lue.get("premier_secours", False),
        source=lue["source"],
        date_source=reglages.aujourd_hui - relativedelta(years=age_source) if age_source else None,
        revoir_le=reglages.aujourd_hui + relativedelta(months=revue) if revue is not None else None,
    )


def _fiche(lue: Donnees, reglages: Reglages, dispositifs: list[Any], comptes: dict[str, Any]) -> Any:
    classement = _classement(lue, reglages, dispositifs)
    etat = lue.get("etat", EtatEditorial.A_REVOIR if lue.get("motif") else EtatEditorial.PUBLIEE)
    publiee = _publication(lue, reglages.aujourd_hui)
    auteur_id, auteur = comptes.get(lue.get("auteur", ""), (None, AUTEUR))
    fiche: Any = apps.get_model("bibliotheque.Fiche")(
        identifiant=slugify(lue["titre"])[:90].strip("-"),
        titre=lue["titre"],
        resume=lue["resume"],
        etat=etat,
        motif_revision=lue.get("motif", ""),
        lien_casse=lue.get("lien_casse", False),
        lien_verifie_le=reglages.aujourd_hui - timedelta(days=20) if lue.get("lien") else None,
        auteur_id=auteur_id,
        auteur=auteur,
        creee_le=publiee or _matin(reglages.aujourd_hui - timedelta(days=9)),
        publiee_le=publiee,
        **{
            nom: getattr(classement, nom)
            for nom in ("nature", "dimension", "visibilite", "dispositif_id", "premier_secours", "source")
        },
        date_source=classement.date_source,
        revoir_le=classement.revoir_le,
    )
    fiche.place = classement
    return fiche


def _publication(lue: Donnees, aujourd_hui: date) -> datetime | None:
    if lue.get("etat") in {EtatEditorial.BROUILLON, EtatEditorial.RELECTURE}:
        return None
    return _matin(aujourd_hui - relativedelta(months=lue["age"]) - timedelta(days=3))


def _matin(jour: date) -> datetime:
    return datetime.combine(jour, time(10, 15), tzinfo=PARIS)


def _version(fiche: Any, lue: Donnees) -> Any:
    publiee = fiche.publiee_le is not None
    return apps.get_model("bibliotheque.VersionFiche")(
        fiche=fiche,
        numero=2 if "avant" in lue else 1,
        quoi_de_neuf=lue.get("quoi_de_neuf", ""),
        titre=fiche.titre,
        resume=fiche.resume,
        texte=lue["texte"].strip() if "texte" in lue else "",
        transcription=lue.get("transcription", "").strip(),
        lien=lue.get("lien", ""),
        classement=fiche.place.en_donnees(),
        etat=EtatVersion.PUBLIEE if publiee else EtatVersion(fiche.etat),
        auteur_id=fiche.auteur_id,
        auteur=fiche.auteur,
        ecrite_le=fiche.creee_le - timedelta(days=2),
        relecteur=RELECTEUR if publiee else "",
        publiee_le=fiche.publiee_le,
    )


def _versions_d_avant(fiche: Any, lue: Donnees) -> list[Any]:
    """The text that readers had first, a month before."""
    if "avant" not in lue:
        return []
    avant = _version(fiche, {**lue, "texte": lue["avant"], "quoi_de_neuf": ""})
    avant.numero, avant.ecrite_le = 1, fiche.publiee_le - timedelta(days=35)
    avant.publiee_le = fiche.publiee_le - timedelta(days=31)
    return [avant]


def _etiquettes(fiche: Any) -> list[Any]:
    modele = apps.get_model("bibliotheque.EtiquetteFiche")
    return [modele(fiche=fiche, genre=genre, code=code) for genre, code in etiquettes_de(fiche.place)]


def _termes(fiche: Any, lue: Donnees) -> list[Any]:
    corps = f"{lue.get('texte', '')} {lue.get('transcription', '')}"
    return termes_de_fiche(fiche, corps=corps, etiquettes=etiquettes_de(fiche.place))


def _usages(fiche: Any, lue: Donnees, aujourd_hui: date, rng: Random) -> list[Any]:
    """About as many readings each month as said, since the publication, in the last twelve months."""
    if fiche.publiee_le is None or not lue["lectures"]:
        return []
    mois = [aujourd_hui.replace(day=1) - relativedelta(months=rang) for rang in range(MOIS_LUS)]
    modele = apps.get_model("bibliotheque.UsageFiche")
    usages = []
    for premier in mois:
        if premier >= timezone.localdate(fiche.publiee_le).replace(day=1) and (
            n := round(lue["lectures"] * rng.uniform(0.6, 1.3))
        ):
            usages.append(
                modele(fiche=fiche, mois=premier, consultations=n, telechargements=n // 5 if lue.get("fichier") else 0)
            )
    return usages


def _emplois(fiche: Any, lue: Donnees, dispositifs: list[Any], rng: Random) -> list[Any]:
    """Who uses it: nobody uses what nobody opens."""
    if (
        fiche.publiee_le is None
        or not lue["lectures"]
        or fiche.visibilite not in {Visibilite.PUBLIC, Visibilite.RESEAU}
    ):
        return []
    if not (nombre := rng.choice((0, 0, 1, 1, 2, 3))):
        return []
    accords = (AccordEmploi.RESEAU, AccordEmploi.PUBLIC, AccordEmploi.COMPTE)
    modele = apps.get_model("bibliotheque.EmploiFiche")
    return [
        modele(
            fiche=fiche,
            dispositif=dispositif,
            accord=rng.choice(accords),
            comment=rng.choice(COMMENTS),
            depuis=timezone.localdate(fiche.publiee_le) + timedelta(days=rng.randrange(5, 50)),
            declare_par="Direction du dispositif",
        )
        for dispositif in rng.sample(dispositifs, min(nombre, len(dispositifs)))
    ]
