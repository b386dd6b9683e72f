"""From the lines of an archive to the rows of an installation: in the order of the plan, numbers turned into the keys of here."""

from __future__ import annotations

import base64
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import BinaryField, ForeignKey, JSONField, Model

from maillage.echanges.depart.archive import Archive, ArchiveRefusee
from maillage.echanges.depart.plan import ModelePartant, plan, referentiel
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.pieces import coffre

Ligne = dict[str, Any]


class Entree:
    """Writes an archive; the caller holds the transaction. `cles[model][number]` is the primary key here."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.cles: dict[str, dict[int, int]] = {}
        self.deposees: list[str] = []
        self.tardifs: list[tuple[Model, ForeignKey[Any, Any], int]] = []

    def ecrire(self) -> list[BilanReprise]:
        """Return what was created or found, by model. Raise ArchiveRefusee, placed at the faulty line."""
        inconnues = self.archive.tables.keys() - {partant.nom for partant in plan()}
        if inconnues:
            raise ArchiveRefusee(
                "table que cette version ne connaît pas : mettez Maillage à jour", f"tables/{min(inconnues)}.jsonl"
            )
        bilans = [self._table(partant) for partant in plan() if partant.nom in self.archive.tables]
        for objet, champ, numero in self.tardifs:
            self._nommer_apres(objet, champ, numero)
        return bilans

    def _nommer_apres(self, objet: Model, champ: ForeignKey[Any, Any], numero: int) -> None:
        """A row that names one which names it back: both are there now."""
        try:
            cle = self._cle(champ.related_model._meta.label, numero)
        except KeyError as inconnu:
            fichier = f"tables/{objet._meta.label}.jsonl"
            raise ArchiveRefusee(f"« {champ.name} » nomme une ligne absente ({inconnu})", fichier) from inconnu
        type(objet)._base_manager.filter(pk=objet.pk).update(**{champ.attname: cle})

    def _table(self, partant: ModelePartant) -> BilanReprise:
        bilan = BilanReprise(str(partant.modele._meta.verbose_name))
        self.cles[partant.nom] = {}
        for rang, ligne in enumerate(self.archive.tables[partant.nom], 1):
            try:
                objet = self._trouver(partant, ligne) if partant.cle else None
                if objet is None:
                    objet = self._creer(partant, ligne)
                    bilan.crees += 1
                else:
                    bilan.identiques += 1
                self.cles[partant.nom][rang] = objet.pk
                self._relier(partant, objet, ligne)
            except (KeyError, TypeError, ValueError, ValidationError, IntegrityError) as erreur:
                raise ArchiveRefusee(f"ligne refusée ({erreur})", f"tables/{partant.nom}.jsonl:{rang}") from erreur
        return bilan

    def _trouver(self, partant: ModelePartant, ligne: Ligne) -> Model | None:
        cle = {champ: ligne[champ] for champ in partant.cle}
        return partant.modele._base_manager.filter(**cle).first() if all(cle.values()) else None

    def _creer(self, partant: ModelePartant, ligne: Ligne) -> Model:
        """Write the row as it was, moments of creation included: no `save` of the model, which would set them to now."""
        numeros, tardifs = (referentiel()[quoi].get(partant.nom, {}) for quoi in ("numeros", "apres"))
        colonnes: dict[str, Any] = {}
        for champ in partant.champs():
            valeur = ligne[champ.name]
            if champ.name in tardifs:
                continue
            if isinstance(champ, ForeignKey):
                colonnes[champ.attname] = self._cle(champ.related_model._meta.label, valeur)
            elif champ.name in numeros:
                colonnes[champ.attname] = self._cle(numeros[champ.name], valeur)
            elif isinstance(champ, BinaryField):
                colonnes[champ.attname] = None if valeur is None else base64.b64decode(valeur)
            elif isinstance(champ, JSONField):
                colonnes[champ.attname] = valeur
            else:
                colonnes[champ.attname] = champ.to_python(valeur)
        self._adapter(partant, colonnes)
        objet = partant.modele(**colonnes)
        objet.save_base(raw=True, force_insert=True)
        for nom in tardifs:
            if (numero := ligne[nom]) is not None:
                cle = partant.modele._meta.get_field(nom)
                assert isinstance(cle, ForeignKey)
                self.tardifs.append((objet, cle, numero))
        if partant.nom == "socle.Piece":
            self._deposer(ligne["identifiant"])
        return objet

    def _adapter(self, partant: ModelePartant, colonnes: dict[str, Any]) -> None:
        """Numbers inside JSON become the keys of here."""
        for champ, (cle, modele) in referentiel()["dans_json"].get(partant.nom, {}).items():
            if cle in colonnes[champ]:
                colonnes[champ] = colonnes[champ] | {cle: self._cle(modele, colonnes[champ][cle])}

    def _cle(self, nom: str, numero: int | None) -> int | None:
        return None if numero is None else self.cles[nom][numero]

    def _relier(self, partant: ModelePartant, objet: Model, ligne: Ligne) -> None:
        for relation in partant.modele._meta.many_to_many:
            nom = relation.related_model._meta.label
            if cles := [self.cles[nom][numero] for numero in ligne[relation.name]]:
                getattr(objet, relation.name).add(*cles)

    def _deposer(self, identifiant: str) -> None:
        octets = self.archive.pieces.get(identifiant)
        if octets is None:
            raise ArchiveRefusee("pièce jointe absente", f"pieces/{identifiant}")
        if not identifiant.isalnum():
            raise ArchiveRefusee("nom de pièce refusé", f"pieces/{identifiant}")
        coffre.deposer(identifiant, octets)
        self.deposees.append(identifiant)

    def defaire_les_depots(self) -> None:
        """Remove the files laid down, after the transaction was rolled back."""
        for identifiant in self.deposees:
            coffre.detruire(identifiant)
