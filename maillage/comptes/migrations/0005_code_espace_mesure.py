from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comptes", "0004_code_espace")]

    operations = [
        migrations.AddField(
            model_name="codeespace",
            name="mesure",
            field=models.CharField(blank=True, max_length=30, verbose_name="mesure de protection"),
        ),
    ]
