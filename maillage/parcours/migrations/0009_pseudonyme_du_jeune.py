"""A pseudonym goes with the young person it stands for: erasing one erases the other."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def rattacher(apps, schema_editor):
    pseudonymes = apps.get_model("parcours", "PseudonymeDemande").objects
    demandes = apps.get_model("parcours", "Demande").objects
    pseudonymes.filter(demande__jeune__isnull=True).delete()
    pseudonymes.update(jeune_id=Subquery(demandes.filter(pk=OuterRef("demande_id")).values("jeune_id")))


class Migration(migrations.Migration):
    dependencies = [("parcours", "0008_piece_de_la_notification")]
    operations = [
        migrations.AddField(
            model_name="pseudonymedemande",
            name="jeune",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.CASCADE, related_name="+", to="parcours.jeune"
            ),
        ),
        migrations.RunPython(rattacher, migrations.RunPython.noop),
    ]
