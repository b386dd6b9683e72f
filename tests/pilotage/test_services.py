"""Tables of the database are those of the command; releases are frozen, ordered, and never help one another (promise 8)."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from maillage.pilotage import services
from maillage.pilotage.commande import executer
from maillage.pilotage.domain.publics import Public
from maillage.pilotage.models import Publication, TableauCalcule
from maillage.pilotage.publie import cellules_masquees
from maillage.pilotage.selectors import Choix
from maillage.pilotage.services import tableaux
from maillage.socle.models import Trace
from tests.fabriques import DispositifFactory
from tests.pilotage.attaque import cellules_devinees
from tests.pilotage.attaque_croisee import GROUPES_DE_PERSONNES, etroite, largeurs
from tests.pilotage.fabrique import ecrire_index, ecrire_retour, valeurs_au_hasard
from tests.pilotage.scene import PERIODE, acteur, region_au_hasard, transmettre

pytestmark = pytest.mark.django_db
RESTREINT = Choix(PERIODE, "aire-2024", Public.RESTREINT, 5)
OUVERT = Choix(PERIODE, "aire-2024", Public.OUVERT, 11)


def publier(qui: Any, choix: Choix = RESTREINT) -> Publication:
    return services.publier_tableau(qui, choix, vu=services.tableau_a_jour(choix).sources)


def test_le_tableau_est_celui_de_la_commande(tmp_path: Path) -> None:
    dispositifs = region_au_hasard(3)
    lignes = []
    alea = random.Random(3)
    for dispositif in dispositifs:
        ecrire_retour(tmp_path, f"{dispositif.code}.r1", **valeurs_au_hasard(alea))
        lignes.append(f"{dispositif.code},Occitanie,31,{dispositif.type},1,TRANSMIS")
    attendu = DispositifFactory(code="sans-retour", type="DAME")
    ecrire_index(tmp_path, *lignes, f"{attendu.code},Occitanie,31,DAME,,ATTENDU")
    sortie = tmp_path / "tableau.csv"
    assert executer([str(tmp_path), "--public", "restreint", "--sortie", str(sortie)]) == 0
    assert bytes(services.tableau_a_jour(RESTREINT).contenu) == sortie.read_bytes()


@pytest.mark.parametrize("graine", [1, 2])
def test_un_seuil_plus_haut_ne_montre_rien_que_le_plus_bas_cache(graine: int) -> None:
    region_au_hasard(graine)
    bas = cellules_masquees(bytes(services.tableau_a_jour(RESTREINT).contenu))
    for choix in (OUVERT, replace(RESTREINT, seuil=7)):
        assert bas <= cellules_masquees(bytes(services.tableau_a_jour(choix).contenu))


def test_un_tableau_deja_calcule_n_est_pas_recalcule(monkeypatch: pytest.MonkeyPatch) -> None:
    dispositifs = region_au_hasard(4)
    premier = services.tableau_a_jour(RESTREINT)
    monkeypatch.setattr(tableaux, "etablir", None)
    assert services.tableau_a_jour(RESTREINT) == premier
    monkeypatch.undo()
    transmettre(dispositifs[0], revision=2, fa_stricte=40)
    assert services.tableau_a_jour(RESTREINT).sources != premier.sources
    assert TableauCalcule.objects.count() == 1


def test_la_derniere_revision_transmise_compte_un_brouillon_non() -> None:
    dispositifs = region_au_hasard(5)
    transmettre(dispositifs[0], revision=2, fa_stricte=40)
    transmettre(dispositifs[0], revision=3, etat="BROUILLON")
    transmettre(dispositifs[1], revision=2, regles="cnsa-2019")
    tableau = services.tableau_a_jour(RESTREINT)
    revisions = {retour["dispositif"]: retour["revision"] for retour in tableau.retours}
    assert revisions[dispositifs[0].code] == 2
    assert dispositifs[1].code not in revisions
    assert [code for code, _ in tableau.exclus] == [dispositifs[1].code]


def test_une_publication_fige_les_octets_et_les_revisions() -> None:
    dispositifs = region_au_hasard(6)
    publication = publier(acteur("MISSION"))
    octets = bytes(publication.tableau)
    transmettre(dispositifs[0], revision=2, fa_stricte=40)
    publication.refresh_from_db()
    assert bytes(publication.tableau) == octets
    assert publication.empreinte == hashlib.sha256(octets).hexdigest()
    assert (publication.numero, len(publication.retours), publication.attendus) == (1, 15, 15)
    trace = Trace.objects.get(acte="pilotage.publier_tableau")
    assert trace.details["empreinte"] == publication.empreinte


def test_le_registre_ne_se_modifie_ni_ne_s_efface() -> None:
    region_au_hasard(6)
    publication = publier(acteur("ARS"))
    with pytest.raises(TypeError):
        publication.save()
    with pytest.raises(TypeError):
        publication.delete()
    for acte in (lambda: Publication.objects.update(seuil=1), Publication.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            acte()
    assert Publication.objects.count() == 1


def test_seules_la_mission_et_l_agence_publient() -> None:
    dispositifs = region_au_hasard(6)
    vu = services.tableau_a_jour(RESTREINT).sources
    for role, lieu in (("DIRECTION", {"dispositif": dispositifs[0]}), ("DPO", {})):
        with pytest.raises(PermissionDenied):
            services.publier_tableau(acteur(role, **lieu), RESTREINT, vu=vu)
    assert services.publier_tableau(acteur("ARS"), RESTREINT, vu=vu).pk


def test_un_tableau_change_depuis_sa_lecture_n_est_pas_publie() -> None:
    dispositifs = region_au_hasard(7)
    vu = services.tableau_a_jour(RESTREINT).sources
    transmettre(dispositifs[0], revision=2, fa_stricte=40)
    with pytest.raises(services.TableauPerimeError, match="relisez"):
        services.publier_tableau(acteur("MISSION"), RESTREINT, vu=vu)
    assert not Publication.objects.exists()


def test_le_meme_tableau_ne_se_publie_pas_deux_fois_ni_un_tableau_sans_retour() -> None:
    mission = acteur("MISSION")
    DispositifFactory()
    with pytest.raises(services.PublicationVideError):
        publier(mission)
    region_au_hasard(8)
    publier(mission)
    with pytest.raises(services.DejaPublieError):
        publier(mission)


def test_une_case_masquee_le_reste_dans_les_publications_suivantes() -> None:
    region_au_hasard(9, effectif=3)
    mission = acteur("MISSION")
    premiere = publier(mission, OUVERT)
    alea = random.Random(90)
    for rang in range(4):
        transmettre(DispositifFactory(code=f"tardif-{rang}", type="DITEP"), **valeurs_au_hasard(alea))
    seconde = publier(mission)
    assert cellules_masquees(bytes(premiere.tableau)) <= cellules_masquees(bytes(seconde.tableau))


TARDIF = {
    "fa_stricte": 14,
    "fa_elargie": 15,
    "presents_fin": 13,
    "entrees": 2,
    "sorties": 1,
    "multi_modalite": 3,
    "taux_multi_modalite_den": 14,
    "creton": 1,
    "taux_creton_den": 13,
    "jeunes_complexes": 2,
}


def deux_publications(graine: int, *, registre: bool) -> tuple[str, str]:
    """A first release without one late return, a second with it; without the register, each as if it were alone."""
    region_au_hasard(graine)
    tardif = DispositifFactory(code="tardif", type="DIME")
    mission = acteur("MISSION")
    premier = publier(mission) if registre else services.tableau_a_jour(RESTREINT)
    texte = bytes(premier.tableau if isinstance(premier, Publication) else premier.contenu).decode()
    transmettre(tardif, **TARDIF)
    second = publier(mission) if registre else services.tableau_a_jour(RESTREINT)
    return texte, bytes(second.tableau if isinstance(second, Publication) else second.contenu).decode()


def devinees(premier: str, second: str) -> list[tuple[str, Any]]:
    return [
        (quoi, case)
        for groupe in GROUPES_DE_PERSONNES
        for quoi, case, largeur in largeurs(premier, second, groupe)
        if etroite(largeur, 5) and (quoi == "premier" or 0 < TARDIF[case[0]] < 5)
    ]


@pytest.mark.parametrize("graine", [11, 12, 13])
def test_deux_publications_ne_se_soustraient_pas(graine: int) -> None:
    premier, second = deux_publications(graine, registre=True)
    assert list(cellules_devinees(second, 5)) == []
    assert devinees(premier, second) == []


def test_sans_le_registre_la_soustraction_reussit() -> None:
    assert devinees(*deux_publications(11, registre=False))


def test_un_retour_ecarte_au_profit_d_un_autre_jeu_compte_comme_un_changement() -> None:
    dispositifs = region_au_hasard(14)
    publier(acteur("MISSION"))
    transmettre(dispositifs[0], revision=2, regles="cnsa-2019", creton=1, presents_fin=20, taux_creton_den=20)
    masques = cellules_masquees(bytes(services.tableau_a_jour(RESTREINT).contenu))
    assert {cle.croisement.type for cle in masques if cle.mesure == "creton"} >= {"DITEP", "TOTAL"}
