"""Undoing an act: what was before is kept, and put back exactly unless someone wrote since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from maillage.agenda.domain.erreurs import AnnulationImpossible
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import (
    Absence,
    ActeAnnulable,
    Appartenance,
    ContactAppel,
    Evenement,
    GroupeJeunes,
    Indisponibilite,
    LieuHabituel,
    MotifLocal,
    ParticipationJeune,
    ParticipationPro,
    Reservation,
    Ressource,
    Serie,
    TypeActivite,
)
from maillage.agenda.services.ecriture import Resultat, exiger_ecriture, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies

DELAI = dt.timedelta(minutes=15)
"""The button shows for 30 seconds; a slow phone or a page without JavaScript has longer."""
CONSERVATION = dt.timedelta(days=1)
NON_RESTAURES = frozenset({"id", "version", "modifie_le"})
DELAIS: dict[str, dt.timedelta] = {"copier_periode": CONSERVATION}
"""Acts that write so much that one looks at them longer before keeping them."""
MODELES: dict[str, type[Model]] = {
    "typeactivite": TypeActivite,
    "lieuhabituel": LieuHabituel,
    "motiflocal": MotifLocal,
    "ressource": Ressource,
    "indisponibilite": Indisponibilite,
    "groupejeunes": GroupeJeunes,
    "appartenance": Appartenance,
    "contactappel": ContactAppel,
    "serie": Serie,
    "evenement": Evenement,
    "absence": Absence,
}
"""By name of model, what others hang on before what hangs on them."""


class Registre:
    """Keeps, in one transaction, what an act is about to change; `clore` writes it down and gives the token."""

    def __init__(self, acteur: Acteur, dispositif: DispositifVise, acte: str) -> None:
        self.acteur, self.dispositif, self.acte = acteur, dispositif, acte
        self.avant: dict[str, dict[str, Any]] = {nature: {} for nature in MODELES}
        self.personnes: dict[str, dict[str, Any]] = {}
        self.touches: dict[str, set[int]] = {nature: set() for nature in MODELES}

    def retenir(self, *objets: Model) -> None:
        """Keep these objects as the database holds them now (call before changing the instances)."""
        for objet in objets:
            nature = objet._meta.model_name or ""
            self.avant[nature][str(objet.pk)] = _photographier(objet)
            self.touches[nature].add(objet.pk)
        self._retenir_personnes([objet.pk for objet in objets if isinstance(objet, Evenement)])

    def creer(self, *objets: Model) -> None:
        """Remember that the act created these objects: undoing deletes them."""
        for objet in objets:
            self.touches[objet._meta.model_name or ""].add(objet.pk)

    def _retenir_personnes(self, cles: list[int]) -> None:
        for cle in cles:
            self.personnes[str(cle)] = {"jeunes": [], "pros": [], "ressources": []}
        lignes = ParticipationJeune.objects.filter(evenement_id__in=cles).order_by("pk")
        for cle, jeune, presence, preavis in lignes.values_list("evenement_id", "jeune_id", "presence", "preavis_h"):
            self.personnes[str(cle)]["jeunes"].append([jeune, presence, None if preavis is None else str(preavis)])
        pros = ParticipationPro.objects.filter(evenement_id__in=cles).order_by("pk")
        for cle, pro in pros.values_list("evenement_id", "professionnel_id"):
            self.personnes[str(cle)]["pros"].append(pro)
        reservations = Reservation.objects.filter(evenement_id__in=cles).order_by("pk")
        for cle, ressource in reservations.values_list("evenement_id", "ressource_id"):
            self.personnes[str(cle)]["ressources"].append(ressource)

    def clore(self) -> str:
        """Store the act with the versions it leaves; return its token. Acts too old to be undone are erased on the way."""
        maintenant = timezone.now()
        ActeAnnulable.objects.filter(cree_le__lt=maintenant - CONSERVATION).delete()
        acte = ActeAnnulable.objects.create(
            dispositif_id=self.dispositif.pk,
            acteur_id=self.acteur.identifiant,
            acte=self.acte,
            avant={"objets": self.avant, "personnes": self.personnes, "apres": self._versions()},
            cree_le=maintenant,
        )
        return acte.jeton

    def _versions(self) -> dict[str, dict[str, int | None]]:
        versions: dict[str, dict[str, int | None]] = {}
        for nature, cles in self.touches.items():
            presentes = _versions(nature, cles)
            versions[nature] = {str(cle): presentes.get(cle) for cle in sorted(cles)}
        return versions


@transaction.atomic
def defaire(acteur: Acteur, dispositif: DispositifVise, *, jeton: str) -> Resultat[None]:
    """Put back what an act changed; raise AnnulationImpossible when it is not theirs, too old, already undone, or written since."""
    exiger_ecriture(acteur, dispositif)
    actes = ActeAnnulable.objects.select_for_update().filter(dispositif_id=dispositif.pk, jeton=jeton)
    acte = actes.filter(acteur_id=acteur.identifiant).first()
    maintenant = timezone.now()
    if acte is None or acte.annule_le is not None or acte.cree_le < maintenant - DELAIS.get(acte.acte, DELAI):
        raise AnnulationImpossible("Il est trop tard pour annuler ce geste : corrigez l'événement lui-même.")
    _exiger_inchange(acte.avant["apres"])
    try:
        evenements = _restaurer(acte.avant)
    except IntegrityError as servi:
        raise AnnulationImpossible(
            "Ce que ce geste avait changé a servi depuis : il ne peut plus être annulé."
        ) from servi
    acte.annule_le = maintenant
    acte.save(update_fields=["annule_le"])
    tracer(acteur, "defaire", evenements, defait=acte.acte)
    journaliser(acteur, "agenda.defaire", objet=acte.acte, dispositif_id=dispositif.pk)
    marquer_faits_modifies([dispositif.pk])
    return Resultat(None, "C'est annulé : tout est revenu comme avant.", "")


def _versions(nature: str, cles: Iterable[int]) -> dict[int, int]:
    return dict(MODELES[nature]._default_manager.filter(pk__in=cles).values_list("pk", "version"))


def _exiger_inchange(apres: dict[str, dict[str, int | None]]) -> None:
    for nature, versions in apres.items():
        presentes = _versions(nature, [int(cle) for cle in versions])
        if any(presentes.get(int(cle)) != version for cle, version in versions.items()):
            raise AnnulationImpossible(
                "Une autre personne a modifié l'agenda depuis : ce geste ne peut plus être annulé d'un coup."
            )


def _restaurer(avant: dict[str, Any]) -> list[Evenement]:
    """Delete what was created, put back the rest (series first), return the événements that are there again."""
    restaures: list[Evenement] = []
    for nature, model in MODELES.items():
        anciens, apres = avant["objets"].get(nature, {}), avant["apres"].get(nature, {})
        for cle, photo in anciens.items():
            objet = _developper(model, int(cle), photo)
            objet.version = (apres[cle] or photo["version"]) + 1
            objet.save(force_insert=apres[cle] is None)
            if isinstance(objet, Evenement):
                restaures.append(objet)
    _restaurer_personnes(avant["personnes"])
    for nature in reversed(MODELES):
        crees = avant["apres"].get(nature, {}).keys() - avant["objets"].get(nature, {}).keys()
        MODELES[nature]._default_manager.filter(pk__in=[int(cle) for cle in crees]).delete()
    return restaures


def _restaurer_personnes(personnes: dict[str, Any]) -> None:
    cles = [int(cle) for cle in personnes]
    ParticipationJeune.objects.filter(evenement_id__in=cles).delete()
    ParticipationPro.objects.filter(evenement_id__in=cles).delete()
    Reservation.objects.filter(evenement_id__in=cles).delete()
    ParticipationJeune.objects.bulk_create(
        ParticipationJeune(evenement_id=int(cle), jeune_id=jeune, presence=presence, preavis_h=preavis)
        for cle, gens in personnes.items()
        for jeune, presence, preavis in gens["jeunes"]
    )
    ParticipationPro.objects.bulk_create(
        ParticipationPro(evenement_id=int(cle), professionnel_id=pro)
        for cle, gens in personnes.items()
        for pro in gens["pros"]
    )
    Reservation.objects.bulk_create(
        Reservation(evenement_id=int(cle), ressource_id=ressource)
        for cle, gens in personnes.items()
        for ressource in gens.get("ressources", ())
    )


def _photographier(objet: Model) -> dict[str, Any]:
    valeurs = {champ.attname: getattr(objet, champ.attname) for champ in objet._meta.concrete_fields}
    return {nom: v.isoformat() if isinstance(v, dt.date) else v for nom, v in valeurs.items()}


def _developper(model: type[Model], cle: int, photo: dict[str, Any]) -> Any:
    objet = model(pk=cle)
    for champ in model._meta.concrete_fields:
        if champ.attname in NON_RESTAURES or champ.attname not in photo:
            continue
        valeur = photo[champ.attname]
        lire = {"DateTimeField": parse_datetime, "DateField": parse_date}.get(champ.get_internal_type())
        setattr(objet, champ.attname, lire(valeur) if lire and valeur else valeur)
    return objet
