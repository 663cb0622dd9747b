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


# ------------------------------------------------------------------ what a plain search over the text gets wrong


def steps(value="50", start="2026-03-01 08:00:00 +0100", end="2026-03-01 08:10:00 +0100", source="Uhr"):
    return record(Q + "StepCount", start, end, value, source)


def test_a_record_in_a_comment_does_not_count():
    hidden = steps("999", "2026-03-01 09:00:00 +0100", "2026-03-01 09:10:00 +0100")
    found = read(export(steps(), f"<!-- gelöscht\n{hidden}-->\n"), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}


def test_a_value_of_a_child_is_not_the_value_of_its_record():
    odd = f' <Record type="{Q}StepCount" sourceName="a" startDate="2026-03-02 08:00:00 +0100"><MetadataEntry key="x" value="7"/></Record>\n'
    found = read(export(steps(), odd), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}
    assert [(one.row, one.value) for one in found.rejections] == [(HEAD.count("\n") + 2, "")]


@pytest.mark.parametrize(
    "odd",
    [
        steps("700", "2026-03-02 08:00:00 +0100").replace('value="', 'value = "'),
        f""" <Record type="{Q}StepCount" device='x startDate="2020-01-01 08:00:00 +0100" y' sourceName="a" startDate="2026-03-02 08:00:00 +0100" value="700"/>\n""",
        steps("700", "2026-03-02 08:00:00 +0100", source="A &amp; B").replace('unit="x"', 'unit="a > b"'),
    ],
)
def test_attributes_are_told_from_what_stands_in_other_values(odd):
    found = read(export(steps(), odd), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50, "2026-03-02": 700}
    assert not found.rejections


def test_another_encoding_is_read():
    content = export(steps()).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert by_day(read(content, "export.xml"), "steps") == {"2026-03-01": 50}


def test_a_malformed_dtd_does_not_matter_to_the_parser_either():
    broken = HEAD.replace("<!ATTLIST Record type CDATA #REQUIRED>", "<!ATTLIST Record type CDATA")
    comment = "<!-- ein Kommentar -->\n"
    content = (broken + comment + steps() + steps("viele") + "</HealthData>\n").encode()
    found = read(content, "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}
    assert [one.row for one in found.rejections] == [HEAD.count("\n") + 3]


def test_entities_declared_behind_a_comment_are_refused():
    content = '<!-- <HealthData -->\n<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<HealthData>\n'
    with pytest.raises(UnreadableFile) as caught:
        read((content + steps() + "</HealthData>").encode(), "export.xml")
    assert caught.value.code == "xml_entities"


def test_a_tag_that_is_none_is_reported_and_the_rest_is_read():
    odd = f' <Record type="{Q}StepCount" sourceName=Uhr startDate="2026-03-02 08:00:00 +0100" value="7"/>\n'
    found = read(export(steps(), odd, steps("70", "2026-03-03 08:00:00 +0100")), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50, "2026-03-03": 70}
    assert [(one.row, one.value) for one in found.rejections] == [(HEAD.count("\n") + 2, odd.strip())]


def test_a_file_of_one_line_and_one_with_a_long_end_are_whole():
    one_line = export(steps(), *NIGHT).replace(b"\n", b" ")
    found = read(one_line, "export.xml")
    assert (by_day(found, "steps"), by_day(found, "sleep_hours")) == ({"2026-03-01": 50}, {"2026-03-28": 7})
    assert "truncated" not in read(export(steps()) + b"\n" * 3000, "export.xml").dialect


@pytest.mark.parametrize("end", [0.5, 0.8, 0.95])
def test_a_torn_archive_is_refused_and_a_torn_file_is_not(end):
    content = export(*NIGHT, steps())
    packed = zipped(content)
    with pytest.raises(UnreadableFile):
        read(packed[: int(len(packed) * end)], "export.zip")
    read(content[: int(len(content) * 0.95)], "export.xml")


# ------------------------------------------------------------------ clocks


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-03-01 11:05:18 PM +0100", "2026-03-01"),
        ("2026-03-01 12:05:18 AM +0100", "2026-03-01"),
        ("2026-03-01T23:05:18+01:00", "2026-03-01"),
        ("2026-03-01 23:05:18", "2026-03-01"),
        ("2024-02-29 23:05:18 +0100", "2024-02-29"),
    ],
)
def test_clocks_of_other_exporters(start, day):
    assert by_day(read(export(steps(start=start)), "export.xml"), "steps") == {day: 50}


def test_an_afternoon_is_no_morning():
    found = read(
        export(
            record(C + "SleepAnalysis", "2026-03-01 11:00:00 PM +0100", "2026-03-02 07:00:00 AM +0100", "1")
        ),
        "export.xml",
    )
    assert by_day(found, "sleep_hours") == {"2026-03-02": 8}


@pytest.mark.parametrize(
    "start",
    ["2026", "2026-03", "today", "now", "2026-02-30 08:00:00 +0100", "2026-03-01 25:00:00 +0100",
     "2026-03-01 08:00:00 Uhr", "2026-03-01 08:00:00 +0100 und noch viel mehr Text", "0001-01-01 00:00:00 +0000",
     "2026-03-01 13:00:00 PM +0100", "२०२६-03-01 08:00:00 +0100"],
)  # fmt: skip
def test_what_only_looks_like_a_clock_is_refused(start):
    found = read(export(steps(), steps("7", start=start)), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}
    assert [(one.value, one.reason) for one in found.rejections] == [(start, "not_a_date")]


