"""Matters from before labels set themselves get the level that the law asks for: minors and victims of violence, files
of juvenile defendants in the archive, offences against sexual freedom. A thousand at a time, each time committed."""

from django.db import migrations

BATCH = 1000
MINOR = """(matter.reason = 'minor' OR EXISTS (
    SELECT FROM matters_party party JOIN people_person person ON person.id = party.person_id
    WHERE party.matter_id = matter.id AND party.role IN ('applicant', 'member')
    AND (person.born > (matter.opened_at AT TIME ZONE 'Asia/Shanghai')::date - interval '18 years'
        OR person.born IS NULL AND 'minor' = ANY(person.groups))))"""
SEXUAL = """(matter.subject IN ('criminal_defence', 'victim_representation', 'private_prosecution',
    'incidental_civil_action', 'compulsory_treatment')
    AND matter.offence ~ '强奸|奸淫|猥亵|性侵|性骚扰|强迫卖淫|引诱幼女')"""
RECORD = f"""(matter.subject = 'criminal_defence' AND {MINOR} AND EXISTS (
    SELECT FROM matters_transition done WHERE done.matter_id = matter.id AND done.step = 'archive'))"""
FOUND = """SELECT matter.id FROM matters_matter matter WHERE matter.id > %s AND matter.label = ANY(%s) AND {rule}
    ORDER BY matter.id LIMIT %s"""


def label(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for level, below, rule in (
            ("sealed", ["normal", "sensitive"], RECORD),
            ("sensitive", ["normal"], f"(matter.subject = 'domestic_violence' OR {SEXUAL} OR {MINOR})"),
        ):
            last = 0
            while True:
                cursor.execute(FOUND.format(rule=rule), [last, below, BATCH])
                found = [row[0] for row in cursor.fetchall()]
                if not found:
                    break
                last = found[-1]
                cursor.execute("UPDATE matters_matter SET label = %s WHERE id = ANY(%s)", [level, found])
                if level == "sealed":
                    close(cursor, found)


def close(cursor, found):
    """The heads' room instead of the whole desk's, and no words in the index."""
    cursor.execute(
        "UPDATE matters_grant SET holder = 'h' || substr(holder, 2) "
        "WHERE matter_id = ANY(%s) AND reason = 'agency' AND until IS NULL AND holder LIKE 'i%%'",
        [found],
    )
    cursor.execute("DELETE FROM matters_words WHERE matter_id = ANY(%s)", [found])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('matters', '0011_label_changes'),
        ('people', '0001_initial'),
    ]

    operations = [migrations.RunPython(label, migrations.RunPython.noop)]
