"""What names a sign that cannot wait, in the words of notes (`redflags.GROUPS`, note 5.5)."""

from __future__ import annotations

from typing import Final

from analysis.redflag_falls import FALLS
from analysis.redflag_legs import LEGS
from analysis.redflag_pelvis import PELVIS

NOW: Final = (*PELVIS, *LEGS, *FALLS)
