

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assignment', '0006_wishes'),
    ]

    operations = [
        migrations.AddField(
            model_name='policy',
            name='fair_share',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
