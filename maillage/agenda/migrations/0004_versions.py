from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0003_import_lines_and_sources'),
    ]

    operations = [
        migrations.AddField(
            model_name='absence',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='serie',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
