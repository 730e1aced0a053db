"""The cities and counties of the fictional province, beside the one that the demonstration plays in.

A province of middling size: 17 cities with 104 counties, so 122 legal aid agencies with that of the province. Codes
begin with 97, which GB/T 2260 gives to no place; the names are made up.
"""

from dataclasses import dataclass
from functools import cached_property

from fayuan.demo.places import CITY, COUNTY, DISTRICT, OTHER_COUNTY, PROVINCE

CITIES = (
    *("白石", "云台", "苍溪", "临泽", "永济", "怀远", "清江", "望川", "东陵"),
    *("龙泉", "凤岭", "金沙", "银河", "南浦", "北固", "长汀", "平湖"),
)
FIRST = ("青", "石", "松", "柳", "梅", "竹", "桃", "枫", "榆", "桂", "兰", "荷", "杏", "栗")
SECOND = ("河", "桥", "岭", "溪", "坪", "塘", "坝", "关")
TOWNS = (
    "城关镇",
    "新桥镇",
    "柳林镇",
    "大坪乡",
    "红土乡",
    "东湖街道",
    "南坡乡",
    "北门街道",
    "河口镇",
    "双溪乡",
)
HOME = {DISTRICT: ("青河", "区"), COUNTY: ("石桥", "县"), OTHER_COUNTY: ("松岭", "县")}


@dataclass(frozen=True)
class County:
    """A county or district: its code, its name, the code of its city."""

    code: str
    name: str
    city: str


@dataclass(frozen=True)
class Country:
    """How much of a province there is; every city must have three counties or more."""

    cities: int = len(CITIES)
    counties: int = 104
    stations: int = 3_947  # 工作站
    liaison_points: int = 55_953  # 联络点
    firm_sets: int = 6  # images of the demonstration's firms in each county
    alternates: int = 3  # who may play the part of one lawyer in one firm

    @cached_property
    def city_names(self) -> dict[str, str]:
        """The names of the cities by code, the demonstration's own first."""
        return {f"97{order:02d}00": f"{name}市" for order, name in enumerate(CITIES[: self.cities], 1)}

    @cached_property
    def all_counties(self) -> list[County]:
        """Every county, by code; a city has six or seven, the demonstration's own its three."""
        found = [County(code, "".join(name), CITY) for code, name in sorted(HOME.items())]
        names = (f"{first}{second}" for second in SECOND for first in FIRST)
        taken = {name for name, _kind in HOME.values()}
        fresh = (name for name in names if name not in taken)
        others = [code for code in self.city_names if code != CITY]
        for order in range(self.counties - len(found)):
            city, place = others[order % len(others)], order // len(others) + 1
            found.append(County(f"{city[:4]}{place:02d}", next(fresh) + ("区" if place == 1 else "县"), city))
        return sorted(found, key=lambda each: each.code)

    def neighbours(self, county: County) -> tuple[County, County]:
        """The two counties that follow in the same city, round about: they play 青河区 and 松岭县 to its 石桥县."""
        own = [each for each in self.all_counties if each.city == county.city]
        if county.code == COUNTY:  # the demonstration's own keep their parts
            return own[0], own[2]
        at = own.index(county)
        return own[(at + 1) % len(own)], own[(at + 2) % len(own)]

    def parts(self, county: County) -> dict[str, str]:
        """Which code stands for which when a matter of 石桥县 happens in this county."""
        district, other = self.neighbours(county)
        return {
            PROVINCE: PROVINCE,
            CITY: county.city,
            COUNTY: county.code,
            DISTRICT: district.code,
            OTHER_COUNTY: other.code,
        }
