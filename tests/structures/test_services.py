from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from maillage.structures import selectors, services
from maillage.structures.models import ExceptionOuverture, Places
from tests.fabriques import (
    AffectationFactory,
    CommuneFactory,
    DispositifFactory,
    EtablissementFactory,
    OrganismeFactory,
    PlacesFactory,
    ProfessionnelFactory,
    UniteFactory,
)

pytestmark = pytest.mark.django_db
LUNDI, DIMANCHE = dt.date(2024, 3, 11), dt.date(2024, 3, 17)


def direction(dispositif_id: int) -> ActeurUtilisateur:
    return ActeurUtilisateur(
        1, "Direction inventée", None, (HabilitationActive("DIRECTION", frozenset({dispositif_id})),)
    )


def creer(systeme: ActeurSysteme, montage: str, nombre: int) -> object:
    return services.creer_dispositif(
        systeme,
        code="les-tilleuls",
        nom="Les Tilleuls",
        type="DITEP",
        montage=montage,
        organismes=[OrganismeFactory() for _ in range(nombre)],
        departement="31",
    )


def test_une_autorisation_unique_se_cree_avec_un_seul_organisme(systeme: ActeurSysteme) -> None:
    creer(systeme, "AUTORISATION_UNIQUE", 1)
    assert Trace.objects.filter(acte="structures.creer_dispositif", objet="les-tilleuls").exists()


def test_le_nombre_d_organismes_doit_convenir_au_montage(systeme: ActeurSysteme) -> None:
    for montage, nombre in (("AUTORISATION_UNIQUE", 2), ("ORGANISATION_PARTENARIALE", 1)):
        with pytest.raises(ValidationError) as refus:
            creer(systeme, montage, nombre)
        assert "organismes" in refus.value.message_dict
    assert selectors.dispositif_par_code("les-tilleuls") is None


def test_un_code_deja_pris_est_refuse_au_champ(systeme: ActeurSysteme) -> None:
    DispositifFactory(code="les-tilleuls")
    with pytest.raises(ValidationError) as refus:
        creer(systeme, "AUTORISATION_UNIQUE", 1)
    assert "code" in refus.value.message_dict


def test_une_direction_n_ecrit_que_dans_son_dispositif() -> None:
    sien, autre = DispositifFactory(), DispositifFactory()
    acteur = direction(sien.pk)
    services.ouvrir_places(acteur, sien, modalite="AJ", nombre=12, debut=LUNDI)
    with pytest.raises(PermissionDenied):
        services.ouvrir_places(acteur, autre, modalite="AJ", nombre=12, debut=LUNDI)
    with pytest.raises(PermissionDenied):
        creer(acteur, "AUTORISATION_UNIQUE", 1)  # type: ignore[arg-type]


def test_changer_le_nombre_de_places_garde_le_passe(systeme: ActeurSysteme) -> None:
    places = PlacesFactory(debut=dt.date(2024, 1, 1), nombre=10)
    avant = version_des_faits(places.dispositif_id)
    services.modifier_places(systeme, places, nombre=14, a_partir_du=dt.date(2024, 9, 1))
    assert list(Places.objects.order_by("debut").values_list("nombre", "debut", "fin")) == [
        (10, dt.date(2024, 1, 1), dt.date(2024, 8, 31)),
        (14, dt.date(2024, 9, 1), None),
    ]
    assert version_des_faits(places.dispositif_id) > avant


def test_des_places_ne_changent_pas_avant_leur_debut_ni_apres_leur_fin(systeme: ActeurSysteme) -> None:
    places = PlacesFactory(debut=LUNDI, fin=DIMANCHE)
    for jour in (LUNDI, dt.date(2024, 4, 1)):
        with pytest.raises(ValidationError) as refus:
            services.modifier_places(systeme, places, nombre=1, a_partir_du=jour)
        assert "a_partir_du" in refus.value.message_dict


def test_fermer_puis_annuler_remet_exactement_le_calendrier(systeme: ActeurSysteme) -> None:
    dispositif = DispositifFactory()
    samedi = dt.date(2024, 3, 16)
    services.ouvrir_periode(systeme, dispositif, debut=samedi, fin=samedi, modalites=["AJ"], motif="Fête")
    acte = services.fermer_periode(systeme, dispositif, debut=LUNDI, fin=DIMANCHE, motif="Travaux")
    assert not any(
        selectors.est_ouvert(dispositif.pk, "AJ", jour, "MATIN") for jour in (LUNDI, samedi, dt.date(2024, 3, 13))
    )
    services.annuler_acte_ouverture(systeme, dispositif, acte)
    assert selectors.est_ouvert(dispositif.pk, "AJ", LUNDI, "MATIN")
    assert selectors.est_ouvert(dispositif.pk, "AJ", samedi, "MATIN")
    assert ExceptionOuverture.objects.filter(dispositif=dispositif).count() == 2
    with pytest.raises(ValidationError):
        services.annuler_acte_ouverture(systeme, dispositif, acte)


def test_une_periode_trop_longue_ou_a_l_envers_est_refusee(systeme: ActeurSysteme) -> None:
    dispositif = DispositifFactory()
    for fin in (dt.date(2024, 3, 1), dt.date(2025, 3, 12)):
        with pytest.raises(ValidationError) as refus:
            services.fermer_periode(systeme, dispositif, debut=LUNDI, fin=fin)
        assert "fin" in refus.value.message_dict
    with pytest.raises(ValidationError) as refus:
        services.fermer_periode(systeme, dispositif, debut=LUNDI, fin=LUNDI, modalites=["XX"])
    assert "modalites" in refus.value.message_dict


