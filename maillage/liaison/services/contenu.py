"""The fields that the product fills, and the text that is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from maillage.liaison.domain.changement import Accompagnement, Scolarisation, Situation, comparer
from maillage.liaison.domain.extrait import octets_canoniques
from maillage.liaison.domain.proposition import Proposition
from maillage.liaison.domain.texte import ecrire_accompagnements, ecrire_nuits, ecrire_scolarisation
from maillage.liaison.models import FicheLiaison
from maillage.liaison.referentiels import modele, qualites
from maillage.parcours import selectors as parcours
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.vocabulaire import CodeScolarite

OUI, NON = "oui", "non"
LIBELLES_SCOLARITE = {str(code): str(libelle) for code, libelle in CodeScolarite.choices}


class DispositifDeLaFiche(Protocol):
    """What a sheet says of its dispositif."""

    pk: int
    nom: str
    organismes: Any


def situation_au_parcours(jeune_id: int, dispositif_id: int, proposition: Proposition) -> Situation:
    """Return the situation written in the path on the eve of the change: the former periods that a withdrawal gives back."""
    veille = proposition.effet - UN_JOUR
    periodes = parcours.periodes_le(jeune_id, dispositif_id, veille)
    scolarite = parcours.scolarite_le(jeune_id, veille)
    return Situation(
        accompagnements=tuple(Accompagnement(p.modalite, p.lieu) for p in periodes),
        scolarisation=Scolarisation(scolarite.code, scolarite.etablissement) if scolarite else None,
    )


def remplir(
    fiche: FicheLiaison,
    proposition: Proposition,
    situations: tuple[Situation, Situation],
    *,
    dispositif: DispositifDeLaFiche,
    redacteur: str,
) -> dict[str, str]:
    """Return every field of the form: what was written, then what the product knows."""
    avant, apres = situations
    saisis = {champ.code: proposition.contenu.get(champ.code, "").strip() for champ in modele(fiche.modele).saisis()}
    jeune = fiche.jeune
    calcules = {
        "numero": fiche.identifiant,
        "dispositif": dispositif.nom,
        "organisme": ", ".join(str(organisme) for organisme in dispositif.organismes.all()),
        "redacteur": redacteur,
        "date_redaction": ecrire_jour_annee(fiche.redigee_le),
        "nom": jeune.nom,
        "prenom": jeune.prenom,
        "naissance": f"{jeune.naissance:%d/%m/%Y}" if jeune.naissance else "",
        "representants": _signataires(proposition.signataires),
        "accompagnement_actuel": ecrire_accompagnements(avant.accompagnements),
        "accompagnement_propose": ecrire_accompagnements(apres.accompagnements),
        "date_effet": ecrire_jour_annee(proposition.effet),
        "duree_prevue": f"jusqu'au {ecrire_jour_annee(proposition.fin_prevue)}" if proposition.fin_prevue else "",
        "scolarite_actuelle": ecrire_scolarisation(avant.scolarisation, LIBELLES_SCOLARITE),
        "scolarite_proposee": ecrire_scolarisation(apres.scolarisation or avant.scolarisation, LIBELLES_SCOLARITE),
        "pps_modifie": OUI if _pps_change(avant, apres) else NON,
        "enseignement_agricole": OUI if proposition.agricole else NON,
        "nuits_par_semaine": ecrire_nuits(apres),
        "observations": "",
    }
    return {**saisis, **calcules}


def texte_a_signer(fiche: FicheLiaison, signataires: Iterable[tuple[str, str]]) -> bytes:
    """Return the exact bytes whose hash each signatory signs: form, fields, both situations, date, who signs."""
    return octets_canoniques(
        {
            "modele": fiche.modele,
            "contenu": fiche.contenu,
            "avant": fiche.avant,
            "apres": fiche.apres,
            "effet": fiche.effet.isoformat(),
            "signataires": [list(un) for un in signataires],
        }
    )


def _pps_change(avant: Situation, apres: Situation) -> bool:
    sans_modalite = (Situation((), avant.scolarisation), Situation((), apres.scolarisation, apres.pps_modifie))
    return bool(comparer(*sans_modalite))


def _signataires(signataires: Iterable[tuple[str, str]]) -> str:
    connues = qualites()
    return " ; ".join(f"{nom} ({connues[code].libelle})" for nom, code in signataires)
