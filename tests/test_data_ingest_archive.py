"""Spreadsheets, zips and what is built to harm. The files are made here, byte by byte."""

import io
import zipfile

import pytest

from data.errors import UnreadableFile
from data.ingest import read, read_file, source
from data.ingest.source import members, of_bytes, of_stream

CSV = b"Datum;Schmerz\n01.03.2026;3\n02.03.2026;4\n"


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx(*sheets):
    """The smallest workbook: inline strings, numbers, and numbers in a date format (style 1)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/package/2006"
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r0" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}/relationships">{links}<Relationship Id="st" '
        f'Type="{rel}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
    }
    for n, rows in enumerate(sheets, start=1):
        body = "".join(f'<row r="{r}">{"".join(_cell(c, r, v) for c, v in enumerate(row))}</row>'
                       for r, row in enumerate(rows, start=1))  # fmt: skip
        files[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    return archive(files)


def _cell(column, row, value):
    at = f"{chr(65 + column)}{row}"
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f'<c r="{at}" s="1"><v>{value[0]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


DIARY = [["Datum", "Schmerz", "Schlaf (h)"], [(46082,), 3, 7.5], [(46083,), None, 6], [(46084,), "stark", 8]]


def test_a_spreadsheet_comes_with_its_dates_and_row_numbers():
    found = read(xlsx(DIARY), "tagebuch.xlsx")
    assert not found.questions
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert found.days["sleep_hours"].tolist() == [7.5, 6, 8]
    assert [(one.row, one.value) for one in found.rejections] == [(4, "stark")]
    assert found.days["pain_avg"].isna().tolist() == [False, True, True]


def test_every_sheet_that_is_a_diary_is_read_and_a_legend_is_not():
    legend = [["Hinweis"], ["Bitte jeden Abend ausfüllen"]]
    second = [["Datum", "Schmerz"], [(46113,), 5]]
    found = read(xlsx(DIARY, legend, second), "tagebuch.xlsx")
    assert found.dialect["sheets"] == "2/3"
    assert found.days["pain_avg"].dropna().tolist() == [3, 5]


def test_a_spreadsheet_without_entries_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read(xlsx([["Datum", "Schmerz"]]), "leer.xlsx")
    assert caught.value.code == "no_rows"


def test_an_open_document_is_read():
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>"
        f'<table:table-cell office:value-type="date" office:date-value="2026-03-0{day}"><text:p>x</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="float" office:value="{day + 1}"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
        for day in (1, 2)
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("Datum", "Schmerz")
    )
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="T">'
        f"<table:table-row>{head}</table:table-row>{cells}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    files = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
             "META-INF/manifest.xml": "<manifest/>"}  # fmt: skip
    assert read(archive(files), "tagebuch.ods").days["pain_avg"].tolist() == [2, 3]


# ------------------------------------------------------------------ zips


def test_a_zip_of_diaries_is_one_diary_and_later_files_win():
    later = b"Datum;Schmerz;Stress\n02.03.2026;6;2\n"
    found = read(
        archive({"a.csv": CSV, "b.csv": later, "__MACOSX/a.csv": b"x", "bild.png": b"\x89PNG"}), "alles.zip"
    )
    assert found.days["pain_avg"].tolist() == [3, 6]
    assert found.rows == 3
    assert found.dialect["skipped_files"] == "1"


def test_a_zip_without_a_diary_says_what_it_holds():
    with pytest.raises(UnreadableFile, match=r"bild\.png") as caught:
        read(archive({"bild.png": b"\x89PNG"}), "bilder.zip")
    assert caught.value.code == "no_table"


def test_refused_cells_of_a_zip_name_their_file():
    found = read(archive({"x/a.csv": CSV + b"03.03.2026;99\n"}), "alles.zip")
    assert [(one.file, one.row) for one in found.rejections] == [("x/a.csv", 4)]


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.csv", "/etc/x.csv", "a/../../x.csv", "..\\x.csv"])
def test_paths_that_leave_the_folder_are_refused(name):
    with pytest.raises(UnreadableFile) as caught:
        read(archive({name: CSV}), "x.zip")
    assert caught.value.code == "archive_unsafe"


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableFile) as caught:
        read(archive({"a.csv": b"0" * 60_000_000}), "x.zip")
    assert caught.value.code == "archive_unsafe"


def test_a_member_larger_than_it_says_is_refused():
    content = bytearray(archive({"a.csv": b"Datum;Schmerz\n" + b"01.03.2026;3\n" * 500}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (40).to_bytes(4, "little")
    with pytest.raises(UnreadableFile) as caught:
        read(bytes(content), "x.zip")
    assert caught.value.code in {"archive_unsafe", "archive_broken", "no_table"}


def test_a_locked_archive_is_refused_in_words():
    content = bytearray(archive({"a.csv": CSV}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    with pytest.raises(UnreadableFile) as caught:
        read(bytes(content), "x.zip")
    assert caught.value.code == "archive_locked"


@pytest.mark.parametrize("cut", [10, 60, 120])
def test_a_cut_archive_is_refused(cut):
    with pytest.raises(UnreadableFile) as caught:
        read(archive({"a.csv": CSV})[:cut], "x.zip")
    assert caught.value.code == "archive_broken"


def test_a_damaged_member_is_refused():
    content = bytearray(archive({"a.csv": CSV * 50}))
    content[60:70] = b"\xff" * 10
    with pytest.raises(UnreadableFile) as caught:
        read(bytes(content), "x.zip")
    assert caught.value.code in {"archive_broken", "no_table"}


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(source, "MEMBERS", 2)
    with pytest.raises(UnreadableFile) as caught:
        members(of_bytes(archive({f"{n}.csv": CSV for n in range(3)}), "x.zip"))
    assert caught.value.code == "archive_unsafe"


# ------------------------------------------------------------------ streams


def test_a_stream_reads_like_bytes_and_stays_open():
    stream = io.BytesIO(archive({"a.csv": CSV}))
    found = read_file(stream, "x.zip")
    assert found.days.equals(read(stream.getvalue(), "x.zip").days)
    assert found.sha256 == read(stream.getvalue(), "x.zip").sha256
    assert not stream.closed


def test_two_readers_of_one_stream_do_not_disturb_each_other():
    file = of_stream(io.BytesIO(b"abcdef" * 1000), "x")
    with file.open() as one, file.open() as two:
        assert (one.read(3), two.read(2), one.read(3)) == (b"abc", b"ab", b"def")


# ------------------------------------------------------------------ diaries beside exports, exports in spreadsheets


MOODS = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-03-01,1. März,Sonntag,20:30,gut,Yoga,,\n2026-03-02,2. März,Montag,20:30,mies,,,\n"
)


def test_a_diary_beside_an_export_is_read_and_what_is_left_out_is_named():
    runs = "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2026-03-01 18:00:00,false,x,5,300,00:45:00\n"
    files = {"a/daylio.csv": MOODS, "Activities.csv": runs, "tagebuch.csv": CSV, "liste.csv": "Datum;Preis\n01.03.2026;3\n",
             "eigenes.xlsx": xlsx([["Datum", "Schmerz"], [(46090,), 5]]), "bild.png": b"\x89PNG"}  # fmt: skip
    found = read(archive(files), "alles.zip", {"order:mood": "gut > mies"})
    assert found.formats == ("Daylio", "Garmin Connect")
    assert found.days["pain_avg"].dropna().tolist() == [3, 4, 5]
    assert found.days["activity_min"].dropna().tolist() == [45]
    assert found.dialect["skipped_files"] == "2"
    assert found.dialect["skipped_names"] == "liste.csv, bild.png"


def test_a_training_log_beside_an_export_is_the_persons_own_and_a_table_of_intensities_is_not():
    own = "Datum;Übung;Sätze;Schmerz dabei\n01.03.2026;Hocke;3;2\n"
    device = "timestamp,intensity\n2026-03-01,3\n"
    files = {"daylio.csv": MOODS, "training.csv": own, "device.csv": device}
    found = read(archive(files), "alles.zip", {"order:mood": "gut > mies"})
    assert found.exposures["movement"].tolist() == ["Hocke"]
    assert found.dialect["skipped_names"] == "device.csv"


def test_an_export_saved_again_as_a_spreadsheet_goes_to_its_reader():
    head = ["full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"]
    rows = [
        [(46082,), "1. März", "Sonntag", "20:30", "gut", "Yoga", "", ""],
        [(46083,), "2. März", "Montag", "20:30", "mies", "", "", "müde"],
    ]
    found = read(xlsx([head, *rows], DIARY), "daylio.xlsx", {"order:mood": "gut > mies"})
    assert found.formats == ("Daylio",)
    assert found.days["mood"].dropna().tolist() == [10, 0]
    assert found.days["pain_avg"].dropna().tolist() == [3]
    assert found.dialect["sheets"] == "2/2"


def test_an_export_saved_as_a_spreadsheet_is_read_beside_another_export():
    head = ["Activity Type", "Date", "Favorite", "Title", "Distance", "Calories", "Time"]
    runs = [["Running", "2026-03-01 18:00:00", "false", "x", "5", "300", "00:45:00"]]
    files = {
        "daylio.csv": MOODS,
        "Activities.xlsx": xlsx([head, *runs]),
        "preise.xlsx": xlsx([["Datum", "Preis"], [(46090,), 5]]),
    }
    found = read(archive(files), "alles.zip", {"order:mood": "gut > mies"})
    assert set(found.formats) == {"Daylio", "Garmin Connect"}
    assert found.days["activity_min"].dropna().tolist() == [45]
    assert found.dialect["skipped_names"] == "preise.xlsx"


def test_of_two_exports_that_overlap_the_one_that_reaches_further_leads():
    """The day an export was made on is incomplete in it; the order of the files in the zip says nothing."""
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    old = head + "2026-03-01,1. März,Sonntag,20:30,gut,,,\n2026-03-02,2. März,Montag,08:00,mies,,,\n"
    new = head + "2026-03-02,2. März,Montag,20:30,gut,,,\n2026-03-03,3. März,Dienstag,20:30,mies,,,\n"
    for files in ({"a.csv": old, "b.csv": new}, {"a.csv": new, "b.csv": old}):
        found = read(archive(files), "alles.zip", {"order:mood": "gut > mies"})
        assert found.days["mood"].dropna().tolist() == [10, 10, 0]


def test_lengths_of_time_keep_their_seconds_in_a_spreadsheet():
    head = ["Activity Type", "Date", "Favorite", "Title", "Distance", "Calories", "Time"]
    found = read(xlsx([head, ["Running", (46082.75,), "false", "x", 5, 300, (0.03125,)]]), "Activities.xlsx")
    assert found.source == "garmin"
    assert found.days["activity_min"].tolist() == [45]
