"""Waiting lists shared without names: what neighbours see, what they never do, and nothing that leaks on a page, a file, a search, the journal."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.acteur import ANONYME
from maillage.parcours import services
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite
from maillage.parcours.models import Demande, PseudonymeDemande
from maillage.parcours.selectors.partage import PartageVu, partages_vus
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from maillage.structures.models import Dispositif
from tests.fabriques import CommuneFactory, DemandeFactory, DispositifFactory, JeuneFactory
from tests.parcours.conftest import AUJOURD_HUI, connecter

pytestmark = pytest.mark.django_db
RECUE = date(2026, 1, 5)
NOM, PRENOM, NAISSANCE = "Secretfictif", "Aurélien", date(2013, 7, 9)
INS_A, INS_B = "284057520100130", "185052A00100174"


@pytest.fixture
def voisin(dispositif: Dispositif) -> Dispositif:
    return DispositifFactory(code="causse", nom="Dispositif du Causse")


def _demande(ou: Dispositif, nom: str = NOM, prenom: str = PRENOM, **autres: Any) -> Demande:
    jeune = JeuneFactory(nom=nom, prenom=prenom, naissance=NAISSANCE, ins=autres.pop("ins", ""))
    demande: Demande = DemandeFactory(dispositif=ou, jeune=jeune, reception=RECUE, **autres)
    return demande


def _partager(systeme: ActeurSysteme, *demandes: Demande) -> None:
    for demande in demandes:
        services.partager_demande(systeme, demande=demande, famille_informee_le=RECUE)


def _vu(systeme: ActeurSysteme, demande: Demande, le: date = AUJOURD_HUI) -> PartageVu | None:
    return partages_vus(systeme, demande.dispositif, [demande.pk], le=le).get(demande.pk)


def test_deux_dispositifs_voient_que_la_meme_personne_attend_chez_les_deux(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la, autre = (
        _demande(dispositif),
        _demande(voisin, "SECRET-FICTIF", "aurelien"),
        _demande(voisin, "Autrefictif"),
    )
    _partager(systeme, ici, la, autre)
    vu, vu_la_bas = _vu(systeme, ici), _vu(systeme, la)
    assert vu is not None
    assert vu_la_bas is not None
    assert vu.attend_aussi == ("Dispositif du Causse",)
    assert vu_la_bas.attend_aussi == (dispositif.nom,)
    assert vu.etiquette == vu_la_bas.etiquette
    assert _vu(systeme, autre) == PartageVu(_vu(systeme, autre).etiquette)  # type: ignore[union-attr]


def test_sans_partage_rien_ne_se_voit(systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif) -> None:
    ici, la = _demande(dispositif), _demande(voisin)
    _partager(systeme, ici)
    assert _vu(systeme, ici).attend_aussi == ()  # type: ignore[union-attr]
    assert _vu(systeme, la) is None
    assert partages_vus(ANONYME, dispositif, [ici.pk], le=AUJOURD_HUI) == {}


def test_cesser_le_partage_efface_aussitot(systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif) -> None:
    ici, la = _demande(dispositif), _demande(voisin)
    _partager(systeme, ici, la)
    services.cesser_le_partage(systeme, demande=la)
    assert _vu(systeme, ici).attend_aussi == ()  # type: ignore[union-attr]
    assert PseudonymeDemande.objects.count() == 1


def test_un_autre_territoire_ne_voit_rien(systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    loin = DispositifFactory(departement="48", nom="Dispositif lointain")
    ici, la = _demande(dispositif), _demande(loin)
    _partager(systeme, ici, la)
    assert _vu(systeme, ici).attend_aussi == ()  # type: ignore[union-attr]
    commune = CommuneFactory()
    dispositif.communes.add(commune)
    loin.communes.add(commune)
    assert _vu(systeme, ici).attend_aussi == ("Dispositif lointain",)  # type: ignore[union-attr]


def test_l_admission_ailleurs_se_voit_et_se_clot_en_un_geste(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la = _demande(dispositif), _demande(voisin)
    _partager(systeme, ici, la)
    with pytest.raises(ErreurParcours, match="Aucune admission"):
        services.clore_admise_ailleurs(systeme, demande=ici, le=AUJOURD_HUI)
    services.admettre_demande(systeme, demande=la, admission=date(2026, 2, 3))
    assert _vu(systeme, ici, date(2026, 2, 2)).attend_aussi == ("Dispositif du Causse",)  # type: ignore[union-attr]
    vu = _vu(systeme, ici, date(2026, 2, 3))
    assert vu is not None
    assert (vu.attend_aussi, vu.admis_ailleurs_le) == ((), date(2026, 2, 3))
    close = services.clore_admise_ailleurs(systeme, demande=ici, le=AUJOURD_HUI)
    assert (close.cloture, close.motif_cloture) == (AUJOURD_HUI, "ADMIS_AILLEURS")
    la.refresh_from_db()
    assert la.cloture is None


def test_une_admission_d_avant_la_demande_ne_la_ferme_pas(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la = _demande(dispositif), _demande(voisin, admission=date(2025, 9, 1))
    Demande.objects.filter(pk=la.pk).update(reception=date(2025, 6, 1))
    _partager(systeme, ici, la)
    assert _vu(systeme, ici).admis_ailleurs_le is None  # type: ignore[union-attr]


def test_un_refus_ailleurs_ne_se_dit_pas(systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif) -> None:
    ici, la = _demande(dispositif), _demande(voisin)
    _partager(systeme, ici, la)
    services.clore_demande(systeme, demande=la, cloture=RECUE, motif="HORS_PUBLIC")
    vu = _vu(systeme, ici)
    assert vu is not None
    assert (vu.attend_aussi, vu.admis_ailleurs_le) == ((), None)


def test_deux_homonymes_que_leur_matricule_distingue(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la = _demande(dispositif, ins=INS_A), _demande(voisin, ins=INS_B)
    autrement = _demande(voisin, "Nommariefictif", ins=INS_A)
    _partager(systeme, ici, la, autrement)
    assert _vu(systeme, ici).attend_aussi == ("Dispositif du Causse",)  # type: ignore[union-attr]
    services.cesser_le_partage(systeme, demande=autrement)
    assert _vu(systeme, ici).attend_aussi == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("manque", [{"naissance": None}, {"nom": "-"}])
def test_sans_assez_de_traits_le_partage_est_refuse(
    systeme: ActeurSysteme, dispositif: Dispositif, manque: dict[str, Any]
) -> None:
    demande = DemandeFactory(dispositif=dispositif, jeune=JeuneFactory(**manque))
    with pytest.raises(ErreurParcours, match="date de naissance"):
        _partager(systeme, demande)
    with pytest.raises(ErreurParcours):
        _partager(systeme, DemandeFactory(dispositif=dispositif))


def test_sans_cle_rien_ne_se_partage(systeme: ActeurSysteme, dispositif: Dispositif, settings: Any) -> None:
    settings.CLE_PSEUDONYMES = ""
    with pytest.raises(ErreurParcours, match="clé des pseudonymes"):
        _partager(systeme, _demande(dispositif))


def test_corriger_l_identite_refait_le_pseudonyme(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la = _demande(dispositif, "Secretfictiv"), _demande(voisin)
    _partager(systeme, ici, la)
    assert _vu(systeme, la).attend_aussi == ()  # type: ignore[union-attr]
    services.modifier_identite(
        systeme, jeune=ici.jeune, dispositif_id=dispositif.pk, identite=Identite(NOM, PRENOM, NAISSANCE)
    )
    assert _vu(systeme, la).attend_aussi == (dispositif.nom,)  # type: ignore[union-attr]
    services.modifier_identite(systeme, jeune=ici.jeune, dispositif_id=dispositif.pk, identite=Identite(NOM, PRENOM))
    assert not PseudonymeDemande.objects.filter(demande=ici).exists()


def test_changer_de_jeune_refait_le_pseudonyme_et_effacer_le_jeune_l_efface(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif
) -> None:
    ici, la = _demande(dispositif, "Nomerronefictif"), _demande(voisin)
    bon = JeuneFactory(nom=NOM, prenom=PRENOM, naissance=NAISSANCE)
    _partager(systeme, ici, la)
    services.modifier_demande(systeme, demande=ici, jeune=bon)
    assert _vu(systeme, la).attend_aussi == (dispositif.nom,)  # type: ignore[union-attr]
    bon.delete()
    assert _vu(systeme, la).attend_aussi == ()  # type: ignore[union-attr]
    services.modifier_demande(systeme, demande=la, jeune=None)
    assert not PseudonymeDemande.objects.exists()


def test_deux_cles_ne_se_comparent_jamais_avant_l_entretien(
    systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif, settings: Any
) -> None:
    ici, la = _demande(dispositif), _demande(voisin)
    _partager(systeme, ici)
    settings.CLE_PSEUDONYMES = "une autre clé d'installation"
    _partager(systeme, la)
    assert _vu(systeme, la).attend_aussi == ()  # type: ignore[union-attr]
    assert services.entretenir_partage(systeme, le=AUJOURD_HUI) == (0, 1)
    assert _vu(systeme, la).attend_aussi == (dispositif.nom,)  # type: ignore[union-attr]
    assert services.entretenir_partage(systeme, le=AUJOURD_HUI) == (0, 0)


def test_l_entretien_efface_ce_qui_ne_sert_plus(systeme: ActeurSysteme, dispositif: Dispositif, settings: Any) -> None:
    ancienne, recente, attend = (
        _demande(dispositif, f"Fictif{lettre}", admission=jour)
        for lettre, jour in (("a", date(2025, 3, 15)), ("b", date(2025, 3, 16)), ("c", None))
    )
    _partager(systeme, ancienne, recente, attend)
    sortie = StringIO()
    assert services.entretenir_partage(systeme, le=AUJOURD_HUI) == (1, 0)
    assert set(PseudonymeDemande.objects.values_list("demande_id", flat=True)) == {recente.pk, attend.pk}
    settings.CLE_PSEUDONYMES = ""
    call_command("entretenir_partage", stdout=sortie)
    assert not PseudonymeDemande.objects.exists()
    assert "2 pseudonymes effacés" in sortie.getvalue()


@pytest.fixture
def partagees(systeme: ActeurSysteme, dispositif: Dispositif, voisin: Dispositif) -> tuple[Demande, Demande]:
    """The same person here under their name, there under another spelling, both shared; there, admitted."""
    ici, la = _demande(dispositif, "Visiblefictif"), _demande(voisin)
    services.modifier_identite(
        systeme, jeune=ici.jeune, dispositif_id=dispositif.pk, identite=Identite(NOM.upper(), PRENOM, NAISSANCE)
    )
    _partager(systeme, ici, la)
    services.noter_etape(systeme, demande=la, nature="VISITE", le=RECUE)
    services.admettre_demande(systeme, demande=la, admission=date(2026, 2, 3))
    return ici, la


def _secrets(la: Demande) -> set[str]:
    """What the other dispositif's file is made of: nothing of it may be read here."""
    pseudonyme = PseudonymeDemande.objects.get(demande=la)
    jeune = la.jeune
    assert jeune is not None
    return {la.identifiant, jeune.identifiant, pseudonyme.traits, pseudonyme.cle, f"/{la.dispositif.code}/"}


