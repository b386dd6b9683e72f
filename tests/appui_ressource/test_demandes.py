"""The life of a request: routing, mails, private links, thread, hand-over, evaluation, limits."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.appui_ressource import selectors, services
from maillage.appui_ressource.domain.erreurs import ErreurAppui, GesteImpossible, TropDeDemandes
from maillage.appui_ressource.models import DemandeAppui, EvaluationAppui, LienPrive
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from tests.appui_ressource.conftest import Scene
from tests.fabriques import CommuneFactory, DispositifFactory, UniteFactory

JETON = re.compile(r"/appui/(?:suivi|evaluation)/([\w-]+)/")


def jeton_du_courriel(rang: int = -1) -> str:
    trouve = JETON.search(mail.outbox[rang].body)
    assert trouve
    return trouve[1]


@pytest.fixture
def ailleurs(scene: Scene) -> Any:
    return DispositifFactory(code="dime-b", nom="DIME inventé", type="DIME", departement="81")


def test_la_demande_va_au_dispositif_du_territoire(scene: Scene) -> None:
    UniteFactory(dispositif=DispositifFactory(departement="31"), lon=scene.commune.lon, lat=scene.commune.lat)
    demande = scene.demande(uai="0310001A")
    assert demande.dispositif == scene.dispositif
    assert demande.partenaire == scene.ecole
    assert demande.etat == "RECUE"
    assert demande.echeance is not None


def test_sans_territoire_le_plus_proche_du_departement_puis_de_tous(scene: Scene, ailleurs: Any) -> None:
    commune = CommuneFactory(code="31002", departement="31", lon=1.0, lat=43.0)
    loin, pres = (DispositifFactory(departement="31", type="DITEP") for _ in range(2))
    UniteFactory(dispositif=loin, lon=2.0, lat=44.0)
    UniteFactory(dispositif=pres, lon=1.05, lat=43.0)
    UniteFactory(dispositif=pres, lon=1.0, lat=43.0, fermee_le=dt.date(2020, 1, 1))
    trouve = selectors.dispositif_responsable(commune, "COMPORTEMENT", le=dt.date(2025, 1, 1))
    assert trouve is not None
    assert (trouve.dispositif_id, round(trouve.distance_km or 0, 1)) == (pres.pk, 4.1)
    orpheline = CommuneFactory(code="09001", departement="09", lon=None, lat=None)
    assert selectors.dispositif_responsable(orpheline, "AUTISME", le=dt.date(2025, 1, 1)).dispositif_id == ailleurs.pk  # type: ignore[union-attr]


def test_le_nombre_de_requetes_du_routage_ne_depend_pas_des_dispositifs(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    for _ in range(6):
        UniteFactory(dispositif=DispositifFactory(departement="31"))
    with django_assert_num_queries(4):
        selectors.dispositif_responsable(scene.commune, "NE_SAIT_PAS", le=dt.date(2025, 1, 1))


def test_l_accuse_part_par_courriel_avec_un_lien_dont_seule_l_empreinte_reste(scene: Scene) -> None:
    demande = scene.demande()
    envoyer_en_attente()
    assert mail.outbox[0].to == ["ecole@exemple.test"]
    assert "DITEP inventé" in mail.outbox[0].body
    jeton = jeton_du_courriel()
    assert not LienPrive.objects.filter(empreinte__contains=jeton).exists()
    maintenant = timezone.now()
    assert selectors.demande_du_lien(jeton, "SUIVI", maintenant=maintenant) == demande
    assert selectors.demande_du_lien(jeton, "EVALUATION", maintenant=maintenant) is None
    assert selectors.demande_du_lien(jeton, "SUIVI", maintenant=maintenant + dt.timedelta(days=181)) is None


def test_un_courriel_attend_quand_le_serveur_ne_repond_pas(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def panne(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    demande = scene.demande()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", panne)
        assert envoyer_en_attente() == 0
    courriel = Courriel.objects.get()
    assert (courriel.etat, courriel.essais, courriel.dispositif_id) == ("ECHEC", 1, scene.dispositif.pk)
    assert courriel.objet_lie == f"appui_ressource.DemandeAppui:{demande.pk}"
    assert "/appui/suivi/" not in courriel.texte
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5), tick=False):
        assert (envoyer_en_attente(), envoyer_en_attente()) == (1, 0)
    assert len(mail.outbox) == 1


def test_le_fil_va_de_la_lecture_a_la_cloture(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    cle, nom = scene.dispositif.pk, demande.identifiant
    services.qualifier_demande(
        systeme, cle, nom, public="AUTISME", souhait="APPUI_CONSEIL", partenaire_id=scene.ecole.pk
    )
    services.prendre_demande(systeme, cle, nom)
    services.repondre_demande(systeme, cle, nom, texte="Une question ?", repondue=False)
    demande.refresh_from_db()
    assert (demande.etat, demande.repondue_le, demande.public) == ("EN_COURS", None, "AUTISME")
    assert demande.premiere_reponse_le is not None
    services.repondre_demande(systeme, cle, nom, texte="Voici.")
    services.clore_demande(systeme, cle, nom)
    demande.refresh_from_db()
    assert (demande.etat, demande.echeance) == ("CLOSE", None)
    actes = set(Trace.objects.filter(objet=f"demande:{nom}").values_list("acte", flat=True))
    assert {"appui_ressource.qualifier_demande", "appui_ressource.clore_demande"} <= actes


def test_un_message_du_demandeur_rouvre_ce_qui_etait_clos(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Voici.")
    services.clore_demande(systeme, scene.dispositif.pk, demande.identifiant)
    assert services.ecrire_comme_demandeur(demande.pk, "Cela recommence.").etat == "EN_COURS"
    lue = selectors.lire_demande(systeme, scene.dispositif.pk, demande.identifiant)
    assert lue is not None
    assert [message.dispositif_id for message in lue.messages] == [scene.dispositif.pk, None]


def test_un_refus_a_un_motif_de_la_liste_et_ferme_le_fil(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    with pytest.raises(ErreurAppui, match="motif"):
        services.refuser_demande(systeme, scene.dispositif.pk, demande.identifiant, motif="PARCE_QUE")
    services.refuser_demande(
        systeme, scene.dispositif.pk, demande.identifiant, motif="HORS_PUBLIC", texte="Voyez le CMPP."
    )
    with pytest.raises(GesteImpossible):
        services.ecrire_comme_demandeur(demande.pk, "Pourquoi ?")
    assert services.rouvrir_demande(systeme, scene.dispositif.pk, demande.identifiant).motif_refus == ""


def test_une_demande_transmise_garde_son_fil_et_quitte_le_premier_dispositif(
    scene: Scene, ailleurs: Any, systeme: ActeurSysteme
) -> None:
    demande = scene.demande()
    cle, nom = scene.dispositif.pk, demande.identifiant
    services.repondre_demande(systeme, cle, nom, texte="Nous cherchons.", repondue=False)
    services.transmettre_demande(systeme, cle, nom, vers="dime-b", motif="Autre public")
    with pytest.raises(ErreurAppui, match="plus, dans ce dispositif"):
        services.prendre_demande(systeme, cle, nom)
    services.repondre_demande(systeme, ailleurs.pk, nom, texte="Nous reprenons.")
    ici = selectors.lire_demande(systeme, cle, nom)
    la_bas = selectors.lire_demande(systeme, ailleurs.pk, nom)
    assert ici is not None and la_bas is not None
    assert ici.ailleurs and not ici.gestes
    assert [m.texte for m in ici.messages] == ["Nous cherchons."]
    assert [m.texte for m in la_bas.messages] == ["Nous cherchons.", "Nous reprenons."]
    assert la_bas.transmissions[0].motif == "Autre public"
    filtres = selectors.FiltresDemandes(etat="transmises")
    assert list(selectors.lister_demandes(systeme, cle, filtres, le=timezone.localdate())) == [demande]


def test_une_demande_ne_se_transmet_ni_a_soi_ni_a_un_inconnu(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    for vers in ("ditep-a", "inconnu"):
        with pytest.raises(ErreurAppui, match="autre dispositif"):
            services.transmettre_demande(systeme, scene.dispositif.pk, demande.identifiant, vers=vers, motif="x")


def test_qui_lit_seulement_n_ecrit_pas(scene: Scene) -> None:
    class Lecteur(ActeurSysteme):
        def peut(self, section: str, acces: str = "LECTURE", dispositif_id: int | None = None) -> bool:
            return acces == "LECTURE"

    demande = scene.demande()
    with pytest.raises(PermissionDenied):
        services.prendre_demande(Lecteur("lectrice"), scene.dispositif.pk, demande.identifiant)
    lue = selectors.lire_demande(Lecteur("lectrice"), scene.dispositif.pk, demande.identifiant)
    assert lue is not None
    assert lue.gestes == ()


def test_les_envois_d_un_meme_navigateur_sont_limites_par_heure(scene: Scene) -> None:
    for _ in range(5):
        scene.demande()
    with pytest.raises(TropDeDemandes):
        scene.demande()
    services.deposer_demande(scene.saisie(), navigateur="autre", adresse="a")
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False):
        scene.demande()
    assert DemandeAppui.objects.count() == 7


def test_l_evaluation_est_demandee_six_semaines_apres_et_rendue_une_fois(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    services.repondre_demande(systeme, scene.dispositif.pk, demande.identifiant, texte="Voici.")
    aujourd_hui = timezone.localdate()
    assert services.demander_evaluations(systeme, le=aujourd_hui + dt.timedelta(days=41)) == 0
    assert services.demander_evaluations(systeme, le=aujourd_hui + dt.timedelta(days=42)) == 1
    envoyer_en_attente()
    assert services.demander_evaluations(systeme, le=aujourd_hui + dt.timedelta(days=43)) == 0
    assert "?reponse=OUI" in mail.outbox[-1].body
    with pytest.raises(ErreurAppui):
        services.rendre_evaluation(demande.pk, changement="BOF")
    services.rendre_evaluation(demande.pk, changement="OUI", texte="Un coin calme.")
    with pytest.raises(GesteImpossible):
        services.rendre_evaluation(demande.pk, changement="NON")
    assert EvaluationAppui.objects.get().changement == "OUI"


def test_le_travail_se_compte_par_urgence(scene: Scene, systeme: ActeurSysteme) -> None:
    demande = scene.demande()
    demande.echeance = dt.date(2025, 3, 3)
    demande.save()
    comptes = selectors.comptes_par_urgence(systeme, scene.dispositif.pk, le=dt.date(2025, 3, 4))
    assert comptes == {"En retard": 1, "Bientôt": 0, "Plus tard": 0}
    filtres = selectors.FiltresDemandes(urgence="En retard", demandeur="ECOLE", recherche="muret")
    assert selectors.lister_demandes(systeme, scene.dispositif.pk, filtres, le=dt.date(2025, 3, 4)).count() == 1
