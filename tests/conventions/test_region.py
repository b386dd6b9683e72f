"""The region on a past day, the alert after twelve months, deadlines, the five questions."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.conventions import selectors, services
from maillage.conventions.domain.etats import EtatConvention
from maillage.conventions.selectors.echeances import echeances, echeances_de_la_region
from maillage.conventions.selectors.feuilles import espace_des_questions, places_des_signataires
from maillage.conventions.selectors.region import FiltresRegion, LigneDepartement
from maillage.portail.echeances.assemblage import sources
from tests.conventions.conftest import JOUR, SYSTEME, Scene
from tests.fabriques import CommuneFactory, PlacesFactory

pytestmark = pytest.mark.django_db
D = dt.date


def ligne(le: dt.date) -> LigneDepartement:
    [lue] = selectors.etat_de_la_region(SYSTEME, FiltresRegion(le=le))
    return lue


def test_l_etat_de_la_region_se_relit_au_premier_janvier(scene: Scene) -> None:
    convention = scene.convention()
    services.retirer_signataire(
        SYSTEME, convention.signataires.get(organisme=scene.voisin), le=D(2026, 2, 1), motif="Transfert"
    )
    janvier, aujourd_hui = ligne(D(2026, 1, 1)), ligne(JOUR)
    assert (janvier.etat, len(janvier.signataires), janvier.modalites_manquantes) == (EtatConvention.EN_VIGUEUR, 3, ())
    assert (len(aujourd_hui.signataires), aujourd_hui.modalites_manquantes) == (2, ("AN",))
    assert ligne(D(2024, 12, 15)).etat is EtatConvention.SIGNEE
    assert janvier.manquants == ("DASEN", "DRAAF", "MDPH", "CAF", "MSA", "CPAM")


def test_douze_mois_sans_reunion_se_disent_et_une_reunion_les_efface(scene: Scene) -> None:
    scene.convention(debut=D(2025, 3, 9))
    assert (ligne(D(2026, 3, 9)).suivi_en_retard, ligne(JOUR).suivi_en_retard) == (False, True)
    scene.seance(le=D(2026, 3, 9), instance="COTECH")
    assert ligne(JOUR).suivi_en_retard
    scene.tenue()
    assert not ligne(JOUR).suivi_en_retard
    assert ligne(JOUR).suivi_avant == D(2027, 3, 10)
    assert ligne(D(2026, 3, 9)).derniere_reunion is None


def test_les_filtres_et_le_tri_de_la_region(scene: Scene) -> None:
    CommuneFactory(code="09001", departement="09")
    scene.convention()
    codes = [li.code for li in selectors.etat_de_la_region(SYSTEME, FiltresRegion(le=JOUR, tri="-departement"))]
    assert codes == ["31", "09"]
    assert [li.code for li in selectors.etat_de_la_region(SYSTEME, FiltresRegion(le=JOUR, etat="AUCUNE"))] == ["09"]
    assert [li.code for li in selectors.etat_de_la_region(SYSTEME, FiltresRegion(le=JOUR, recherche="ariege"))] == [
        "09"
    ]


def test_une_convention_de_plus_la_plus_utile_est_montree(scene: Scene) -> None:
    scene.convention(debut=D(2020, 1, 1), fin=D(2022, 12, 31), signee_le=D(2020, 1, 1))
    scene.projet(titre="Suivante")
    assert ligne(JOUR).etat is EtatConvention.PREPARATION
    scene.convention(titre="Vivante")
    assert ligne(JOUR).convention is not None
    assert ligne(JOUR).convention.titre == "Vivante"  # type: ignore[union-attr]


def test_les_echeances_entrent_dans_la_liste_de_travail(scene: Scene) -> None:
    scene.convention()
    seance = scene.tenue()
    services.decider(SYSTEME, seance, texte="Écrire aux écoles", porteur="DASEN", echeance=D(2026, 4, 1))
    accord = {
        "titre": "A",
        "acteur": "PSY",
        "partenaire": "Service",
        "objet": "",
        "modalites": [],
        "reconduction_mois": 0,
    }
    services.ecrire_accord(
        SYSTEME,
        {**accord, "debut": D(2025, 1, 1), "fin": D(2026, 6, 30), "signee_le": D(2025, 1, 1)},
        dispositif_id=scene.dispositif.pk,
    )
    lues = {(e.nature, e.dernier_jour) for e in echeances(SYSTEME, scene.dispositif, le=JOUR)}
    assert lues == {
        ("Renouvellement de convention", D(2027, 6, 30)),
        ("Suivi annuel de convention", D(2027, 3, 10)),
        ("Décision d'instance", D(2026, 4, 1)),
        ("Renouvellement de convention", D(2026, 6, 30)),
    }
    assert next(e.nature for e in echeances_de_la_region(SYSTEME, le=JOUR)) == "Décision d'instance"
    assert echeances in sources()


def test_les_cinq_questions_se_nourrissent_du_territoire(scene: Scene) -> None:
    scene.convention()
    commune = CommuneFactory(code="31002", departement="31")
    scene.dispositif.communes.add(commune)
    services.repondre_question(SYSTEME, departement="31", numero=3, texte=" Un relevé. ", tranchee=True)
    lue = selectors.ligne_du_departement(SYSTEME, "31", JOUR)
    assert lue is not None
    espaces = espace_des_questions(SYSTEME, lue, le=JOUR)
    assert espaces[0].faits[0] == "1 dispositif connu ici."
    assert espaces[1].faits[0].startswith("1 commune sur 2")
    assert "MDPH : pas encore signataire." in espaces[2].faits
    assert espaces[2].reponse is not None
    assert (espaces[2].reponse.texte, espaces[2].reponse.tranchee) == ("Un relevé.", True)
    assert espaces[4].faits[-1] == "Aucune réunion n'est notée."


def test_les_places_des_signataires_se_lisent_dans_l_offre(scene: Scene) -> None:
    convention = scene.convention()
    PlacesFactory(dispositif=scene.dispositif, modalite="AJ", nombre=12, debut=D(2024, 1, 1))
    PlacesFactory(dispositif=scene.dispositif, modalite="AN", nombre=3, debut=D(2024, 1, 1), fin=D(2025, 1, 1))
    signataire = convention.signataires.get(organisme=scene.organisme)
    assert places_des_signataires("31", JOUR) == {signataire.pk: {"AJ": 12}}
