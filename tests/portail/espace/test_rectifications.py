"""« Ce n'est pas juste »: said on a line, due in a month, answered with a reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.portail.espace import services
from maillage.portail.espace.domain.rectification import DelaiRectification, dernier_jour
from maillage.portail.espace.selectors import espace_du_compte
from maillage.portail.espace.selectors.echeances import echeances
from maillage.portail.models import Rectification
from maillage.socle.domain.calendrier import est_ouvre
from tests.portail.espace.conftest import SYSTEME, Scene, moment

DELAI = DelaiRectification(dt.date(2018, 5, 25), 1, 2, "RGPD, art. 12 §3")


@pytest.mark.parametrize(
    ("recue", "fin"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 4, 2)),
        (dt.date(2026, 1, 31), dt.date(2026, 3, 2)),
        (dt.date(2026, 4, 1), dt.date(2026, 5, 4)),
        (dt.date(2026, 11, 25), dt.date(2026, 12, 28)),
    ],
    ids=["un mois", "fin de mois puis week-end", "1er mai puis week-end", "Noël puis week-end"],
)
def test_un_mois_se_compte_de_quantieme_a_quantieme(recue: dt.date, fin: dt.date) -> None:
    assert dernier_jour(recue, DELAI) == fin


@given(st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1)))
def test_l_echeance_est_un_jour_ouvre_et_la_prolongation_vient_apres(recue: dt.date) -> None:
    fin, plus_tard = dernier_jour(recue, DELAI), dernier_jour(recue, DELAI, prolongee=True)
    assert est_ouvre(fin)
    assert est_ouvre(plus_tard)
    assert dt.timedelta(days=28) <= fin - recue <= dt.timedelta(days=36)
    assert plus_tard > fin


def signaler(scene: Scene, texte: str = "Ce n'est pas à cette heure.", **autres: Any) -> Rectification:
    acteur = scene.acteur(scene.mere)
    espace = espace_du_compte(acteur, scene.jeune.identifiant, le=timezone.localdate())
    assert espace is not None
    donnees = {"rubrique": "AUTRE", "reference": "", "texte": texte, "maintenant": timezone.now(), **autres}
    return services.signaler(acteur, espace, **donnees)


def repondre(une: Rectification, **autres: Any) -> Rectification:
    donnees = {
        "etat": "CORRIGEE",
        "reponse": "Vous avez raison, l'heure est corrigée.",
        "version": une.version,
        **autres,
    }
    return services.repondre_rectification(SYSTEME, une, maintenant=timezone.now(), **donnees)


def test_une_ligne_signalee_est_celle_que_la_famille_voit(scene: Scene) -> None:
    evenement = moment(scene.dispositif, "Atelier cuisine", scene.jeune)
    client = scene.client(scene.enfant)
    adresse = scene.url("signaler_ligne", "SEMAINE", evenement.identifiant)
    assert "Atelier cuisine" in client.get(adresse).content.decode()
    reponse = client.post(adresse, {"texte": "C'est à 10 h."}, follow=True)
    une = Rectification.objects.get()
    assert (une.rubrique, une.auteur, une.qualite) == ("SEMAINE", "Alix Fictifort", "JEUNE_MINEUR")
    assert "Atelier cuisine" in une.objet
    assert une.echeance == dernier_jour(timezone.localdate(), DELAI)
    assert "Tu auras une réponse avant le" in reponse.content.decode()


def test_un_texte_vide_se_dit_a_cote_du_champ(scene: Scene) -> None:
    reponse = scene.client(scene.enfant).post(scene.url("signaler", "AUTRE"), {"texte": "  "})
    assert reponse.context["form"].errors["texte"]
    assert not Rectification.objects.exists()


def test_une_rubrique_inconnue_est_introuvable(scene: Scene) -> None:
    assert scene.client(scene.enfant).get(scene.url("signaler", "INCONNUE")).status_code == 404


def test_un_parent_ne_lit_pas_ce_que_l_autre_a_dit(scene: Scene) -> None:
    signaler(scene, "Je ne veux pas que cela se sache.")
    page = scene.client(scene.pere).get(scene.url("signalements")).content.decode()
    assert "cela se sache" not in page


def test_la_coordination_repond_et_la_famille_lit_la_raison(scene: Scene) -> None:
    une, client = signaler(scene), scene.coordination()
    adresse = reverse("espace:repondre_rectification", args=["garrigue", une.identifiant])
    donnees = {"etat": "REFUSEE", "reponse": "L'heure écrite est celle du planning signé.", "version": une.version}
    assert client.post(adresse, donnees).status_code == 302
    page = scene.client(scene.mere).get(scene.url("signalements")).content.decode()
    assert "celle du planning signé" in page
    assert "CNIL" in page


def test_une_reponse_sans_raison_est_refusee(scene: Scene) -> None:
    une = signaler(scene)
    reponse = scene.coordination().post(
        reverse("espace:repondre_rectification", args=["garrigue", une.identifiant]),
        {"etat": "REFUSEE", "reponse": "Non.", "version": une.version},
    )
    assert "Expliquez" in str(reponse.context["repondre"].errors["reponse"])
    une.refresh_from_db()
    assert une.etat == "RECUE"


def test_une_reponse_ne_se_donne_qu_une_fois(scene: Scene) -> None:
    une = repondre(signaler(scene))
    with pytest.raises(services.ErreurRectification, match="déjà"):
        repondre(une)


def test_deux_reponses_en_meme_temps_sont_un_conflit_montre(scene: Scene) -> None:
    une = signaler(scene)
    repondre(une)
    with pytest.raises(services.ErreurRectification, match="relisez"):
        repondre(une, version=1)


def test_la_base_refuse_une_reponse_sans_texte(scene: Scene) -> None:
    une = signaler(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=une.pk).update(etat="REFUSEE")


def test_la_base_garde_une_reponse_donnee(scene: Scene) -> None:
    une = repondre(signaler(scene))
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=une.pk).update(reponse="Tout autre chose, écrit après coup.")


def test_le_delai_se_prolonge_une_fois_avant_la_fin_et_la_raison_se_lit(scene: Scene) -> None:
    une = signaler(scene)
    prolongee = services.prolonger_rectification(
        SYSTEME, une, raison="Il faut retrouver l'ancien planning.", version=1, maintenant=timezone.now()
    )
    assert prolongee.echeance == dernier_jour(timezone.localdate(), DELAI, prolongee=True)
    assert "ancien planning" in scene.client(scene.mere).get(scene.url("signalements")).content.decode()
    with pytest.raises(services.ErreurRectification, match="seconde fois"):
        services.prolonger_rectification(SYSTEME, prolongee, raison="Encore", version=2, maintenant=timezone.now())


def test_le_premier_mois_passe_on_ne_prolonge_plus(scene: Scene) -> None:
    une = signaler(scene)
    apres = timezone.now() + dt.timedelta(days=60)
    with pytest.raises(services.ErreurRectification, match="premier mois"):
        services.prolonger_rectification(SYSTEME, une, raison="Trop tard", version=1, maintenant=apres)


def test_ce_qui_reste_a_repondre_entre_dans_les_echeances(scene: Scene) -> None:
    une = signaler(scene)
    (echeance,) = echeances(SYSTEME, scene.dispositif, le=timezone.localdate())
    assert (echeance.dernier_jour, echeance.jeune_id) == (une.echeance, scene.jeune.pk)
    repondre(une)
    assert echeances(SYSTEME, scene.dispositif, le=timezone.localdate()) == []


def test_la_file_se_filtre_et_s_exporte(scene: Scene) -> None:
    signaler(scene, "Premier.")
    repondre(signaler(scene, "Second."))
    client, adresse = scene.coordination(), reverse("espace:rectifications", args=["garrigue"])
    assert [une.texte for une in client.get(adresse).context["page"]] == ["Premier."]
    assert len(client.get(adresse, {"etat": "repondues"}).context["page"].object_list) == 1
    assert len(client.get(adresse, {"etat": ""}).context["page"].object_list) == 2
    for extension in ("csv", "xlsx", "ods"):
        export = client.get(reverse("espace:exporter_rectifications", args=["garrigue", extension]), {"etat": ""})
        assert export.status_code == 200
    assert client.get(reverse("espace:exporter_rectifications", args=["garrigue", "exe"])).status_code == 404


def test_la_file_coute_autant_de_requetes_avec_une_ou_six_demandes(scene: Scene) -> None:
    client, adresse = scene.coordination(), reverse("espace:rectifications", args=["garrigue"])
    signaler(scene)
    client.get(adresse)
    with CaptureQueriesContext(connection) as un:
        client.get(adresse)
    for _ in range(5):
        signaler(scene)
    with CaptureQueriesContext(connection) as six:
        client.get(adresse)
    assert len(six) == len(un)


def test_une_demande_d_un_autre_dispositif_est_introuvable(scene: Scene) -> None:
    from tests.fabriques import DispositifFactory, HabilitationFactory

    une = signaler(scene)
    ailleurs = DispositifFactory(code="ailleurs")
    client = scene.client(HabilitationFactory(role="COORDONNATEUR", dispositif=ailleurs).utilisateur)
    assert client.get(reverse("espace:rectification", args=["ailleurs", une.identifiant])).status_code == 404