def test_aucune_page_ne_montre_l_autre_dossier(dispositif: Dispositif, partagees: tuple[Demande, Demande]) -> None:
    ici, la = partagees
    client = connecter("DIRECTION", dispositif)
    adresses = [
        reverse("parcours:liste_attente", args=[dispositif.code]) + "?etat=toutes",
        reverse("parcours:demande", args=[dispositif.code, ici.identifiant]),
        reverse("parcours:exporter_liste_attente", args=[dispositif.code, "csv"]) + "?etat=toutes",
        reverse("parcours:jeunes", args=[dispositif.code]),
        reverse("parcours:exporter", args=[dispositif.code, "csv"]),
        reverse("portail:echeances", args=[dispositif.code]) + "?etat=toutes",
        reverse("portail:accueil"),
        reverse("comptes:journal"),
        f"{reverse('portail:recherche')}?q={NOM}",
    ]
    for adresse in adresses:
        reponse = client.get(adresse)
        assert reponse.status_code == 200, adresse
        texte = reponse.content.decode()
        assert {secret for secret in _secrets(la) if secret in texte} == set(), adresse


def test_la_recherche_ne_trouve_ni_pseudonyme_ni_dossier_d_ailleurs(
    dispositif: Dispositif, partagees: tuple[Demande, Demande]
) -> None:
    ici, la = partagees
    client = connecter("DIRECTION", dispositif)
    etiquette = partages_vus(ActeurSysteme("x"), dispositif, [ici.pk], le=AUJOURD_HUI)[ici.pk].etiquette
    for mot in (*_secrets(la), etiquette):
        assert client.get(reverse("portail:recherche"), {"q": mot}).context["nombre"] == 0, mot


