"""The journal: appended to by everyone, changed by no one, purged only by law; the database itself says so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import NatureTrace, PurgeJournal, Trace
from maillage.socle.selectors import FiltreJournal, journal, lecteurs_du_jeune, lectures_du_jeune
from maillage.socle.services import journaliser, journaliser_lecture, purger_journal

pytestmark = pytest.mark.django_db


def trace_ancienne(systeme: ActeurSysteme, *, jours: int) -> Trace:
    trace = Trace(acteur_libelle="ancienne", nature=NatureTrace.LECTURE, acte="essai.lire")
    trace.horodatage = timezone.now() - dt.timedelta(days=jours)
    trace.save()
    return trace


@pytest.mark.parametrize(
    "ordre", ["UPDATE socle_trace SET acte = 'autre'", "DELETE FROM socle_trace", "DELETE FROM socle_trace WHERE 1 = 1"]
)
def test_la_base_refuse_de_modifier_et_d_effacer(systeme: ActeurSysteme, ordre: str) -> None:
    journaliser(systeme, "essai.ecrire")
    with pytest.raises(DatabaseError, match="journal"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ordre)
    assert Trace.objects.filter(acte="essai.ecrire").count() == 1


def test_les_ensembles_de_l_orm_ne_passent_pas_non_plus(systeme: ActeurSysteme) -> None:
    journaliser(systeme, "essai.ecrire")
    with pytest.raises(DatabaseError), transaction.atomic():
        Trace.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Trace.objects.update(acte="autre")


def test_une_trace_ne_se_reenregistre_ni_ne_s_efface(systeme: ActeurSysteme) -> None:
    trace = journaliser(systeme, "essai.ecrire")
    with pytest.raises(TypeError):
        trace.save()
    with pytest.raises(TypeError):
        trace.delete()


def test_la_purge_efface_les_lignes_au_bout_de_leur_conservation(systeme: ActeurSysteme, settings: object) -> None:
    settings.JOURNAL_CONSERVATION_JOURS = 365  # type: ignore[attr-defined]
    trace_ancienne(systeme, jours=400)
    gardee = trace_ancienne(systeme, jours=300)
    purge = purger_journal(systeme)
    assert purge.nombre == 1
    assert purge.achevee_le is not None
    assert list(Trace.objects.values_list("acte", flat=True).order_by("pk")) == [gardee.acte, "socle.purger_journal"]


def test_la_base_garde_six_mois_meme_si_le_reglage_dit_moins(systeme: ActeurSysteme, settings: object) -> None:
    settings.JOURNAL_CONSERVATION_JOURS = 30  # type: ignore[attr-defined]
    trace_ancienne(systeme, jours=90)
    with pytest.raises(DatabaseError), transaction.atomic():
        purger_journal(systeme)
    assert Trace.objects.count() == 1
    assert not PurgeJournal.objects.exists()


def test_une_purge_achevee_ne_laisse_pas_la_porte_ouverte(systeme: ActeurSysteme) -> None:
    purger_journal(systeme)
    trace_ancienne(systeme, jours=900)
    with pytest.raises(DatabaseError), transaction.atomic():
        Trace.objects.filter(acte="essai.lire").delete()


def test_le_journal_se_filtre_et_se_trie(systeme: ActeurSysteme) -> None:
    journaliser(systeme, "agenda.confirmer_journee", dispositif_id=1)
    journaliser(systeme, "comptes.refuser_acces", nature=NatureTrace.REFUS)
    journaliser_lecture(systeme, "parcours.lire_fiche", jeune_id=7, dispositif_id=1)
    assert [t.acte for t in journal(systeme, FiltreJournal(acte="confirmer journee"))] == ["agenda.confirmer_journee"]
    assert [t.acte for t in journal(systeme, FiltreJournal(nature="REFUS"))] == ["comptes.refuser_acces"]
    assert [t.acte for t in journal(systeme, FiltreJournal(jeune_id=7))] == ["parcours.lire_fiche"]
    assert journal(systeme, FiltreJournal(qui="ESSAIS", dispositif_id=1)).count() == 2
    hier = timezone.localdate() - dt.timedelta(days=1)
    assert not journal(systeme, FiltreJournal(fin=hier)).exists()
    actes = [t.acte for t in journal(systeme, FiltreJournal(), tri="acte")]
    assert actes == sorted(actes)


def test_qui_a_lu_un_dossier_se_dit_par_personne(systeme: ActeurSysteme) -> None:
    for _ in range(2):
        journaliser_lecture(systeme, "parcours.lire_fiche", jeune_id=7)
    journaliser(systeme, "parcours.modifier_identite", jeune_id=7)
    assert lectures_du_jeune(systeme, 7).count() == 2
    (lecteur,) = lecteurs_du_jeune(systeme, 7)
    assert (lecteur["acteur_libelle"], lecteur["nombre"]) == ("essais", 2)


@pytest.mark.django_db(transaction=True)
def test_un_essai_qui_vide_la_base_peut_le_faire(systeme: ActeurSysteme) -> None:
    journaliser(systeme, "essai.ecrire")
    assert Trace.objects.count() == 1
