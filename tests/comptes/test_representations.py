"""Who speaks for a young person, and when they no longer do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from maillage.comptes import referentiels, selectors, services
from maillage.comptes.models import Representation
from maillage.liaison.referentiels import qualites as qualites_de_liaison
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.fabriques import (
    DispositifFactory,
    HabilitationFactory,
    JeuneFactory,
    RepresentationFactory,
    UtilisateurFactory,
)

JOUR = dt.date(2026, 3, 2)
DIX_HUIT_ANS = dt.date(2026, 9, 15)


@pytest.fixture
def ici(db: None) -> Any:
    return DispositifFactory(code="ici")


@pytest.fixture
def sacha(db: None) -> Any:
    return JeuneFactory(naissance=dt.date(2008, 9, 15))


def acteur(role: str, **lieu: Any) -> Any:
    habilitation = HabilitationFactory(utilisateur=UtilisateurFactory(), role=role, **lieu)
    return selectors.acteur_de(habilitation.utilisateur, le=JOUR)


def vu(representation: Representation, le: dt.date = JOUR) -> Any:
    return selectors.acteur_de(representation.utilisateur, le=le)


def test_les_qualites_sont_celles_de_la_fiche_de_liaison() -> None:
    assert set(referentiels.qualites()) < set(qualites_de_liaison())


def test_un_parent_parle_pour_son_enfant_et_pour_lui_seul(sacha: Any) -> None:
    parent, autre = vu(RepresentationFactory(jeune_id=sacha.pk)), JeuneFactory()
    assert parent.jeunes_representes == {sacha.pk}
    assert parent.qualites_pour(sacha.pk) == {"PARENT"}
    assert parent.qualites_pour(autre.pk) == frozenset()
    assert parent.roles == ("FAMILLE",)


def test_une_famille_n_a_acces_a_aucun_dispositif(ici: Any, sacha: Any) -> None:
    parent = vu(RepresentationFactory(jeune_id=sacha.pk, dispositif=ici))
    assert parent.peut("espace")
    assert not parent.peut("espace", dispositif_id=ici.pk)
    assert parent.dispositifs("espace") == frozenset()
    assert not any(parent.peut(section) for section in ("identite", "parcours", "liaison", "agenda", "structures"))


def test_les_deux_parents_ont_chacun_leur_compte(sacha: Any) -> None:
    un, deux = (vu(RepresentationFactory(jeune_id=sacha.pk)) for _ in range(2))
    assert un.identifiant != deux.identifiant
    assert un.qualites_pour(sacha.pk) == deux.qualites_pour(sacha.pk) == {"PARENT"}


@pytest.mark.parametrize("qualite", ["PARENT", "TUTEUR"])
def test_le_representant_perd_l_acces_le_jour_des_dix_huit_ans(sacha: Any, qualite: str) -> None:
    representation = RepresentationFactory(jeune_id=sacha.pk, qualite=qualite)
    assert vu(representation, DIX_HUIT_ANS - dt.timedelta(days=1)).qualites_pour(sacha.pk) == {qualite}
    apres = vu(representation, DIX_HUIT_ANS)
    assert (apres.jeunes_representes, apres.roles, apres.peut("espace")) == (frozenset(), (), False)


def test_une_mesure_de_protection_garde_le_representant_legal(sacha: Any) -> None:
    representation = RepresentationFactory(jeune_id=sacha.pk, mesure="TUTELLE")
    assert vu(representation, JOUR).qualites_pour(sacha.pk) == {"PARENT"}
    assert vu(representation, DIX_HUIT_ANS).qualites_pour(sacha.pk) == {"TUTEUR"}


def test_le_jeune_devient_majeur_sans_que_personne_n_ecrive_rien(sacha: Any) -> None:
    representation = RepresentationFactory(jeune_id=sacha.pk, qualite="JEUNE_MINEUR")
    assert vu(representation, JOUR).qualites_pour(sacha.pk) == {"JEUNE_MINEUR"}
    assert vu(representation, DIX_HUIT_ANS).qualites_pour(sacha.pk) == {"JEUNE_MAJEUR"}
    assert vu(representation, DIX_HUIT_ANS).roles == ("JEUNE",)


def test_sans_date_de_naissance_rien_ne_se_ferme(db: None) -> None:
    jeune = JeuneFactory(naissance=None)
    assert vu(RepresentationFactory(jeune_id=jeune.pk), dt.date(2050, 1, 1)).qualites_pour(jeune.pk) == {"PARENT"}


@pytest.mark.parametrize(
    "dates",
    [
        {"debut": JOUR + dt.timedelta(days=1)},
        {"fin": JOUR - dt.timedelta(days=1)},
        {"retiree_le": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)},
    ],
)
def test_hors_de_ses_dates_une_representation_n_ouvre_rien(sacha: Any, dates: dict[str, Any]) -> None:
    assert vu(RepresentationFactory(jeune_id=sacha.pk, **dates)).jeunes_representes == frozenset()


def test_un_compte_de_professionnel_ne_devient_pas_celui_d_une_famille(ici: Any, sacha: Any) -> None:
    compte = HabilitationFactory(role="PROFESSIONNEL", dispositif=ici).utilisateur
    with pytest.raises(services.ErreurRepresentation, match="professionnel"):
        services.ouvrir_representation(
            ActeurSysteme("essais"), compte, jeune_id=sacha.pk, qualite="PARENT", dispositif_id=ici.pk, debut=JOUR
        )


def test_un_compte_de_famille_ne_devient_pas_celui_d_un_professionnel(ici: Any, sacha: Any) -> None:
    compte = RepresentationFactory(jeune_id=sacha.pk).utilisateur
    with pytest.raises(services.ErreurHabilitation, match="famille"):
        services.donner_habilitation(
            ActeurSysteme("essais"), compte, role="PROFESSIONNEL", debut=JOUR, dispositif_id=ici.pk
        )


@pytest.mark.parametrize("role", ["JEUNE", "FAMILLE"])
def test_le_role_d_une_famille_ne_se_donne_pas_a_la_main(ici: Any, role: str) -> None:
    with pytest.raises(services.ErreurHabilitation):
        services.donner_habilitation(ActeurSysteme("essais"), UtilisateurFactory(), role=role, debut=JOUR)


@pytest.mark.parametrize(("role", "ou"), [("PROFESSIONNEL", "ici"), ("COORDONNATEUR", "ailleurs")])
def test_seule_la_coordination_du_dispositif_ouvre_un_compte_de_famille(
    ici: Any, sacha: Any, role: str, ou: str
) -> None:
    lieu = ici if ou == "ici" else DispositifFactory(code=ou)
    with pytest.raises(PermissionDenied):
        services.ouvrir_representation(
            acteur(role, dispositif=lieu),
            UtilisateurFactory(),
            jeune_id=sacha.pk,
            qualite="PARENT",
            dispositif_id=ici.pk,
            debut=JOUR,
        )


def test_retirer_puis_retablir_s_ecrit_au_journal(ici: Any, sacha: Any) -> None:
    coordination = acteur("COORDONNATEUR", dispositif=ici)
    representation = RepresentationFactory(jeune_id=sacha.pk, dispositif=ici)
    services.retirer_representation(coordination, representation)
    assert vu(representation).jeunes_representes == frozenset()
    services.retablir_representation(coordination, representation)
    assert vu(representation).jeunes_representes == {sacha.pk}
    actes = Trace.objects.filter(jeune_id=sacha.pk).order_by("pk").values_list("acte", flat=True)
    assert list(actes) == ["comptes.retirer_representation", "comptes.retablir_representation"]


@pytest.mark.parametrize("mesure", ["CURATELLE", "SAUVEGARDE"])
def test_une_curatelle_ne_garde_pas_l_acces(ici: Any, sacha: Any, mesure: str) -> None:
    representation = RepresentationFactory(jeune_id=sacha.pk, dispositif=ici)
    with pytest.raises(services.ErreurRepresentation, match="mesure"):
        services.proteger_apres_la_majorite(ActeurSysteme("essais"), representation, mesure=mesure)


def test_le_meme_compte_ne_represente_pas_deux_fois_le_meme_jeune(ici: Any, sacha: Any) -> None:
    compte = RepresentationFactory(jeune_id=sacha.pk).utilisateur
    with pytest.raises(services.ErreurRepresentation, match="déjà"):
        services.ouvrir_representation(
            ActeurSysteme("essais"), compte, jeune_id=sacha.pk, qualite="PARENT", dispositif_id=ici.pk, debut=JOUR
        )


def test_un_professionnel_ne_represente_personne(ici: Any) -> None:
    pro = acteur("PROFESSIONNEL", dispositif=ici)
    assert (pro.jeunes_representes, pro.qualites_pour(1)) == (frozenset(), frozenset())
