"""Rooms, vehicles, rosters, words of the house, contacts and absences already handled: what the weeks around today are made with.

Drawn apart from the agendas, so that they stay the same; only the weeks around today are booked.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db.models import F

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.absences import JOUR
from maillage.portail.demonstration.carnet import Carnet, Rendez
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import LOIN, JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import instant

AVANT = timedelta(days=21)
TRAITEES_AVANT = timedelta(days=14)
"""Older absences have been handled; those of the last days wait for someone."""
SALLES = (("Salle Horizon", 14, 2), ("Salle de motricité", 8, 1), ("Cuisine pédagogique", 6, 0), ("Salle calme", 3, 1))
MATERIEL = ("Valise de jeux sensoriels", "Lot de six tablettes")
VEHICULES, PLACES_D_UN_MINIBUS = 4, 9
SALLE_DU_TITRE = {
    "Atelier cuisine": "Cuisine pédagogique",
    "Sport adapté": "Salle de motricité",
    "Arts": "Salle Horizon",
}
TYPES = (
    ("Accueil de jour", "DIRECT_JEUNE", "AJ", "ETABLISSEMENT", 180),
    ("Atelier cuisine", "DIRECT_JEUNE", "AJ", "ETABLISSEMENT", 180),
    ("Atelier bois", "DIRECT_JEUNE", "AJ", "ETABLISSEMENT", 180),
    ("Sport adapté", "DIRECT_JEUNE", "AJ", "ETABLISSEMENT", 180),
    ("Orthophonie", "DIRECT_JEUNE", "", "", 45),
    ("Psychomotricité", "DIRECT_JEUNE", "", "", 45),
    ("Séance éducative", "DIRECT_JEUNE", "PMO", "", 60),
    ("Rencontre avec la famille", "DIRECT_ENTOURAGE", "", "", 45),
    ("Réunion d'équipe", "INDIRECT", "", "ETABLISSEMENT", 90),
)
MOTIFS = (("Grippe ou rhume", "MALADIE"), ("Rendez-vous à la MDPH", "RENDEZ_VOUS"), ("Grève des transports", "AUTRE"))
LIEUX = {"ECOLE": "ECOLE", "COLLEGE": "ECOLE", "LOISIRS": "LOISIRS", "SANTE": "PARTENAIRE", "ASE": "PARTENAIRE"}
TELEPHONE = "05 36 49 {:02d} {:02d}"
"""A number of the block that ARCEP keeps for fiction."""
RENTREE = (9, 1)
JOUR_DEBUT, JOUR_FIN = 7 * 60, 20 * 60
DIX_HEURES, ONZE_HEURES, ONZE_HEURES_DIX, MIDI = 600, 660, 670, 720


def planter_deplacement(carnet: Carnet) -> None:
    """One educator is expected at the farthest partner ten minutes after the house: the agenda says that it cannot be."""
    venir = [jour for jour in carnet.offre.calendrier.scolaires if jour > carnet.reglages.aujourd_hui]
    if not venir:
        return
    loin, educateur = _le_plus_loin(carnet.offre), carnet.offre.equipe["EDUCATEUR"][9]
    ici = Rendez(
        min(venir), DIX_HEURES, ONZE_HEURES, "INDIRECT", "", "ETABLISSEMENT", "Bilan d'équipe", (), [educateur]
    )
    la_bas = Rendez(
        min(venir),
        ONZE_HEURES_DIX,
        MIDI,
        "INDIRECT",
        "",
        LIEUX[loin[1]],
        "Réunion chez le partenaire",
        (),
        [educateur],
        lieu=loin[2],
    )
    for rendez in (ici, la_bas):
        carnet.noter(rendez)


def semer_salles(tables: Tables, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """Write what the house books and says, then tie the events of the weeks around today to it."""
    rng = Random(f"{reglages.graine}-{offre.rang}-salles")  # noqa: S311 (a reproducible demonstration, not a secret)
    prochains = _evenements(offre, reglages.aujourd_hui - AVANT)
    _reserver(offre, prochains, _ressources(offre, reglages))
    _types(offre, prochains)
    _mots(offre)
    _groupes(offre, reglages, jeunes, prochains)
    _contacts(offre, jeunes, rng)
    _absences_traitees(offre, reglages)
    _absences_du_jour(tables, offre, reglages, jeunes)


def _identifiant(offre: Offre, famille: str, rang: int) -> str:
    """The same for the same seed, like every key of the demonstration."""
    return f"{famille}{offre.rang:02d}{rang:09d}"


def _modele(nom: str) -> Any:
    return apps.get_model(f"agenda.{nom}")._default_manager


def _evenements(offre: Offre, depuis: date) -> Any:
    """What was entered here: an imported écriture comes with nothing else."""
    return _modele("Evenement").filter(dispositif_id=offre.pk, debut__gte=f"{instant(depuis, 0)}+00:00", source="")


def _ressources(offre: Offre, reglages: Reglages) -> dict[str, int]:
    """Return the primary key of each resource, by name."""
    modele = apps.get_model("agenda.Ressource")
    premiere, antenne = offre.groupes[0][1], offre.externalisee
    faites = [
        modele(
            dispositif_id=offre.pk, nature="SALLE", nom=nom, capacite=places, places_fauteuil=fauteuils, unite_id=unite
        )
        for nom, places, fauteuils, unite in [
            *((*salle, premiere) for salle in SALLES),
            ("Salle de l'antenne", 10, 1, antenne),
        ]
    ]
    faites += [
        modele(
            dispositif_id=offre.pk,
            nature="VEHICULE",
            nom=f"Minibus {rang + 1}",
            capacite=PLACES_D_UN_MINIBUS,
            places_fauteuil=1 if rang == 0 else 0,
            precisions="Clés au secrétariat",
        )
        for rang in range(VEHICULES)
    ]
    faites += [modele(dispositif_id=offre.pk, nature="MATERIEL", nom=nom, unite_id=premiere) for nom in MATERIEL]
    for rang, faite in enumerate(faites):
        faite.identifiant = _identifiant(offre, "V", rang)
    ressources = {ressource.nom: ressource.pk for ressource in modele._default_manager.bulk_create(faites)}
    jour = reglages.aujourd_hui + timedelta(days=4)
    _modele("Indisponibilite").create(
        ressource_id=ressources["Minibus 4"],
        debut=f"{instant(jour, 0)}+00:00",
        fin=f"{instant(jour + timedelta(days=2), 0)}+00:00",
        motif="ENTRETIEN",
    )
    return ressources


def _reserver(offre: Offre, evenements: Any, ressources: dict[str, int]) -> None:
    reservation = apps.get_model("agenda.Reservation")
    lignes = []
    for pk, titre in evenements.values_list("pk", "titre"):
        nom = SALLE_DU_TITRE.get(titre.partition(",")[0], titre.replace("Tournée", "Minibus"))
        if nom in ressources:
            lignes.append(reservation(evenement_id=pk, ressource_id=ressources[nom]))
    reservation._default_manager.bulk_create(lignes, batch_size=1000)


def _types(offre: Offre, evenements: Any) -> None:
    modele = apps.get_model("agenda.TypeActivite")
    champs = ("libelle", "categorie", "modalite", "lieu_type", "duree_minutes")
    types = [
        modele(
            dispositif_id=offre.pk,
            identifiant=_identifiant(offre, "T", rang),
            **dict(zip(champs, ligne, strict=True)),
        )
        for rang, ligne in enumerate(TYPES)
    ]
    for type_ in modele._default_manager.bulk_create(types):
        evenements.filter(titre__startswith=type_.libelle).update(type_activite_id=type_.pk)


def _mots(offre: Offre) -> None:
    lieu, motif = apps.get_model("agenda.LieuHabituel"), apps.get_model("agenda.MotifLocal")
    partenaires = {nom: (LIEUX[type_], commune) for _, type_, nom, commune in offre.partenaires}
    lieu._default_manager.bulk_create(
        lieu(
            dispositif_id=offre.pk,
            identifiant=_identifiant(offre, "L", rang),
            libelle=nom,
            lieu_type=type_,
            commune_id=commune,
        )
        for rang, (nom, (type_, commune)) in enumerate(sorted(partenaires.items()))
    )
    motif._default_manager.bulk_create(
        motif(dispositif_id=offre.pk, identifiant=_identifiant(offre, "M", rang), libelle=libelle, motif=code)
        for rang, (libelle, code) in enumerate(MOTIFS)
    )


def _groupes(offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo], evenements: Any) -> None:
    """One roster by group of the house, its young people from their arrival, and its days to come."""
    groupe, appartenance = apps.get_model("agenda.GroupeJeunes"), apps.get_model("agenda.Appartenance")
    annee = reglages.aujourd_hui.year - (reglages.aujourd_hui < date(reglages.aujourd_hui.year, *RENTREE))
    rentree = date(annee, *RENTREE)
    for rang, (nom, unite) in enumerate(offre.groupes):
        fait = groupe._default_manager.create(
            dispositif_id=offre.pk,
            identifiant=_identifiant(offre, "G", rang),
            nom=f"Groupe des {nom}",
            unite_id=unite,
            debut=rentree,
        )
        membres = [j for j in jeunes if j.groupe == rang and "AJ" in j.modalites and j.fin >= rentree.toordinal()]
        appartenance._default_manager.bulk_create(
            appartenance(
                groupe_id=fait.pk,
                jeune_id=jeune.pk,
                debut=max(rentree, date.fromordinal(jeune.modalites["AJ"][0])),
                fin=None if jeune.modalites["AJ"][1] >= LOIN else date.fromordinal(jeune.modalites["AJ"][1]),
            )
            for jeune in membres
            if jeune.modalites["AJ"][1] >= rentree.toordinal()
        )
        evenements.filter(unite_id=unite, titre__endswith=f", {nom}").update(groupe_id=fait.pk)


def _contacts(offre: Offre, jeunes: list[JeuneDemo], rng: Random) -> None:
    contact = apps.get_model("agenda.ContactAppel")
    lignes = [
        contact(
            dispositif_id=offre.pk,
            jeune_id=jeune.pk,
            nom=f"{noms.prenom_de_professionnel(rng)} {jeune.nom.rpartition(' ')[2]}",
            qualite=rng.choice(("Mère", "Père", "Grand-mère", "Foyer de l'enfance")),
            telephone=TELEPHONE.format(offre.rang % 100, rang % 100),
        )
        for rang, jeune in enumerate(jeunes)
        if rng.random() < 0.85
    ]
    contact._default_manager.bulk_create(lignes)


def _absences_du_jour(tables: Tables, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """Today: one young person is ill and the family has called, another is noted absent and nobody says why."""
    inscrits = apps.get_model("agenda.ParticipationJeune")._default_manager
    matin, soir = (f"{instant(reglages.aujourd_hui, minute)}+00:00" for minute in (JOUR_DEBUT, JOUR_FIN))
    attendus = inscrits.filter(
        evenement__dispositif_id=offre.pk, evenement__debut__gte=matin, evenement__debut__lt=soir
    )
    jour = reglages.aujourd_hui.toordinal() * JOUR
    libres = [j.pk for j in jeunes if not any(depart < jour + JOUR and retour > jour for depart, retour in j.absences)]
    attendus = attendus.filter(jeune_id__in=libres, presence="")
    presents = list(
        attendus.filter(evenement__statut="PLANIFIE").order_by("jeune_id").values_list("jeune_id", flat=True)
    )
    malade, sans_nouvelle = [*dict.fromkeys(presents), None, None][:2]
    if malade is not None:
        debut, fin = (instant(reglages.aujourd_hui, minute) for minute in (JOUR_DEBUT, JOUR_FIN))
        tables["agenda.Absence"].ajouter(malade, offre.pk, debut, fin, "MALADIE", debut)
        tables.ecrire()
    siennes = attendus.filter(jeune_id=sans_nouvelle) if sans_nouvelle is not None else attendus.none()
    premiere = siennes.order_by("evenement__debut").first()
    if premiere is not None:
        premiere.presence = "ABSENT"
        premiere.save(update_fields=["presence"])


def _absences_traitees(offre: Offre, reglages: Reglages) -> None:
    anciennes = _modele("Absence").filter(
        dispositif_id=offre.pk, debut__lt=f"{instant(reglages.aujourd_hui - TRAITEES_AVANT, 0)}+00:00"
    )
    anciennes.update(traitee_le=F("debut"), rappel_le=F("debut"), justificatif="RECU")


def _le_plus_loin(offre: Offre) -> tuple[int, str, str, str]:
    """The partner whose commune is the farthest from the seat."""
    rangs = {lieu.code: rang for rang, lieu in enumerate(offre.lieux)}
    return max(offre.partenaires, key=lambda partenaire: rangs.get(partenaire[3], 0))
