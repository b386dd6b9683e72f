from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0004_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="lignelot",
            name="minutes",
            field=models.PositiveIntegerField(null=True, verbose_name="durée en minutes"),
        ),
    ]
