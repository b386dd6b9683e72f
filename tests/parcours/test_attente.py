"""The waiting list: requests recorded, followed, answered; what the count reads of them and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite
from maillage.parcours.domain.versions import ModifieEntreTemps
from maillage.parcours.models import Demande, EtapeDemande, Jeune
from maillage.parcours.selectors import demandes_pour_le_compte
from maillage.parcours.selectors.attente import FiltresAttente, lignes_attente, lire_demande, lister_demandes
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.socle.selectors import version_des_faits
from maillage.structures.models import Dispositif
from tests.fabriques import DemandeFactory, DispositifFactory, JeuneFactory, PhaseFactory
from tests.parcours.conftest import AUJOURD_HUI

pytestmark = pytest.mark.django_db
RECUE = date(2026, 1, 5)


def _enregistrer(systeme: ActeurSysteme, dispositif: Dispositif, **autres: Any) -> Demande:
    return services.enregistrer_demande(systeme, dispositif_id=dispositif.pk, reception=RECUE, **autres)


def _lister(systeme: ActeurSysteme, dispositif: Dispositif, **filtres: Any) -> list[Demande]:
    return list(lister_demandes(systeme, dispositif, FiltresAttente(**filtres), le=AUJOURD_HUI))


def test_un_nom_ouvre_le_dossier_et_le_rattache(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    identite = Identite("Fictif", "Noa", date(2014, 5, 6))
    demande = _enregistrer(systeme, dispositif, identite=identite, origine="FAMILLE", public="117")
    assert demande.jeune == Jeune.objects.get(nom="Fictif")
    assert (demande.origine, demande.public) == ("FAMILLE", "117")
    with pytest.raises(ErreurParcours, match="déjà connu ici"):
        _enregistrer(systeme, dispositif, identite=Identite("FICTIF", "Noà", date(2014, 5, 6)))
    assert Demande.objects.count() == 1


def test_une_identite_impossible_n_ecrit_rien(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    with pytest.raises(ErreurParcours) as refus:
        _enregistrer(systeme, dispositif, identite=Identite("Fictif", "Noa", ins="123"))
    assert refus.value.champ == "ins"
    assert not Jeune.objects.exists()


def test_une_notification_dans_l_avenir_est_refusee(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    with pytest.raises(ErreurParcours) as refus:
        _enregistrer(systeme, dispositif, notification=date(2199, 1, 1))
    assert refus.value.champ == "notification"


def test_choisir_une_notification_date_la_demande(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    jeune, autre = JeuneFactory(), JeuneFactory()
    lue = services.enregistrer_notification(
        systeme, jeune=jeune, dispositif_id=dispositif.pk, type="DISPOSITIF", decision=RECUE, debut=RECUE
    )
    demande = _enregistrer(systeme, dispositif, jeune=jeune)
    services.modifier_demande(systeme, demande=demande, notification_mdph=lue)
    demande.refresh_from_db()
    assert demande.notification == RECUE
    with pytest.raises(ErreurParcours, match="pas celle de ce jeune"):
        services.modifier_demande(systeme, demande=demande, jeune=autre, notification_mdph=lue)


def test_deux_corrections_en_meme_temps_se_montrent(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    demande = _enregistrer(systeme, dispositif)
    services.modifier_demande(systeme, demande=demande, version=1, modalite_souhaitee="AJ")
    with pytest.raises(ModifieEntreTemps) as conflit:
        services.modifier_demande(systeme, demande=demande, version=1, modalite_souhaitee="PMO")
    assert "« Accueil de jour » enregistré, « Prestation en milieu ordinaire » dans votre page" in conflit.value.message
    assert Demande.objects.get().modalite_souhaitee == "AJ"
    services.modifier_demande(systeme, demande=demande, version=conflit.value.version, modalite_souhaitee="PMO")
    assert Demande.objects.get().modalite_souhaitee == "PMO"


def test_admettre_ferme_la_pre_admission_la_veille(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    jeune = JeuneFactory()
    phase = PhaseFactory(jeune=jeune, dispositif=dispositif, type="PRE_ADMISSION", debut=RECUE)
    demande = _enregistrer(systeme, dispositif, jeune=jeune, modalite_souhaitee="PMO")
    services.admettre_demande(systeme, demande=demande, admission=date(2026, 2, 2))
    phase.refresh_from_db()
    assert phase.fin == date(2026, 2, 1)
    assert jeune.phases.filter(type="ACCOMPAGNEMENT", debut=date(2026, 2, 2), fin=None).exists()
    assert jeune.periodes.filter(modalite="PMO", debut=date(2026, 2, 2)).exists()


def test_une_reponse_ne_se_donne_qu_une_fois_et_pas_avant_la_demande(
    systeme: ActeurSysteme, dispositif: Dispositif
) -> None:
    demande = _enregistrer(systeme, dispositif)
    with pytest.raises(ErreurParcours, match="avant la réception"):
        services.admettre_demande(systeme, demande=demande, admission=date(2026, 1, 4))
    services.clore_demande(systeme, demande=demande, cloture=RECUE, motif="MANQUE_PLACE", precision=" trop loin ")
    for acte, valeurs in (
        (services.admettre_demande, {"admission": RECUE}),
        (services.clore_demande, {"cloture": RECUE, "motif": "RETIREE"}),
    ):
        with pytest.raises(ErreurParcours, match="déjà reçu sa réponse"):
            acte(systeme, demande=demande, **valeurs)  # type: ignore[operator]
    demande.refresh_from_db()
    assert (demande.motif_cloture, demande.motif_precision) == ("MANQUE_PLACE", "trop loin")


def test_un_motif_est_de_la_nomenclature(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    demande = _enregistrer(systeme, dispositif)
    with pytest.raises(ErreurParcours) as refus:
        services.clore_demande(systeme, demande=demande, cloture=RECUE, motif="Parce que")
    assert refus.value.champ == "motif"


def test_le_journal_distingue_refuser_et_clore(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    for motif, acte in (("MANQUE_PLACE", "refuser_demande"), ("RETIREE", "clore_demande")):
        services.clore_demande(systeme, demande=_enregistrer(systeme, dispositif), cloture=RECUE, motif=motif)
        assert Trace.objects.filter(acte=f"parcours.{acte}").count() == 1


def test_rouvrir_remet_en_attente_exactement(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    demande = _enregistrer(systeme, dispositif)
    avant = demandes_pour_le_compte(dispositif.pk)
    services.clore_demande(systeme, demande=demande, cloture=RECUE, motif="RETIREE")
    services.rouvrir_demande(systeme, demande=demande)
    assert demandes_pour_le_compte(dispositif.pk) == avant
    with pytest.raises(ErreurParcours, match="n'est pas close"):
        services.rouvrir_demande(systeme, demande=demande)


def test_les_etapes_les_criteres_et_les_commissions_ne_changent_rien_au_compte(
    systeme: ActeurSysteme, dispositif: Dispositif
) -> None:
    demande = _enregistrer(systeme, dispositif, jeune=JeuneFactory())
    avant, version = demandes_pour_le_compte(dispositif.pk), version_des_faits(dispositif.pk)
    services.noter_etape(systeme, demande=demande, nature="VISITE", le=date(2026, 2, 1))
    services.reprendre_criteres_proposes(systeme, dispositif_id=dispositif.pk)
    critere = services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle="Proche de l'école", poids=1)
    services.choisir_criteres(systeme, demande=demande, criteres=[critere])
    commission = services.creer_commission(systeme, dispositif_id=dispositif.pk, le=date(2026, 3, 2))
    services.inscrire_demandes(systeme, commission=commission, demandes=[demande])
    services.rendre_avis(systeme, avis=commission.avis.get(), opinion="FAVORABLE")
    services.partager_demande(systeme, demande=demande, famille_informee_le=RECUE)
    services.cesser_le_partage(systeme, demande=demande)
    assert demandes_pour_le_compte(dispositif.pk) == avant
    assert version_des_faits(dispositif.pk) == version


def test_la_meme_etape_deux_fois_est_une_seule_et_se_retire(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    demande = _enregistrer(systeme, dispositif)
    etape = services.noter_etape(systeme, demande=demande, nature="VISITE", le=date(2026, 2, 1))
    services.noter_etape(systeme, demande=demande, nature="VISITE", le=date(2026, 2, 1))
    assert EtapeDemande.objects.count() == 1
    with pytest.raises(ErreurParcours):
        services.noter_etape(systeme, demande=demande, nature="VISITE", le=date(2026, 1, 1))
    services.retirer_etape(systeme, demande=demande, etape=etape.pk)
    services.retirer_etape(systeme, demande=demande, etape=etape.pk)
    assert not EtapeDemande.objects.exists()


def test_qui_lit_seulement_n_ecrit_rien(dispositif: Dispositif) -> None:
    lecteur = ActeurUtilisateur(
        1, "lecteur", habilitations=(HabilitationActive("PROFESSIONNEL", frozenset({dispositif.pk})),)
    )
    demande = DemandeFactory(dispositif=dispositif)
    actes: list[Callable[[], object]] = [
        lambda: services.enregistrer_demande(lecteur, dispositif_id=dispositif.pk, reception=RECUE),
        lambda: services.admettre_demande(lecteur, demande=demande, admission=RECUE),
        lambda: services.clore_demande(lecteur, demande=demande, cloture=RECUE, motif="RETIREE"),
        lambda: services.rouvrir_demande(lecteur, demande=demande),
        lambda: services.noter_etape(lecteur, demande=demande, nature="VISITE", le=RECUE),
        lambda: services.choisir_criteres(lecteur, demande=demande, criteres=[]),
        lambda: services.partager_demande(lecteur, demande=demande, famille_informee_le=RECUE),
        lambda: services.creer_commission(lecteur, dispositif_id=dispositif.pk, le=RECUE),
        lambda: services.creer_critere(lecteur, dispositif_id=dispositif.pk, libelle="x", poids=1),
    ]
    for acte in actes:
        with pytest.raises(PermissionDenied):
            acte()


def test_la_liste_se_filtre_et_se_trie(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    alba = DemandeFactory(
        dispositif=dispositif, jeune=JeuneFactory(nom="Alba"), origine="MDPH", modalite_souhaitee="AJ"
    )
    brume = DemandeFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Brume"), reception=RECUE, public="437")
    close = DemandeFactory(dispositif=dispositif, cloture=RECUE, motif_cloture="MANQUE_PLACE")
    retiree = DemandeFactory(dispositif=dispositif, cloture=RECUE, motif_cloture="RETIREE")
    admise = DemandeFactory(dispositif=dispositif, admission=RECUE)
    DemandeFactory()
    critere = services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle="Sans école", poids=3)
    services.choisir_criteres(systeme, demande=brume, criteres=[critere])
    assert _lister(systeme, dispositif) == [alba, brume]
    assert _lister(systeme, dispositif, tri="-reception") == [brume, alba]
    assert _lister(systeme, dispositif, tri="-criteres") == [brume, alba]
    assert _lister(systeme, dispositif, tri="-nom") == [brume, alba]
    assert _lister(systeme, dispositif, tri="rien") == [alba, brume]
    assert _lister(systeme, dispositif, origine="MDPH") == [alba]
    assert _lister(systeme, dispositif, public="437") == [brume]
    assert _lister(systeme, dispositif, modalite="AJ") == [alba]
    assert _lister(systeme, dispositif, critere=critere.pk) == [brume]
    assert _lister(systeme, dispositif, recherche="bru sacha") == [brume]
    assert _lister(systeme, dispositif, partage="oui") == []
    assert _lister(systeme, dispositif, partage="non") == [alba, brume]
    assert _lister(systeme, dispositif, etat="refusees") == [close]
    assert _lister(systeme, dispositif, etat="closes") == [retiree]
    assert _lister(systeme, dispositif, etat="admises") == [admise]
    assert len(_lister(systeme, dispositif, etat="toutes")) == 5


def test_le_nombre_de_requetes_ne_depend_pas_des_lignes(
    systeme: ActeurSysteme, dispositif: Dispositif, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    voisin = DispositifFactory()
    for nombre in (1, 6):
        for _ in range(nombre):
            jeune = JeuneFactory()
            for ou in (dispositif, voisin):
                demande = DemandeFactory(dispositif=ou, jeune=jeune)
                services.partager_demande(systeme, demande=demande, famille_informee_le=RECUE)
                services.noter_etape(systeme, demande=demande, nature="VISITE", le=RECUE)
        with django_assert_num_queries(5):
            lignes = lignes_attente(systeme, dispositif, _lister(systeme, dispositif), le=AUJOURD_HUI)
            assert all(ligne.partage and ligne.partage.attend_aussi for ligne in lignes)


def test_lire_une_demande_d_ailleurs_est_impossible(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    ailleurs = DemandeFactory()
    with pytest.raises(Demande.DoesNotExist):
        lire_demande(systeme, dispositif, ailleurs.identifiant, le=timezone.localdate())
