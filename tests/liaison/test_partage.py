"""The private link of a partner: one extract, one code, dated receipts; and the same answer, by the same work, to anything wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.liaison import services
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.models import AccuseLecture, Envoi, FicheLiaison, LienPartenaire
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import PartenaireFactory
from tests.liaison.conftest import ECOLE, LUNDI, Scene, moment
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
DEPART = date(2025, 4, 4)
"""First day when a change of schooling signed on Monday 3 March 2025 may leave."""
ADRESSES = {code: f"{code.lower()}@exemple.fr" for code in ("MDPH", "DSDEN", "ERSEH", "ECOLE")}


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[Any]:
    with time_machine.travel(moment(DEPART), tick=False) as voyage:
        yield voyage


@pytest.fixture
def fiche(scene: Scene) -> FicheLiaison:
    fiche = scene.signer(apres=ECOLE)
    services.transmettre_a_tous(scene.acteur, fiche=fiche, courriels=ADRESSES, maintenant=moment(DEPART))
    fiche.refresh_from_db()
    return fiche


def lien_recu(adresse: str) -> str:
    """The address of the page, as the mail gave it."""
    envoyer_en_attente()
    corps = [str(m.body) for m in mail.outbox if m.to == [adresse] and "/partage/" in str(m.body)]
    return re.findall(r"http://localhost:8000(/partage/\S+)", corps[-1])[0]


def code_recu(adresse: str) -> str:
    envoyer_en_attente()
    corps = [str(m.body) for m in mail.outbox if m.to == [adresse] and "usage unique :" in str(m.body)]
    return re.findall(r"\d{4} \d{4}", corps[-1])[0]


def ouvrir(client: Client, page: str, adresse: str) -> Any:
    client.post(page, {"demander": "1"})
    return client.post(page, {"code": code_recu(adresse)}, follow=True)


def sans_jeton_csrf(reponse: Any) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", reponse.content.decode())


def test_chaque_destinataire_recoit_un_lien_et_la_fiche_est_transmise(fiche: FicheLiaison) -> None:
    assert fiche.etat == "TRANSMISE"
    envoyer_en_attente()
    assert sorted(m.to[0] for m in mail.outbox) == sorted(ADRESSES.values())
    assert all("Fictifort" not in str(m.body) + m.subject and "Noé" not in str(m.body) for m in mail.outbox)


def test_l_ecole_lit_son_seul_extrait_avec_le_code(client: Client, fiche: FicheLiaison) -> None:
    page = lien_recu("ecole@exemple.fr")
    lue = ouvrir(client, page, "ecole@exemple.fr").content.decode()
    assert "Collège inventé" in lue
    assert "Évaluation inventée des besoins" not in lue
    envoi = Envoi.objects.get(destinataire="ECOLE")
    assert envoi.empreinte in lue
    accuse = AccuseLecture.objects.get()
    assert (accuse.lien.envoi, accuse.empreinte, accuse.le) == (envoi, envoi.empreinte, moment(DEPART))
    trace = Trace.objects.get(acte="liaison.lire_par_lien", nature=NatureTrace.LECTURE)
    assert (trace.jeune_id, trace.acteur_libelle) == (
        fiche.jeune_id,
        "Directeur ou chef de l'établissement visé (lien privé)",
    )


def test_un_lien_ouvert_deux_fois_le_dit(client: Client, scene: Scene, fiche: FicheLiaison, _horloge: Any) -> None:
    page = lien_recu("ecole@exemple.fr")
    assert "Accusé de réception" in ouvrir(client, page, "ecole@exemple.fr").content.decode()
    _horloge.shift(timedelta(hours=2))
    assert "M'envoyer un code" in client.get(page).content.decode().replace("&#x27;", "'")
    deuxieme = ouvrir(client, page, "ecole@exemple.fr").content.decode()
    assert "déjà été ouvert 2 fois, la première le vendredi 4 avril 2025" in deuxieme.replace("\xa0", " ")
    fiche_lue = connecter("COORDONNATEUR", scene.dispositif).get(
        reverse("liaison:fiche", args=["garrigue", fiche.identifiant])
    )
    assert "Lu 2 fois" in fiche_lue.content.decode()


def test_un_code_ne_sert_qu_une_fois(client: Client, fiche: FicheLiaison) -> None:
    page = lien_recu("ecole@exemple.fr")
    ouvrir(client, page, "ecole@exemple.fr")
    autre_navigateur = Client()
    refus = autre_navigateur.post(page, {"code": code_recu("ecole@exemple.fr")})
    assert refus.status_code == 422
    assert AccuseLecture.objects.count() == 1


@pytest.mark.parametrize("apres", [timedelta(minutes=15), timedelta(days=30)])
def test_un_code_et_un_lien_expirent(client: Client, fiche: FicheLiaison, _horloge: Any, apres: timedelta) -> None:
    page = lien_recu("ecole@exemple.fr")
    client.post(page, {"demander": "1"})
    code = code_recu("ecole@exemple.fr")
    _horloge.shift(apres)
    assert client.post(page, {"code": code}).status_code == 422


def test_cinq_codes_faux_ferment_le_code(client: Client, fiche: FicheLiaison) -> None:
    page = lien_recu("ecole@exemple.fr")
    client.post(page, {"demander": "1"})
    juste = code_recu("ecole@exemple.fr")
    for _ in range(5):
        client.post(page, {"code": "0000 0000"})
    assert client.post(page, {"code": juste}).status_code == 422
    assert ouvrir(client, page, "ecole@exemple.fr").status_code == 200, "un nouveau code repart de zéro"


def pages_fausses(fiche: FicheLiaison, voyage: Any) -> dict[str, str]:
    """A living link, then what must look the same: invented, truncated, replaced, expired."""
    vivante, fermee, expiree = (lien_recu(f"{qui}@exemple.fr") for qui in ("ecole", "erseh", "dsden"))
    LienPartenaire.objects.filter(courriel="erseh@exemple.fr").update(ferme_le=moment(DEPART))
    LienPartenaire.objects.filter(courriel="dsden@exemple.fr").update(expire_le=moment(DEPART))
    return {
        "vivante": vivante,
        "inventee": reverse("partage:lire", args=["A" * 43]),
        "tronquee": f"{vivante[:-5]}/",
        "fermee": fermee,
        "expiree": expiree,
    }


def test_la_page_est_la_meme_pour_un_lien_vivant_ou_faux(fiche: FicheLiaison, _horloge: Any) -> None:
    reponses = {nom: Client().get(page) for nom, page in pages_fausses(fiche, _horloge).items()}
    assert {r.status_code for r in reponses.values()} == {200}
    assert len({sans_jeton_csrf(r) for r in reponses.values()}) == 1


@pytest.mark.parametrize("envoi", [{"demander": "1"}, {"code": "1234 5678"}, {"code": ""}])
def test_meme_reponse_et_meme_travail_pour_un_lien_vivant_ou_faux(
    fiche: FicheLiaison, _horloge: Any, envoi: dict[str, str]
) -> None:
    travaux, reponses = {}, {}
    for nom, page in pages_fausses(fiche, _horloge).items():
        client = Client()
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.post(page, envoi)
        travaux[nom] = [sql["sql"].split()[0] for sql in requetes if not sql["sql"].startswith(("RELEASE", "ROLLBACK"))]
        suite = client.get(page) if reponse.status_code == 302 else reponse
        reponses[nom] = (reponse.status_code, sans_jeton_csrf(suite))
    assert len({tuple(travail) for travail in travaux.values()}) == 1, travaux
    assert len(set(reponses.values())) == 1


def test_un_lien_faux_n_ecrit_ni_code_ni_courriel(client: Client, fiche: FicheLiaison) -> None:
    envoyer_en_attente()
    avant = Courriel.objects.count()
    client.post(reverse("partage:lire", args=["A" * 43]), {"demander": "1"})
    assert Courriel.objects.count() == avant
    assert Trace.objects.filter(acte="liaison.demander_code", nature=NatureTrace.REFUS).count() == 1


def test_trop_d_essais_attendent_une_heure(client: Client, fiche: FicheLiaison) -> None:
    page = lien_recu("ecole@exemple.fr")
    statuts = [client.post(page, {"code": "0000 0000"}).status_code for _ in range(31)]
    assert (statuts[29], statuts[30]) == (422, 429)


def test_un_nouveau_lien_ferme_l_ancien_et_ouvre_le_meme_extrait(
    client: Client, scene: Scene, fiche: FicheLiaison
) -> None:
    ancien = lien_recu("ecole@exemple.fr")
    coordination = connecter("COORDONNATEUR", scene.dispositif)
    adresse = reverse("liaison:nouveau_lien", args=["garrigue", fiche.identifiant, "ECOLE"])
    coordination.post(adresse, {"courriel": "college@exemple.fr"})
    nouveau = lien_recu("college@exemple.fr")
    assert nouveau != ancien
    client.post(ancien, {"demander": "1"})
    assert not any("usage unique :" in str(m.body) for m in mail.outbox)
    lue = ouvrir(client, nouveau, "college@exemple.fr").content.decode()
    assert Envoi.objects.get(destinataire="ECOLE").empreinte in lue


def test_un_lien_repris_ne_s_ouvre_plus_meme_en_cours_de_lecture(
    client: Client, scene: Scene, fiche: FicheLiaison
) -> None:
    page = lien_recu("ecole@exemple.fr")
    ouvrir(client, page, "ecole@exemple.fr")
    coordination = connecter("COORDONNATEUR", scene.dispositif)
    coordination.post(reverse("liaison:fermer_lien", args=["garrigue", fiche.identifiant, "ECOLE"]))
    assert "Collège inventé" not in client.get(page).content.decode()


def test_la_copie_en_pdf_est_balisee_et_demande_le_code(client: Client, fiche: FicheLiaison) -> None:
    page = lien_recu("ecole@exemple.fr")
    copie = f"{page}extrait.pdf"
    assert client.get(copie).status_code == 404
    ouvrir(client, page, "ecole@exemple.fr")
    with pikepdf.open(BytesIO(client.get(copie).content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fr"


def test_envoyer_a_tous_est_tout_ou_rien(scene: Scene) -> None:
    fiche = scene.signer(apres=ECOLE)
    with pytest.raises(ErreurLiaison, match="Écrivez l'adresse"):
        services.transmettre_a_tous(
            scene.acteur, fiche=fiche, courriels={**ADRESSES, "ECOLE": "faux"}, maintenant=moment(DEPART)
        )
    assert not Envoi.objects.exists()
    assert not Courriel.objects.exists()
    with pytest.raises(ErreurLiaison, match="court encore"):
        services.transmettre_a_tous(scene.acteur, fiche=fiche, courriels=ADRESSES, maintenant=moment(LUNDI))
    assert Trace.objects.filter(nature=NatureTrace.REFUS, acte="liaison.transmettre_a_tous").count() == 2


def test_envoyer_a_tous_par_la_page_propose_les_adresses_connues(scene: Scene) -> None:
    PartenaireFactory(nom="Collège Inventé", type="COLLEGE", courriel="college@exemple.fr").dispositifs.add(
        scene.dispositif
    )
    PartenaireFactory(nom="MDPH inventée", type="MDPH", courriel="mdph@exemple.fr").dispositifs.add(scene.dispositif)
    fiche = scene.signer(apres=ECOLE)
    coordination = connecter("COORDONNATEUR", scene.dispositif)
    adresse = reverse("liaison:tout_transmettre", args=["garrigue", fiche.identifiant])
    page = coordination.get(adresse).content.decode()
    assert "college@exemple.fr" in page
    assert "mdph@exemple.fr" in page
    manque = coordination.post(adresse, {"courriel_MDPH": "mdph@exemple.fr"})
    assert manque.status_code == 422
    coordination.post(adresse, {f"courriel_{code}": valeur for code, valeur in ADRESSES.items()})
    fiche.refresh_from_db()
    assert fiche.etat == "TRANSMISE"
    assert coordination.get(adresse).status_code == 404
