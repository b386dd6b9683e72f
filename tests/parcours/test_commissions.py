"""Criteria set by the dispositif itself, admission commissions and their opinions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.versions import ModifieEntreTemps
from maillage.parcours.models import AvisCommission, CommissionAdmission, CriterePriorite, EtapeDemande
from maillage.parcours.referentiels.entree import criteres_proposes
from maillage.parcours.selectors.commissions import lire_commission
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif
from tests.fabriques import DemandeFactory, DispositifFactory, JeuneFactory
from tests.parcours.conftest import AUJOURD_HUI, connecter

pytestmark = pytest.mark.django_db
LE = date(2026, 4, 2)


def _commission(systeme: ActeurSysteme, dispositif: Dispositif, le: date = LE) -> CommissionAdmission:
    return services.creer_commission(systeme, dispositif_id=dispositif.pk, le=le, membres=" Direction\n\nPsychologue ")


def test_une_commission_par_jour(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    commission = _commission(systeme, dispositif)
    assert commission.membres == "Direction\nPsychologue"
    with pytest.raises(ErreurParcours, match="déjà prévue"):
        _commission(systeme, dispositif)
    autre = _commission(systeme, dispositif, date(2026, 4, 9))
    with pytest.raises(ErreurParcours, match="déjà prévue"):
        services.modifier_commission(systeme, commission=autre, le=LE)
    _commission(systeme, DispositifFactory())


def test_inscrire_date_l_etape_et_deplacer_la_commission_la_deplace(
    systeme: ActeurSysteme, dispositif: Dispositif
) -> None:
    commission, demande = _commission(systeme, dispositif), DemandeFactory(dispositif=dispositif)
    ailleurs = DemandeFactory()
    services.inscrire_demandes(systeme, commission=commission, demandes=[demande, ailleurs])
    assert [avis.demande for avis in commission.avis.all()] == [demande]
    assert EtapeDemande.objects.get().le == LE
    services.modifier_commission(systeme, commission=commission, version=1, le=date(2026, 4, 16))
    assert EtapeDemande.objects.get().le == date(2026, 4, 16)
    services.retirer_de_la_commission(systeme, avis=AvisCommission.objects.get())
    assert not EtapeDemande.objects.exists()


def test_deux_avis_en_meme_temps_se_montrent(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    commission = _commission(systeme, dispositif)
    services.inscrire_demandes(systeme, commission=commission, demandes=[DemandeFactory(dispositif=dispositif)])
    avis = commission.avis.get()
    services.rendre_avis(systeme, avis=avis, opinion="FAVORABLE", version=1)
    with pytest.raises(ModifieEntreTemps):
        services.rendre_avis(systeme, avis=avis, opinion="DEFAVORABLE", version=1)
    with pytest.raises(ErreurParcours) as refus:
        services.rendre_avis(systeme, avis=avis, opinion="PEUT_ETRE")
    assert refus.value.champ == "opinion"
    avis.refresh_from_db()
    assert avis.avis == "FAVORABLE"


def test_l_ordre_du_jour_suit_les_criteres_puis_l_anciennete(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    commission = _commission(systeme, dispositif)
    ancienne = DemandeFactory(dispositif=dispositif, reception=date(2024, 1, 8))
    prioritaire = DemandeFactory(dispositif=dispositif, reception=date(2026, 2, 1))
    critere = services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle="Sans école", poids=3)
    services.choisir_criteres(systeme, demande=prioritaire, criteres=[critere])
    services.inscrire_demandes(systeme, commission=commission, demandes=[ancienne, prioritaire])
    lue = lire_commission(systeme, dispositif, commission.identifiant, le=AUJOURD_HUI)
    assert [point.ligne.demande for point in lue.points] == [prioritaire, ancienne]


def test_la_commission_se_lit_en_autant_de_requetes_avec_plus_de_demandes(
    systeme: ActeurSysteme, dispositif: Dispositif, django_assert_num_queries: Any
) -> None:
    commission = _commission(systeme, dispositif)
    for nombre in (1, 6):
        demandes = [DemandeFactory(dispositif=dispositif, jeune=JeuneFactory()) for _ in range(nombre)]
        services.inscrire_demandes(systeme, commission=commission, demandes=demandes)
        with django_assert_num_queries(7):
            lire_commission(systeme, dispositif, commission.identifiant, le=AUJOURD_HUI)


def test_un_critere_retire_reste_sur_les_demandes_et_revient(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    critere = services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle=" Sans  école ", poids=3)
    assert critere.libelle == "Sans école"
    demande = DemandeFactory(dispositif=dispositif)
    services.choisir_criteres(systeme, demande=demande, criteres=[critere])
    services.retirer_critere(systeme, critere=critere, le=AUJOURD_HUI)
    assert list(demande.criteres.all()) == [critere]
    revenu = services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle="Sans école", poids=1)
    assert (revenu.pk, revenu.poids, revenu.retire_le) == (critere.pk, 1, None)
    with pytest.raises(ErreurParcours, match="existe déjà"):
        services.creer_critere(systeme, dispositif_id=dispositif.pk, libelle="Sans école", poids=1)


def test_un_critere_d_ailleurs_ne_se_choisit_pas(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    ailleurs = services.creer_critere(systeme, dispositif_id=DispositifFactory().pk, libelle="Ailleurs", poids=1)
    demande = DemandeFactory(dispositif=dispositif)
    services.choisir_criteres(systeme, demande=demande, criteres=[ailleurs])
    assert not demande.criteres.exists()


def test_les_criteres_proposes_viennent_une_fois(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    nombre = len(criteres_proposes())
    assert services.reprendre_criteres_proposes(systeme, dispositif_id=dispositif.pk) == nombre
    assert services.reprendre_criteres_proposes(systeme, dispositif_id=dispositif.pk) == 0
    assert CriterePriorite.objects.count() == nombre


def test_les_pages_de_la_commission_de_bout_en_bout(coordination: Client, dispositif: Dispositif) -> None:
    def url(nom: str, *args: Any) -> str:
        return reverse(f"parcours:{nom}", args=["garrigue", *args])

    demande = DemandeFactory(dispositif=dispositif, jeune=JeuneFactory(nom="Fictifort"))
    coordination.post(url("creer_commission"), {"le": "2026-04-02", "lieu": "Salle", "membres": "Direction"})
    commission = CommissionAdmission.objects.get()
    assert "2 avril 2026" in coordination.get(url("commissions")).content.decode()
    coordination.post(url("inscrire_demandes", commission.identifiant), {"demandes": [demande.pk]})
    avis = commission.avis.get()
    page = url("avis_commission", commission.identifiant, avis.pk)
    assert coordination.get(page).status_code == 200
    envoi = {"version": "1", "opinion": "FAVORABLE_ATTENTE", "motif": "Un bon projet"}
    assert coordination.post(page, envoi).status_code == 302
    assert coordination.post(page, {**envoi, "opinion": "DEFAVORABLE"}).status_code == 409
    lue = coordination.get(url("commission", commission.identifiant)).content.decode()
    assert "dès qu'une place se libère" in lue.replace("&#x27;", "'")
    assert "Fictifort" in lue
    assert coordination.post(url("retirer_avis", commission.identifiant, avis.pk)).status_code == 302
    assert not AvisCommission.objects.exists()


def test_les_pages_des_criteres_de_bout_en_bout(coordination: Client, dispositif: Dispositif) -> None:
    def url(nom: str, *args: Any) -> str:
        return reverse(f"parcours:{nom}", args=["garrigue", *args])

    assert "Reprendre les critères proposés" in coordination.get(url("criteres")).content.decode()
    coordination.post(url("criteres_proposes"))
    critere = CriterePriorite.objects.first()
    assert critere is not None
    coordination.post(url("modifier_critere", critere.pk), {"libelle": "Dans nos mots", "poids": "2"})
    coordination.post(url("bouton_critere", critere.pk, "retirer"))
    critere.refresh_from_db()
    assert (critere.libelle, critere.poids) == ("Dans nos mots", 2)
    assert critere.retire_le is not None
    assert coordination.post(url("creer_critere"), {"libelle": " ", "poids": "1"}).status_code == 422
    assert coordination.post(url("bouton_critere", critere.pk, "effacer")).status_code == 404


def test_une_commission_d_ailleurs_n_existe_pas_ici(dispositif: Dispositif, systeme: ActeurSysteme) -> None:
    ailleurs = _commission(systeme, DispositifFactory())
    client = connecter("DIRECTION", dispositif)
    assert client.get(reverse("parcours:commission", args=["garrigue", ailleurs.identifiant])).status_code == 404
