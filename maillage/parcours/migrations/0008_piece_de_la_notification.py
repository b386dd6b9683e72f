from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parcours", "0007_evenement_de_vie"),
        ("socle", "0004_pieces"),
    ]
    operations = [
        migrations.AddField(
            model_name="notificationmdph",
            name="piece",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=models.deletion.SET_NULL, related_name="+", to="socle.piece"
            ),
        ),
    ]
