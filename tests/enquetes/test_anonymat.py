"""Nothing ties an answer to who gave it: neither a column, nor an order, nor the journal, nor a session, nor what a forwarded link shows."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from maillage.enquetes import services
from maillage.enquetes.models import InvitationEnquete, ReponseEnquete
from maillage.enquetes.services import reponses as services_reponses
from maillage.socle.courriel.models import Courriel
from maillage.socle.models import Trace
from tests.enquetes.conftest import SYSTEME, Scene

pytestmark = pytest.mark.django_db
REPONSE = {"q1": "oui", "q4": "3"}


def test_une_reponse_n_a_ni_date_ni_personne_ni_lien() -> None:
    champs = {champ.name: champ for champ in ReponseEnquete._meta.get_fields()}
    assert set(champs) == {"id", "vague", "version", "contenu"}
    assert not [c for c in champs.values() if isinstance(c, models.DateField | models.TimeField)]
    cibles = {c.related_model._meta.label for c in champs.values() if c.related_model}
    assert cibles == {"enquetes.VagueEnquete", "enquetes.VersionQuestionnaire"}
    assert champs["id"].default(), "the key is drawn, not counted"


def test_une_invitation_ne_dit_ni_quand_ni_quoi() -> None:
    champs = InvitationEnquete._meta.get_fields()
    assert not [c.name for c in champs if isinstance(c, models.DateField | models.TimeField)]
    cibles = {c.related_model._meta.label for c in champs if c.related_model}
    assert cibles == {"enquetes.VagueEnquete", "structures.Dispositif"}
    assert "reponse" not in " ".join(c.name for c in champs)


def test_l_ordre_de_la_table_n_est_pas_celui_des_reponses(scene: Scene) -> None:
    scene.repondre(*[{"q1": "oui", "q3": str(n)} for n in range(12)])
    lus = [r.contenu["q3"] for r in ReponseEnquete.objects.order_by("pk")]
    assert sorted(lus, key=int) == [str(n) for n in range(12)]
    assert lus != [str(n) for n in range(12)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM enquetes_reponseenquete WHERE rowid <> id")
            assert cursor.fetchone() == (0,), "the place of the row is its drawn key"


@pytest.mark.une_base
def test_clore_reecrit_les_reponses_et_oublie_qui_a_repondu(scene: Scene) -> None:
    scene.repondre(*[{"q1": "oui", "q3": str(n)} for n in range(6)])
    cles = set(ReponseEnquete.objects.values_list("pk", flat=True))
    scene.clore()
    assert not cles & set(ReponseEnquete.objects.values_list("pk", flat=True))
    assert set(InvitationEnquete.objects.values_list("utilisee", "empreinte")) == {(None, None)}
    assert (scene.vague.invites, scene.vague.repondus) == (6, 6)
    [trace] = Trace.objects.filter(acte="enquetes.clore_vague")
    assert trace.details == {"reponses": "6"}


@pytest.mark.une_base
def test_repondre_n_ecrit_ni_au_journal_ni_dans_une_session(scene: Scene, client: Client) -> None:
    [jeton] = scene.inviter(1)
    avant = Trace.objects.count()
    adresse = reverse("enquetes:repondre", args=[jeton])
    client.get(adresse)
    client.post(adresse, {"numero": "1", "deja": '{"q1": "oui"}', "etape": "relecture", "acte": "envoyer"})
    assert ReponseEnquete.objects.count() == 1
    assert Trace.objects.count() == avant
    assert "sessionid" not in client.cookies
    assert dict(client.session) == {}


@pytest.mark.une_base
def test_un_lien_transmis_repond_une_fois_puis_donne_la_page_de_tous_les_liens_perdus(
    scene: Scene, client: Client
) -> None:
    jeton, autre = scene.inviter(2)
    services.deposer_reponse(jeton, numero=1, contenu=REPONSE)
    with pytest.raises(services.LienSansEffet):
        services.deposer_reponse(jeton, numero=1, contenu=REPONSE)
    servi = client.get(reverse("enquetes:repondre", args=[jeton]))
    inconnu = client.get(reverse("enquetes:repondre", args=["jamais-vu"]))
    assert (servi.status_code, servi.content) == (inconnu.status_code, inconnu.content)
    assert client.get(reverse("enquetes:repondre", args=[autre])).status_code == 200
    scene.clore()
    assert client.get(reverse("enquetes:repondre", args=[autre])).content == servi.content
    assert ReponseEnquete.objects.count() == 1


@pytest.mark.une_base
def test_le_lien_et_la_reponse_servent_ensemble_ou_pas_du_tout(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    [jeton] = scene.inviter(1)

    def casser(**_: object) -> None:
        raise RuntimeError("disque plein")

    monkeypatch.setattr(services_reponses.ReponseEnquete.objects, "create", casser)
    with pytest.raises(RuntimeError):
        services.deposer_reponse(jeton, numero=1, contenu=REPONSE)
    assert InvitationEnquete.objects.get().utilisee is False


@pytest.mark.une_base
def test_la_boite_d_envoi_ne_montre_pas_le_lien_et_la_base_ne_garde_que_son_empreinte(scene: Scene) -> None:
    [jeton] = scene.inviter(1)
    courriel = Courriel.objects.get(nature="ENQUETE")
    assert jeton not in courriel.texte + courriel.secrets
    assert "[réservé au destinataire : lien]" in courriel.texte
    assert jeton not in str(list(InvitationEnquete.objects.values()))


@pytest.mark.une_base
def test_un_texte_qui_fait_reconnaitre_quelqu_un_se_retire_sans_ouvrir_la_reponse(scene: Scene) -> None:
    scene.repondre(*[{"q1": "non", "q2": f"texte {n}"} for n in range(6)])
    scene.clore()
    empreinte = services_reponses.empreinte_de_texte("texte 3", f"{scene.vague.identifiant}:q2")
    assert services.retirer_texte(SYSTEME, scene.vague, question="q2", empreinte=empreinte) == 1
    textes = {r.contenu["q2"] for r in ReponseEnquete.objects.order_by("pk")}
    assert "texte 3" not in textes
    assert len(textes) == 6
    assert services.retirer_texte(SYSTEME, scene.vague, question="q2", empreinte=empreinte) == 0
