"""A synthetic population for asking 'what if': stated in words, drawn from a fixed seed, whole numbers
throughout."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEED = 20260101

MEAN_INCOME_FEN = 340_000
"""Monthly disposable income per head, the mean of the whole population."""

SIZES = (1, 1, 2, 2, 2, 3, 3, 3, 4, 5)
"""Members of a household, each entry a tenth of all households."""

INCOME_QUANTILES = (0, 12, 21, 30, 40, 52, 66, 84, 110, 160, 420)
"""Monthly disposable income per head at each tenth of households, in hundredths of the population's mean."""

GROUP_SHARES = (
    ("elderly", 230),
    ("migrant_worker", 180),
    ("minor", 160),
    ("disabled", 60),
    ("subsistence_recipient", 30),
)
"""Of a thousand households, how many have such a member; drawn independently."""

ASSUMPTIONS = (
    "家庭是合成的，不是任何真实家庭：随机种子固定，同样的问题总得同样的结果。",
    "家庭人口：一人两成、二人三成、三人三成、四人一成、五人一成。",
    "家庭人均月收入：以假定的人均月可支配收入 3400 元为 100，"
    "分位点从 0 起依次为 12、21、30、40、52、66、84、110、160、420，其间均匀分布。",
    "每千户中有老年人 230 户、进城务工人员 180 户、未成年人 160 户、残疾人 60 户、"
    "最低生活保障对象 30 户，互相独立。",
    "各县（市、区）户数相同；只看收入，不看资产、支出和具体事项。",
)


@dataclass(frozen=True, slots=True)
class Household:
    """One synthetic household: its income of a month in fen, its members, the groups in it, its county."""

    income_fen: int
    members: int
    groups: tuple[str, ...]
    county: str


def households(
    count: int, counties: Sequence[str], mean_income_fen: int, seed: int = SEED
) -> Iterator[Household]:
    """So many households; ``mean_income_fen`` is the population's monthly disposable income per head."""
    draw = random.Random(seed).randrange
    for number in range(count):
        tenth, within = divmod(draw(10_000), 1_000)
        low, high = INCOME_QUANTILES[tenth], INCOME_QUANTILES[tenth + 1]
        per_head = mean_income_fen * (low * 1_000 + (high - low) * within) // 100_000
        members = SIZES[draw(10)]
        groups = tuple(group for group, share in GROUP_SHARES if draw(1_000) < share)
        yield Household(per_head * members, members, groups, counties[number % len(counties)])
