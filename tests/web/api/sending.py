"""What the tests of the machine interface send."""

from collections.abc import Callable

from django.http import HttpResponse

Send = Callable[..., HttpResponse]
BODY = {
    "form": "defence",
    "reason": "minor",
    "stage": "first_instance",
    "person": {"name": "许某", "sex": "m", "born": "2009-12-01"},
    "offence": "盗窃罪",
    "case_number": "（2026）云0102刑初7号",
    "letter_number": "石法通〔2026〕3号",
    "hearing": "2026-07-15",
    "co_defendants": ["同某"],
    "contact": "孔某 0999-5550001",
}
