"""Reasons of a closed request become codes of referentiels/admission.toml: the six phrases known until now are turned, any other stays as written."""

from django.db import migrations

CODES = {
    "Orientation vers un autre dispositif": "AUTRE_DISPOSITIF",
    "Demande retirée par la famille": "RETIREE",
    "Notification échue": "NOTIFICATION_ECHUE",
    "Sans réponse de la famille": "SANS_REPONSE",
    "Hors du public accueilli": "HORS_PUBLIC",
    "Manque de place": "MANQUE_PLACE",
}


def coder(apps, schema_editor):
    demandes = apps.get_model("parcours", "Demande").objects
    for phrase, code in CODES.items():
        demandes.filter(motif_cloture=phrase).update(motif_cloture=code)


def decoder(apps, schema_editor):
    demandes = apps.get_model("parcours", "Demande").objects
    for phrase, code in CODES.items():
        demandes.filter(motif_cloture=code).update(motif_cloture=phrase)


class Migration(migrations.Migration):
    dependencies = [("parcours", "0005_entree_notification_suivi")]
    operations = [migrations.RunPython(coder, decoder)]
