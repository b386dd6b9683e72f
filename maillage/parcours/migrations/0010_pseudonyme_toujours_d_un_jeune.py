from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parcours", "0009_pseudonyme_du_jeune")]
    operations = [
        migrations.AlterField(
            model_name="pseudonymedemande",
            name="jeune",
            field=models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="+", to="parcours.jeune"),
        ),
    ]
