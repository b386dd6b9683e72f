"""A secret place is found by no other account: pages, files, search, exports, journal, nor in the database in clear."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.carte import Carte, Lieu, Partage
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.models import CoffreSecret, LieuDeVie, RemiseExtrait
from maillage.carte_de_vie.selectors import Porte, lire_carte
from maillage.carte_de_vie.selectors.cartes import lire_secrets
from maillage.carte_de_vie.selectors.extraits import remises_du_jeune
from maillage.carte_de_vie.services import LieuInconnu
from maillage.echanges.services.depart import exporter_complet
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.carte_de_vie.conftest import PERSONNE_SECRETE, ROLES, SECRET, Scene
from tests.conftest import RACINE
from tests.fabriques import RepresentationFactory, UtilisateurFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
MOTS = ("zygomorphe", PERSONNE_SECRETE)
EXTENSIONS = ("csv", "pdf")


def _noms(resolver: Any, espaces: tuple[str, ...] = ()) -> Iterator[str]:
    for un in resolver.url_patterns:
        if isinstance(un, URLResolver):
            yield from _noms(un, (*espaces, un.namespace) if un.namespace else espaces)
        elif isinstance(un, URLPattern) and un.name:
            yield ":".join((*espaces, un.name))


def _adresses(scene: Scene) -> set[str]:
    """Every address of the product that names the dispositif, the young person, or both, and a kind of file."""
    code, jeune = scene.dispositif.code, scene.jeune.identifiant
    essais = [{"dispositif": code}, {"jeune": jeune}, {"dispositif": code, "jeune": jeune}]
    essais += [{"dispositif": code, "extension": ext} for ext in EXTENSIONS]
    trouvees = set()
    for nom in set(_noms(get_resolver())) - {"account_logout"}:
        for essai in essais:
            try:
                trouvees.add(reverse(nom, kwargs=essai))
            except NoReverseMatch:
                continue
    return trouvees


def _octets(reponse: Any) -> str:
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    if corps[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(corps)) as archive:
            corps = b"".join(archive.read(nom) for nom in archive.namelist())
    return corps.decode("utf-8", "replace")


def _parler(client: Client, adresses: set[str]) -> tuple[list[str], int]:
    """Return the addresses that leak, and how many answered; what another room does wrong is for its own tests."""
    fuites, ouvertes = [], 0
    client.raise_request_exception = False
    for adresse in sorted(adresses):
        reponse = client.get(adresse)
        ouvertes += reponse.status_code == 200
        if any(mot in _octets(reponse) for mot in MOTS):
            fuites.append(adresse)
    return fuites, ouvertes


def test_la_coordination_ne_trouve_le_lieu_secret_sur_aucune_page_du_produit(secrets: Scene) -> None:
    fuites, ouvertes = _parler(secrets.client("COORDONNATEUR"), _adresses(secrets))
    assert fuites == []
    assert ouvertes > 50
    assert (
        SECRET
        not in secrets.client("COORDONNATEUR").get(reverse("portail:recherche") + f"?q={MOTS[0]}").content.decode()
    )


@pytest.mark.usefixtures("refus_sans_decor")
def test_aucun_autre_compte_ne_trouve_le_lieu_secret(secrets: Scene) -> None:
    toutes = _adresses(secrets)
    proches = {adresse for adresse in toutes if "carte-de-vie" in adresse}
    proches |= {
        f"{secrets.equipe('pdf')}?secrets=oui",
        f"{secrets.sien('pdf')}?secrets=oui",
        secrets.equipe("extrait", secrets.partenaire.pk),
        secrets.equipe("extrait_pdf", secrets.partenaire.pk),
        reverse("comptes:journal"),
    }
    dans_l_espace = {adresse for adresse in toutes if "/espace/" in adresse}
    recherche = f"{reverse('portail:recherche')}?q={MOTS[0]}"
    for qui in (*ROLES[1:], "HORS_EQUIPE", "MERE", "AUTRE_JEUNE"):
        client = secrets.client(qui)
        assert _parler(client, proches | (dans_l_espace if qui == "MERE" else set()))[0] == [], qui
        assert SECRET not in client.get(recherche).content.decode(), qui


def test_le_jeune_trouve_ses_lieux_secrets_et_les_imprime_seulement_s_il_le_demande(secrets: Scene) -> None:
    client = secrets.client("JEUNE")
    page = client.get(secrets.sien("carte"))
    assert page.status_code == 200
    assert page.content.decode().count(f"{SECRET} seul") >= 2
    assert f"{SECRET} ensemble" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    secret = next(un for un in lire_carte(secrets.porte("JEUNE")).carte.lieux if un.partage.secret)
    sien = client.get(secrets.sien("lieu", secret.cle)).content.decode()
    assert secret.nom in sien and secret.nom not in sien.partition("</title>")[0]
    sans, avec = (client.get(secrets.sien("pdf") + suite) for suite in ("", "?secrets=oui"))
    assert sans.status_code == avec.status_code == 200
    assert len(avec.content) > len(sans.content)


def test_ni_la_base_ni_l_export_complet_ne_portent_le_secret_en_clair(secrets: Scene) -> None:
    assert secrets.jeune.pk == CoffreSecret.objects.get().jeune_id
    for modele in apps.get_models():
        lignes = json.dumps(list(modele._base_manager.values()), default=str, ensure_ascii=False)
        assert not any(mot in lignes for mot in MOTS), modele
    archive = exporter_complet(ActeurSysteme("essais"), secrets.dispositif).archive
    with zipfile.ZipFile(io.BytesIO(archive)) as lue:
        contenu = {nom: lue.read(nom).decode("utf-8", "replace") for nom in lue.namelist()}
    assert "tables/carte_de_vie.CoffreSecret.jsonl" not in contenu
    assert "Maison ouverte" in contenu["tables/carte_de_vie.LieuDeVie.jsonl"]
    assert not any(mot in texte for mot in MOTS for texte in contenu.values())


def test_le_journal_ne_dit_pas_quel_lieu_est_secret(secrets: Scene) -> None:
    traces = Trace.objects.filter(acte__startswith="carte_de_vie.ecrire_secret")
    assert traces.count() == 3
    assert {(trace.objet, str(trace.details)) for trace in traces} == {("", "{}")}


def test_aucun_autre_regard_n_ouvre_le_coffre_meme_force(secrets: Scene) -> None:
    systeme = Porte(ActeurSysteme("essais"), secrets.jeune, Regard.JEUNE, secrets.dispositif.pk, ecrit=True)
    forcees = [
        systeme,
        *(Porte(secrets.acteur(qui), secrets.jeune, Regard.JEUNE, None, True) for qui in ("MERE", "DIRECTION")),
    ]
    for porte in forcees:
        with pytest.raises(PermissionDenied):
            lire_secrets(porte)
        with pytest.raises(PermissionDenied):
            services.ajouter_lieu(porte, saisie=services.SaisieLieu("x"), maintenant=timezone.now())


def test_un_compte_qui_parle_aussi_comme_parent_n_est_pas_le_jeune(secrets: Scene) -> None:
    class Deux:
        identifiant = 1

        def qualites_pour(self, jeune_id: int) -> frozenset[str]:
            return frozenset({"JEUNE_MINEUR", "PARENT"})

    with pytest.raises(PermissionDenied):
        lire_secrets(Porte(Deux(), secrets.jeune, Regard.JEUNE, None, ecrit=True))  # type: ignore[arg-type]


def test_un_second_compte_ouvert_au_nom_du_jeune_ne_trouve_rien_et_n_ecrase_rien(secrets: Scene) -> None:
    assert len(lire_carte(secrets.porte("JEUNE")).carte.lieux) == 5
    premier, second = secrets.comptes["JEUNE"], UtilisateurFactory(nom="Second inventé")
    RepresentationFactory(
        utilisateur=second, jeune_id=secrets.jeune.pk, dispositif=secrets.dispositif, qualite="JEUNE_MINEUR"
    )
    secrets.comptes["JEUNE"] = second
    assert _parler(secrets.client("JEUNE"), {secrets.sien("carte"), f"{secrets.sien('pdf')}?secrets=oui"})[0] == []
    with pytest.raises(ErreurCarte):
        secrets.ajouter("JEUNE", "À moi")
    cache = secrets.ajouter("COORDONNATEUR", f"{SECRET} plus tard", Partage(equipe=True))
    services.garder_secret(secrets.porte("COORDONNATEUR"), cache.cle, maintenant=timezone.now())
    assert _parler(secrets.client("JEUNE"), {secrets.sien("carte")})[0] == []
    secrets.comptes["JEUNE"] = premier
    assert len(lire_carte(secrets.porte("JEUNE")).carte.lieux) == 6


def test_garder_secret_retire_le_lieu_au_professionnel_pour_toujours(scene: Scene) -> None:
    lieu = scene.ajouter("PROFESSIONNEL", "Pont du zygomorphe", Partage(equipe=True, famille=True))
    client = scene.client("PROFESSIONNEL")
    confirmation = client.get(scene.equipe("secret", lieu.cle)).content.decode()
    assert "vous ne pourrez pas revenir en arrière" in confirmation
    suite = client.post(scene.equipe("secret", lieu.cle), follow=True)
    assert "zygomorphe" not in suite.content.decode()
    assert not LieuDeVie.objects.exists()
    for nom in ("lieu", "partager", "secret", "corriger"):
        assert client.get(scene.equipe(nom, lieu.cle)).status_code == 404
    for geste in (services.retrouver_lieu, services.effacer_lieu, services.garder_secret):
        with pytest.raises(LieuInconnu):
            geste(scene.porte("PROFESSIONNEL"), lieu.cle, maintenant=timezone.now())
    assert "zygomorphe" not in scene.client("MERE").get(scene.sien("carte")).content.decode()
    montre = services.partager_lieu(
        scene.porte("JEUNE"), lieu.cle, partage=Partage(equipe=True), maintenant=timezone.now()
    )
    assert lire_carte(scene.porte("PROFESSIONNEL")).carte.lieu(montre.cle)
    assert not CoffreSecret.objects.exists()


def test_un_trajet_qui_touche_un_secret_est_secret_et_suit_le_lieu(scene: Scene) -> None:
    maison, stade = (scene.ajouter("JEUNE", nom, Partage(equipe=True)) for nom in ("Maison", "Stade"))
    cabane = scene.ajouter("JEUNE", SECRET)
    porte, maintenant = scene.porte("JEUNE"), timezone.now()
    for de, vers in ((maison, stade), (maison, cabane)):
        services.ajouter_trajet(porte, saisie=services.SaisieTrajet(de.cle, vers.cle), maintenant=maintenant)
    assert len(lire_carte(scene.porte("COORDONNATEUR")).carte.trajets) == 1
    services.garder_secret(porte, stade.cle, maintenant=maintenant)
    vue = lire_carte(scene.porte("JEUNE"))
    assert len(vue.carte.trajets) == len(vue.trajets_secrets) == 2
    assert lire_carte(scene.porte("COORDONNATEUR")).carte == Carte((vue.carte.lieu(maison.cle),))


def test_un_extrait_ne_montre_que_ce_qui_est_montre_au_partenaire(secrets: Scene) -> None:
    client, maintenant = secrets.client("COORDONNATEUR"), timezone.now()
    page = client.get(secrets.equipe("extrait", secrets.partenaire.pk)).content.decode()
    assert "Terrain montré" in page
    assert "Maison ouverte" not in page
    assert client.post(secrets.equipe("remettre", secrets.partenaire.pk)).status_code == 302
    lieu = LieuDeVie.objects.get(nom="Terrain montré")
    assert RemiseExtrait.objects.get().lieux == [lieu.cle]
    [avant] = remises_du_jeune(secrets.porte("COORDONNATEUR"))
    services.garder_secret(secrets.porte("JEUNE"), lieu.cle, maintenant=maintenant)
    [apres] = remises_du_jeune(secrets.porte("COORDONNATEUR"))
    assert (avant.noms, avant.caches, apres.noms, apres.caches) == (("Terrain montré",), 0, (), 1)


def test_effacer_ne_laisse_rien(scene: Scene) -> None:
    ouvert, secret = scene.ajouter("JEUNE", "Banc", Partage(equipe=True)), scene.ajouter("JEUNE", SECRET)
    for lieu in (ouvert, secret):
        services.effacer_lieu(scene.porte("JEUNE"), lieu.cle, maintenant=timezone.now())
    assert not LieuDeVie.objects.exists()
    assert not CoffreSecret.objects.exists()


def test_une_cle_changee_n_ecrase_rien(secrets: Scene, settings: Any) -> None:
    avant = CoffreSecret.objects.get().contenu
    settings.SECRET_KEY = "autre"
    page = secrets.client("JEUNE").get(secrets.sien("carte"))
    assert "La clé du serveur a changé" in page.content.decode()
    ajout = {"nom": "Neuf", "genre": "AUTRE", "depuis": timezone.localdate().isoformat()}
    assert secrets.client("JEUNE").post(secrets.sien("ajouter"), ajout).status_code == 422
    assert CoffreSecret.objects.get().contenu == avant


def test_seuls_deux_endroits_ouvrent_le_coffre() -> None:
    salle = RACINE / "maillage"
    usages = {
        path.relative_to(salle).as_posix()
        for path in salle.rglob("*.py")
        if "carte_de_vie.coffre" in path.read_text("utf-8") or "CoffreSecret" in path.read_text("utf-8")
    }
    assert usages == {
        "carte_de_vie/coffre.py",
        "carte_de_vie/migrations/0001_initial.py",
        "carte_de_vie/models/__init__.py",
        "carte_de_vie/models/secret.py",
        "carte_de_vie/selectors/cartes.py",
        "carte_de_vie/services/depot.py",
        "carte_de_vie/services/trajets.py",
    }


def test_un_lieu_secret_n_a_jamais_de_ligne_en_clair(scene: Scene) -> None:
    assert Lieu("A", "x", timezone.localdate()).partage.secret
    noms = {contrainte.name for contrainte in LieuDeVie._meta.constraints}
    assert "lieu_de_vie_secret_jamais_en_clair" in noms
