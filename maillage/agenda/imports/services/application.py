"""Applying a lot: good lines enter together, in one transaction; bad lines never do."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.agenda.imports.readers import FichierIllisible
from maillage.agenda.imports.services.analyse import PART_LECTURE, avancer, collecte_suspendue, comparer, lire
from maillage.agenda.imports.services.apercu import resumer, retenir_lignes
from maillage.agenda.imports.services.depot import (
    ErreurImport,
    exiger_imports,
    retenir_correspondance,
    tracer,
    verrouiller,
)
from maillage.agenda.imports.services.ecriture import ecrire_plan
from maillage.agenda.models import Correspondance, EtatLot, LotImport
from maillage.socle.acteur import Acteur
from maillage.socle.services import marquer_faits_modifies

APPLICABLES = (EtatLot.APERCU, EtatLot.ECRITURE)
PAS_D_APERCU = "Ce fichier n'a pas d'aperçu à appliquer : il est déjà appliqué, annulé, ou son aperçu reste à faire."


@collecte_suspendue()
def appliquer_lot(acteur: Acteur, lot: LotImport) -> LotImport:
    """Write what the preview announced, compared again with the agenda of this very moment. Raise ErreurImport in another state."""
    exiger_imports(acteur, lot.dispositif_id)
    with transaction.atomic():
        verrouiller(lot, APPLICABLES, PAS_D_APERCU)
        LotImport.objects.filter(pk=lot.pk).update(etat=EtatLot.ECRITURE, avancement=0)
    lot.refresh_from_db()
    try:
        lecture = lire(lot)
    except FichierIllisible as erreur:
        raise ErreurImport(str(erreur)) from None
    avancer(lot, PART_LECTURE + 5)
    code = lot.dispositif.code
    with transaction.atomic():
        verrouiller(lot, APPLICABLES, PAS_D_APERCU)
        retenir_correspondance(lot.dispositif_id, lot.source, lot.correspondance)
        Correspondance.objects.select_for_update().get(dispositif_id=lot.dispositif_id, source=lot.source)
        comparaison = comparer(lot, lecture)
        ecrire_plan(lot, code, comparaison.plan, comparaison.registre)
        retenir_lignes(lot, lecture, comparaison)
        lot.compte_rendu = resumer(lecture, comparaison)
        lot.etat, lot.avancement, lot.applique_le = EtatLot.APPLIQUE, 100, timezone.now()
        lot.save(update_fields=["compte_rendu", "etat", "avancement", "applique_le"])
        tracer(acteur, "agenda.appliquer_import", lot, lot.compte_rendu["evenements"])
        marquer_faits_modifies([lot.dispositif_id])
    return lot
