"""Taking paths back from elsewhere (FHIR, full export): reconciled on business identifiers, the same facts twice change nothing.

The caller wraps everything in one transaction and rolls it back when a kind has refusals: nothing is half-taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement
from maillage.parcours.models import Complexite, Jeune, PeriodeModalite, Phase, Scolarite
from maillage.parcours.selectors.connus import connus_du_dispositif, dispositifs_qui_connaissent
from maillage.parcours.selectors.echange import jeunes_par_identifiant
from maillage.parcours.services.ecriture import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.domain.reprise import BilanReprise
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser, marquer_faits_modifies

Ligne = dict[str, Any]
LOT = 1000
IDENTITE = ("nom", "prenom", "naissance", "sexe")


def reprendre_parcours(acteur: Acteur, *, dispositif_id: int, faits: dict[str, list[Ligne]]) -> list[BilanReprise]:
    """Create or complete the young people and the facts of their paths in a dispositif; rows as `parcours_a_echanger` gives them.

    A young person known under the same identifier is the same person; a fact is the same when its key is (phase: identifier; period and
    criterion: code and first day; schooling: code and first day). Raises PermissionDenied.
    """
    exiger(acteur, dispositif_id)
    exiger(acteur, dispositif_id, section="identite")
    bilans = [_reprendre_jeunes(dispositif_id, faits.get("jeune", []))]
    jeunes = jeunes_par_identifiant([ligne["identifiant"] for ligne in faits.get("jeune", [])])
    ici = {"dispositif_id": dispositif_id}
    bilans += [
        _reprendre("phases", Phase, faits.get("phase", []), jeunes, ici, lambda f: (f["identifiant"],)),
        _reprendre("périodes de modalité", PeriodeModalite, faits.get("periode", []), jeunes, ici, _cle("modalite")),
        _reprendre("critères de complexité", Complexite, faits.get("complexite", []), jeunes, ici, _cle("critere")),
        _reprendre("périodes scolaires", Scolarite, faits.get("scolarite", []), jeunes, {}, _cle("code")),
    ]
    bilans[1].refus += _chevauchements(dispositif_id, jeunes.values())
    if any(not bilan.sans_effet for bilan in bilans):
        touches = {dispositif_id}.union(*(dispositifs_qui_connaissent(jeune.pk) for jeune in jeunes.values()))
        marquer_faits_modifies(touches)
        nombres = {bilan.nature: bilan.crees + bilan.modifies for bilan in bilans}
        journaliser(acteur, "parcours.reprendre", dispositif_id=dispositif_id, details=nombres)
    return bilans


def _cle(champ: str) -> Callable[[Ligne], tuple[Any, ...]]:
    return lambda fait: (fait["jeune__identifiant"], fait[champ], fait["debut"])


def _reprendre_jeunes(dispositif_id: int, lignes: list[Ligne]) -> BilanReprise:
    """Create or complete; who is known elsewhere only is taken as they are, and only if name and birth say the same person."""
    bilan = BilanReprise("jeunes")
    connus = jeunes_par_identifiant([ligne["identifiant"] for ligne in lignes])
    d_ici = set(connus_du_dispositif(dispositif_id).values_list("pk", flat=True))
    nouveaux: list[Jeune] = []
    for ligne in lignes:
        jeune = connus.get(ligne["identifiant"])
        if jeune is None:
            colonnes = {champ: ligne[champ] for champ in IDENTITE}
            nouveaux.append(Jeune(identifiant=ligne["identifiant"], commune_id=ligne.get("commune_id"), **colonnes))
            continue
        if jeune.pk not in d_ici:
            if not _meme_personne(jeune, ligne):
                bilan.refus.append(f"jeune « {jeune.identifiant} » : cet identifiant est celui d'une autre personne")
            bilan.identiques += 1
            continue
        changes = [champ for champ in IDENTITE if ligne[champ] and getattr(jeune, champ) != ligne[champ]]
        _completer(bilan, jeune, ligne, changes)
    bilan.crees = len(Jeune.objects.bulk_create(nouveaux, batch_size=LOT))
    return bilan


def _meme_personne(jeune: Jeune, ligne: Ligne) -> bool:
    noms = plier(f"{jeune.prenom} {jeune.nom}") == plier(f"{ligne['prenom']} {ligne['nom']}")
    return noms and jeune.naissance == ligne["naissance"]


def _completer(bilan: BilanReprise, objet: Model, ligne: Ligne, changes: list[str]) -> None:
    if not changes:
        bilan.identiques += 1
        return
    for champ in changes:
        setattr(objet, champ, ligne[champ])
    objet.save(update_fields=changes)
    bilan.modifies += 1


def _reprendre(
    nature: str,
    modele: Any,
    lignes: list[Ligne],
    jeunes: dict[str, Jeune],
    ici: dict[str, int],
    cle: Callable[[Ligne], tuple[Any, ...]],
) -> BilanReprise:
    """One kind of fact: those with the same key are compared, the others created (1 read, then writes by lots)."""
    bilan = BilanReprise(nature)
    connus = {
        cle({**vars(fait), "jeune__identifiant": fait.jeune.identifiant}): fait
        for fait in modele.objects.filter(jeune__in=jeunes.values(), **ici).select_related("jeune")
    }
    nouveaux: dict[tuple[Any, ...], Any] = {}
    for ligne in lignes:
        jeune = jeunes.get(ligne["jeune__identifiant"])
        colonnes = {champ: valeur for champ, valeur in ligne.items() if champ != "jeune__identifiant"}
        if jeune is None:
            bilan.refus.append(f"{nature} : le jeune « {ligne['jeune__identifiant']} » n'est pas dans le lot")
        elif colonnes.get("fin") and colonnes["fin"] < colonnes["debut"]:
            bilan.refus.append(
                f"{nature} de {jeune} : la fin ({colonnes['fin']}) est avant le début ({colonnes['debut']})"
            )
        elif connu := connus.get(cle(ligne)):
            changes = [champ for champ, valeur in colonnes.items() if getattr(connu, champ) != valeur]
            _completer(bilan, connu, colonnes, changes)
        else:
            nouveaux[cle(ligne)] = modele(jeune=jeune, **ici, **colonnes)
    if not bilan.refus:
        bilan.crees = len(modele.objects.bulk_create(_sans_chevauchement(nouveaux.values(), bilan), batch_size=LOT))
    return bilan


def _sans_chevauchement(faits: Iterable[Any], bilan: BilanReprise) -> list[Any]:
    """Let through what the database would accept: two periods of one modality never overlap."""
    gardes: list[Any] = list(faits)
    if not gardes or not isinstance(gardes[0], PeriodeModalite):
        return gardes
    voisins: dict[tuple[int, str], list[Intervalle]] = defaultdict(list)
    deja = PeriodeModalite.objects.filter(
        jeune_id__in={fait.jeune_id for fait in gardes}, dispositif_id=gardes[0].dispositif_id
    )
    for fait in deja:
        voisins[fait.jeune_id, fait.modalite].append(_intervalle(fait))
    for fait in sorted(gardes, key=lambda f: f.debut):
        nouveau = _intervalle(fait)
        if autre := premier_chevauchement(nouveau, voisins[fait.jeune_id, fait.modalite]):
            bilan.refus.append(f"{fait.jeune} : {refus_de_chevauchement(nouveau, autre)}")
        voisins[fait.jeune_id, fait.modalite].append(nouveau)
    return [] if bilan.refus else gardes


def _intervalle(periode: PeriodeModalite) -> Intervalle:
    return Intervalle(periode.debut, periode.fin, periode.get_modalite_display())


def _chevauchements(dispositif_id: int, jeunes: Iterable[Jeune]) -> list[str]:
    """Phases of one type may not overlap (`ouvrir_phase`): said here, since the database does not hold it."""
    refus = []
    voisins: dict[tuple[int, str], list[Intervalle]] = defaultdict(list)
    for phase in Phase.objects.filter(dispositif_id=dispositif_id, jeune__in=list(jeunes)).select_related("jeune"):
        nouveau = Intervalle(phase.debut, phase.fin, phase.get_type_display())
        if autre := premier_chevauchement(nouveau, voisins[phase.jeune_id, phase.type]):
            refus.append(f"{phase.jeune} : {refus_de_chevauchement(nouveau, autre)}")
        voisins[phase.jeune_id, phase.type].append(nouveau)
    return refus
