"""The bilan: opened from the skeleton, written, its figures taken again, « arrêté » once, published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.domain.gabarit import fautes, garder_les_lignes_connues
from maillage.reseau.models import BilanReseau, ChiffreReleve, EtatBilan, SectionBilan
from maillage.reseau.permissions import BILAN, exiger
from maillage.reseau.selectors.bilans import lire_bilan
from maillage.reseau.selectors.chiffres import relever
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def ouvrir_bilan(acteur: Acteur, *, titre: str, debut: dt.date, fin: dt.date) -> BilanReseau:
    """Open a draft from the skeleton and take its figures at once. Raise ErreurReseau."""
    exiger(acteur, BILAN)
    _verifier_periode(debut, fin)
    bilan = BilanReseau.objects.create(
        titre=titre.strip(), debut=debut, fin=fin, chiffres_au=timezone.now(), modifie_par=acteur.libelle
    )
    connus = _relever(bilan)
    SectionBilan.objects.bulk_create(
        SectionBilan(
            bilan=bilan,
            rang=rang,
            titre=section.titre,
            texte=garder_les_lignes_connues(section.texte, connus),
            familles=list(section.familles),
        )
        for rang, section in enumerate(referentiels.trame(), start=1)
    )
    tracer(acteur, "ouvrir_bilan", f"bilan:{bilan.identifiant}")
    return bilan


def _verifier_periode(debut: dt.date, fin: dt.date) -> None:
    if fin < debut:
        raise ErreurReseau("La fin vient après le début.", champ="fin")
    if debut > timezone.localdate():
        raise ErreurReseau("La période n'a pas commencé : il n'y a rien à compter.", champ="debut")


def _relever(bilan: BilanReseau) -> set[str]:
    """Replace the figures of a draft by those of now; return their codes."""
    bilan.chiffres.all().delete()
    chiffres = relever(debut=bilan.debut, fin=bilan.fin)
    ChiffreReleve.objects.bulk_create(
        ChiffreReleve(
            bilan=bilan,
            rang=rang,
            code=chiffre.code[:80],
            famille=chiffre.famille,
            libelle=chiffre.libelle[:200],
            valeur=chiffre.valeur,
            precedente=chiffre.precedente,
            unite=chiffre.unite[:60],
            definition=chiffre.definition,
            url_name=chiffre.url_name,
            url_kwargs=dict(chiffre.url_kwargs),
        )
        for rang, chiffre in enumerate(chiffres)
    )
    return {chiffre.code for chiffre in chiffres}


@transaction.atomic
def regler_bilan(acteur: Acteur, identifiant: str, champs: Mapping[str, Any], *, version: int) -> BilanReseau:
    """Change title and period of a draft; another period takes the figures again."""
    bilan = _brouillon(acteur, identifiant, version=version)
    _verifier_periode(champs["debut"], champs["fin"])
    autre_periode = (bilan.debut, bilan.fin) != (champs["debut"], champs["fin"])
    bilan.titre, bilan.debut, bilan.fin = champs["titre"].strip(), champs["debut"], champs["fin"]
    if autre_periode:
        bilan.chiffres_au = timezone.now()
        _relever(bilan)
    _enregistrer(acteur, bilan, "regler_bilan")
    return bilan


@transaction.atomic
def ecrire_section(
    acteur: Acteur, identifiant: str, champs: Mapping[str, Any], *, section_id: int | None = None, version: int
) -> SectionBilan:
    """Write a section of a draft, last when new; a mark that names no figure is refused with its place."""
    bilan = _brouillon(acteur, identifiant, version=version)
    section = _section(bilan, section_id)
    texte = champs["texte"].strip().replace("\r\n", "\n")
    connus = set(bilan.chiffres.values_list("code", flat=True))
    if trouvees := fautes(texte, connus):
        raise ErreurReseau(" ".join(faute.phrase for faute in trouvees), champ="texte")
    section.titre, section.texte, section.familles = champs["titre"].strip(), texte, list(champs["familles"])
    section.save()
    _enregistrer(acteur, bilan, "ecrire_section")
    return section


def _section(bilan: BilanReseau, section_id: int | None) -> SectionBilan:
    if section_id is None:
        dernier = bilan.sections.aggregate(dernier=Max("rang"))["dernier"] or 0
        return SectionBilan(bilan=bilan, rang=dernier + 1)
    section = bilan.sections.filter(pk=section_id).first()
    if section is None:
        raise ErreurReseau("Cette section n'existe plus.")
    return section


@transaction.atomic
def retirer_section(acteur: Acteur, identifiant: str, section_id: int, *, version: int) -> None:
    """Remove a section of a draft."""
    bilan = _brouillon(acteur, identifiant, version=version)
    _section(bilan, section_id).delete()
    _enregistrer(acteur, bilan, "retirer_section")


@transaction.atomic
def deplacer_section(acteur: Acteur, identifiant: str, section_id: int, *, pas: int) -> None:
    """Move a section of a draft up (`pas` -1) or down (1), and number them all again."""
    bilan = _brouillon(acteur, identifiant)
    sections = list(bilan.sections.all())
    rang = sections.index(_section(bilan, section_id))
    section = sections.pop(rang)
    sections.insert(max(0, min(len(sections), rang + pas)), section)
    for numero, une in enumerate(sections, start=1):
        une.rang = numero
    SectionBilan.objects.bulk_update(sections, ["rang"])
    _enregistrer(acteur, bilan, "deplacer_section")


@transaction.atomic
def reprendre_chiffres(acteur: Acteur, identifiant: str) -> BilanReseau:
    """Take the figures of a draft again: its cut-off becomes now. A text that names a figure that is gone keeps its mark, and says so."""
    bilan = _brouillon(acteur, identifiant)
    bilan.chiffres_au = timezone.now()
    _relever(bilan)
    _enregistrer(acteur, bilan, "reprendre_chiffres")
    return bilan


@transaction.atomic
def arreter_bilan(acteur: Acteur, identifiant: str) -> BilanReseau:
    """Seal text and figures: nothing of it moves any more. Raise ErreurReseau while a mark or a typed number is left."""
    bilan = _brouillon(acteur, identifiant)
    lu = lire_bilan(bilan)
    restes = [faute.phrase for section in lu.sections for faute in fautes(section.texte, lu.chiffres)]
    if restes:
        raise ErreurReseau(f"Un texte nomme un chiffre qui n'existe plus. {' '.join(restes)}")
    if lu.ecrits_a_la_main:
        raise ErreurReseau("Des nombres sont écrits à la main là où un chiffre calculé existe : remplacez-les d'abord.")
    if bilan.fin > timezone.localdate(bilan.chiffres_au):
        raise ErreurReseau("La période n'est pas finie au moment des chiffres : reprenez-les après son dernier jour.")
    bilan.etat, bilan.empreinte = EtatBilan.ARRETE, lu.sceau
    bilan.arrete_par, bilan.arrete_le = acteur.libelle, timezone.now()
    _enregistrer(acteur, bilan, "arreter_bilan")
    return bilan


@transaction.atomic
def publier_bilan(acteur: Acteur, identifiant: str, *, publie: bool) -> BilanReseau:
    """Put an « arrêté » bilan on the public site, or take it away from there."""
    exiger(acteur, BILAN)
    bilan = _verrouille(identifiant)
    if bilan.brouillon:
        raise ErreurReseau("Arrêtez d'abord le bilan : un brouillon ne se publie pas.")
    bilan.publie_le = timezone.now() if publie else None
    bilan.save(update_fields=["publie_le"])
    tracer(acteur, "publier_bilan" if publie else "depublier_bilan", f"bilan:{identifiant}")
    return bilan


@transaction.atomic
def supprimer_brouillon(acteur: Acteur, identifiant: str) -> None:
    """Throw a draft away; what is « arrêté » stays."""
    bilan = _brouillon(acteur, identifiant)
    bilan.delete()
    tracer(acteur, "supprimer_bilan", f"bilan:{identifiant}")


def _verrouille(identifiant: str) -> BilanReseau:
    bilan = BilanReseau.objects.select_for_update().filter(identifiant=identifiant).first()
    if bilan is None:
        raise ErreurReseau("Ce bilan n'existe plus.")
    return bilan


def _brouillon(acteur: Acteur, identifiant: str, *, version: int | None = None) -> BilanReseau:
    exiger(acteur, BILAN)
    bilan = _verrouille(identifiant)
    if not bilan.brouillon:
        raise ErreurReseau("Ce bilan est arrêté : il ne change plus. Ouvrez-en un autre.")
    if version is not None and version != bilan.version:
        raise ConflitReseau(bilan.modifie_par)
    return bilan


def _enregistrer(acteur: Acteur, bilan: BilanReseau, acte: str) -> None:
    bilan.version += 1
    bilan.modifie_par = acteur.libelle
    bilan.save()
    tracer(acteur, acte, f"bilan:{bilan.identifiant}", version=bilan.version)
