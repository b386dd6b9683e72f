"""Two entries of a directory that are one body: made one, and told apart again if that was a mistake.

A partner is shared between dispositifs: only what this dispositif holds moves. What refers to a partner is read from the models, so that a room
added later needs nothing here; each such model says its dispositif, itself or by the row that it ties (a test holds it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import ForeignKey, ManyToOneRel, Model, UniqueConstraint
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.models import Dispositif, FusionPartenaires, Partenaire
from maillage.structures.permissions import exiger

REPRIS = ("uai", "commune_id", "adresse", "telephone", "courriel")
"""What the kept one takes from the other where it says nothing itself; a position goes with its origin, as one."""
POSITION = ("lon", "lat", "position_source", "score_ban", "revue_motif", "position_revue_le")
VIDES = (None, "")
TAILLE_LOT = 500


@dataclass(frozen=True)
class _Reference:
    """A column that names a partner, and the lookup that leads from its rows to their dispositif."""

    modele: Any
    champ: str
    chemin: str

    @property
    def nom(self) -> str:
        return f"{self.modele._meta.label}.{self.champ}"

    def uniques(self) -> Iterator[tuple[str, ...]]:
        """The other columns of each uniqueness that this one is part of."""
        meta = self.modele._meta
        declares = [un.fields for un in meta.constraints if isinstance(un, UniqueConstraint)]
        for champs in (*meta.unique_together, *declares):
            if self.champ in champs:
                yield tuple(champ for champ in champs if champ != self.champ)


def references() -> list[_Reference]:
    """Return every column that names a partner. Raises LookupError for a model that leads to no dispositif."""
    liens: list[Any] = [un for un in Partenaire._meta.get_fields(include_hidden=True) if isinstance(un, ManyToOneRel)]
    champs = [(lien.related_model, lien.field.name) for lien in liens if lien.related_model is not FusionPartenaires]
    return [_Reference(modele, champ, _chemin(modele, champ)) for modele, champ in champs]


def effacer_orphelins(pks: Collection[int]) -> None:
    """Erase, among these partners, those that no directory holds and nothing names. The caller holds a transaction."""
    fusions = FusionPartenaires.objects.values_list("garde", "doublon")
    seuls = set(pks) - {pk for paire in fusions for pk in paire}
    for reference in references():
        rangees = reference.modele._base_manager.all()
        seuls -= set(
            rangees.filter(**{f"{reference.champ}__isnull": False}).values_list(f"{reference.champ}_id", flat=True)
        )
    tous = sorted(seuls)
    for debut in range(0, len(tous), TAILLE_LOT):
        Partenaire.objects.filter(pk__in=tous[debut : debut + TAILLE_LOT]).delete()


@transaction.atomic
def reunir_partenaires(
    acteur: Acteur, dispositif: Dispositif, *, garde: Partenaire, doublon: Partenaire
) -> FusionPartenaires:
    """Make one of two partners of this directory: what is held here of the second goes to the first, which keeps its own words."""
    exiger(acteur, "structures", dispositif.pk)
    if garde.pk == doublon.pk:
        raise ValidationError({"doublon": "Choisissez deux partenaires différents."})
    siens = set(dispositif.partenaires.filter(pk__in=(garde.pk, doublon.pk)).values_list("pk", flat=True))
    if siens != {garde.pk, doublon.pk}:
        raise ValidationError("L'un des deux n'est plus dans cet annuaire : rouvrez la page.")
    deplaces = _deplacer(dispositif, doublon.pk, garde.pk)
    fusion = FusionPartenaires.objects.create(
        dispositif=dispositif,
        garde=garde,
        doublon=doublon,
        deplaces={**deplaces, "repris": _reprendre(garde, doublon)},
        par=acteur.libelle[:200],
        le=timezone.now(),
    )
    journaliser(acteur, "structures.reunir_partenaires", objet=f"réunion {fusion.pk}", dispositif_id=dispositif.pk)
    return fusion


@transaction.atomic
def separer_partenaires(acteur: Acteur, fusion: FusionPartenaires) -> None:
    """Take a union back: what moved returns, unless it has moved elsewhere since. Raises ValidationError when it was taken back already."""
    exiger(acteur, "structures", fusion.dispositif_id)
    prise = FusionPartenaires.objects.select_for_update().select_related("garde").get(pk=fusion.pk)
    if prise.annulee_le is not None:
        raise ValidationError("Ces deux partenaires sont déjà séparés.")
    for nom, pks in prise.deplaces["lignes"].items():
        modele, champ = apps.get_model(nom.rpartition(".")[0]), nom.rpartition(".")[2]
        restees = modele._base_manager.filter(pk__in=pks, **{f"{champ}_id": prise.garde_id})
        restees.update(**{f"{champ}_id": prise.doublon_id})
    for nom, valeurs in prise.deplaces["effaces"]:
        apps.get_model(nom)._base_manager.get_or_create(**valeurs)
    for champ, valeur in prise.deplaces["repris"].items():
        if _ecrit(getattr(prise.garde, champ)) == valeur:
            setattr(prise.garde, champ, None if Partenaire._meta.get_field(champ).null else "")
    prise.garde.save()
    prise.annulee_le = timezone.now()
    prise.save(update_fields=["annulee_le"])
    journaliser(
        acteur, "structures.separer_partenaires", objet=f"réunion {fusion.pk}", dispositif_id=fusion.dispositif_id
    )


def _deplacer(dispositif: Dispositif, de: int, vers: int) -> dict[str, Any]:
    """Make the rows of this dispositif name the other partner; a row that would be there twice is taken out, and kept for the undo."""
    lignes: dict[str, list[int]] = {}
    effaces: list[tuple[str, dict[str, Any]]] = []
    for reference in references():
        siennes = reference.modele._base_manager.filter(
            **{f"{reference.champ}_id": de, f"{reference.chemin}_id": dispositif.pk}
        )
        for rangee in siennes:
            if _double(reference, rangee, vers):
                effaces.append((reference.modele._meta.label, _valeurs(rangee)))
                rangee.delete()
            else:
                lignes.setdefault(reference.nom, []).append(rangee.pk)
        reference.modele._base_manager.filter(pk__in=lignes.get(reference.nom, ())).update(
            **{f"{reference.champ}_id": vers}
        )
    return {"lignes": lignes, "effaces": effaces}


def _double(reference: _Reference, rangee: Model, vers: int) -> bool:
    return any(
        reference.modele._base_manager.filter(
            **{f"{reference.champ}_id": vers, **{champ: getattr(rangee, champ) for champ in autres}}
        ).exists()
        for autres in reference.uniques()
    )


def _valeurs(rangee: Model) -> dict[str, Any]:
    return {
        champ.attname: getattr(rangee, champ.attname) for champ in rangee._meta.concrete_fields if not champ.primary_key
    }


def _reprendre(garde: Partenaire, doublon: Partenaire) -> dict[str, Any]:
    """Fill what the kept one does not say; return what was filled, as it is kept."""
    groupes = [(champ,) for champ in REPRIS if getattr(garde, champ) in VIDES]
    repris = [*groupes, *([POSITION] if garde.lon is None else [])]
    pris = {
        champ: getattr(doublon, champ) for groupe in repris for champ in groupe if getattr(doublon, champ) not in VIDES
    }
    for champ, valeur in pris.items():
        setattr(garde, champ, valeur)
    garde.save()
    return {champ: _ecrit(valeur) for champ, valeur in pris.items()}


def _ecrit(valeur: Any) -> Any:
    return valeur.isoformat() if hasattr(valeur, "isoformat") else valeur


def _chemin(modele: type[Model], champ: str) -> str:
    """Return the lookup to the dispositif: its own column, or that of the row tied to the partner."""
    if _a_un_dispositif(modele):
        return "dispositif"
    for autre in modele._meta.concrete_fields:
        if isinstance(autre, ForeignKey) and autre.name != champ and _a_un_dispositif(autre.related_model):
            return f"{autre.name}__dispositif"
    raise LookupError(f"{modele._meta.label} nomme un partenaire et ne mène à aucun dispositif")


def _a_un_dispositif(modele: Any) -> bool:
    try:
        return isinstance(modele._meta.get_field("dispositif"), ForeignKey)
    except FieldDoesNotExist:
        return False
