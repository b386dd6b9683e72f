from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comptes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="habilitation",
            name="retiree_le",
            field=models.DateTimeField(blank=True, null=True, verbose_name="retirée le"),
        ),
    ]
