"""What names a sign for a doctor within days, in the words of notes (`redflags.GROUPS`, note 5.5)."""

from __future__ import annotations

from typing import Final

from analysis.redflag_bones import BONES
from analysis.redflag_illness import ILLNESS
from analysis.redflag_nerves import NERVES
from analysis.redflag_nights import NIGHTS

SOON: Final = (*ILLNESS, *NIGHTS, *BONES, *NERVES)
