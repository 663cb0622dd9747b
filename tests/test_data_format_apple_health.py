"""Apple Health, built from the documented record types; values invented."""

import io
import zipfile

import pytest

from data.errors import Cancelled, UnreadableFile
from data.ingest import read, read_file
from data.ingest.formats import apple_health, apple_health_scan

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST Record type CDATA #REQUIRED>
]>
<HealthData locale="de_DE">
 <ExportDate value="2026-11-20 09:12:33 +0100"/>
"""
Q, C = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
DEVICE = "&lt;&lt;HKDevice: 0x3&gt;, name:Apple Watch&gt;"


def record(kind, start, end, value, source="Watch", kids=""):
    tag = (
        f' <Record type="{kind}" sourceName="{source}" sourceVersion="1" device="{DEVICE}" unit="x" '
        f'creationDate="{end}" startDate="{start}" endDate="{end}" value="{value}"'
    )
    return f"{tag}>\n{kids} </Record>\n" if kids else f"{tag}/>\n"


def sleep(start, end, stage, source="Watch"):
    kids = '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
    return record(C + "SleepAnalysis", start, end, f"HKCategoryValueSleepAnalysis{stage}", source, kids)


def export(*parts, end="</HealthData>\n"):
    return (HEAD + "".join(parts) + end).encode()


def zipped(content, name="apple_health_export/export.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
        made.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
    return out.getvalue()


def by_day(found, field):
    return {
        str(row.date.date()): getattr(row, field)
        for row in found.days.itertuples()
        if getattr(row, field) == getattr(row, field)
    }


NIGHT = (
    sleep("2026-03-27 22:30:00 +0100", "2026-03-28 06:30:00 +0100", "InBed", "iPhone"),
    sleep("2026-03-27 23:00:00 +0100", "2026-03-28 03:00:00 +0100", "AsleepCore"),
    sleep("2026-03-28 03:00:00 +0100", "2026-03-28 03:30:00 +0100", "Awake"),
    sleep("2026-03-28 03:30:00 +0100", "2026-03-28 06:00:00 +0100", "AsleepREM"),
    sleep("2026-03-27 23:30:00 +0100", "2026-03-28 05:00:00 +0100", "Asleep", "Andere Uhr"),
)
WAYS = pytest.mark.parametrize("way", ["fast", "thorough"])


@pytest.fixture
def only(monkeypatch):
    """Read by one way only."""

    def choose(way):
        def unusual(*_):
            raise apple_health_scan.Unusual

        monkeypatch.setattr(apple_health, {"fast": "thorough", "thorough": "fast"}[way], unusual)

    return choose


@WAYS
def test_a_night_is_the_union_of_asleep_and_belongs_to_the_day_of_waking(way, only):
    only(way)
    found = read(export(*NIGHT), "export.xml")
    # 23:00-03:30 (the other watch bridges the waking) and on to 06:00; never the eight hours in bed.
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}
    by_name = found.factors.set_index("name")["value"].to_dict()
    assert (by_name["sleep_light_h"], by_name["sleep_rem_h"], by_name["sleep_awake_h"]) == (4, 2.5, 0.5)
    assert set(found.days["source"]) == {"sensed"}


@WAYS
@pytest.mark.parametrize(
    ("start", "end", "day", "hours"),
    [
        ("2026-03-28 23:00:00 +0100", "2026-03-29 07:00:00 +0200", "2026-03-29", 7),
        ("2026-10-24 23:00:00 +0200", "2026-10-25 07:00:00 +0100", "2026-10-25", 9),
        ("2026-03-10 00:30:00 +0100", "2026-03-10 07:00:00 +0100", "2026-03-10", 6.5),
        ("2026-03-10 18:30:00 +0100", "2026-03-10 23:30:00 +0100", "2026-03-11", 5),
    ],
)
def test_nights_of_the_clock_change_and_across_midnight(way, only, start, end, day, hours):
    only(way)
    assert by_day(read(export(sleep(start, end, "AsleepCore")), "export.xml"), "sleep_hours") == {day: hours}


@WAYS
def test_phone_and_watch_do_not_add_up(way, only):
    only(way)
    parts = [
        record(
            Q + "StepCount",
            f"2026-03-01 {hour:02d}:00:00 +0100",
            f"2026-03-01 {hour:02d}:30:00 +0100",
            steps,
            source,
        )
        for hour, steps, source in [
            (8, 1000, "Anna &amp; Co iPhone"),
            (9, 500, "Anna &amp; Co iPhone"),
            (8, 1700, "Uhr"),
            (23, 100, "Uhr"),
        ]
    ]
    assert by_day(read(export(*parts), "export.xml"), "steps") == {"2026-03-01": 1800}


@WAYS
def test_hrv_pulse_mindful_workouts_and_rings(way, only):
    only(way)
    found = read(
        export(
            record(Q + "HeartRateVariabilitySDNN", "2026-03-01 05:00:00 +0100", "2026-03-01 05:01:00 +0100", "40.5",
                   kids=' <HeartRateVariabilityMetadataList>\n  <InstantaneousBeatsPerMinute bpm="60" time="x"/>\n'
                        " </HeartRateVariabilityMetadataList>\n"),
            record(Q + "HeartRateVariabilitySDNN", "2026-03-01 15:00:00 +0100", "2026-03-01 15:01:00 +0100", "30.5"),
            record(Q + "HeartRate", "2026-03-01 15:00:00 +0100", "2026-03-01 15:01:00 +0100", "99"),
            record(Q + "RestingHeartRate", "2026-03-01 15:00:00 +0100", "2026-03-01 15:01:00 +0100", "56"),
            record(C + "MindfulSession", "2026-03-01 15:00:00 +0100", "2026-03-01 15:10:30 +0100", "HKCategoryValueNotApplicable"),
            ' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="31.5" durationUnit="min" '
            'sourceName="Uhr" startDate="2026-03-02 10:00:00 +0100" endDate="2026-03-02 10:31:30 +0100">\n </Workout>\n',
            ' <ActivitySummary dateComponents="2026-03-01" activeEnergyBurned="400" appleExerciseTime="25"/>\n',
            ' <ActivitySummary dateComponents="2026-03-03" activeEnergyBurned="0" appleExerciseTime="0"/>\n',
        ),
        "export.xml",
    )  # fmt: skip
    by_name = found.factors.set_index("name")["value"].to_dict()
    assert by_name == {"hrv_sdnn": 35.5, "resting_hr": 56, "mindful_min": 10.5, "workout_min": 31.5}
    # The rings lead; a day without rings takes its workouts; a day without the watch stays unknown.
    assert by_day(found, "activity_min") == {"2026-03-01": 25, "2026-03-02": 31.5}


@pytest.mark.parametrize(
    "name",
    ["apple_health_export/export.xml", "apple_health_export/Export.xml", "apple_health_export/导出.xml"],
)
def test_the_zip_reads_like_the_file(name):
    bare = read(export(*NIGHT), "export.xml")
    found = read_file(io.BytesIO(zipped(export(*NIGHT), name)), "export.zip")
    assert found.days.equals(bare.days)
    assert found.factors.equals(bare.factors)
    assert found.formats == ("Apple Health",)


@pytest.mark.parametrize(
    "odd",
    [
        "<Record\n  type='{t}' startDate='2026-03-01 08:00:00 +0100' endDate='x' value='700' sourceName='a'/>\n",
        '<Record value="700" startDate="2026-03-01 08:00:00 +0100" sourceName="a > b" type="{t}"/>\n',
        '    <Record type="{t}" sourceName="a" startDate="2026-03-01 08:00:00 +0100" value="700"/>\n',
        ' <Record type="{t}" sourceName="a" startDate="2026-03-01 08:00:00 +0100"\n value="700"/>\n',
        ' <Record type="{t}" sourceName="a" startDate="2026-03-01 08:00:00 +0100" value="700"/> <Record type="x" a="b"/>\n',
    ],
)
def test_tags_written_otherwise_are_not_lost(odd):
    found = read(export(*NIGHT, odd.format(t=Q + "StepCount")), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 700}
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}


def test_numbers_for_stages_as_other_exporters_write_them():
    parts = [
        record(C + "SleepAnalysis", "2026-03-01 23:00:00 +0100", "2026-03-02 01:00:00 +0100", "3"),
        record(C + "SleepAnalysis", "2026-03-02 01:00:00 +0100", "2026-03-02 02:00:00 +0100", "0"),
        record(C + "SleepAnalysis", "2026-03-02 02:00:00 +0100", "2026-03-02 03:00:00 +0100", "9"),
    ]
    found = read(export(*parts), "export.xml")
    assert by_day(found, "sleep_hours") == {"2026-03-02": 2}
    assert [one.value for one in found.rejections] == ["9"]


def test_cells_that_cannot_be_read_are_refused_with_their_line():
    bad = record(Q + "StepCount", "gestern", "2026-03-01 08:00:00 +0100", "12")
    worse = record(Q + "StepCount", "2026-03-01 08:00:00 +0100", "2026-03-01 08:00:00 +0100", "viele")
    good = record(Q + "StepCount", "2026-03-01 08:00:00 +0100", "2026-03-01 08:00:00 +0100", "50")
    found = read(export(bad, worse, good), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}
    first = HEAD.count("\n") + 1
    assert [(one.row, one.value) for one in found.rejections] == [(first, "gestern"), (first + 1, "viele")]


@WAYS
def test_own_entities_are_refused(way, only):
    only(way)
    attack = '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<HealthData>\n'
    with pytest.raises(UnreadableFile) as caught:
        read((attack + "".join(NIGHT) + "</HealthData>").encode(), "export.xml")
    assert caught.value.code == "xml_entities"


def test_a_malformed_dtd_does_not_matter():
    broken = HEAD.replace("<!ATTLIST Record type CDATA #REQUIRED>", "<!ATTLIST Record type CDATA")
    found = read((broken + "".join(NIGHT) + "</HealthData>\n").encode(), "export.xml")
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}


def test_a_file_that_breaks_off_gives_what_was_complete():
    whole = export(*NIGHT, *NIGHT[:1])
    found = read(whole[: whole.rfind(b"<Record") + 60], "export.xml")
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}
    assert found.dialect["truncated"] == "export.xml"


def test_reading_can_be_watched_and_stopped():
    shares = []
    read(export(*NIGHT), "export.xml", watch=shares.append)
    assert shares[-1] == 1

    def stop(_share):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read(export(*NIGHT), "export.xml", watch=stop)


def test_blocks_cut_anywhere_give_the_same(monkeypatch):
    content = export(*NIGHT)
    whole = read(content, "export.xml")
    for size in (700, 1111, 4096):
        monkeypatch.setattr(apple_health_scan, "CHUNK", size)
        assert read(content, "export.xml").days.equals(whole.days)
