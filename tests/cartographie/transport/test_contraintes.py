"""What the database itself refuses, on both engines."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from maillage.cartographie.models import FicheTransport, SeparationTransport
from tests.fabriques import DispositifFactory, JeuneFactory

pytestmark = pytest.mark.django_db


def test_une_fiche_par_jeune_et_des_heures_en_ordre() -> None:
    dispositif, jeune = DispositifFactory(), JeuneFactory()
    FicheTransport.objects.create(dispositif=dispositif, jeune=jeune)
    en_desordre = {"jeune": JeuneFactory(), "pas_avant": dt.time(9), "pas_apres": dt.time(8)}
    for champs in ({"jeune": jeune}, en_desordre, {"jeune": JeuneFactory(), "lon": 3.5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FicheTransport.objects.create(dispositif=dispositif, **champs)


def test_une_separation_s_ecrit_une_fois_dans_un_seul_ordre() -> None:
    dispositif, (un, autre) = DispositifFactory(), sorted((JeuneFactory(), JeuneFactory()), key=lambda j: j.pk)
    SeparationTransport.objects.create(dispositif=dispositif, jeune=un, autre=autre)
    for paire in ((un, autre), (autre, un), (un, un)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SeparationTransport.objects.create(dispositif=dispositif, jeune=paire[0], autre=paire[1])
