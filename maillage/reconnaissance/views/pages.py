"""What each act asks, does and says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from maillage.reconnaissance import services
from maillage.reconnaissance.domain.etats import ActeDossier
from maillage.reconnaissance.forms.actes import ActeForm, ArretesForm, AxesForm, ModifierForm, MotifsForm


@dataclass(frozen=True)
class PageActe:
    """`principal` acts are drawn as buttons that stand out; `gabarit` draws the fields of the form."""

    form: type[ActeForm]
    service: Callable[..., Any]
    titre: str
    phrase: str
    fait: str
    principal: bool = False
    gabarit: str = ""


ACTES_DES_PORTEURS = {
    ActeDossier.ECHANGER: PageActe(
        ActeForm,
        services.demander_echange,
        "Demander l'échange avec la DDARS",
        "La délégation départementale est prévenue et lit ce qui est écrit. Rien n'a besoin d'être prêt : elle aide à ce qui manque.",
        "La délégation départementale est prévenue.",
        principal=True,
    ),
    ActeDossier.DEPOSER: PageActe(
        ActeForm,
        services.deposer,
        "Déposer le dossier",
        "Les chiffres, les textes et les pièces sont figés tels qu'ils sont. Un récépissé vous est donné.",
        "Le dossier est déposé ; le récépissé se télécharge plus bas.",
        principal=True,
    ),
    ActeDossier.RETIRER: PageActe(
        ActeForm,
        services.retirer_depot,
        "Retirer le dépôt",
        "Tant que l'instruction n'a pas commencé, vous reprenez le dossier pour le corriger. Ce qui a été figé reste gardé.",
        "Le dépôt est retiré : vous pouvez corriger, puis déposer à nouveau.",
    ),
    ActeDossier.MODIFIER: PageActe(
        ModifierForm,
        services.demander_modification,
        "Préparer une modification",
        "Le dispositif reste reconnu. Le dossier se rouvre ; un nouveau dépôt mènera à un arrêté mis à jour.",
        "Le dossier est rouvert.",
    ),
}
ACTES_DES_INSTRUCTEURS = {
    ActeDossier.INSTRUIRE: PageActe(
        ActeForm,
        services.prendre_en_instruction,
        "Prendre en instruction",
        "Le dispositif est prévenu ; il ne peut plus retirer son dépôt. Vous suivez ce dossier.",
        "Le dossier est en instruction.",
        principal=True,
    ),
    ActeDossier.DECLARER_PRET: PageActe(
        MotifsForm,
        services.declarer_pret,
        "Dire que le dossier est prêt",
        "Le dispositif lira vos motifs. L'arrêté de chaque organisme gestionnaire est ensuite à prendre.",
        "Le dossier est prêt.",
        principal=True,
    ),
    ActeDossier.DEMANDER_DES_AXES: PageActe(
        AxesForm,
        services.demander_des_axes,
        "Proposer des axes de travail",
        "Le dossier n'est pas encore prêt : dites pourquoi, ce qui reste à travailler, avec qui et avant quand. Le dispositif déposera à nouveau.",
        "Les axes de travail sont donnés au dispositif.",
        gabarit="reconnaissance/_champs_axes.html",
    ),
    ActeDossier.PRENDRE_ARRETE: PageActe(
        ArretesForm,
        services.prendre_arretes,
        "Enregistrer les arrêtés signés",
        "Un arrêté par organisme gestionnaire ; à plusieurs, ils reconnaissent un seul dispositif.",
        "Les arrêtés sont enregistrés.",
        principal=True,
        gabarit="reconnaissance/_champs_arretes.html",
    ),
    ActeDossier.RECONNAITRE: PageActe(
        ActeForm,
        services.reconnaitre,
        "Notifier la reconnaissance",
        "Le dispositif et ses organismes sont prévenus ; ce qui doit suivre est listé et se coche au fur et à mesure.",
        "Le dispositif est reconnu. Les effets à faire sont listés.",
        principal=True,
    ),
}
