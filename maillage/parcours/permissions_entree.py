"""Rights of the addresses of coming in and leaving; the sections of the file decide the rest."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE = Droit("parcours")
ECRIRE = Droit("parcours", acces=Acces.ECRITURE)

DROITS_ENTREE: dict[str, Droit] = {
    **{
        f"parcours:{nom}": LIRE
        for nom in (
            "liste_attente",
            "exporter_liste_attente",
            "demande",
            "commissions",
            "commission",
            "criteres",
            "entree_sortie",
            "piece_notification",
        )
    },
    **{
        f"parcours:{nom}": ECRIRE
        for nom in (
            "enregistrer_demande",
            "acte_demande",
            "bouton_demande",
            "retirer_etape",
            "creer_critere",
            "modifier_critere",
            "bouton_critere",
            "criteres_proposes",
            "creer_commission",
            "modifier_commission",
            "inscrire_demandes",
            "avis_commission",
            "retirer_avis",
            "retirer_entree",
            "acte_entree",
            "acte_entree_objet",
        )
    },
    "attente:delais": Droit("attente_territoires"),
}
