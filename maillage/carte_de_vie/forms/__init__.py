"""Forms of the carte de vie: few questions, each with a picture."""

from maillage.carte_de_vie.forms.lieux import (
    AjouterForm,
    CorrigerForm,
    DepuisForm,
    DessinForm,
    PartageForm,
    PlaceForm,
    RessentiForm,
)
from maillage.carte_de_vie.forms.pages import DeuxJoursForm, FiltresForm, JourForm
from maillage.carte_de_vie.forms.ressentis import JeuxForm
from maillage.carte_de_vie.forms.trajets import TrajetForm

__all__ = [
    "AjouterForm",
    "CorrigerForm",
    "DepuisForm",
    "DessinForm",
    "DeuxJoursForm",
    "FiltresForm",
    "JeuxForm",
    "JourForm",
    "PartageForm",
    "PlaceForm",
    "RessentiForm",
    "TrajetForm",
]