def test_les_vacances_de_la_zone_ferment_les_jours_ouvres(systeme: ActeurSysteme) -> None:
    zone_c, zone_a = DispositifFactory(), DispositifFactory(zone_scolaire="A")
    for dispositif in (zone_c, zone_a):
        services.appliquer_vacances_scolaires(systeme, dispositif, annee_scolaire=2024, noms=["Vacances d'hiver"])
    assert not selectors.est_ouvert(zone_c.pk, "AJ", dt.date(2025, 2, 18), "MATIN")
    assert selectors.est_ouvert(zone_c.pk, "AJ", dt.date(2025, 3, 4), "MATIN")
    assert selectors.est_ouvert(zone_a.pk, "AJ", dt.date(2025, 2, 18), "MATIN")
    assert not selectors.est_ouvert(zone_a.pk, "AJ", dt.date(2025, 3, 4), "MATIN")
    periodes = selectors.periodes_exceptionnelles(zone_c.pk, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert [periode.motif for periode in periodes] == ["Vacances d'hiver"]


def test_des_vacances_inconnues_sont_refusees(systeme: ActeurSysteme) -> None:
    dispositif = DispositifFactory()
    for annee, noms in ((2024, ["Vacances de Mardi gras"]), (2024, []), (2090, ["Vacances de Noël"])):
        with pytest.raises(ValidationError) as refus:
            services.appliquer_vacances_scolaires(systeme, dispositif, annee_scolaire=annee, noms=noms)
        assert "noms" in refus.value.message_dict


def test_un_etablissement_ne_se_rattache_pas_deux_fois_aux_memes_dates(systeme: ActeurSysteme) -> None:
    dispositif, etablissement = DispositifFactory(), EtablissementFactory()
    rattachement = services.rattacher_etablissement(systeme, dispositif, etablissement, debut=LUNDI)
    with pytest.raises(ValidationError):
        services.rattacher_etablissement(systeme, dispositif, etablissement, debut=DIMANCHE)
    services.detacher_etablissement(systeme, rattachement, le=dt.date(2024, 3, 12))
    services.rattacher_etablissement(systeme, dispositif, etablissement, debut=DIMANCHE)
    assert selectors.etablissements_du_dispositif(dispositif.pk, LUNDI, DIMANCHE) == [etablissement]
    assert selectors.etablissements_du_dispositif(dispositif.pk, dt.date(2024, 3, 13), dt.date(2024, 3, 14)) == []


def test_affecter_un_professionnel_a_une_unite_d_ici_seulement(systeme: ActeurSysteme) -> None:
    dispositif, ailleurs, professionnel = DispositifFactory(), UniteFactory(), ProfessionnelFactory()
    with pytest.raises(ValidationError) as refus:
        services.affecter_professionnel(systeme, dispositif, professionnel, debut=LUNDI, unite=ailleurs)
    assert "unite" in refus.value.message_dict
    affectation = services.affecter_professionnel(systeme, dispositif, professionnel, debut=LUNDI)
    assert list(selectors.professionnels_du_dispositif(dispositif.pk, DIMANCHE)) == [professionnel]
    services.terminer_affectation(systeme, affectation, le=LUNDI)
    assert not selectors.professionnels_du_dispositif(dispositif.pk, DIMANCHE).exists()


def test_les_tables_du_compte_ont_les_colonnes_du_contrat(systeme: ActeurSysteme) -> None:
    dispositif = DispositifFactory(code="d1")
    etablissement = EtablissementFactory(finess="310000001")
    services.rattacher_etablissement(systeme, dispositif, etablissement, debut=LUNDI)
    services.definir_territoire(systeme, dispositif, [CommuneFactory(code="31555").code])
    PlacesFactory(dispositif=dispositif, etablissement=etablissement, nombre=8, debut=LUNDI)
    services.fermer_periode(systeme, dispositif, debut=LUNDI, fin=LUNDI, modalites=["AN"])
    assert selectors.dispositif_pour_le_compte(dispositif.pk, LUNDI, DIMANCHE) == [
        ("d1", "DITEP", ("310000001",), "Occitanie", "31", (), None, None)
    ]
    assert selectors.territoire_pour_le_compte(dispositif.pk) == [("d1", "31555")]
    assert selectors.places_pour_le_compte(dispositif.pk) == [("d1", "310000001", "AJ", 8, LUNDI, None)]
    assert selectors.ouvertures_pour_le_compte(dispositif.pk, LUNDI, DIMANCHE) == [("d1", "AN", LUNDI, "NUIT", False)]
    assert len(selectors.COLONNES_DISPOSITIF) == 8


def test_une_commune_inconnue_du_territoire_est_nommee(systeme: ActeurSysteme) -> None:
    with pytest.raises(ValidationError) as refus:
        services.definir_territoire(systeme, DispositifFactory(), ["00000"])
    assert "00000" in str(refus.value)


def test_on_ne_voit_que_les_dispositifs_de_sa_portee() -> None:
    sien, _autre = DispositifFactory(), DispositifFactory()
    assert list(selectors.dispositifs_visibles(direction(sien.pk))) == [sien]
    assert selectors.dispositifs_visibles(ActeurSysteme("essais")).count() == 2
    assert AffectationFactory().dispositif in selectors.dispositifs_visibles(ActeurSysteme("essais"))
