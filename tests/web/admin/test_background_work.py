"""Work in the background, as the system administrator sees it; and how the product does, as machines read it."""

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from fayuan.messaging.jobs import send

pytestmark = pytest.mark.django_db  # what they write is rolled back, also where nobody signs in


@pytest.fixture
def job() -> int:
    made = send.defer(message_id=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [made])
    return made


def test_failed_work_is_told_in_plain_words_and_tried_again(administrator: Client, job: int) -> None:
    page = administrator.get("/admin/jobs/").content.decode()
    assert "发一条短信" in page
    assert "短信通道没有接受" in page
    form = administrator.get(f"/admin/jobs/{job}/again/")
    assert "再试一次" in form.content.decode()
    assert administrator.post(f"/admin/jobs/{job}/again/").status_code == 302
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    assert "没有。后台的工作都做完了" in administrator.get("/admin/jobs/").content.decode()


def test_failed_work_is_set_aside(administrator: Client, job: int) -> None:
    assert administrator.post(f"/admin/jobs/{job}/aside/").status_code == 302
    assert not ProcrastinateJob.objects.filter(pk=job).exists()
    assert administrator.get(f"/admin/jobs/{job}/aside/").status_code == 404


def test_the_product_says_that_it_is_not_well_while_no_worker_lives(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"well": False, "database": True}


def test_it_is_well_with_a_worker(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + interval '100 years')"
        )
    assert client.get("/health/").json() == {"well": True, "database": True}


def test_figures_are_told_to_whoever_shows_the_token(client: Client, settings: object, job: int) -> None:
    assert client.get("/metrics/").status_code == 404
    settings.METRICS_TOKEN = "abc"  # type: ignore[attr-defined]
    assert client.get("/metrics/", headers={"authorization": "Bearer abd"}).status_code == 404
    told = client.get("/metrics/", headers={"authorization": "Bearer abc"}).content.decode()
    assert 'fayuan_jobs{state="dead"} 1' in told
    assert "fayuan_clocks_behind_seconds 0" in told