@pytest.mark.parametrize("value", ["1_000", "1,000", "nan", "inf", "", "0x10"])
def test_what_only_looks_like_a_number_is_refused(value):
    found = read(export(steps(), steps(value, "2026-03-02 08:00:00 +0100")), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 50}
    assert [(one.value, one.reason) for one in found.rejections] == [(value, "not_a_number")]


# ------------------------------------------------------------------ false hours, false minutes


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2026-03-01 17:30:00 +0100", "2026-03-02 01:30:00 +0100", "2026-03-02"),
        ("2026-03-01 11:00:00 +0100", "2026-03-01 19:00:00 +0100", "2026-03-01"),
        ("2026-03-01 09:30:00 +0100", "2026-03-01 17:30:00 +0100", "2026-03-01"),
    ],
)
def test_early_nights_and_night_shifts_are_not_torn_at_six(start, end, day):
    middle = start[:11] + f"{int(start[11:13]) + 1:02d}:30:00 +0100"
    found = read(export(sleep(start, middle, "AsleepCore"), sleep(middle, end, "AsleepDeep")), "export.xml")
    assert by_day(found, "sleep_hours") == {day: 8}


def test_a_nap_is_no_night_and_is_kept():
    nap = sleep("2026-03-29 13:00:00 +0200", "2026-03-29 13:45:00 +0200", "AsleepCore")
    found = read(export(*NIGHT, nap), "export.xml")
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}
    naps = found.factors[found.factors["name"] == "nap_h"]
    assert [(str(one.date.date()), one.value) for one in naps.itertuples()] == [("2026-03-29", 0.75)]


def test_time_in_bed_is_kept_but_is_no_sleep():
    found = read(export(*NIGHT), "export.xml")
    assert found.factors.set_index("name")["value"]["time_in_bed_h"] == 8
    alone = read(export(steps(), NIGHT[0]), "export.xml")
    assert alone.days["sleep_hours"].isna().all()


def test_a_stage_of_days_is_refused_and_swallows_no_other_night():
    long = sleep("2026-03-01 23:00:00 +0100", "2026-04-01 07:00:00 +0200", "AsleepCore")
    back = sleep("2026-03-27 23:00:00 +0100", "2026-03-27 22:00:00 +0100", "AsleepCore")
    found = read(export(long, back, *NIGHT), "export.xml")
    assert by_day(found, "sleep_hours") == {"2026-03-28": 7}
    assert [one.reason for one in found.rejections] == ["out_of_range"] * 2


def test_a_record_that_is_there_twice_counts_once():
    found = read(export(steps(), steps(), steps("50", "2026-03-01 08:10:00 +0100")), "export.xml")
    assert by_day(found, "steps") == {"2026-03-01": 100}


def test_days_with_several_counters_are_said():
    found = read(export(steps(), steps("70", source="iPhone")), "export.xml")
    assert found.dialect["steps_overlap"] == "1"
    assert "steps_overlap" not in read(export(steps()), "export.xml").dialect


def workout(start, end, minutes, source):
    length = f'duration="{minutes}" durationUnit="min" ' if minutes else ""
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" {length}sourceName="{source}" '
        f'startDate="2026-03-02 {start}:00 +0100" endDate="2026-03-02 {end}:00 +0100"/>\n'
    )


def test_the_same_workout_of_two_apps_counts_once():
    found = read(
        export(
            workout("10:00", "10:35", 30, "Uhr"),
            workout("10:01", "10:35", 34, "App"),
            workout("10:35", "11:00", 25, "Uhr"),
            workout("18:00", "18:20", "", "App"),
        ),
        "export.xml",
    )
    assert by_day(found, "activity_min") == {"2026-03-02": 34 + 25 + 20}


def test_mindful_minutes_of_two_apps_count_once():
    parts = [
        record(C + "MindfulSession", f"2026-03-01 15:0{at}:00 +0100", f"2026-03-01 15:{end}:00 +0100", "x", source)
        for at, end, source in [(0, 10, "A"), (5, 12, "B")]
    ]  # fmt: skip
    found = read(export(*parts), "export.xml")
    assert found.factors["value"].tolist() == [12]


def test_rings_without_a_watch_are_no_day_without_exercise():
    ring = ' <ActivitySummary dateComponents="2026-03-0{}" activeEnergyBurned="300" appleExerciseTime="{}" appleStandHours="{}"/>\n'
    found = read(export(ring.format(1, 0, 0), ring.format(2, 0, 9), ring.format(3, "viel", 9)), "export.xml")
    assert by_day(found, "activity_min") == {"2026-03-02": 0}
    assert [one.value for one in found.rejections] == ["viel"]


def test_batches_give_the_same_as_one(monkeypatch):
    from data.ingest.formats import apple_health_cells

    parts = [
        steps(str(at), f"2026-03-{at:02d} 08:00:00 +0100", f"2026-03-{at:02d} 08:10:00 +0100")
        for at in range(1, 29)
    ]
    whole = read(export(*NIGHT, *parts, steps("viel")), "export.xml")
    monkeypatch.setattr(apple_health_cells, "BATCH", 3)
    small = read(export(*NIGHT, *parts, steps("viel")), "export.xml")
    assert small.days.equals(whole.days)
    assert small.factors.equals(whole.factors)
    assert small.rejections == whole.rejections
