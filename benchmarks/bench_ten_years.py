"""Ten years of diary (40 150 tries) in headless Chromium: upload to drawn Overview, then each page change.

    .venv/bin/python -m benchmarks.bench_ten_years [diary.csv]

The clock of the first figure runs from handing the file to the uploader to the drawn board, the time to press
"keep" included. A page change runs from the click on the menu to the page's last element.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.diary import csv
from tests import browser as b

PAGES = {
    "Bewegungen": "movements",
    "Zusammenhänge": "connections",
    "Teilen": "share",
    "Methoden und Sicherheit": "methods",
    "Überblick": "overview",
}


def main(diary: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, b.chromium() as chromium, b.page(chromium) as page:
        path = Path(folder, "zehn-jahre.csv")
        path.write_bytes(diary)
        with b.server(Path(folder, "home")) as address:
            page.goto(f"{address}/diary")
            chooser = page.locator('[data-testid="stFileUploaderDropzoneInput"]')
            chooser.wait_for(state="attached")
            b.settled(page)
            page.wait_for_timeout(6000)  # a person takes longer to find the file; libraries load meanwhile
            begun = time.perf_counter()
            chooser.set_input_files(path)
            page.locator(".st-key-keep button").click()
            understood = time.perf_counter() - begun
            page.locator(".pm-board").wait_for()
            print(f"understood {understood:.2f} s, overview drawn {time.perf_counter() - begun:.2f} s")
            b.settled(page)
            for _ in range(2):
                for label, name in PAGES.items():
                    page.get_by_role("link", name=label, exact=True).click()
                    begun = time.perf_counter()
                    page.locator(f".st-key-footer-{name}").wait_for(state="attached")
                    print(f"  {name}: {time.perf_counter() - begun:.2f} s")
                    b.settled(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else csv())
