"""What the shell needs on every page: the navigation of the person."""

from __future__ import annotations

from typing import Any

from django.utils.functional import SimpleLazyObject

from maillage.portail.navigation import en_groupes, menu_du_compte, navigation_de
from maillage.socle.requete import Requete


def navigation(request: Requete) -> dict[str, Any]:
    """Give templates `navigation`, what the rights of the person open, the same by group, and `menu_compte`: made only if the page draws them."""
    liens = SimpleLazyObject(lambda: navigation_de(request))
    return {
        "navigation": liens,
        "navigation_groupes": SimpleLazyObject(lambda: en_groupes(list(liens))),
        "menu_compte": SimpleLazyObject(lambda: menu_du_compte(request)),
    }