def test_les_adresses_de_l_autre_dossier_n_existent_pas(
    dispositif: Dispositif, partagees: tuple[Demande, Demande]
) -> None:
    _, la = partagees
    client = connecter("DIRECTION", dispositif)
    for code in (dispositif.code, la.dispositif.code):
        assert client.get(reverse("parcours:demande", args=[code, la.identifiant])).status_code == 404
        assert client.get(reverse("parcours:jeune", args=[code, la.jeune.identifiant])).status_code == 404  # type: ignore[union-attr]


def test_le_journal_ne_porte_ni_nom_ni_pseudonyme(dispositif: Dispositif, partagees: tuple[Demande, Demande]) -> None:
    ici, la = partagees
    etiquette = partages_vus(ActeurSysteme("x"), dispositif, [ici.pk], le=AUJOURD_HUI)[ici.pk].etiquette
    interdits = {NOM.lower(), PRENOM.lower(), etiquette.lower()}
    interdits |= {valeur for p in PseudonymeDemande.objects.all() for valeur in (p.traits, p.cle)}
    for trace in Trace.objects.all():
        texte = f"{trace.acte} {trace.objet} {trace.details}".lower()
        assert not [mot for mot in interdits if mot in texte], trace
    assert not Trace.objects.filter(dispositif_id=dispositif.pk, jeune_id=la.jeune_id).exists()


def test_la_page_dit_admis_ailleurs_et_ferme_en_un_appui(
    coordination: Client, dispositif: Dispositif, partagees: tuple[Demande, Demande]
) -> None:
    ici, _ = partagees
    page = coordination.get(reverse("parcours:demande", args=[dispositif.code, ici.identifiant])).content.decode()
    assert "Admis dans un autre dispositif le 3 février 2026" in page
    adresse = reverse("parcours:bouton_demande", args=[dispositif.code, ici.identifiant, "admis-ailleurs"])
    assert coordination.post(adresse).status_code == 302
    ici.refresh_from_db()
    assert (ici.cloture, ici.motif_cloture) == (timezone.localdate(), "ADMIS_AILLEURS")
    rouvrir = reverse("parcours:bouton_demande", args=[dispositif.code, ici.identifiant, "rouvrir"])
    coordination.post(rouvrir)
    ici.refresh_from_db()
    assert ici.cloture is None
