"""Short citations become the formal ones that stand on papers."""

import pytest

from fayuan.dossier.papers.citations import chinese_number, cited


@pytest.mark.parametrize(
    ("short", "formal"),
    [
        ("法律援助法 42(3)", "《中华人民共和国法律援助法》第四十二条第三项"),
        ("法律援助法 31(7)", "《中华人民共和国法律援助法》第三十一条第七项"),
        ("法律援助法 44(1)", "《中华人民共和国法律援助法》第四十四条第一款第一项"),
        ("法律援助法 48(8)", "《中华人民共和国法律援助法》第四十八条第一款第八项"),
        ("法律援助法 43(2)", "《中华人民共和国法律援助法》第四十三条第二款"),
        ("法律援助法 49", "《中华人民共和国法律援助法》第四十九条"),
        ("民法典 188", "《中华人民共和国民法典》第一百八十八条"),
        ("云岭省法律援助条例 12", "《云岭省法律援助条例》第十二条"),
        ("《云岭省法律援助条例》第十二条", "《云岭省法律援助条例》第十二条"),
    ],
)
def test_a_citation_is_written_out(short: str, formal: str) -> None:
    assert cited([short]) == formal


def test_articles_of_one_law_stand_together_in_rising_order_and_once() -> None:
    assert cited(["法律援助法 43(1)", "民法典 188", "法律援助法 31(7)", "法律援助法 43(1)"]) == (
        "《中华人民共和国法律援助法》第三十一条第七项、第四十三条第一款、"
        "《中华人民共和国民法典》第一百八十八条"
    )


def test_an_article_cited_in_part_is_not_cited_whole_beside_it() -> None:
    assert cited(["法律援助法 43", "法律援助法 43(1)"]) == "《中华人民共和国法律援助法》第四十三条第一款"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (42, "四十二"), (100, "一百"), (103, "一百零三"),
     (110, "一百一十"), (216, "二百一十六"), (1001, "一千零一"), (1260, "一千二百六十")],
)  # fmt: skip
def test_a_number_is_written_as_articles_are_numbered(number: int, written: str) -> None:
    assert chinese_number(number) == written
